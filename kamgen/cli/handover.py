"""`kamgen handover`: what leaves when one of us leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import kamgen
from kamgen.cli import options
from kamgen.cli.open_site import open_site
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.runtime import link_with_history, open_engine
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ContentError


@click.command()
@click.argument("person")
@options.site_option
@options.as_of_option
@options.output_format_option(["full", "markdown", "json"], "How it is written.")
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def handover(
    person: str,
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> None:
    """Print what leaves when one of us leaves.

    PERSON is a name as plans write it. Told are the clients to call at once and by whom, accounts,
    contacts whom nobody else meets, promises, actions, open deals, reviews to come, and for whom the person is backup,
    sponsor or answers for a risk. Each account manager has the same on a page of the site, to print.
    """
    from kamgen.analyse.handover import handover as reckon
    from kamgen.analyse.relationships import by_person, held
    from kamgen.facts.money import display_year
    from kamgen.facts.people import like, people
    from kamgen.model.fields import folded
    from kamgen.report.handover import HANDOVER_FORMATS

    session = open_site(site)
    with open_engine(session, work, terminal) as engine:
        linked = link_with_history(engine, session, as_of, terminal)
        portfolio = engine.summarise(linked)
    duties, names = by_person(held(portfolio)), people(duty.who for _, duty in held(portfolio))
    if (name := names.get(folded(person))) is None:
        near = like(person, names.values())
        hint = f"did you mean `{near}`?" if near else f"{len(names)} of us are named; `people/index.html` lists owners"
        raise ContentError(f"nothing hangs on anybody called `{person}`", hint)
    year = display_year((plan.reference for plan in linked.plans), session.site.calendar(), as_of)
    found = reckon(portfolio, name, duties[folded(name)], year)
    color = terminal.color() and output_file is None
    terminal.result(HANDOVER_FORMATS[output_format](found, color, kamgen.__version__), output_file)
