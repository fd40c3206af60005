"""The site's fiscal year: which year a day belongs to, and when periods end.

A fiscal year that does not start in January is named after the calendar year in which it ends
(fiscal year 2026 from April 2025 to March 2026), unless site.toml says ``fiscal_year_named_by = "start"``.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Context, Decimal

from msgspec import Struct

from kamgen.model.values import Period

WIDE = Context(prec=60)
"""Holds parts of a year so exactly that what is rounded after all is what is meant: 90% of what is due is 90%."""


class FiscalCalendar(Struct, frozen=True):
    """Fiscal years that start on the first day of ``start_month`` (1 to 12)."""

    start_month: int = 1
    named_by_end: bool = True
    phasing: tuple[Decimal, ...] = ()
    """How a year's targets spread over its 4 quarters or 12 months; empty: evenly, by days."""

    def part(self, year: int, through: date, phasing: tuple[Decimal, ...] = ()) -> Decimal:
        """The fraction of a year's targets that falls to its days up to and with ``through``.

        ``phasing`` is an account's own. Within a quarter or month targets spread by days.
        """
        shares = phasing or self.phasing
        if not shares:
            days, of = self.elapsed(year, through)
            return WIDE.divide(Decimal(days), Decimal(of))
        part, months = Decimal(0), 12 // len(shares)
        first = self.first_day(year)
        for number, share in enumerate(shares):
            start, end = (_month_after(first, months * each) for each in (number, number + 1))
            days = min(max(0, through.toordinal() - start.toordinal() + 1), (end - start).days)
            part = WIDE.add(part, WIDE.divide(share * days, Decimal((end - start).days)))
        return WIDE.divide(part, sum(shares, Decimal(0)))

    def year_of(self, day: date) -> int:
        """The fiscal year that ``day`` lies in."""
        started = day.year if day.month >= self.start_month else day.year - 1
        return started + self._shift

    def first_day(self, year: int) -> date:
        """The first day of fiscal year ``year``."""
        return date(year - self._shift, self.start_month, 1)

    def last_day(self, year: int) -> date:
        """The last day of fiscal year ``year``."""
        return self.first_day(year + 1) - timedelta(days=1)

    def last_full_year(self, as_of: date) -> int:
        """The newest fiscal year that is over on ``as_of``; its last day itself counts as over."""
        year = self.year_of(as_of)
        return year if as_of == self.last_day(year) else year - 1

    def judged_years(self, as_of: date) -> tuple[int, ...]:
        """The years an account is judged by, newest first: the current one and the last full one, once if the same."""
        current, full = self.year_of(as_of), self.last_full_year(as_of)
        return (current,) if current == full else (current, full)

    def start(self, period: Period) -> date:
        """The first day of ``period``."""
        if period.month:
            return date(period.year, period.month, period.day or 1)
        months = (period.year - self._shift) * 12 + self.start_month - 1 + 3 * max(period.quarter - 1, 0)
        return date(months // 12, months % 12 + 1, 1)

    def end(self, period: Period) -> date:
        """The last day of ``period``."""
        first = self.start(period)
        if period.day:
            return first
        months = first.year * 12 + first.month - 1 + (1 if period.month else 3 if period.quarter else 12)
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def quarter_of(self, day: date) -> Period:
        """The fiscal quarter that ``day`` lies in."""
        return Period(self.year_of(day), (day.month - self.start_month) % 12 // 3 + 1)

    def elapsed(self, year: int, through: date) -> tuple[int, int]:
        """Days of fiscal year ``year`` up to and with ``through``, and days of the whole year."""
        first, last = self.first_day(year), self.last_day(year)
        return max(0, min(through, last).toordinal() - first.toordinal() + 1), (last - first).days + 1

    @property
    def _shift(self) -> int:
        return 1 if self.named_by_end and self.start_month > 1 else 0


def _month_after(day: date, months: int) -> date:
    """The first of a month, so many months after the first of another."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
