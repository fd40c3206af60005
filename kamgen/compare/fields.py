"""Which fields a group has, how each is read, and what a seller calls it: taken from the types themselves.

A new field of the format is compared without a word here; it goes by its key until it has a better name in `_LABELS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import lru_cache, partial
from typing import Any, NamedTuple

from kamgen.model import fields, values
from kamgen.model.fields import Record, Shape

Values = Mapping[str, Any]
"""The values of one entry by their keys as plans write them."""


class Sort(Enum):
    """How a field's value is read."""

    MONEY = auto()
    PERCENT = auto()
    NUMBER = auto()
    YEAR = auto()
    MEASURED = auto()
    DAY = auto()
    PERIOD = auto()
    TEXT = auto()
    WORD = auto()
    """One of a few words, or a flag: two entries may well have the same by chance."""
    LIST = auto()
    """Texts whose order says nothing."""
    GROUP = auto()
    ROWS = auto()
    TABLE = auto()
    """A mapping with free keys."""


class Field(NamedTuple):
    """One field of a record."""

    name: str
    """Its attribute."""
    key: str
    """As plans write it."""
    label: str
    sort: Sort
    default: Any
    """What it is when it is not written; None for required fields."""
    record: type[Record] | None
    """What a group is, or each of its rows."""


_PARSED: dict[Callable[[Any], Any], Sort] = {
    values.parse_amount: Sort.MONEY,
    values.parse_percent: Sort.PERCENT,
    values.parse_number: Sort.NUMBER,
    values.parse_quantity: Sort.MEASURED,
    values.parse_year: Sort.YEAR,
    values.parse_date: Sort.DAY,
    values.parse_period: Sort.PERIOD,
    values.parse_flag: Sort.WORD,
}

_LABELS = {
    "customer_since": "client since",
    "parent": "parent account",
    "horizon": "plan horizon",
    "targets_revised": "targets last revised",
    "through": "figures through",
    "target_revenue": "revenue target",
    "target_profit": "profit target",
    "customer_spend": "client's spend",
    "values_offer": "how it values our offer",
    "covered": "topics covered",
    "met_by": "met by",
    "close": "close date",
    "discussed": "last discussed",
    "confirmed": "last confirmed",
    "synced": "last synced",
    "due": "due date",
    "as_of": "measured on",
    "better": "better when",
    "prime": "PRIME part",
    "in_sale": "receiver part of the sale",
    "sponsor_contact": "sponsor's last contact",
    "if_lost": "plan if lost",
    "id": "CRM id",
    "url": "CRM link",
    "by": "approved by",
}


@lru_cache(maxsize=64)
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The fields of a record, in the order of plans."""
    return tuple(
        Field(
            field.name,
            key,
            _LABELS.get(key, key.replace("_", " ")),
            _sort(field),
            None if field.required else field.default,
            None if field.shape is Shape.TABLE else field.record,
        )
        for key, field in fields.fields_of(record).items()
    )


def _sort(field: fields.Field) -> Sort:
    if field.shape is Shape.VALUE:
        if field.words:
            return Sort.WORD
        read: Any = getattr(field.parse, "__wrapped__", field.parse)
        return _PARSED.get(read, Sort.NUMBER if isinstance(read, partial) else Sort.TEXT)
    if field.shape is Shape.ROWS:
        return Sort.ROWS if field.record else Sort.LIST
    return Sort.TABLE if field.shape is Shape.TABLE else Sort.GROUP


def values_of(record: Record) -> Values:
    """The values of a record by their keys."""
    return {field.key: getattr(record, field.name) for field in fields_of(type(record))}


def absent(field: Field, value: Any) -> bool:
    """Whether a value says nothing: it was not given, or it is what it would be anyway."""
    return value is None or value in ("", ()) or value == field.default
