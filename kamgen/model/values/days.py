"""Dates, periods, years and cadences from what a seller writes."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.values.refused import Refused, shown

YEARS = range(1900, 2201)
"""Years a plan may speak of; anything else is a slip of the pen."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]\d\d?:\d\d.*")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_LOOSE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")


def parse_date(text: str) -> date:
    """A day, ISO only: ``2026-11-20``."""
    bare = text.strip()
    found = _ISO.fullmatch(bare)
    if found is None:
        if timed := _TIMED.fullmatch(bare):
            raise Refused(f"`{shown(text)}` has a time of day", f"`{timed[1]}`")
        raise Refused(f"`{shown(text)}` is not a date", _date_hint(bare))
    return _day(int(found[1]), int(found[2]), int(found[3]), bare)


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in YEARS:
        raise Refused(f"`{text}`: the year {year} is not between 1900 and 2200", "the year that is meant", "FMT009")
    if not 1 <= month <= 12:
        raise Refused(f"`{text}` is not a date: there is no month {month}", "year-month-day, such as `2026-11-20`")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = f"{calendar.month_name[month]} {year}"
        raise Refused(f"`{text}` is not a date: {name} has {last} days", f"a day from 01 to {last}")
    return date(year, month, day)


def _date_hint(text: str) -> str:
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (second, first) if second > 12 >= first else (first, second)
        if 1 <= month <= 12 and 1 <= day <= 31:
            either = found[2] != "." and day <= 12 and day != month
            other = f" (or `{year}-{day:02}-{month:02}`, if the month came first)" if either else ""
            return f"the date as year-month-day: `{year}-{month:02}-{day:02}`{other}"
    if found := _LOOSE.fullmatch(text):
        return f"`{found[1]}-{int(found[2]):02}-{int(found[3]):02}`"
    return "the date as year-month-day, such as `2026-11-20`"


class Period(NamedTuple):
    """A year, quarter, month or day. Years and quarters are the site's fiscal ones (see `fiscal`)."""

    year: int
    quarter: int = 0
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        if self.quarter:
            return f"{self.year}-Q{self.quarter}"
        return "-".join([f"{self.year}", *(f"{part:02}" for part in (self.month, self.day) if part)])


_PERIOD = re.compile(r"(\d{4})(?:-(?:[Qq]([1-4])|(\d{2})(?:-(\d{2}))?))?")


def parse_period(text: str) -> Period:
    """A stretch of time: ``2026``, ``2026-Q4``, ``2026-11`` or a day."""
    bare = text.strip()
    found = _PERIOD.fullmatch(bare)
    if found is None:
        raise Refused(f"`{shown(text)}` is not a period", _period_hint(bare))
    year, quarter, month, day = (int(part or 0) for part in found.groups())
    _day(year, month or 1, day or 1, bare)
    return Period(year, quarter, month, day)


def _period_hint(text: str) -> str:
    if found := re.fullmatch(r"[Qq]([1-4])[ /-]?(\d{4})|(\d{4})[ /]?[Qq]([1-4])", text):
        return f"`{found[2] or found[3]}-Q{found[1] or found[4]}`"
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
        return f"`{found[2]}-{int(found[1]):02}`"
    if _DAY_FIRST.fullmatch(text) or _LOOSE.fullmatch(text):
        return _date_hint(text)
    return "a year `2026`, a quarter `2026-Q4`, a month `2026-11` or a day `2026-11-20`"


def parse_year(text: str) -> int:
    """A year, such as ``2026``."""
    bare = text.strip()
    if not re.fullmatch(r"\d{4}", bare):
        raise Refused(f"`{shown(text)}` is not a year", "a year such as `2026`")
    if int(bare) not in YEARS:
        raise Refused(f"the year {bare} is not between 1900 and 2200", "the year that is meant", "FMT009")
    return int(bare)


class Duration(Struct, frozen=True):
    """A cadence in calendar days, months or years: six months after 31 August is 28 (29) February."""

    count: int
    unit: str
    """``day``, ``month`` or ``year``."""

    def after(self, start: date) -> date:
        """The last day on which something done on ``start`` still counts."""
        if self.unit == "day":
            return start + timedelta(days=self.count)
        months = start.year * 12 + start.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


_DURATION = re.compile(r"(\d{1,4})\s*(day|week|month|year)s?", re.IGNORECASE)
_CENTURY = {"day": 36_525, "week": 5217, "month": 1200, "year": 100}
"""How long a cadence may be: a day of `YEARS` and one of these is still a date."""


def parse_duration(text: str) -> Duration:
    """A cadence: ``90 days``, ``6 months``, ``1 year``."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise Refused(f"`{shown(text)}` is not a duration", "a duration such as `90 days`, `6 months` or `1 year`")
    count, unit = int(found[1]), found[2].lower()
    if count > _CENTURY[unit]:
        raise Refused(f"`{shown(text)}` is longer than 100 years", "a duration up to `100 years`")
    return Duration(count * 7, "day") if unit == "week" else Duration(count, unit)
