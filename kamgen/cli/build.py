"""`kamgen build`, `kamgen serve` and `kamgen clean`: the site."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path

import click

from kamgen.cache.disk import remove_cache
from kamgen.cli import options
from kamgen.cli.baseline import Keeping, against_baseline
from kamgen.cli.open_site import open_root, open_site, report_of, say_format
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.runtime import CACHE_FILE, CACHE_FOLDER, open_engine, plan_history_of, with_history
from kamgen.cli.terminal import Terminal, say
from kamgen.model.enums import Severity
from kamgen.model.finding import Report
from kamgen.report.baseline import Scope
from kamgen.report.console import finding_line
from kamgen.report.findings import baseline_lines, severity_counts, visible
from kamgen.report.verdict import Threshold, exit_verdict
from kamgen.text.words import counted
from kamgen.write.output_folder import check_output, remove_site

ERRORS_LISTED = 20
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
    from kamgen.engine import site as building
    from kamgen.render.theme import load_theme

    started = time.perf_counter()
    session = open_site(site)
    say_format(session.site.site.format, terminal)
    target = output or session.root / session.site.content.output
    below = None if output else session.root  # what a repository says stays below it
    check_output(target, [session.root, session.root / session.content.folder], below)
    look = load_theme(session.root, theme or session.site.site.theme, trust_theme)
    terminal.detail(f"{len(session.paths):,} plans in {session.root}, judged as of {as_of}, theme {look.name}")
    with open_engine(session, work, terminal) as engine:
        plan_history = plan_history_of(session.root, session.content.folder, engine.cache, terminal)
        link = partial(engine.link, session.content, session.site, as_of)
        portfolio, files = with_history(
            plan_history,
            terminal,
            lambda past: building.build(engine, link(past), look, session.root, target, past),
        )
    found = report_of(session, portfolio, portfolio)
    report = against_baseline(found, Scope(), Keeping(), session.root, terminal)
    verdict = exit_verdict(report, threshold.under(session.site.checklist.fail_under))
    _report_build(
        terminal, report, target, sum(name.endswith(".html") for name in files), time.perf_counter() - started
    )
    return terminal.conclude(verdict)


def _report_build(terminal: Terminal, report: Report, target: Path, pages: int, seconds: float) -> None:
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    for finding in errors[:ERRORS_LISTED]:
        say(finding_line(finding), to_stderr=True)
    if len(errors) > ERRORS_LISTED:
        more = counted(len(errors) - ERRORS_LISTED, "more error")
        say(f"… and {more}; `kamgen check` lists them all", to_stderr=True)
    for line in baseline_lines(report):
        terminal.note(line)
    if not terminal.quiet:
        here, absolute = Path.cwd(), target.absolute()
        shown = absolute.relative_to(here) if absolute.is_relative_to(here) else absolute
        where = visible(shown.as_posix())
        terminal.result(
            f"Built {counted(report.accounts, 'account')}, {counted(pages, 'page')} into {where}/ in {seconds:.1f} s; "
            f"{severity_counts(report.findings)}; open {where}/index.html\n"
        )


@click.command()
@options.site_option
@options.theme_options
@options.as_of_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Whom to answer: this machine.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to answer; the next free one when it is taken.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--poll", is_flag=True, help="Look for changes every second; for disks that do not tell of them.")
@options.work_options
@options.talk_options
@rarely_collected()
def serve(
    site: Path | None,
    theme: str | None,
    trust_theme: bool,
    as_of: date,
    host: str,
    port: int,
    open_browser: bool,
    poll: bool,
    work: Work,
    terminal: Terminal,
) -> int:
    """Serve the site from memory, and bring open pages up to date whenever a plan, site.toml or a theme is saved.

    The output folder is not touched. What is wrong with site.toml or a theme is shown on the page, which stays as it
    was until that is mended. Plans are judged as of today, anew with every change, unless --as-of says otherwise.

    Ctrl-C ends it, with exit code 0.
    """
    from kamgen.cli.serve import serve_site

    serve_site(site, (theme, trust_theme), as_of, (host.strip("[]"), port, open_browser), poll, work, terminal)
    return 0


@click.command()
@options.site_option
@click.option("--output", is_flag=True, help="Remove the built site too: the folder `output` of site.toml.")
def clean(site: Path | None, output: bool) -> int:
    """Remove the cache of former runs, `.kamgen/` beside site.toml; the next build makes everything anew.

    Nothing is ever wrong with keeping it: it makes builds faster and does not change them. Only what kamgen made is
    removed, and links are not followed.
    """
    root, config = open_root(site)
    cache = root / CACHE_FOLDER / CACHE_FILE
    _report_removed(f"the cache in {CACHE_FOLDER}/", remove_cache(cache))
    if output:
        place = config.content.output
        _report_removed(f"the site in {place}/", remove_site(root, place, [root, root / config.content.accounts]))
    return 0


def _report_removed(what: str, freed: int) -> None:
    say(visible(f"Removed {what}: {freed:,} bytes" if freed else f"There was nothing to remove of {what}"))
