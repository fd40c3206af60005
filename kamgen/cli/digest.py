"""`kamgen digest`: what a team reads on Monday, for mail and chat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kamgen
from kamgen.cli import options
from kamgen.cli.open_site import Session, open_site
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.runtime import open_engine, plan_history_of, with_history
from kamgen.cli.terminal import Terminal
from kamgen.model.errors import ContentError, GitError
from kamgen.model.values import Duration
from kamgen.read.git.objects import resolve
from kamgen.read.git.repository import open_repository
from kamgen.text.numbers import ENGLISH
from kamgen.text.words import counted, listed

if TYPE_CHECKING:
    from kamgen.engine.engine import Engine
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.comparison import Comparison
    from kamgen.render.account_rows import PortfolioData
    from kamgen.render.deadlines import Deadline
    from kamgen.render.site_context import SiteContext
    from kamgen.report.digest import Digest, Due

_SPAN = re.compile(r"(\d{1,3}) ?(d|w|m)(?:ay|eek|onth)?s?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7}
_MOST = 10


def read_since(ctx: click.Context, param: click.Parameter, value: str) -> date | tuple[int, str] | str:
    """A day, how long ago (``7d``, ``2 weeks``, ``1m``), or else the name of a commit."""
    if found := _SPAN.fullmatch(value.strip()):
        return int(found[1]), found[2].lower()
    try:
        return options.read_day(ctx, param, value) or value
    except click.BadParameter:
        return value


@click.command()
@click.option(
    "--since",
    default="7d",
    show_default=True,
    callback=read_since,
    metavar="TIME",
    help="How long ago, a day, or a commit.",
)
@click.option("--owner", metavar="NAME", help="Only the accounts of one of us.")
@click.option("--all", "everything", is_flag=True, help="All entries of all lists.")
@options.site_option
@options.as_of_option
@options.output_format_option(["full", "markdown", "json"], "How it is written.")
@options.output_file_option
@options.work_options
@options.talk_options
@rarely_collected()
def digest(
    since: date | tuple[int, str] | str,
    owner: str | None,
    everything: bool,
    site: Path | None,
    as_of: date,
    output_format: str,
    output_file: Path | None,
    work: Work,
    terminal: Terminal,
) -> None:
    """Tell what a team reads on Monday: trouble, what changed since, what is late and what comes.

    What comes is what falls due in as many days as lie between that day and today. `markdown` is for mail and chat:
    `kamgen digest --since 7d --output-format markdown`.
    """
    from kamgen.report.digest import DIGEST_FORMATS

    session = open_site(site)
    begin, commit = _commit(since, session) if isinstance(since, str) else (_begin(since, as_of), "")
    if begin > as_of:
        raise click.BadParameter(f"{begin} is after {as_of}, the day that is told of", param_hint="--since")
    with open_engine(session, work, terminal) as engine:
        past = plan_history_of(session.root, session.content.folder, engine.cache, terminal)
        changes, note = _changes(engine, session, as_of, commit or begin, past, terminal)
        data, context = with_history(past, terminal, partial(_data, engine, session, as_of))
    found = _digest(data, context, begin, owner, None if everything else _MOST, changes, note)
    color = terminal.color() and output_file is None
    terminal.result(DIGEST_FORMATS[output_format](found, color, kamgen.__version__), output_file)


def _begin(since: date | tuple[int, str], as_of: date) -> date:
    """The day since when; `UsageError` where there is none so early."""
    if isinstance(since, date):
        return since
    number, unit = since
    try:
        return Duration(-number * _DAYS.get(unit, 1), "day" if unit in _DAYS else "month").after(as_of)
    except (OverflowError, ValueError):
        raise click.BadParameter("there is no such day", param_hint="--since") from None


def _commit(revision: str, session: Session) -> tuple[date, str]:
    """The day of a commit, and its id; a usage error where git knows none of that name."""
    try:
        found = resolve(open_repository(session.root), revision)
    except GitError:
        message = (
            f"`{revision}` is no time and no commit: write `7d`, `2w`, `1m`, a day such as `2026-11-13`, or `main~3`"
        )
        raise click.BadParameter(message, param_hint="--since") from None
    return found.date, found.id


def _changes(
    engine: Engine, session: Session, as_of: date, begin: date | str, past: PlanHistory | None, terminal: Terminal
) -> tuple[Comparison | None, str]:
    """What changed from that day on, or since that commit, and what is not known of it."""
    from kamgen.cli.diff import DiffRequest, compare

    steps = past.log.steps if past else ()
    if not steps:
        return None, "What changed is not known: the site has no history in git."
    before = [step.commit.id for step in steps if step.day < begin] if isinstance(begin, date) else [begin]
    first, last = steps[0].commit, steps[-1].day
    notes = [] if before else [f"History begins on {first.date}: what changed before is not known."]
    notes += [f"Told is also what was committed after {as_of}, up to {last}."] if last > as_of else []
    try:
        base = [first.id, *before][-1]
        return compare(engine, session, as_of, DiffRequest(base, None, False, None), terminal), " ".join(notes)
    except GitError as error:
        return None, f"What changed is not known: {error}."


def _data(engine: Engine, session: Session, as_of: date, past: PlanHistory | None) -> tuple[PortfolioData, SiteContext]:
    from kamgen.engine.account_histories import account_histories
    from kamgen.engine.site import make_build_plan, portfolio_data
    from kamgen.render.theme import load_theme

    linked = engine.link(session.content, session.site, as_of, past)
    histories = account_histories(engine, linked, past) if past else None
    plan = make_build_plan(linked, load_theme(session.root, "default"), histories)
    return portfolio_data(engine, plan), plan.config.context


def _digest(
    data: PortfolioData,
    context: SiteContext,
    begin: date,
    owner: str | None,
    most: int | None,
    changes: Comparison | None,
    note: str,
) -> Digest:
    from kamgen.model.fields import folded
    from kamgen.render.site_context import account_url
    from kamgen.render.views.attention import all_in_trouble
    from kamgen.report.digest import Digest, Troubled, of_owner

    name = _owner(data, owner) if owner else ""
    accounts = data.by_owner[name] if name else data.accounts
    of = {account_url(account.slug): account.owner for account in accounts}
    trouble = [
        Troubled(line.name, of[line.url], line.words, line.side)
        for line in all_in_trouble(data, context)
        if line.url in of
    ]
    until = context.as_of + (context.as_of - begin)
    own = [
        each
        for each in data.deadlines(data.accounts)
        if each.url.partition("#")[0] in of or (name and folded(each.who) == folded(name))
    ]
    return Digest(
        as_of=context.as_of,
        since=begin,
        until=until,
        title=f"{context.site.site.title}{f', {name}' if name else ''}",
        owner=name,
        state=_state(data, context, name, len(trouble)),
        trouble=tuple(trouble),
        changes=of_owner(changes, [each.slug for each in accounts]) if changes and name else changes,
        note=note,
        late=_dues(each for each in own if each.days < 0),
        coming=_dues(each for each in own if each.days >= 0 and date.fromisoformat(each.date) <= until),
        never=_dues(data.never_held(accounts)),
        most=most,
    )


def _owner(data: PortfolioData, written: str) -> str:
    """The owner of that name; `ContentError` with the nearest where nobody is called so."""
    from kamgen.facts.people import like
    from kamgen.model.fields import folded

    names = {folded(name): name for name in data.owners}
    if (found := names.get(folded(written))) is None:
        near = like(written, names.values())
        hint = f"did you mean `{near}`?" if near else f"owners are {listed([*names.values()], most=_MOST)}"
        raise ContentError(f"nobody called `{written}` owns an account", hint)
    return found


def _state(data: PortfolioData, context: SiteContext, owner: str, trouble: int) -> str:
    """Today in a sentence, with the figures that the pages of the site have."""
    totals = data.figures.by_owner[owner] if owner else data.figures.whole
    parts = [counted(totals.accounts, "account")]
    if totals.score is not None:
        parts.append(f"checklist {totals.score}")
    if totals.revenue.amount is not None:
        parts.append(f"revenue {context.year} {ENGLISH.compact(totals.revenue.amount)} {context.currency}")
    if totals.pace is not None:
        parts.append(f"{ENGLISH.percent(totals.pace)} of the target to date")
    return f"{', '.join(parts)}; {trouble:,} in trouble."


def _dues(found: Iterable[Deadline]) -> tuple[Due, ...]:
    from kamgen.report.digest import Due

    return tuple([Due(each.date, each.kind, each.account, each.what, each.who, each.days) for each in found])
