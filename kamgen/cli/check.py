"""`kamgen check`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.cli import options
from kamgen.cli.garbage import rarely_collected

if TYPE_CHECKING:
    from kamgen.cli.session import Session
    from kamgen.engine.engine import Engine
    from kamgen.model.report import Report
    from kamgen.report.selection import Selection


@click.command(short_help="Hold the plans against the checklist.")
@click.argument("places", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@options.site_option
@options.as_of_option
@options.threshold_options
@options.selection_options
@options.output_format_option
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option(
    "-o", "--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
@options.work_options
@options.talk_options
@rarely_collected()
def check(
    places: tuple[Path, ...],
    site: Path | None,
    as_of: date,
    fail_on: str,
    max_warnings: int | None,
    fail_under: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    output_format: str,
    statistics: bool,
    output_file: Path | None,
    workers: int | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
    no_color: bool,
) -> int:
    """Hold the account plans against the checklist, and list what to mend.

    PATHs are plans or folders; without any, all plans are told of. What is said of a plan does not depend on
    that: the whole portfolio is always looked at. Scores are always those of site.toml's own rules.

    Exit code: 0 when nothing is at or over the threshold, 1 when something is, 2 when the command could not
    do its work.
    """
    from kamgen.cli.session import open_site
    from kamgen.cli.terminal import Terminal
    from kamgen.cli.work import engine
    from kamgen.report import formatter
    from kamgen.report.selection import Selection
    from kamgen.report.summary import summary_line
    from kamgen.report.verdict import Threshold, judge

    terminal = Terminal(quiet, verbose, no_color)
    session = open_site(site)
    terminal.detail(f"{len(session.paths):,} plans in {session.root}, judged as of {as_of}")
    chosen = Selection(select, ignore, extend_select)
    with engine(session.root, session.site.build, workers, not no_cache, terminal) as work:
        report = _report(work, session, places, chosen, as_of)
    least = session.site.checklist.fail_under if fail_under is None else fail_under
    verdict = judge(report, Threshold(fail_on, max_warnings, least))
    color = terminal.color() and output_file is None
    terminal.result(formatter(output_format, statistics)(report, color), output_file)
    if output_file is not None:
        terminal.note(summary_line(report))
    for reason in verdict.reasons:
        terminal.note(reason)
    return verdict.exit_code


def _report(work: Engine, session: Session, places: tuple[Path, ...], chosen: Selection, as_of: date) -> Report:
    import kamgen
    from kamgen.cli.session import chosen_plans
    from kamgen.report.make import make_report
    from kamgen.report.selection import narrowed
    from kamgen.rules.catalogue import RULES

    plans = chosen_plans(session, places)
    assessed = work.assess(session.content, session.site, as_of)
    scored = portfolio = work.brief(assessed)
    if chosen:
        site = narrowed(session.site, chosen, [rule.code for rule in RULES])
        portfolio = work.brief(replace(assessed, site=site))
    return make_report(portfolio, session.content, plans, scored, kamgen.__version__)
