"""The past of an account and of the portfolio, as version control tells it and today's rules judge it.

point     scores and money on one day
sample    the points of all accounts on one day
version   one commit that changed what a plan says
move      one date or target that a version moved: a line of the slippage ledger
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.change import ChangeKind, FieldChange, PlanChange, Suspect, ValueKind
from kamgen.model.comparison import Amounts
from kamgen.model.source import Commit
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary


class Point(NamedTuple):
    """An account, or the portfolio, on one day, judged by today's rules as of that day.

    Checklist and health score (of the portfolio the means), days since the plan last changed (the median), and money.
    """

    day: date
    score: int | None
    health: Standing
    freshness: int | None
    amounts: Amounts


class AccountPoint(NamedTuple):
    """One account on one day, as it counts among the others."""

    point: Point
    lost: bool
    """Lost accounts do not count in the mean checklist score."""
    counted: Amounts
    """What sums count of its money: not what a parent's figures include."""


class Sample(NamedTuple):
    """All accounts on one day."""

    whole: Point
    accounts: Mapping[str, Point]
    """By the path that each plan had on that day."""


def merged_words(commit: Commit, merge: Commit | None) -> str:
    """How a commit came to the main line: ``merged by Lea Lund (1a2b3c4)``; empty when nobody merged it."""
    if merge is None:
        return ""
    return "in the merge itself" if merge.id == commit.id else f"merged by {merge.by} ({merge.short})"


class Version(NamedTuple):
    """One commit that changed what a plan says; of a merge, what one of the commits that it brought in wrote."""

    day: date
    """When it came to the main line."""
    commit: Commit
    kind: ChangeKind
    """ADDED for the first known version, REMOVED where the plan was deleted and came back later, else CHANGED."""
    plan: PlanChange
    former: str
    """The plan's path before, when it was moved, or came back elsewhere after it was deleted there; else empty."""
    owner: str = ""
    """Who answered for the account before it; empty when that is not known."""
    back: date | None = None
    """When the plan had been deleted that came back with it; None when it had not."""
    across: tuple[date, Commit] | None = None
    """What it is compared with, when the versions between could not be read: the last one that could."""
    merge: Commit | None = None
    """The merge that brought it to the main line; the commit itself when it was written in the merge; else None."""
    mended: Commit | None = None
    """With which commit it could be read, of what was written while the plan could not; else None."""


class Move(NamedTuple):
    """A due date, close date or target that was moved."""

    day: date
    commit: Commit
    group: str
    """``promises``, ``actions``, ``opportunities`` or ``financials``."""
    noun: str
    title: str
    """What names the entry today, or named it last."""
    field: FieldChange
    """From, to, and the difference; ``times`` counts the moves of this value up to this one."""
    days: int | None
    """How many days later (negative: earlier); None for targets and when one of the two is not given."""
    owner: str = ""
    """Who answered for the account when it was moved; empty when that is not known."""
    merge: Commit | None = None
    mended: Commit | None = None
    """Both as in `Version`."""

    @property
    def lowers(self) -> bool:
        """Whether it is a target that was lowered or taken out."""
        was, now = self.field.was, self.field.now
        if was is None or self.field.kind is not ValueKind.MONEY:
            return False
        return now is None or Decimal(now) < Decimal(was)


OFTEN = 3
"""So many moves of one date or target are told apart."""


def moved_often(moves: Iterable[Move]) -> int:
    """How many dates and targets of one account were moved `OFTEN` times or more, as of the last of ``moves``."""
    times = Counter[tuple[str, str, str]]()
    for group, title, field in ((move.group, move.title, move.field) for move in moves):
        times[group, title, field.field] = max(times[group, title, field.field], field.times)
    return sum(each >= OFTEN for each in times.values())


class Since(NamedTuple):
    """What changed since a day that matters."""

    day: date
    """For an account: its last review that took place."""
    plan: PlanChange
    """False when nothing did."""


class ToConfirm(NamedTuple):
    """An entry to be confirmed: what it leans on changed in meaning, and it was neither edited nor confirmed since."""

    day: date
    """When that changed last."""
    commit: Commit
    suspect: Suspect
    """What it leans on as it was, and as it is now."""


class AccountHistory(Struct, frozen=True):
    """The past of one account: versions and moves newest first, points oldest first, the last of which is today."""

    versions: tuple[Version, ...] = ()
    points: tuple[Point, ...] = ()
    moves: tuple[Move, ...] = ()
    since: Since | None = None
    """Since its last review; None when there was none, or history does not go back to it."""
    cut: bool = False
    """Whether history was cut off (shallow clone), so that older versions may be missing."""
    sections: tuple[tuple[str, date], ...] = ()
    """Anchors of undated sections whose words are older than the newest version, and the day they last changed."""
    suspects: tuple[ToConfirm, ...] = ()
    """What is to be confirmed, by the newest change first; none where history was cut off."""


class RuleMark(NamedTuple):
    """A commit that changed what accounts are judged by: trends on both sides of it are judged by today's rules."""

    day: date
    commit: Commit
    format: int | None = None
    """The version of kamgen's definitions that the site goes by from then on; None when it stayed the same."""


def lowered_targets(moves: Iterable[Move]) -> int:
    """How many targets of one account were lowered or taken out, by any of ``moves``."""
    return len({(move.title, move.field.field) for move in moves if move.lowers})


def booked(owner: str, moves: Iterable[Move]) -> dict[str, list[Move]]:
    """The moves of one account by who answered for it then; by its ``owner`` of today where that is not known."""
    found: dict[str, list[Move]] = {}
    for move in moves:
        found.setdefault(move.owner or owner, []).append(move)
    return found


class Removed(NamedTuple):
    """An account whose plan was deleted, and did not come back."""

    day: date
    commit: Commit
    name: str
    owner: str
    path: str


class PortfolioHistory(Struct, frozen=True):
    """The past of all accounts together: points and marks oldest first, the last point is today; removed accounts,
    gone since the first point, newest first.
    """

    points: tuple[Point, ...] = ()
    marks: tuple[RuleMark, ...] = ()
    since: date | None = None
    """After which day pages list changes: one of the points where they go back so far; None without history."""
    removed: tuple[Removed, ...] = ()


NO_HISTORY = AccountHistory()
"""Of an account outside version control."""

NO_PORTFOLIO_HISTORY = PortfolioHistory()
"""Of a portfolio outside version control."""


class OddDate(NamedTuple):
    """A commit of the main line whose date cannot be right, or that of another; it stands where the log has it."""

    commit: Commit
    parent: Commit | None
    """The one before it, which is dated later; None for a commit that is dated after the day judged."""


class History(Struct, frozen=True):
    """What `kamgen history` tells."""

    as_of: date
    currency: str
    since: date | None
    """From when on changes are told; None: from the beginning."""
    accounts: tuple[tuple[Summary, AccountHistory], ...]
    points: tuple[Point, ...]
    """Of the one account that is asked for, or of all together; oldest first, the last is today."""
    marks: tuple[RuleMark, ...]
    """Commits that changed what accounts are judged by, oldest first."""
    order: dict[str, int]
    """When each commit came to the main line among the others, by its id."""
    removed: tuple[Removed, ...]
    cut: bool
    """Whether history was cut off (shallow clone)."""
    odd_dates: tuple[OddDate, ...] = ()
    """Oldest first."""
