"""Promises to the client, and its needs: what was kept, and what was confirmed, up to a day.

    broken, kept ─ on or before the day ─▶ BROKEN, KEPT (late after its due date)
    neither ─ due before the day ─▶ OVERDUE, else OPEN

A day that is still to come settles nothing: a promise marked as kept next month is open, or overdue, until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from kamgen.facts.accounts import is_lost
from kamgen.facts.dates import days_late, happened, within
from kamgen.model.config import Cadences
from kamgen.model.fields import folded
from kamgen.model.front_matter import Need, Opportunity, Promise
from kamgen.model.plan import Plan
from kamgen.model.values import Duration
from kamgen.text.words import counted

LEDGER = Duration(12, "month")
"""How long a promise counts after it was kept or broken."""


class PromiseState(Enum):
    """What became of a promise up to a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    BROKEN = "broken"


class PromiseFact(NamedTuple):
    """A promise on a day."""

    number: int
    """Its place in `promises`."""
    row: Promise
    state: PromiseState
    late: int
    """Days it is overdue, or was kept after its due date; 0 for all others."""
    day: date | None
    """The day it was kept or broken; None while it is neither."""
    lately: bool
    """Whether it counts today: overdue, or settled in the last 12 months."""

    @property
    def open(self) -> bool:
        """Whether it is neither kept nor broken."""
        return self.day is None

    @property
    def missed(self) -> bool:
        """Whether it is overdue or broken, or was kept late."""
        return bool(self.late) or self.state is PromiseState.BROKEN

    @property
    def undated(self) -> bool:
        """Whether it is open, and nothing says until when it is to be kept."""
        return self.state is PromiseState.OPEN and self.row.due is None

    @property
    def is_worth_a_look(self) -> bool:
        """Whether it is overdue, was missed in the last 12 months, or has no due date."""
        return self.undated or (self.lately and self.missed)

    @property
    def words(self) -> str:
        """``open``, ``19 days late``, ``2026-06-04, 3 days late``, ``broken 2026-07-01``."""
        late = f"{counted(self.late, 'day')} late" if self.late else ""
        if self.day is None:
            return late or "open"
        broken = "broken " if self.state is PromiseState.BROKEN else ""
        return f"{broken}{self.day}{late and f', {late}'}"

    @property
    def failed(self) -> bool:
        """Whether it is overdue, or was broken in the last 12 months."""
        return self.lately and self.state in (PromiseState.BROKEN, PromiseState.OVERDUE)


def promises_of(plan: Plan, as_of: date) -> list[PromiseFact]:
    """All promises of the plan on a day; nothing of a lost account is overdue."""
    gone = is_lost(plan.front)
    return [_fact(number, row, as_of, gone) for number, row in enumerate(plan.front.promises)]


def _fact(number: int, row: Promise, as_of: date, gone: bool) -> PromiseFact:
    state = promise_state(row, as_of)
    if gone and state is PromiseState.OVERDUE:
        state = PromiseState.OPEN
    day = row.broken if state is PromiseState.BROKEN else row.kept if state is PromiseState.KEPT else None
    late = days_late(row.due, day or as_of) if state in (PromiseState.KEPT, PromiseState.OVERDUE) else 0
    lately = within(day, LEDGER, as_of) if day else state is PromiseState.OVERDUE
    return PromiseFact(number, row, state, late, day, lately)


def promise_state(row: Promise, as_of: date) -> PromiseState:
    """What became of a promise up to ``as_of``; one that is due today is not overdue yet."""
    if happened(row.broken, as_of):
        return PromiseState.BROKEN
    if happened(row.kept, as_of):
        return PromiseState.KEPT
    return PromiseState.OVERDUE if days_late(row.due, as_of) else PromiseState.OPEN


class Ledger(NamedTuple):
    """How many promises came to what, of those that count today."""

    on_time: int
    late: int
    """Kept, after their due dates."""
    broken: int
    overdue: int
    open: int
    """Neither kept nor broken nor overdue, whatever their age."""

    @property
    def kept(self) -> int:
        """Kept, on time or late."""
        return self.on_time + self.late

    @property
    def settled(self) -> int:
        """Those by which promise-keeping is judged."""
        return self.kept + self.broken + self.overdue

    @property
    def rate(self) -> Decimal | None:
        """The fraction of those that were kept, on time or late; None without any."""
        return Decimal(self.kept) / self.settled if self.settled else None

    @property
    def in_time(self) -> Decimal | None:
        """The fraction of those that were kept by their due dates; None without any."""
        return Decimal(self.on_time) / self.settled if self.settled else None


def ledger(plan: Plan, as_of: date) -> Ledger:
    """Promises kept and broken in the last 12 months, overdue today, and open."""
    return tally(promises_of(plan, as_of))


def tally(facts: Sequence[PromiseFact], ever: bool = False) -> Ledger:
    """How many of those promises came to what, of those that count today; ``ever``: of all, whenever settled."""
    states = [fact.state for fact in facts if fact.lately or ever]
    late = sum(fact.state is PromiseState.KEPT and fact.late > 0 for fact in facts if fact.lately or ever)
    return Ledger(
        on_time=states.count(PromiseState.KEPT) - late,
        late=late,
        broken=states.count(PromiseState.BROKEN),
        overdue=states.count(PromiseState.OVERDUE),
        open=sum(fact.state is PromiseState.OPEN for fact in facts),
    )


_EVERY = Cadences().confirmed_every


def is_confirmed(need: Need, as_of: date) -> bool:
    """Whether the client has confirmed it, whenever."""
    return happened(need.confirmed, as_of)


def is_confirmed_lately(need: Need, as_of: date, every: Duration = _EVERY) -> bool:
    """Whether the client confirmed it within ``every``."""
    return need.confirmed is not None and within(need.confirmed, every, as_of)


def needs_answered(row: Opportunity, needs: Iterable[Need]) -> list[Need]:
    """The needs that an opportunity names, else those that name it or its offering as `met_by`."""
    if row.need:
        wanted = folded(row.need)
        return [need for need in needs if folded(need.need) == wanted]
    names = {folded(name) for name in (row.name, row.offering) if name}
    return [need for need in needs if need.met_by and folded(need.met_by) in names]
