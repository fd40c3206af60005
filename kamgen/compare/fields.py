"""Which fields a group has, how each is read, and what a seller calls it: taken from the types themselves.

A new field of the format is compared without a word here; it goes by its key until it has a better name in `_LABELS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from kamgen.model import values
from kamgen.model.fields import Read, Record, Whole

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
        Field(name, key, _LABELS.get(key, key.replace("_", " ")), *_read(info.annotation, info.metadata, info.default))
        for name, info in record.model_fields.items()
        for key in (info.alias or name,)
    )


def _read(annotation: Any, metadata: Iterable[Any], default: Any) -> tuple[Sort, Any, type[Record] | None]:
    sort, record = _sort(annotation, metadata)
    return sort, None if repr(default) == "PydanticUndefined" else default, record


def _sort(annotation: Any, metadata: Iterable[Any] = ()) -> tuple[Sort, type[Record] | None]:
    for mark in metadata:
        if isinstance(mark, Read):
            return _PARSED.get(mark.parse, Sort.TEXT), None
        if isinstance(mark, Whole):
            return Sort.NUMBER, None
    origin, parts = get_origin(annotation), [part for part in get_args(annotation) if part not in (NoneType, ...)]
    if origin is Annotated:
        return _sort(parts[0], parts[1:])
    if origin in (Union, UnionType):
        return _sort(parts[0])
    if origin is tuple:
        inner, record = _sort(parts[0])
        return (Sort.ROWS, record) if inner is Sort.GROUP else (Sort.LIST, None)
    if origin is dict:
        return Sort.TABLE, None
    return _plain(annotation)


def _plain(kind: type) -> tuple[Sort, type[Record] | None]:
    if issubclass(kind, Record):
        return Sort.GROUP, kind
    return Sort.WORD if issubclass(kind, Enum) else Sort.TEXT, None


def values_of(record: Record) -> Values:
    """The values of a record by their keys."""
    return {field.key: getattr(record, field.name) for field in fields_of(type(record))}


def absent(field: Field, value: Any) -> bool:
    """Whether a value says nothing: it was not given, or it is what it would be anyway."""
    return value is None or value in ("", ()) or value == field.default
