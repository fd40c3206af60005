"""The days of which trends have a point: ends of months, and of weeks while history is young."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

_YOUNG = 91
"""Days of history up to which trends have a point a week."""


def sample_days(first: date, as_of: date, months: int) -> tuple[date, ...]:
    """The days between ``first`` and ``as_of``, at most so many ``months`` back, that trends show; oldest first.

    The days are those of the calendar, so that a point once known stays; ``as_of`` itself is not among them.
    """
    if months == 0:
        return ()
    step = _week_ends if (as_of - first).days <= _YOUNG else _month_ends
    earliest = max(first, _months_before(as_of, months))
    return tuple(day for day in step(earliest, as_of))


def _week_ends(first: date, before: date) -> Iterator[date]:
    """Sundays."""
    day = first + timedelta(days=(7 - first.isoweekday()) % 7)
    while day < before:
        yield day
        day += timedelta(days=7)


def _month_ends(first: date, before: date) -> Iterator[date]:
    year, month = first.year, first.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        day = date(year, month, 1) - timedelta(days=1)
        if day >= before:
            return
        yield day


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
