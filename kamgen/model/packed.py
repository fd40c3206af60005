"""How values are pickled: in as few bytes and steps as it goes, since plans are remembered and sent between processes.

    Packed     a dataclass: its class and its fields' values, without their names
    Record     the values that were written, and a number that says which (bit n: field n); the rest are defaults

Unpickling calls nothing but these classes, so that a reader may refuse all else. A pickle is only ever
read by the same version of kamgen, so that a field's number is as good as its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)

_new = object.__new__
_set_values = vars(BaseModel)["__dict__"].__set__
_set_written = vars(BaseModel)["__pydantic_fields_set__"].__set__
_set_extra = vars(BaseModel)["__pydantic_extra__"].__set__
_set_private = vars(BaseModel)["__pydantic_private__"].__set__


class Packed:
    """A frozen dataclass of at least two fields."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """The class and what to call it with."""
        kind: type = type(self)
        return kind, _values_of(kind)(self)


@lru_cache(maxsize=64)
def _values_of(kind: type) -> Callable[[object], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


def record_of(kind: type[R], values: dict[str, Any], written: set[str]) -> R:
    """A record of values that are known to be right, all of its fields in their order; ``written`` names those given.

    Neither is copied: ``written`` may be shared, since records are frozen.
    """
    record = _new(kind)
    _fill(record, values, written)
    return record


def _fill(record: BaseModel, values: dict[str, Any], written: set[str]) -> None:
    _set_values(record, values)
    _set_written(record, written)
    _set_extra(record, None)
    _set_private(record, None)


class _Layout(NamedTuple):
    """What records of one kind have in common in which the same fields were written."""

    bits: int
    """Which fields: bit n for field n."""
    written: set[str]
    defaults: dict[str, Any]
    """All fields in their order, those that were not written with their values."""
    made_anew: tuple[tuple[str, Callable[[], Any]], ...]
    """Fields that were not written and whose default no two records may share."""
    packing: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    """Each field that was written, in order, and what makes a plain value of its own; None: it is kept as it is."""
    names: tuple[str, ...]
    unpacking: tuple[Callable[[Any], Any] | None, ...]


@lru_cache(maxsize=4096)
def _layout(kind: type[BaseModel], written: frozenset[str]) -> _Layout:
    infos = kind.model_fields
    names = tuple(name for name in infos if name in written)
    codecs = [_codec(infos[name].annotation) for name in names]
    return _Layout(
        sum(1 << number for number, name in enumerate(infos) if name in written),
        set(written),
        {name: info.default for name, info in infos.items()},
        tuple(
            (name, partial(info.get_default, call_default_factory=True))
            for name, info in infos.items()
            if info.default_factory and name not in written
        ),
        tuple((name, pack) for name, (pack, _) in zip(names, codecs, strict=True)),
        names,
        tuple(unpack for _, unpack in codecs),
    )


@lru_cache(maxsize=4096)
def _layout_of(kind: type[BaseModel], bits: int) -> _Layout:
    return _layout(kind, frozenset(name for number, name in enumerate(kind.model_fields) if bits >> number & 1))


def _digits(number: Decimal) -> int | str:
    text = str(number)
    return int(text) if text.isdecimal() else text


_Codec = tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]
_PLAIN: dict[Any, _Codec] = {Decimal: (_digits, Decimal), date: (date.toordinal, date.fromordinal)}


def _codec(annotation: Any) -> _Codec:
    """How the values of a field are made plain and back: pickle takes several times as long over them."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    origin = get_origin(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return attrgetter("_value_"), {member.value: member for member in annotation}.__getitem__
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return packed, partial(_unpacked, annotation)
    if origin is Annotated or (origin in (Union, UnionType) and len(kinds) == 1):
        return _codec(kinds[0])
    if origin is tuple and kinds[1:] == [...]:
        return _rows(*_codec(kinds[0]))
    return _table(*_codec(kinds[1])) if origin is dict else (None, None)


def _rows(pack: Callable[[Any], Any] | None, unpack: Callable[[Any], Any] | None) -> _Codec:
    if pack is None or unpack is None:
        return None, None
    return lambda rows: [pack(row) for row in rows], lambda rows: tuple([unpack(row) for row in rows])


def _table(pack: Callable[[Any], Any] | None, unpack: Callable[[Any], Any] | None) -> _Codec:
    if pack is None or unpack is None:
        return None, None
    return (
        lambda table: {key: pack(value) for key, value in table.items()},
        lambda table: {key: unpack(value) for key, value in table.items()},
    )


def packed(record: BaseModel) -> tuple[Any, ...]:
    """What pickle is to keep of a record."""
    layout = _layout(type(record), frozenset(record.__pydantic_fields_set__))
    values = record.__dict__
    plain = [value if (value := values[name]) is None or pack is None else pack(value) for name, pack in layout.packing]
    return *plain, layout.bits


def unpack(record: BaseModel, kept: tuple[Any, ...]) -> None:
    """Fills a new record with what `packed` kept. Raises what damaged bytes may raise."""
    _, written, defaults, made_anew, _, names, unpacking = _layout_of(type(record), kept[-1])
    values = defaults.copy()
    for name, make in made_anew:
        values[name] = make()
    for name, read, value in zip(names, unpacking, kept):  # noqa: B905  # the bits stand behind the last value
        values[name] = value if read is None or value is None else read(value)
    _fill(record, values, written)


def _unpacked(kind: type[R], kept: tuple[Any, ...]) -> R:
    record = _new(kind)
    unpack(record, kept)
    return record
