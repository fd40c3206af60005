"""Dates and targets that were moved: lines of the slippage ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts.dates import has_lapsed
from kamgen.facts.leaning import stands
from kamgen.model.account import Account
from kamgen.model.account_history import (
    OFTEN,
    AccountHistory,
    Move,
    Since,
    Version,
    lowered_targets,
    merged_words,
    moved_often,
)
from kamgen.model.change import ChangeKind, PlanChange
from kamgen.model.fields import Doc
from kamgen.model.plan import Plan
from kamgen.model.source import Commit
from kamgen.model.values import Duration
from kamgen.render.links import plan_lines, source_path
from kamgen.render.site_context import SiteContext
from kamgen.render.views.changes import LONGEST, Changes, changes, changes_summary
from kamgen.text.addresses import external
from kamgen.text.changes import moved_words, version_notes
from kamgen.text.words import clipped, ordinal, signed


class Slippage(Struct, frozen=True):
    """How much the dates and targets of an account, or of several, were moved."""

    moves: int = 0
    days: Annotated[int, Doc("How many days later all of them together; earlier ones count against it.")] = 0
    lowered: Annotated[int, Doc("Targets that were lowered or taken out.")] = 0
    often: Annotated[int, Doc("Dates and targets that were moved three times or more.")] = 0


class MoveRow(Struct, frozen=True):
    """One date or target that was moved."""

    noun: str
    title: str
    line: Annotated[str, Doc("Address of the plan's line where it stands today; empty when it is gone.")]
    label: str
    before: str
    after: str
    change: Annotated[str, Doc("`+31 days`, or `−200k, −15.4%`.")]
    days: Annotated[str, Doc("To sort by; empty for targets.")]
    worse: Annotated[bool, Doc("Later, or a target that was lowered.")]
    day: str
    commit: CommitWords
    times: int
    nth: Annotated[str, Doc("`3rd time`; empty when that is not known.")]
    often: Annotated[bool, Doc("From the third time on.")]


def move_rows(account: Account, moves: Sequence[Move], context: SiteContext, root: str) -> tuple[MoveRow, ...]:
    """Those moves, on a page that is ``root`` away from the site's root."""
    lines = _plan_lines(account, moves, context, root) if moves else {}
    return tuple([_move_row(move, lines.get(move, ""), context) for move in moves])


def _plan_lines(account: Account, moves: Sequence[Move], context: SiteContext, root: str) -> dict[Move, str]:
    """Addresses of the plan's lines that give what was moved; entries that are gone are left out."""
    page = f"{root}{source_path(account.slug)}"
    places = plan_lines(context.site.site.source_url, account.plan.path, page)
    entries = dict(reversed(list(_entries(account.plan))))
    keys = {
        move: key if key.startswith("@") else f"{key}.{move.field.field}"
        for move in moves
        for key in [entries.get((move.group, move.title), "")]
        if key
    }
    lines = account.plan.lines(keys.values())
    return {move: places.url(lines[key]) for move, key in keys.items()}


def _entries(plan: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    """Group and title of every entry that may move, and its key."""
    for number, promise in enumerate(plan.front.promises):
        yield ("promises", promise.promise), f"promises[{number}]"
    for number, opportunity in enumerate(plan.front.opportunities):
        yield ("opportunities", opportunity.name), f"opportunities[{number}]"
    for number, year in enumerate(plan.front.financials):
        yield ("financials", str(year.year)), f"financials[{number}]"
    for key, action in plan.actions():
        yield ("actions", action.action), key


def _move_row(move: Move, line: str, context: SiteContext) -> MoveRow:
    """One move."""
    field = move.field
    nothing = {"financials": "no target", "": "the site's"}.get(move.group, "no date")
    return MoveRow(
        noun=move.noun,
        title=clipped(move.title, LONGEST),
        line=line,
        label=field.label,
        before=field.before or nothing,
        after=field.after or nothing,
        change=_difference(move),
        days="" if move.days is None else str(move.days),
        worse=move.lowers or (move.days or 0) > 0,
        day=move.day.isoformat(),
        commit=commit_words(move.commit, context, move.merge),
        times=field.times,
        nth=f"{ordinal(field.times)} time" if field.times else "",
        often=field.times >= OFTEN,
    )


def _difference(move: Move) -> str:
    if move.days is None:
        return move.field.difference or ("" if move.field.after else "taken out")
    return f"{signed(move.days)} {'day' if abs(move.days) == 1 else 'days'}"


def slippage_of(moves: Sequence[Move]) -> Slippage:
    """How much the moves of one account come to."""
    return Slippage(len(moves), sum(move.days or 0 for move in moves), lowered_targets(moves), moved_often(moves))


def together(slippages: Iterable[Slippage]) -> Slippage:
    """The totals of several accounts."""
    found = list(slippages)
    return Slippage(
        moves=sum(each.moves for each in found),
        days=sum(each.days for each in found),
        lowered=sum(each.lowered for each in found),
        often=sum(each.often for each in found),
    )


def slippage_words(slippage: Slippage) -> str:
    """``5 moves, 62 days later in all, 2 targets lowered, 1 value moved three times or more``."""
    return moved_words(slippage.moves, slippage.days, slippage.lowered, slippage.often)


ROWS = 60
"""Lines of one version, or since a review."""

_HEADING = re.compile(r'<h([3-6]) id="plan-([^"]*)">.*?</h\1>\n', re.DOTALL)


class CommitWords(Struct, frozen=True):
    """A commit as pages name it."""

    short: str
    url: Annotated[str, Doc("In the repository's web view; empty when site.toml does not say.")]
    author: Annotated[str, Doc("All who wrote it: `Ana Berg with Cy Dahl`.")]
    subject: str
    merged: Annotated[str, Doc("`merged by Lea Lund (1a2b3c4)`, `in the merge itself`; empty for most.")] = ""


class SinceView(Struct, frozen=True):
    """What changed since the last review."""

    day: str
    summary: Annotated[str, Doc("`5 changes, 2 to look at`; empty when nothing changed.")]
    changes: Changes


class VersionRow(Struct, frozen=True):
    """One commit that changed what the plan says."""

    day: str
    commit: CommitWords
    note: Annotated[str, Doc("`the plan was added`, `moved here from …`; empty for most.")]
    changes: Changes


class ChangeLog(Struct, frozen=True):
    """The change log."""

    versions: Annotated[tuple[VersionRow, ...], Doc("Newest first.")]
    cut: Annotated[bool, Doc("Whether older versions are missing here (a shallow clone).")]


def since_view(since: Since | None) -> SinceView | None:
    """What changed since the last review that took place; None when that is not known."""
    if since is None:
        return None
    return SinceView(
        since.day.isoformat(), changes_summary(since.plan) if since.plan else "", changes(since.plan, ROWS)
    )


class SuspectRow(Struct, frozen=True):
    """An entry that is to be confirmed, and what became of the one that it leans on."""

    group: Annotated[str, Doc("Key of its list in plans.")]
    noun: str
    title: Annotated[str, Doc("Empty for what stands once.")]
    label: Annotated[str, Doc("By what it leans: `met by`, `decision maker`.")]
    line: Annotated[str, Doc("Address of the plan's line that says so.")]
    changes: Changes
    day: str
    commit: CommitWords


def suspect_rows(account: Account, past: AccountHistory, context: SiteContext, root: str) -> tuple[SuspectRow, ...]:
    """What is to be confirmed on the day; reviews that were held are not."""
    page = f"{root}{source_path(account.slug)}"
    places = plan_lines(context.site.site.source_url, account.plan.path, page)
    return tuple(
        SuspectRow(
            each.suspect.group,
            each.suspect.noun,
            each.suspect.title,
            each.suspect.label,
            places.url(each.suspect.line),
            changes(PlanChange((each.suspect.on,)), 1),
            each.day.isoformat(),
            commit_words(each.commit, context),
        )
        for each in past.suspects
        if stands(each, context.as_of)
    )


def log_view(past: AccountHistory, context: SiteContext) -> ChangeLog | None:
    """All versions; None when there are none, and none that are missing."""
    if not past.versions and not past.cut:
        return None
    return ChangeLog(tuple([version_row(version, past.cut, ROWS, context) for version in past.versions]), past.cut)


def version_row(version: Version, cut: bool, most: int, context: SiteContext) -> VersionRow:
    """One version, at most so many lines of it; ``cut`` says whether the first one may not be the first."""
    added = version.kind is ChangeKind.ADDED
    first = "the first version that is known here" if cut else "the plan was added"
    removed = "the plan was deleted, and came back later" if version.kind is ChangeKind.REMOVED else ""
    note = first if added else removed or ", ".join(version_notes(version))
    found = Changes((), "") if added else changes(version.plan, most)
    return VersionRow(version.day.isoformat(), commit_words(version.commit, context, version.merge), note, found)


def commit_words(commit: Commit, context: SiteContext, merge: Commit | None = None) -> CommitWords:
    """A commit, with its address where site.toml has one."""
    pattern = context.site.site.commit_url or ""
    url = external(pattern.replace("{commit}", commit.id)) if commit.id else ""
    return CommitWords(commit.short, url, commit.by, clipped(commit.subject, LONGEST), merged_words(commit, merge))


def dated_prose(prose: Markup, sections: tuple[tuple[str, date], ...], as_of: date, every: Duration) -> Markup:
    """The prose with the day of the last change below each heading that has words of its own, and what is too old."""
    if not sections:
        return prose
    days = dict(sections)

    def dated(found: re.Match[str]) -> str:
        day = days.get(found[2])
        if day is None:
            return found[0]
        time = f'<time datetime="{day}">{day}</time>'
        if has_lapsed(day, every, as_of):
            return f'{found[0]}<p class="changed sev-warning">not changed for over {every}: last on {time}</p>\n'
        return f'{found[0]}<p class="changed">last changed {time}</p>\n'

    return Markup(_HEADING.sub(dated, prose))
