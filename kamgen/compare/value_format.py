"""Values as a plan would have them, and differences between two of them in words.

money     310k · 1.24M · 2bn when that is exact in few digits, else all digits       −200k, −15.4%
percent   50%                                                                        +10 points
number    4.5                                                                        +3 h (its unit; `%`: points)
day       2026-12-01                        31 days later · 4 months earlier (from 92 days on, to the nearest month)
period    2027-Q1                           the same, by the last days of the two
list      Kari Dahl, Nils Berg              +Nils Berg, −Per Moe
text      as it stands                      nothing

The percentage of an amount is left out where it says nothing (see `percent_apart`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

from kamgen.compare.entries import Sort, label_of_key, values_of
from kamgen.model.change import ValueKind
from kamgen.model.fields import Record
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.values import Quantity, plain
from kamgen.text.changes import percent_apart

_UNITS = ((Decimal(10**9), "bn", 2), (Decimal(10**6), "M", 2), (Decimal(10**3), "k", 1))
"""What amounts are counted in, and how many decimals that may take."""
_WIDE = Context(prec=160)
"""Holds any two numbers of plans beside each other to their last digits."""
_DAYS = 92
"""From how many days on a difference is told in months."""
_MONTH = Decimal("30.436875")


class FormattedValue(NamedTuple):
    """A value as it is compared, and in words."""

    kind: ValueKind
    raw: Decimal | date | str | None
    text: str

    @property
    def exact(self) -> str | None:
        """The same as plain text: a decimal number, an ISO date, or the text itself."""
        if isinstance(self.raw, Decimal):
            return plain(self.raw)
        return self.raw.isoformat() if isinstance(self.raw, date) else self.raw


def exact_amount(amount: Decimal) -> str:
    """An amount as a plan would have it, exact to the last digit: ``1.24M``, ``310k``, ``1234567``."""
    for unit, letter, decimals in _UNITS:
        count = _WIDE.divide(amount, unit)
        if 1 <= abs(count) < 1000 and count == count.quantize(Decimal(1).scaleb(-decimals), context=_WIDE):
            return f"{plain(count)}{letter}"
    return _number(amount)


def value_of(sort: Sort, value: Any, calendar: FiscalCalendar) -> FormattedValue:
    """A field's value; one that was not given is None, and nothing in words."""
    if value is None or value in ("", ()):
        return FormattedValue(ValueKind.TEXT, None, "")
    if isinstance(value, str) or sort in _TEXTS:
        text = ", ".join(_items(value)) if isinstance(value, (tuple, dict)) else str(value)
        text = text.lower() if isinstance(value, bool) else text
        return FormattedValue(ValueKind.TEXT, text, text)
    if sort is Sort.PERIOD:
        return FormattedValue(ValueKind.PERIOD, calendar.end(value), str(value))
    if isinstance(value, date):
        return FormattedValue(ValueKind.DAY, value, value.isoformat())
    if sort is Sort.MONEY:
        return FormattedValue(ValueKind.MONEY, value, exact_amount(value))
    number, percent = value if isinstance(value, Quantity) else (Decimal(value), sort is Sort.PERCENT)
    if percent:
        return FormattedValue(ValueKind.PERCENT, number, f"{_number(_WIDE.multiply(number, Decimal(100)))}%")
    return FormattedValue(ValueKind.NUMBER, number, _number(number))


_LISTS = frozenset([Sort.LIST, Sort.ROWS, Sort.TABLE])
_TEXTS = frozenset([Sort.TEXT, Sort.WORD, Sort.LIST, Sort.GROUP, Sort.ROWS, Sort.TABLE])


def _number(number: Decimal) -> str:
    return "0" if number == 0 else plain(number)


def same(sort: Sort, was: Any, now: Any, calendar: FiscalCalendar) -> bool:
    """Whether two values say the same. White space in texts says nothing, nor the order of lists but of shares."""
    if was == now:
        return True
    if sort in _LISTS:
        return not _in_order(was, now) and set(_items(was)) == set(_items(now))
    one, other = value_of(sort, was, calendar), value_of(sort, now, calendar)
    if one.kind is ValueKind.TEXT and other.kind is ValueKind.TEXT:
        return one.text.split() == other.text.split()
    return one.kind is other.kind and one.raw == other.raw


def difference(sort: Sort, was: Any, now: Any, unit: str, calendar: FiscalCalendar) -> str:
    """From one value to the other, in words; empty where one was not given, and for texts."""
    if sort in _LISTS:
        before, after = _items(was), _items(now)
        new = [f"+{item}" for item in after if item not in before]
        gone = [f"−{item}" for item in before if item not in after]
        return ", ".join(new + gone) if before and after else ""
    one, other = value_of(sort, was, calendar), value_of(sort, now, calendar)
    if one.raw is None or other.raw is None or one.kind is not other.kind or one.raw == other.raw:
        return ""
    if isinstance(one.raw, date) and isinstance(other.raw, date):
        return _days((other.raw - one.raw).days)
    if isinstance(one.raw, Decimal) and isinstance(other.raw, Decimal):
        return _apart(one.kind, one.raw, other.raw, "year" if sort is Sort.YEAR else unit)
    return ""


def apart(kind: ValueKind, was: str, now: str) -> str:
    """The same of two dates or numbers, as they are written exactly."""
    if kind in (ValueKind.DAY, ValueKind.PERIOD):
        return _days((date.fromisoformat(now) - date.fromisoformat(was)).days)
    return _apart(kind, Decimal(was), Decimal(now), "")


def _items(value: Iterable[object] | Mapping[str, object] | None) -> list[str]:
    """The items of a list, or of what stands within an entry, each once."""
    if isinstance(value, Mapping):
        return [f"{key} {_item(item)}" for key, item in value.items()]
    items = [" ".join(_item(item).split()) for item in value or ()]
    return items if _in_order(value) else list(dict.fromkeys(items))


def _in_order(*values: Iterable[object] | None) -> bool:
    """Whether a list is one of shares, each of which has its place."""
    return any(isinstance(item, Decimal) for value in values for item in value or ())


def _item(item: object) -> str:
    if isinstance(item, Record):
        return " ".join(f"{label_of_key(key)} {_item(value)}" for key, value in values_of(item).items() if value)
    return exact_amount(item) if isinstance(item, Decimal) else str(item)


def _days(days: int) -> str:
    way = "later" if days > 0 else "earlier"
    if abs(days) < _DAYS:
        return f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {way}"
    return f"{(abs(days) / _MONTH).quantize(Decimal(1), ROUND_HALF_UP)} months {way}"


def _apart(kind: ValueKind, was: Decimal, now: Decimal, unit: str) -> str:
    apart = _WIDE.subtract(now, was)
    if kind is ValueKind.MONEY:
        percent = percent_apart(was, now)
        return _signed(apart, exact_amount) + (f", {_signed(percent, plain)}%" if percent is not None else "")
    if kind is ValueKind.PERCENT:
        return _counted(_WIDE.multiply(apart, Decimal(100)), "point")
    if unit in ("%", "year"):
        return _counted(apart, "point" if unit == "%" else "year")
    return f"{_signed(apart, _number)} {unit}".rstrip()


def _counted(number: Decimal, one: str) -> str:
    return f"{_signed(number, _number)} {one if abs(number) == 1 else f'{one}s'}"


def _signed(number: Decimal, show: Callable[[Decimal], str]) -> str:
    return f"{'+' if number > 0 else '−'}{show(abs(number))}"
