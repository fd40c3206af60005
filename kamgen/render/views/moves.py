"""Dates and targets that were moved: lines of the slippage ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kamgen.model.account import Account
from kamgen.model.account_history import OFTEN, Move, lowered_targets, moved_often
from kamgen.model.plan import Plan
from kamgen.render.links import plan_lines, source_path
from kamgen.render.site_context import SiteContext
from kamgen.render.views.changes import LONGEST
from kamgen.render.views.past import CommitWords, commit_words
from kamgen.text.changes import moved_words
from kamgen.text.words import clipped, ordinal, signed


class Slippage(Struct, frozen=True):
    """How much the dates and targets of an account, or of several, were moved."""

    moves: int = 0
    days: int = 0
    """How many days later all of them together; earlier ones count against it."""
    lowered: int = 0
    """Targets that were lowered or taken out."""
    often: int = 0
    """Dates and targets that were moved three times or more."""


class MoveRow(Struct, frozen=True):
    """One date or target that was moved."""

    noun: str
    title: str
    line: str
    """Address of the plan's line where it stands today; empty when it is gone."""
    label: str
    before: str
    after: str
    change: str
    """``+31 days``, or ``−200k, −15.4%``."""
    days: str
    """To sort by; empty for targets."""
    worse: bool
    """Later, or a target that was lowered."""
    day: str
    commit: CommitWords
    times: int
    nth: str
    """``3rd time``; empty when that is not known."""
    often: bool
    """From the third time on."""


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
    nothing = "no target" if move.group == "financials" else "no date"
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
        commit=commit_words(move.commit, context),
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
    return Slippage(len(moves), days_of(moves), lowered_targets(moves), moved_often(moves))


def days_of(moves: Iterable[Move]) -> int:
    """How many days later they are all together; earlier ones count against it."""
    return sum(move.days or 0 for move in moves)


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
