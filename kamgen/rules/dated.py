"""What happened last, and whether it was lately enough.

    rows ─ newest on or before the day judged ─ judge_age ─▶ met, or a gap once its cadence has passed
    rows ─ each with its day ─ judge_each ─▶ met, or a gap that names those whose cadence has passed

Something done on a day counts up to and including ``cadence.after(day)``: what is due today is still met. What is
dated after the day judged has not happened yet and does not count; FMT009 reports it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeVar

from kamgen.model.choices import ReviewWith, Site
from kamgen.model.context import Context
from kamgen.model.groups import Review
from kamgen.model.plan import Plan
from kamgen.model.rule import Outcome, gap, met
from kamgen.model.values import Duration
from kamgen.rules.words import ago, every, listed, named

_NAMED = 5
"""Reviews that evidence names; of more it says how many there are."""

_LATE_NAMED = 3
"""As many rows whose cadence has passed."""


class Dated(Protocol):
    """A row with the day on which it happened."""

    @property
    def date(self) -> datetime.date:
        """The day."""


_Row = TypeVar("_Row", bound=Dated)


def newest(
    rows: Sequence[_Row], as_of: datetime.date, counts: Callable[[_Row], bool] | None = None
) -> tuple[int, _Row] | None:
    """The newest row on or before ``as_of`` that counts, with its place; the lower one of two on the same day."""
    found: tuple[int, _Row] | None = None
    for number, row in enumerate(rows):
        if row.date <= as_of and (found is None or row.date >= found[1].date) and (counts is None or counts(row)):
            found = number, row
    return found


def newest_review(
    plan: Plan, context: Context, party: ReviewWith, site: Site | None = None
) -> tuple[int, Review] | None:
    """The newest review held with ``party``, at ``site`` if one is named; a cancelled one was not held."""

    def counts(review: Review) -> bool:
        return review.party is party and not review.cancelled and site in (None, review.site)

    return newest(plan.front.reviews, context.as_of, counts)


def none_held(plan: Plan, context: Context, party: ReviewWith, what: str, site: Site | None = None) -> str:
    """Evidence that there is no such review as `newest_review` looks for, and why those that are written do not count.

    ``what`` names it: "review with the client".
    """
    reviews = [row for row in plan.front.reviews if row.party is party and site in (None, row.site)]
    cancelled = [str(row.date) for row in reviews if row.cancelled]
    coming = [str(row.date) for row in reviews if not row.cancelled and row.date > context.as_of]
    why = [f"{_the_ones(cancelled, 'was', 'were')} cancelled"] if cancelled else []
    why += [f"{_the_ones(coming, 'is', 'are')} still to come"] if coming else []
    return f"no {what} was held: {', '.join(why)}" if why else f"no {what} is written"


def _the_ones(days: Sequence[str], one: str, several: str) -> str:
    shown = [*days[:_NAMED], *([f"{len(days) - _NAMED} more"] if len(days) > _NAMED else [])]
    return f"the one of {days[0]} {one}" if len(days) == 1 else f"the ones of {listed(shown)} {several}"


@lru_cache(maxsize=4096)
def within(day: datetime.date, cadence: Duration, as_of: datetime.date) -> bool:
    """Whether something done on ``day`` has happened and still counts on ``as_of``."""
    return day <= as_of <= cadence.after(day)


def judge_age(what: str, day: datetime.date, cadence: Duration, context: Context, key: str, write: str) -> Outcome:
    """Met while ``day`` is within its cadence; ``what`` begins the evidence, such as "last client review"."""
    evidence, fresh = _age(what, day, cadence, context.as_of)
    return met(evidence, key) if fresh else gap(evidence, key, write)


@lru_cache(maxsize=4096)
def _age(what: str, day: datetime.date, cadence: Duration, as_of: datetime.date) -> tuple[str, bool]:
    """The evidence, and whether it still counts. Thousands of accounts share some hundred days."""
    return f"{what} {day}, {ago(day, as_of)}; due {every(cadence)}", within(day, cadence, as_of)


class Done(NamedTuple):
    """Something that is done again and again, and when it last was."""

    key: str
    """Where the plan says so, or should."""
    what: str
    """``the need “Fewer line stops”``."""
    day: datetime.date | None
    """None for never."""


def judge_each(rows: Sequence[Done], what: str, done: str, cadence: Duration, context: Context, write: str) -> Outcome:
    """Met while the day of each of ``rows`` (one or more) is within the cadence.

    ``what`` counts the rows ("2 needs"), ``done`` says what happened to them on their days ("confirmed").
    """
    as_of = context.as_of
    late = [row for row in rows if row.day is None or not within(row.day, cadence, as_of)]
    if late:
        said = named([_when(row, done, as_of) for row in late], _LATE_NAMED)
        return gap(f"{said}; due {every(cadence)}", late[0].key, write)
    key, day = min(((row.key, row.day) for row in rows if row.day), key=lambda found: found[1])
    earliest = ", the earliest" if len(rows) > 1 else ""
    return met(f"{what} {done}{earliest} {day}, {ago(day, as_of)}; due {every(cadence)}", key)


def _when(row: Done, done: str, as_of: datetime.date) -> str:
    if row.day is None:
        return f"{row.what} was never {done}"
    happened = f"was last {done}" if row.day <= as_of else f"is {done} only on"
    return f"{row.what} {happened} {row.day}, {ago(row.day, as_of)}"
