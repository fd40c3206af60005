"""`kamgen diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.cli import options
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.terminal import Terminal
from kamgen.report.changes import CHANGE_FORMATS, LEAST_LIMIT, LIMIT, ChangeOptions, formatter

if TYPE_CHECKING:
    from kamgen.cli.diff_inputs import Wanted
    from kamgen.model.comparison import Comparison


@click.command()
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--staged", "--cached", is_flag=True, help="Compare what is staged, not the working tree.")
@click.option(
    "--base-json",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare with what `kamgen export` wrote: needs no history.",
)
@options.site_option
@options.as_of_option
@click.option(
    "--output-format", type=click.Choice(list(CHANGE_FORMATS)), default="full", show_default=True, help="How."
)
@options.output_file_option
@click.option("--exit-code", is_flag=True, help="Exit code 1 when something changed.")
@click.option(
    "--fail-on",
    type=click.Choice(["regression", "never"]),
    default="never",
    show_default=True,
    help="Exit code 1 when something got worse.",
)
@click.option("--marker", default="", metavar="NAME", help="With markdown: tells several comments of one bot apart.")
@click.option(
    "--max-chars",
    type=click.IntRange(LEAST_LIMIT),
    default=LIMIT,
    show_default=True,
    help="With markdown: how long at most.",
)
@options.work_options
@options.talk_options
@rarely_collected()
def diff(
    base: str | None,
    head: str | None,
    staged: bool,
    base_json: Path | None,
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    exit_code: bool,
    fail_on: str,
    marker: str,
    max_chars: int,
    work: Work,
    terminal: Terminal,
) -> int:
    """Tell what changed in the accounts, in business words: money, dates, promises, people, scores and findings.

    Without arguments: from where HEAD left the default branch to the working tree. BASE and HEAD are revisions;
    `A..B` and `A...B` are as in git. Both sides are judged by this kamgen and on the same day; what site.toml did,
    and what time alone did, is told apart.

    Exit code: 0, unless --exit-code or --fail-on say otherwise; 2 when the command could not do its work.
    """
    from kamgen.cli.diff_inputs import Wanted
    from kamgen.report.changes.report import regressed

    if base_json is not None and (base is not None or staged):
        raise click.UsageError("--base-json takes the place of BASE, and is compared with the working tree")
    if staged and head is not None:
        raise click.UsageError(f"--staged takes the place of HEAD: leave out `{head}`")
    import kamgen

    comparison, source_url = _compared(Wanted(base, head, staged, base_json), site, as_of, work, terminal)
    color = terminal.color() and output_file is None
    given = ChangeOptions(color, marker, max_chars, source_url, kamgen.__version__)
    terminal.result(formatter(output_format)(comparison, given), output_file)
    reasons = regressed(comparison) if fail_on == "regression" else ()
    for reason in reasons:
        terminal.note(reason)
    return 1 if reasons or (exit_code and comparison) else 0


def _compared(wanted: Wanted, site: Path | None, as_of: date, work: Work, terminal: Terminal) -> tuple[Comparison, str]:
    """The comparison, and where the site's readers find its plans."""
    from kamgen.cli.diff_inputs import Reader
    from kamgen.cli.open_site import open_however
    from kamgen.cli.runtime import open_engine
    from kamgen.engine.comparison import compare_states

    session = open_however(site)
    with open_engine(session, work, terminal) as engine:
        before, after = Reader(session, as_of, engine.cache, terminal).states(wanted)
        terminal.detail(f"{before.label} ({before.commit[:7]}) against {after.label}, judged as of {as_of}")
        return compare_states(engine, before, after, as_of), session.site.site.source_url or ""
