"""From what a seller writes to a value: amounts, percents, numbers, flags, dates, periods, years, durations.

Each ``parse_…`` takes the text that was written, in YAML, TOML or JSON alike, and returns the value, or
raises `Refused` with one sentence that says what is wrong and what to write instead.
Amounts are exact decimals: ``1.24M`` is 1 240 000 to the last digit.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.places import Right, short_text


class Refused(ValueError):
    """A value that cannot be read: what is wrong, what to write, and whether it is a date that cannot be."""

    def __init__(self, message: str, write: str = "", impossible: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.write = write
        self.impossible = impossible


_FACTOR = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9)}
_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:\s?(?P<suffix>[kKmM]|bn|BN|Bn)|(?P<exponent>[eE][+-]?\d{1,2}))?"
)
_CURRENCY = re.compile(r"[€$£¥₹₽₩]|(?<![A-Za-z])(?:[A-Z]{3}|kr|CHF)(?![A-Za-z])")
_LARGEST = 10**15
_MOST_DIGITS = 100


class Quantity(NamedTuple):
    """A measured number. ``96.2%`` is ``Quantity(Decimal("0.962"), percent=True)``."""

    value: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)


def plain(number: Decimal) -> str:
    """The number without exponent and without trailing zeros: ``1200000``, ``0.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_amount(text: str) -> Decimal:
    """An amount of money: ``1240000``, ``1.24M``, ``310k``, ``2bn``, ``1e6``; in the plan's currency, no sign.

    ``610.000`` is refused: three digits behind one point are thousands to half of Europe, and decimals to the rest.
    """
    if readings := _two_readings(text.strip()):
        raise Refused(f"`{short_text(text)}` can be read two ways", readings)
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise Refused(f"`{short_text(text)}` is not an amount", _amount_hint(text))
    digits, suffix = found["digits"].replace("_", ""), (found["suffix"] or "").lower()
    number = (
        Decimal(f"{digits}{found['exponent'] or ''}") * _FACTOR[suffix]
        if len(digits) <= _MOST_DIGITS
        else Decimal("inf")
    )
    if number > _LARGEST:
        raise Refused(f"`{short_text(text)}` is larger than any account", "the amount in the plan's currency")
    return -number if found["sign"] in ("-", "−") else number


_POINT = re.compile(
    r"(?P<sign>[-−+]?)(?P<whole>[1-9]\d{0,2}|0\d{1,2})\.(?P<rest>\d{3})\s?(?P<suffix>k|m|bn)?", re.IGNORECASE
)
_SMALLER = {"": "", "k": "", "m": "k", "bn": "M"}
"""In what an amount is counted whose three decimals are written out."""


def _two_readings(text: str) -> str:
    """The two amounts that ``610.000`` or ``12.500k`` may be; empty for what has one reading."""
    found = _POINT.fullmatch(text)
    if found is None:
        return ""
    sign, whole, rest, suffix = found.groups("")
    digits = f"{sign}{whole}{rest}"
    if suffix:
        return f"`{digits}{suffix}` or `{digits}{_SMALLER[suffix.lower()]}`"
    return f"`{digits}` or `{sign}{whole}{f'.{rest}0' if int(rest) else ''}`"


def _amount_hint(text: str) -> str:
    bare = _CURRENCY.sub("", text).replace("\u00a0", " ").strip()
    compact = re.sub(r"[ '’]", "", bare)
    tail = re.search(r"(?i)(k|m|bn)?$", compact)
    suffix = tail[0] if tail else ""
    digits = compact[: len(compact) - len(suffix)]
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits) and (not suffix or digits.count(",") > 1):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}(,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d+,\d+", digits):
        digits = digits.replace(",", ".")
    candidate = f"{digits}{suffix}"
    if readings := _two_readings(candidate):
        return readings
    if not _AMOUNT.fullmatch(candidate):
        return "an amount such as `310k` or `1.24M`"
    why = ", without a currency: the plan's `currency` says it" if bare != text.strip() else ""
    return Right(candidate, why)


def parse_number(text: str) -> Decimal:
    """A plain number such as ``93`` or ``4.5``."""
    bare = text.strip().replace("−", "-")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("nan")
    if number.is_finite() and -30 <= number.adjusted() <= 15 and abs(number) <= _LARGEST:
        return number
    hint = Right(bare.replace(",", ".")) if re.fullmatch(r"-?\d+,\d+", bare) else "a number such as `93` or `4.5`"
    raise Refused(f"`{short_text(text)}` is not a number", hint)


def parse_whole(text: str, low: int, high: int) -> int:
    """A whole number on a scale from ``low`` to ``high``."""
    hint = f"a whole number from {low} to {high}"
    try:
        number = parse_number(text)
    except Refused:
        raise Refused(f"`{short_text(text)}` is not a whole number", hint) from None
    if low <= number <= high and number == int(number):
        return int(number)
    what = "off the scale" if number == int(number) else "not a whole number"
    raise Refused(f"`{short_text(text)}` is {what}", hint)


def parse_percent(text: str) -> Decimal:
    """A share as a fraction of one: ``80%`` and ``0.8`` are both 0.8; a bare ``80`` is refused."""
    number, percent = parse_quantity(text)
    if not percent and number == 1:
        raise Refused("`1` can be read as 1% or as 100%", "`1%` or `100%`")
    if not percent and number > 1:
        raise Refused(f"`{plain(number)}` is not a percentage", Right(f"{plain(number)}%"))
    if not 0 <= number <= 1:
        raise Refused(f"`{short_text(text)}` is outside 0% to 100%", "a percentage from `0%` to `100%`")
    return number


def parse_quantity(text: str) -> Quantity:
    """A measured number, with or without a percent sign: ``96.2%``, ``4``, ``0.5``."""
    percent = text.rstrip().endswith("%")
    try:
        number = parse_number(text.rstrip()[:-1] if percent else text)
    except Refused as refused:
        right = refused.write if isinstance(refused.write, Right) else None
        if percent:
            hint = Right(f"{right.text}%") if right else "a percentage such as `96.2%`"
            raise Refused(f"`{short_text(text.strip())}` is not a percentage", hint) from None
        hint = right or "a number such as `4` or a percentage such as `96.2%`"
        raise Refused(refused.message, hint) from None
    return Quantity(number / 100 if percent else number, percent)


def parse_flag(text: str) -> bool:
    """True or false; yes and no are understood."""
    word = text.strip().casefold()
    if word in ("true", "yes", "false", "no"):
        return word in ("true", "yes")
    raise Refused(f"`{short_text(text)}` is neither true nor false", "`true` or `false`")


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
            raise Refused(f"`{short_text(text)}` has a time of day", Right(timed[1]))
        raise Refused(f"`{short_text(text)}` is not a date", _date_hint(bare))
    return _day(int(found[1]), int(found[2]), int(found[3]), bare)


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in YEARS:
        raise Refused(
            f"`{text}`: the year {year} is not between 1900 and 2200", "the year that is meant", impossible=True
        )
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
            first_day, before = f"{year}-{month:02}-{day:02}", "the date as year-month-day: "
            if either:
                return f"{before}`{first_day}` (or `{year}-{day:02}-{month:02}`, if the month came first)"
            return Right(first_day, before=before)
    if found := _LOOSE.fullmatch(text):
        return Right(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")
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
        raise Refused(f"`{short_text(text)}` is not a period", _period_hint(bare))
    year, quarter, month, day = (int(part or 0) for part in found.groups())
    _day(year, month or 1, day or 1, bare)
    return Period(year, quarter, month, day)


def _period_hint(text: str) -> str:
    if found := re.fullmatch(r"[Qq]([1-4])[ /-]?(\d{4})|(\d{4})[ /]?[Qq]([1-4])", text):
        return Right(f"{found[2] or found[3]}-Q{found[1] or found[4]}")
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
        return Right(f"{found[2]}-{int(found[1]):02}")
    if _DAY_FIRST.fullmatch(text) or _LOOSE.fullmatch(text):
        return _date_hint(text)
    return "a year `2026`, a quarter `2026-Q4`, a month `2026-11` or a day `2026-11-20`"


def parse_year(text: str) -> int:
    """A year, such as ``2026``."""
    bare = text.strip()
    if not re.fullmatch(r"\d{4}", bare):
        raise Refused(f"`{short_text(text)}` is not a year", "a year such as `2026`")
    if int(bare) not in YEARS:
        raise Refused(f"the year {bare} is not between 1900 and 2200", "the year that is meant", impossible=True)
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
        raise Refused(f"`{short_text(text)}` is not a duration", "a duration such as `90 days`, `6 months` or `1 year`")
    count, unit = int(found[1]), found[2].lower()
    if count > _CENTURY[unit]:
        raise Refused(f"`{short_text(text)}` is longer than 100 years", "a duration up to `100 years`")
    return Duration(count * 7, "day") if unit == "week" else Duration(count, unit)
