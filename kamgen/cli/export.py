"""`kamgen export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kamgen.cli import options
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.terminal import Terminal


@click.command()
@options.site_option
@options.as_of_option
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def export(
    site: Path | None,
    as_of: date,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> int:
    """Write the portfolio as one JSON file: its plans as they are written, and what they came to on the day.

    `kamgen diff --base-json FILE` tells what changed since, also where there is no history.
    """
    import kamgen
    from kamgen.check import check_portfolio
    from kamgen.cli.git_history import link_with_history
    from kamgen.cli.open_site import open_site
    from kamgen.cli.runtime import open_engine
    from kamgen.report.export import render

    session = open_site(site)
    with open_engine(session, work, terminal) as engine:
        portfolio = engine.summarise(link_with_history(engine, session, as_of, terminal))
    terminal.result(
        render(portfolio, session.content, session.text, kamgen.__version__, check_portfolio(portfolio)), output_file
    )
    return 0
