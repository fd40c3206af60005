"""`kamgen check`."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from msgspec import Struct
from msgspec.structs import replace

from kamgen.cache import Cache
from kamgen.cache.digest import digest, stamp
from kamgen.cli import options
from kamgen.cli.baseline import Keeping, against_baseline
from kamgen.cli.open_site import Session, chosen_plans, parse_site, read_plans, report_of, say_format, site_root
from kamgen.cli.options import Work, options_as, rarely_collected
from kamgen.cli.runtime import find_head, open_cache, open_worker_pool, with_history
from kamgen.cli.terminal import Terminal
from kamgen.model.enums import Severity
from kamgen.model.finding import Report
from kamgen.model.source import Content
from kamgen.parse.published import published, published_toml
from kamgen.read.disk import prefix_in_repository, read_site_text
from kamgen.report import FORMATS, OF_LINES, SUMMARISED, formatter
from kamgen.report.baseline import Scope
from kamgen.report.findings import baseline_lines, summary_line, texts_of
from kamgen.report.verdict import Selection, Threshold, at_least, exit_verdict, narrowed
from kamgen.text.words import counted

if TYPE_CHECKING:
    from kamgen.cli.git_history import Head
    from kamgen.cli.mend import Mending
    from kamgen.engine.engine import Engine
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.summary import Portfolio

STDIN = Path("-")


class Fixing(Struct, frozen=True):
    """Whether findings are mended."""

    fix: bool = False
    diff: bool = False
    """Only shown, nothing is written."""

    def __bool__(self) -> bool:
        return self.fix or self.diff


class Task(NamedTuple):
    """What is asked for."""

    site: Path | None
    places: tuple[Path, ...]
    changed_since: str | None
    stdin_filename: Path | None
    """The place of the plan that comes from stdin."""
    chosen: Selection
    threshold: Threshold
    severity: str
    """Of the mildest findings that are listed."""
    keeping: Keeping
    output_format: str
    everything: bool
    """Whether all findings are listed one after the other, though the run is about all plans."""
    statistics: bool
    output_file: Path | None
    work: Work
    fixing: Fixing


@click.command()
@click.argument("places", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--changed-since", metavar="REV", help="Tell only of plans that differ from where HEAD left REV; new ones too."
)
@options.site_option
@options.as_of_option
@options.threshold_options
@options.severity_option
@options.selection_options
@options.baseline_options
@options.output_format_option(FORMATS, "How findings are written.", "KAMGEN_OUTPUT_FORMAT")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With `-` as PATH: stdin is the plan there, saved or not, and only that one is told of.",
)
@click.option("--fix", is_flag=True, help="Mend what has one right text, and tell of what remains.")
@click.option("--diff", is_flag=True, help="Only show what --fix would change, as a diff.")
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl-C.")
@click.option("--poll", is_flag=True, help="With --watch: look for changes every second; for disks that do not tell.")
@click.option("--all", "everything", is_flag=True, help="List all findings, not each account's most valuable three.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@options.output_file_option
@options.work_options
@options.talk_options
@options_as("chosen", ("select", "ignore", "extend_select"), Selection)
@options_as("keeping", ("write_baseline", "prune_baseline", "baseline", "no_baseline", "strict_baseline"), Keeping)
@options_as("fixing", ("fix", "diff"), Fixing)
@options_as("task", Task._fields, Task)
@rarely_collected()
def check(task: Task, as_of: date, watch: bool, poll: bool, terminal: Terminal) -> int:
    """Hold the account plans against the checklist, and list what to mend.

    PATHs are plans, folders, or slugs or names of accounts; without any, all plans are told of, and the portfolio as a
    whole. What is said of a plan does not depend on that: all of them are always looked at. Scores are those of
    site.toml's own rules.

    Errors are shown in full, then each account with its score, its three most valuable gaps, and the points that
    closing each alone adds. With PATHs, codes or --all, every finding is shown.

    With --fix, findings marked [*] are mended first: every other byte of their plans stays as it was, and a plan that
    would then say anything else is left alone. A plan from stdin is printed, mended, and its findings go to stderr.

    With --changed-since, git tells which plans are told of: those whose file differs from where HEAD left REV, saved
    and untracked ones included. Of the portfolio as a whole nothing is told then.

    Exit code: 0 when nothing is at or over the threshold, 1 when something is, or with --strict-baseline when the
    baseline keeps more than there is, 2 when the command could not do its work; with --watch, that of the last check.
    """
    _refuse_combinations(task, watch)
    if not watch:
        return _check(task, as_of, terminal)
    from kamgen.cli.serve import WatchedSite, again_and_again, day_of

    day = day_of(as_of)
    watched = WatchedSite(task.site, terminal, poll, (task.output_file,) if task.output_file else ())
    return again_and_again(watched, lambda: _check(task, day(), terminal))


def _refuse_combinations(task: Task, watch: bool) -> None:
    """`click.UsageError` for what does not go together."""
    if watch and task.fixing:
        raise click.UsageError("--watch does not mend: run `kamgen check --fix` first, then watch")
    if task.fixing.diff and task.keeping.changes:
        raise click.UsageError("--diff writes nothing, and so no baseline: leave one of them out")
    if watch and task.keeping.changes:
        raise click.UsageError("--watch does not write a baseline: write it first, then watch")
    if STDIN not in task.places and task.stdin_filename is None:
        return
    if task.stdin_filename is None:
        raise click.UsageError("`-` is a plan from stdin: say whose with `--stdin-filename content/accounts/NAME.md`")
    if task.places != (STDIN,):
        raise click.UsageError(
            "--stdin-filename goes with `-` as the only PATH: `kamgen check - --stdin-filename PATH`"
        )
    if watch or task.keeping.changes:
        raise click.UsageError("a plan from stdin is checked once, and no baseline is written of it")


class _Settings(NamedTuple):
    """What a check with nothing changed needs to know of site.toml; see its tables `[content]` and `[checklist]`."""

    accounts: str
    output: str
    max_file_size: int
    fail_under: int | None
    format: int | None


class _CachedReport(NamedTuple):
    """What a check finds, and how far a baseline can be held against it."""

    report: Report
    rules: frozenset[str] | None


def _check(task: Task, as_of: date, terminal: Terminal) -> int:
    """One run; the exit code."""
    root = site_root(task.site)
    text = read_site_text(root)
    if task.fixing and not task.stdin_filename:
        from kamgen.cli.mend import mended_config

        text = mended_config(root, text, task.fixing.diff, terminal)
    with open_cache(root, task.work, terminal) as cache:
        session, fail_under = _opened(task, root, text, cache, terminal)
        terminal.detail(f"{len(session.paths):,} plans in {root}, judged as of {as_of}")
        found, scope = _cached_check(session, task, as_of, cache, terminal)
        mending = _mended(task, session, found, as_of, cache, terminal) if task.fixing else None
    if mending and not task.fixing.diff:
        session, found = mending.session, mending.report
    report = against_baseline(found, scope, task.keeping, root, terminal)
    verdict = exit_verdict(report, task.threshold.under(fail_under), task.keeping.strict)
    if not task.fixing.diff:
        _list(task, session, report, terminal)
    for line in mending.told(None if task.fixing.diff else len(report.findings)) if mending else ():
        terminal.note(line)
    return terminal.conclude(verdict)


def _list(task: Task, session: Session, report: Report, terminal: Terminal) -> None:
    """The findings, where they are wanted; on stderr when stdout has the mended plan."""
    to_stderr = bool(task.fixing and task.stdin_filename)
    color = terminal.color() and task.output_file is None and not to_stderr
    listed = at_least(report, task.severity)
    narrow = bool(task.places or task.chosen or task.everything)
    render = formatter(task.output_format, task.statistics, overview=not narrow)
    if task.output_format in OF_LINES and (narrow or task.output_format != "full"):
        listed = _with_texts(session, listed, listed)
    commanding = task.output_format == "github"
    terminal.result(render(listed, color), task.output_file, to_stderr, commanding)
    if task.output_file is not None:
        terminal.note(summary_line(report))
    for line in baseline_lines(report) if task.output_file or task.output_format not in SUMMARISED else ():
        terminal.note(line)
    if milder := len(report.findings) - len(listed.findings):
        terminal.note(f"{counted(milder, 'milder finding is', 'milder findings are')} not listed")


def _with_texts(session: Session, report: Report, quoted: Report) -> Report:
    """The report with the texts that the findings of ``quoted`` speak of."""
    texts = texts_of(quoted, session.content, session.text, partial(published, sign=" "), published_toml)
    return replace(report, texts=texts)


def _mended(task: Task, session: Session, found: Report, as_of: date, cache: Cache, terminal: Terminal) -> Mending:
    """The site with what has one right text mended, and written, printed, or only shown."""
    from kamgen.cli.mend import mend_site, write_mended

    mending = mend_site(session, found, lambda now: _cached_check(now, task, as_of, cache, terminal)[0])
    if task.fixing.diff:
        terminal.result(mending.diff(session), task.output_file)
    elif task.stdin_filename:
        terminal.plan(mending.plan_of(next(iter(chosen_plans(session, (task.stdin_filename,))))))
    else:
        write_mended(session, mending)
    return mending


def _opened(task: Task, root: Path, text: str, cache: Cache, terminal: Terminal) -> tuple[Session, int | None]:
    """The site, whose site.toml is only parsed when it is not known, and the least score that it wants."""
    key = digest("settings", stamp(), text)
    settings = cache.get([key], _Settings).get(key)
    if settings is None:
        site = parse_site(text)
        settings = _Settings(
            site.content.accounts,
            site.content.output,
            site.content.max_file_size,
            site.checklist.fail_under,
            site.site.format,
        )
        cache.put({key: settings})
    say_format(settings.format, terminal)
    return Session(root, text, read_plans(root, settings, task.stdin_filename)), settings.fail_under


def _cached_check(session: Session, task: Task, as_of: date, cache: Cache, terminal: Terminal) -> tuple[Report, Scope]:
    """What is found, and how far a baseline can be held against it; made only when it is not known already."""
    plans = chosen_plans(session, (task.stdin_filename,) if task.stdin_filename else task.places)
    whole = plans == session.paths and task.stdin_filename is None and task.changed_since is None
    if task.changed_since is not None:
        plans = changed_plans(session, task.changed_since, plans, terminal)
    scope = "\n".join(sorted(plans)), str(whole), repr(tuple(task.chosen))
    sources = (part for source in session.content.plans for part in (source.path, source.refusal, source.data))
    others = sorted(session.content.files), sorted(session.content.pointers), session.content.copies
    content = digest(session.content.folder, repr(others), *sources)

    def cached_report(head: Head | None) -> _CachedReport:
        key = digest("report", stamp(), session.text, content, as_of.isoformat(), *scope, *(head.key() if head else ()))
        known = cache.get([key], _CachedReport).get(key)
        if known is None:
            from kamgen.engine.engine import Engine
            from kamgen.score import gains

            plan_history = head.plan_history(session.content.folder, cache) if head else None
            with open_worker_pool(session.site.build, task.work, terminal) as pool:
                portfolio, scored, rules = _judged(Engine(cache, pool), session, as_of, plan_history, task.chosen)
            report = report_of(session, portfolio, scored, plans, whole)
            worth = {each.slug: gains(each, session.site) for each in scored.accounts if each.path in plans}
            errors = at_least(report, Severity.ERROR.value)  # their lines alone are quoted in an overview
            known = _CachedReport(_with_texts(session, replace(report, gains=worth), errors), rules)
            cache.put({key: known})
        return known

    report, rules = with_history(find_head(session.root, terminal), terminal, cached_report)
    return replace(report, prefix=prefix_in_repository(session.root)), Scope(whole, rules)


def _judged(
    engine: Engine, session: Session, as_of: date, plan_history: PlanHistory | None, chosen: Selection
) -> tuple[Portfolio, Portfolio, frozenset[str] | None]:
    """All accounts by the rules of the run and by those of site.toml, and the codes of the former; None: the same."""
    linked = engine.link(session.content, session.site, as_of, plan_history)
    scored = engine.summarise(linked)
    if not chosen:
        return scored, scored, None
    from kamgen.rules.catalogue import RULES

    site = narrowed(session.site, chosen, [rule.code for rule in RULES])
    return engine.summarise(replace(linked, site=site)), scored, frozenset(site.checklist.select)


def changed_plans(session: Session, revision: str, plans: frozenset[str], terminal: Terminal) -> frozenset[str]:
    """Those of ``plans`` that differ from where HEAD left ``revision``, plans that git does not know included.

    Raises `GitError` when git cannot tell.
    """
    from kamgen.read.git.content import read_content_at
    from kamgen.read.git.objects import head_of, merge_base, resolve
    from kamgen.read.git.repository import open_repository

    repository = open_repository(session.root)
    head = head_of(repository)
    if head is None and revision in ("HEAD", "@"):  # nothing is committed yet
        before = Content(session.content.folder, ())
    else:
        base = merge_base(repository, resolve(repository, revision), head or resolve(repository, "HEAD"))
        before = read_content_at(repository, base.id, session.site.content)
    found = plans & differing(before, session.content)
    if not found:
        terminal.note(f"no account plan was changed since `{revision}`: there is nothing to tell of")
    return found


def differing(before: Content, now: Content) -> frozenset[str]:
    """Paths of plans that are new or say something else; line ends alone are no difference, as checkouts turn them."""
    former, latter = (
        {source.path: (source.data.replace(b"\r\n", b"\n"), source.refusal) for source in content.plans}
        for content in (before, now)
    )
    copied = {original for original, _ in set(now.copies) - set(before.copies)}
    return frozenset(path for path, said in latter.items() if former.get(path) != said) | copied
