"""What happened last, and whether it was lately enough.

    rows ─ newest on or before the day judged ─ judge_age ─▶ met, or a gap once its cadence has passed

Something done on a day counts up to and including ``cadence.after(day)``: what is due today is still met. What is
dated after the day judged has not happened yet and does not count; FMT009 reports it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from kamgen.model.choices import ReviewWith, Site
from kamgen.model.context import Context
from kamgen.model.groups import Review
from kamgen.model.plan import Plan
from kamgen.model.rule import Outcome, gap, met
from kamgen.model.values import Duration
from kamgen.rules.words import ago, every


class Dated(Protocol):
    """A row with the day on which it happened."""

    @property
    def date(self) -> datetime.date:
        """The day."""


_Row = TypeVar("_Row", bound=Dated)


def newest(
    rows: Sequence[_Row], as_of: datetime.date, counts: Callable[[_Row], bool] = lambda _: True
) -> tuple[int, _Row] | None:
    """The newest row on or before ``as_of`` that counts, with its place; the lower one of two on the same day."""
    past = [(row.date, number) for number, row in enumerate(rows) if row.date <= as_of and counts(row)]
    number = max(past)[1] if past else -1
    return (number, rows[number]) if past else None


def newest_review(
    plan: Plan, context: Context, party: ReviewWith, site: Site | None = None
) -> tuple[int, Review] | None:
    """The newest review held with ``party``, at ``site`` if one is named; a cancelled one was not held."""

    def counts(review: Review) -> bool:
        return review.party is party and not review.cancelled and site in (None, review.site)

    return newest(plan.front.reviews, context.as_of, counts)


def within(day: datetime.date, cadence: Duration, as_of: datetime.date) -> bool:
    """Whether something done on ``day`` has happened and still counts on ``as_of``."""
    return day <= as_of <= cadence.after(day)


def judge_age(what: str, day: datetime.date, cadence: Duration, context: Context, key: str, write: str) -> Outcome:
    """Met while ``day`` is within its cadence; ``what`` begins the evidence, such as "last client review"."""
    evidence = f"{what} {day}, {ago(day, context.as_of)}; due {every(cadence)}"
    return met(evidence, key) if within(day, cadence, context.as_of) else gap(evidence, key, write)
