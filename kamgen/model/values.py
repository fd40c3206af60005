"""From what a seller writes to a value: amounts, percents, numbers, flags, dates, periods, years, durations.

Each ``parse_…`` takes the text that was written, in YAML, TOML or JSON alike, and returns the value, or
raises `Refused` with one sentence that says what is wrong and what to write instead.
Amounts are exact decimals: ``1.24M`` is 1 240 000 to the last digit.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.places import Fault, Right, short_text
from kamgen.model.written import FACTORS, MONEY, NUMBER, PERCENT, Meant, codes_of, figures, words_of
from kamgen.model.written import plain as plain
from kamgen.model.written_days import times


class Refused(ValueError):
    """A value that cannot be read: what is wrong, what to write, and whether it is a date that cannot be."""

    def __init__(self, message: str, write: str = "", impossible: bool = False, currency: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.write = write
        self.impossible = impossible
        self.currency = currency
        """The currency that stands beside an amount, as it is written."""


_INSTEAD = {
    "a range": ("is a range", "the end that is counted on: "),
    "a bound": ("is a bound", "the figure that is counted on, such as "),
    "more than a figure": ("holds more than a figure", "the figure alone, such as "),
    "a week": ("is a week", "the day that is meant, or the last one of the week: "),
    "a half year": ("is a half year", "the quarter that is meant: "),
    "two years": ("names two years", "the one that fiscal years are named after: "),
    "no year": ("names no year", "its year too, as in "),
    "more than a day": ("holds more than a date", "the date alone, such as "),
    "moving": ("names nothing on the calendar", ""),
}
"""What is said of a text that is something else than one value, and how what to write begins."""


def _refusal(kind: str, text: str, meant: Meant, parse: Callable[[str], object], example: str) -> Refused:
    """That a text is not ``kind``; with what may be meant, as far as ``parse`` reads it, else ``example``."""
    texts = [each for each in meant.texts if each != text and _is_read(parse, each)]
    told = " or ".join(f"`{each}`" for each in texts)
    message, write = _INSTEAD.get(meant.what, ("", ""))
    if not message or (not texts and meant.what not in ("moving", "no year")):
        message = f"can be read {_WAYS.get(len(texts), 'several')} ways" if len(texts) > 1 else f"is not {kind}"
    alone = _IF_OWN if meant.currency and texts else ""
    told = Right(texts[0], alone) if texts and meant.sure else f"{write}{told}{alone}"
    currency = meant.currency if texts else ""
    return Refused(f"`{short_text(text)}` {message}", told if texts else example, currency=currency)


_IF_OWN = ", if that is in the plan's currency"


def in_currency(fault: Fault, own: str) -> Fault:
    """What is wrong with an amount, when all others are in ``own``: one in another currency has no right text."""
    if not fault.currency:
        return fault
    if not set(codes_of(own)).isdisjoint(codes_of(fault.currency)):
        return replace(fault, write=fault.write.replace(_IF_OWN, ""))
    message = f"{fault.message}: it is in {fault.currency}, and the other amounts are in {own}"
    return replace(fault, message=message, write=f"what it is in {own}, or the right `currency`", fix=None)


_WAYS = {2: "two", 3: "three"}


def _is_read(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except Refused:
        return False
    return True


_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:\s?(?P<suffix>[kKmM]|bn|BN|Bn)|(?P<exponent>[eE][+-]?\d{1,2}))?"
)
_TWO_READINGS = re.compile(r"[-−+]?(?!0\.)\d{1,3}\.\d{3}(?:\s?[a-z]+)?", re.IGNORECASE)
"""Three digits behind one point: thousands to half of Europe, and decimals to the rest."""
_LARGEST = 10**15
_MOST_DIGITS = 100


class Quantity(NamedTuple):
    """A measured number. ``96.2%`` is ``Quantity(Decimal("0.962"), percent=True)``."""

    value: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)


def parse_amount(text: str) -> Decimal:
    """An amount of money: ``1240000``, ``1.24M``, ``310k``, ``2bn``, ``1e6``; in the plan's currency, no sign.

    ``610.000`` is refused: three digits behind one point are thousands to half of Europe, and decimals to the rest.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or _TWO_READINGS.fullmatch(text.strip()):
        raise _refusal("an amount", text, figures(text, MONEY), parse_amount, "an amount such as `310k` or `1.24M`")
    digits, suffix = found["digits"].replace("_", ""), (found["suffix"] or "").lower()
    number = (
        Decimal(f"{digits}{found['exponent'] or ''}") * FACTORS[MONEY.get(suffix, "")]
        if len(digits) <= _MOST_DIGITS
        else Decimal("inf")
    )
    if number > _LARGEST:
        raise Refused(f"`{short_text(text)}` is larger than any account", "the amount in the plan's currency")
    return -number if found["sign"] in ("-", "−") else number


def parse_number(text: str) -> Decimal:
    """A plain number such as ``93`` or ``4.5``."""
    bare = text.strip().replace("−", "-")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("nan")
    if number.is_finite() and -30 <= number.adjusted() <= 15 and abs(number) <= _LARGEST:
        return number
    raise _refusal("a number", text, figures(text, NUMBER), parse_number, "a number such as `93` or `4.5`")


def parse_whole(text: str, low: int, high: int) -> int:
    """A whole number on a scale from ``low`` to ``high``."""
    hint = f"a whole number from {low} to {high}"
    try:
        number = parse_number(text)
    except Refused:
        score, of, _ = text.replace(" of ", "/").partition("/")
        meant = figures(score, NUMBER)
        meant = meant._replace(sure=False, what="more than a figure") if of else meant
        raise _refusal("a whole number", text, meant, partial(parse_whole, low=low, high=high), hint) from None
    if low <= number <= high and number == int(number):
        return int(number)
    what = "off the scale" if number == int(number) else "not a whole number"
    raise Refused(f"`{short_text(text)}` is {what}", hint)


def parse_percent(text: str) -> Decimal:
    """A share as a fraction of one: ``80%`` and ``0.8`` are both 0.8; a bare ``80`` is refused."""
    try:
        number, percent = parse_quantity(text)
    except Refused:
        meant = figures(text, PERCENT)
        shares = tuple(each if each.endswith("%") or Decimal(each) <= 1 else f"{each}%" for each in meant.texts)
        example = "a percentage such as `50%`"
        raise _refusal("a percentage", text, meant._replace(texts=shares), parse_percent, example) from None
    if not percent and number == 1:
        raise Refused("`1` can be read as 1% or as 100%", "`1%` or `100%`")
    if not percent and 1 < number <= 100:
        raise Refused(f"`{short_text(text)}` is not a percentage", Right(f"{plain(number)}%"))
    if not 0 <= number <= 1:
        raise Refused(f"`{short_text(text)}` is outside 0% to 100%", "a percentage from `0%` to `100%`")
    return number


def parse_quantity(text: str) -> Quantity:
    """A measured number, with or without a percent sign: ``96.2%``, ``4``, ``0.5``."""
    percent = text.rstrip().endswith("%")
    try:
        number = parse_number(text.rstrip()[:-1] if percent else text)
    except Refused:
        example = "a number such as `4` or a percentage such as `96.2%`"
        kind = "a percentage" if percent else "a number"
        raise _refusal(kind, text, figures(text, PERCENT), parse_quantity, example) from None
    return Quantity(number / 100 if percent else number, percent)


_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_LIKE_FLAGS = {
    **dict.fromkeys(["y", "ja", "oui", "si", "sí", "ok", "on", "1", "x", "✓", "✔", "✅", "done"], "true"),
    **dict.fromkeys(["n", "nein", "nej", "nei", "non", "off", "0", "✗", "✘", "❌"], "false"),
}
"""How people say yes and no, and what to write for it."""


def parse_flag(text: str) -> bool:
    """True or false; yes and no are understood."""
    word = text.strip().casefold()
    if word in _FLAGS:
        return _FLAGS[word]
    write = Right(_LIKE_FLAGS[word]) if word in _LIKE_FLAGS else "`true` or `false`"
    raise Refused(f"`{short_text(text)}` is neither true nor false", write)


YEARS = range(1900, 2201)
"""Years a plan may speak of; anything else is a slip of the pen."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]\d\d?:\d\d.*")


def parse_date(text: str) -> date:
    """A day, ISO only: ``2026-11-20``."""
    bare = text.strip()
    found = _ISO.fullmatch(bare)
    if found is None:
        if timed := _TIMED.fullmatch(bare):
            raise Refused(f"`{short_text(text)}` has a time of day", Right(timed[1]))
        meant = times(bare)
        only = _ISO.fullmatch(meant.texts[0]) if len(meant.texts) == 1 else None
        if only and not _is_read(parse_period, only[0]):
            _day(int(only[1]), int(only[2]), int(only[3]), bare)
        raise _date_refusal(text, meant)
    return _day(int(found[1]), int(found[2]), int(found[3]), bare)


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in YEARS:
        raise Refused(
            f"`{text}`: the year {year} is not between 1900 and 2200", "the year that is meant", impossible=True
        )
    if not 1 <= month <= 12:
        swapped = f"`{year}-{day:02}-{month:02}`, if the day stands in the middle"
        write = swapped if day <= 12 and month <= 31 else "year-month-day, such as `2026-11-20`"
        raise Refused(f"`{text}` is not a date: there is no month {month}", write)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = f"{calendar.month_name[month]} {year}"
        write = f"the day that is meant, up to `{year}-{month:02}-{last}`"
        raise Refused(f"`{text}` is not a date: {name} has {last} days", write)
    return date(year, month, day)


def _date_refusal(text: str, meant: Meant) -> Refused:
    kind, example = "a date", "the date as year-month-day, such as `2026-11-20`"
    spans = [parse_period(each) for each in meant.texts if _is_read(parse_period, each)]
    if not spans or spans[-1].day or meant.what == "no year":
        return _refusal(kind, text, meant, parse_date, example)
    last = _last_day(spans[-1])
    return Refused(f"`{short_text(text)}` names no day", f"the day that is meant, such as `{last}`")


def _last_day(period: Period) -> date:
    """The last day of a period, in calendar years."""
    month = period.month or period.quarter * 3 or 12
    return date(period.year, month, period.day or calendar.monthrange(period.year, month)[1])


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


_A_PERIOD = "a year `2026`, a quarter `2026-Q4`, a month `2026-11` or a day `2026-11-20`"


def parse_period(text: str) -> Period:
    """A stretch of time: ``2026``, ``2026-Q4``, ``2026-11`` or a day."""
    bare = text.strip()
    found = _PERIOD.fullmatch(bare)
    if found is None:
        raise _refusal("a period", text, times(text), parse_period, _A_PERIOD)
    year, quarter, month, day = (int(part or 0) for part in found.groups())
    _day(year, month or 1, day or 1, bare)
    return Period(year, quarter, month, day)


def parse_year(text: str) -> int:
    """A year, such as ``2026``."""
    bare = text.strip()
    if not re.fullmatch(r"\d{4}", bare):
        meant = times(text)
        inside = re.findall(r"(?<![\d.,])(?:19|2[01])\d\d(?![\d.,])", bare)
        if not meant.texts and len(inside) == 1:
            meant = Meant((inside[0],), what="more than a figure")
        years = meant._replace(
            texts=tuple(dict.fromkeys(each[:4] for each in meant.texts)),
            sure=meant.sure and meant.texts[0].isdigit(),
            what="" if meant.what in ("no year", "a week", "a half year") else meant.what,
        )
        raise _refusal("a year", text, years, parse_year, "a year such as `2026`")
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
_NEAR_DURATION = re.compile(r"(?:every )?([1-9]\d{0,3})[ -]*([a-zå]+)\.?")
_LIKE_UNITS = words_of(
    day="d day days tag tage", week="w wk wks week weeks woche wochen",
    month="m mo mos mon mth mths month months monat monate", year="y yr yrs year years jahr jahre år",
)  # fmt: skip
_OFTEN = {"weekly": "1 week", "monthly": "1 month", "quarterly": "3 months", "yearly": "1 year", "annually": "1 year"}
_CENTURY = {"day": 36_525, "week": 5217, "month": 1200, "year": 100}
"""How long a cadence may be: a day of `YEARS` and one of these is still a date."""


def parse_duration(text: str) -> Duration:
    """A cadence: ``90 days``, ``6 months``, ``1 year``."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not int(found[1]):
        near = _NEAR_DURATION.fullmatch(text.strip().lower())
        unit = _LIKE_UNITS.get(near[2], "") if near else ""
        write = _OFTEN.get(text.strip().lower(), f"{near[1]} {unit}{'s'[near[1] == '1' :]}" if near and unit else "")
        example = "a duration such as `90 days`, `6 months` or `1 year`"
        raise Refused(f"`{short_text(text)}` is not a duration", Right(write) if write else example)
    count, unit = int(found[1]), found[2].lower()
    if count > _CENTURY[unit]:
        raise Refused(f"`{short_text(text)}` is longer than 100 years", "a duration up to `100 years`")
    return Duration(count * 7, "day") if unit == "week" else Duration(count, unit)
