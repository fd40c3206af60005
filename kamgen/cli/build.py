"""`kamgen build` and `kamgen clean`."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.cli import options
from kamgen.cli.baseline import Keeping, against_baseline
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from kamgen.model.finding import Report
    from kamgen.report.verdict import Threshold


ERRORS_TOLD = 20
"""Errors that `build` lists; `check` lists all."""


@click.command()
@options.site_option
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to.  [default: output of site.toml]"
)
@options.theme_options
@options.as_of_option
@options.threshold_options
@options.work_options
@options.talk_options
@rarely_collected()
def build(
    site: Path | None,
    output: Path | None,
    theme: str | None,
    trust_theme: bool,
    as_of: date,
    threshold: Threshold,
    work: Work,
    terminal: Terminal,
) -> int:
    """Check the plans and make the site, which is written as a whole or not at all.

    The site is made whatever the findings are; errors are listed on stderr, and the exit code is that of
    `kamgen check`. The former site stands until the new one is complete.
    """
    from kamgen.cli.git_history import archive_of, with_history
    from kamgen.cli.open_site import open_site, report_of
    from kamgen.cli.runtime import open_engine
    from kamgen.engine.build import build as make_site
    from kamgen.engine.build import pages
    from kamgen.render.theme import load_theme
    from kamgen.report.baseline import Scope
    from kamgen.report.verdict import judge
    from kamgen.write.output_folder import check_output

    started = time.perf_counter()
    session = open_site(site)
    target = output or session.root / session.site.content.output
    check_output(target, keep=[session.root, session.root / session.content.folder])
    look = load_theme(session.root, theme or session.site.site.theme, trust_theme)
    terminal.detail(f"{len(session.paths):,} plans in {session.root}, judged as of {as_of}, theme {look.name}")
    with open_engine(session, work, terminal) as engine:
        plan_history = archive_of(session.root, session.content.folder, engine.cache, terminal)
        link = partial(engine.link, session.content, session.site, as_of)
        portfolio, files = with_history(
            plan_history,
            terminal,
            lambda past: make_site(engine, link(past), look, session.root, target, past),
        )
    found = report_of(session, portfolio, portfolio)
    report, fallen = against_baseline(found, Scope(), Keeping(), session.root, terminal)
    verdict = judge(report, threshold.under(session.site.checklist.fail_under), fallen)
    _tell(terminal, report, target, pages(files), time.perf_counter() - started)
    return terminal.conclude(verdict)


def _tell(terminal: Terminal, report: Report, target: Path, pages: int, seconds: float) -> None:
    from kamgen.model.enums import Severity
    from kamgen.report.console import line
    from kamgen.report.findings import severity_counts
    from kamgen.report.text import visible
    from kamgen.text.words import counted

    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    for finding in errors[:ERRORS_TOLD]:
        click.echo(line(finding), err=True)
    if len(errors) > ERRORS_TOLD:
        more = counted(len(errors) - ERRORS_TOLD, "more error")
        click.echo(f"… and {more}; `kamgen check` lists them all", err=True)
    if not terminal.quiet:
        where = visible(_short(target))
        terminal.result(
            f"Built {counted(report.accounts, 'account')}, {counted(pages, 'page')} into {where}/ in {seconds:.1f} s; "
            f"{severity_counts(report.findings)}; open {where}/index.html\n"
        )


def _short(path: Path) -> str:
    """The path as seen from here, when it is below here."""
    here = Path.cwd()
    absolute = path.absolute()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()


@click.command()
@options.site_option
@click.option("--output", is_flag=True, help="Remove the built site too: the folder `output` of site.toml.")
def clean(site: Path | None, output: bool) -> int:
    """Remove the cache of former runs, `.kamgen/` beside site.toml; the next build makes everything anew.

    Nothing is ever wrong with keeping it: it makes builds faster and does not change them. Only what kamgen made is
    removed, and links are not followed.
    """
    from kamgen.cache.disk import remove_cache
    from kamgen.cli.open_site import open_root
    from kamgen.cli.runtime import CACHE_FILE, CACHE_FOLDER
    from kamgen.write.output_folder import remove_site

    root, config = open_root(site)
    cache = root / CACHE_FOLDER / CACHE_FILE
    _say_removed(f"the cache in {CACHE_FOLDER}/", remove_cache(cache))
    if output:
        place = config.content.output
        _say_removed(f"the site in {place}/", remove_site(root, place, [root, root / config.content.accounts]))
    return 0


def _say_removed(what: str, freed: int) -> None:
    from kamgen.report.text import visible

    click.echo(visible(f"Removed {what}: {freed:,} bytes" if freed else f"There was nothing to remove of {what}"))
