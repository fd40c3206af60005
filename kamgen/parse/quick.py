"""Records that are plainly right, read at several times pydantic's speed: what nearly every plan is.

    record ─ its fields' types, once ─▶ Table: key → field and reader
    row ─ value by value ─▶ record, or a doubt

A value that asks for a second look (wrong, a placeholder, or merely rare) ends the reading: `parse.mend` has
pydantic read the whole and says what is wrong. What is read here pydantic reads alike, which a property test holds
for all that `parse.texts.safe` lets through (of control characters at the end of a text the two think differently).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, get_args, get_origin

from pydantic import StringConstraints

from kamgen.model.fields import Read, Record, Whole, Word, folded
from kamgen.model.packed import record_of
from kamgen.model.values import parse_whole
from kamgen.parse.texts import HARMLESS, LONGEST_NAME, is_doubtful

R = TypeVar("R", bound=Record)
Reader = Callable[[Any], Any]

_REmemoryBERED = 4096
"""Texts of one kind of field that are kept as read: a portfolio repeats its dates, periods and percentages."""

_MOST_LAYOUTS = 1024


class Doubt(ValueError):
    """A row is not plainly right."""


class _Layout(NamedTuple):
    """What the keys of a row say of it; nearly all rows of a portfolio share some dozens."""

    names: tuple[str, ...]
    readers: tuple[Reader | None, ...]
    """What reads each value. None: a text, as most are, for which a call would take time."""
    written: set[str]
    """The names, in a set that all rows of the layout share."""


class Table(Generic[R]):
    """How the rows of one record are read."""

    def __init__(self, record: type[R]) -> None:
        infos = {info.alias or name: (name, info) for name, info in record.model_fields.items()}
        self.record = record
        self.fields = {key: (name, _reader(info.annotation, info.metadata)) for key, (name, info) in infos.items()}
        self.required = frozenset(key for key, (_, info) in infos.items() if info.is_required())
        self.defaults = {name: info.default for name, info in infos.values()}
        self.made_anew = [
            (name, partial(info.get_default, call_default_factory=True))
            for name, info in infos.values()
            if info.default_factory
        ]
        self.unwritten = {name: value for name, value in self.defaults.items() if value is None or value == ()}
        """What a key says that nothing follows, where that is as good as no key."""
        self.layouts: dict[tuple[str, ...], _Layout] = {}

    def read(self, row: Any) -> R:
        """The record that ``row`` says. Raises `LookupError`, `TypeError` or `ValueError` when that is in doubt."""
        if type(row) is not dict:
            raise Doubt
        keys = tuple(row)
        names, readers, written = self.layouts.get(keys) or self._layout(keys)
        values = self.defaults.copy()
        for name, make in self.made_anew:
            values[name] = make()
        for name, read, value in zip(names, readers, row.values()):  # noqa: B905  # strict=True takes as long as it all
            if value is None:
                values[name] = self.unwritten[name]
            elif read is not None:
                values[name] = read(value)
            elif (value[:1] in HARMLESS or value[:2] in HARMLESS) and len(value) <= LONGEST_NAME:
                values[name] = value.strip()
            else:
                values[name] = _text(value, keys[names.index(name)])
        return record_of(self.record, values, written)

    def _layout(self, keys: tuple[str, ...]) -> _Layout:
        if not self.required <= set(keys):
            raise Doubt
        fields = [self.fields[key] for key in keys]
        names = tuple(name for name, _ in fields)
        layout = _Layout(names, tuple(read for _, read in fields), set(names))
        if len(self.layouts) < _MOST_LAYOUTS:
            self.layouts[keys] = layout
        return layout


@lru_cache(maxsize=64)
def table_of(record: type[R]) -> Table[R]:
    """How the rows of ``record`` are read."""
    return Table(record)


def _reader(kind: Any, marks: Sequence[object] = ()) -> Reader | None:
    """What reads a value of a field's type; None for a text."""
    parts = [part for part in get_args(kind) if part is not type(None)]
    if any(isinstance(mark, StringConstraints) for mark in marks):
        return None
    if reader := next((reader for mark in marks if (reader := _marked(mark))), None):
        return reader
    if isinstance(kind, type) and issubclass(kind, Record):
        return table_of(kind).read
    if isinstance(kind, type) and issubclass(kind, Word):
        return _Words((member.value, member) for member in kind).__getitem__
    if get_origin(kind) is Annotated:
        return _reader(parts[0], parts[1:])
    if get_origin(kind) is tuple:
        read = _reader(parts[0])
        return _rows(read) if read else _texts
    return _free_table(_reader(parts[1])) if get_origin(kind) is dict else _reader(parts[0])


def _marked(mark: object) -> Reader | None:
    if isinstance(mark, Read):
        return _remembering(mark.parse)
    return partial(parse_whole, low=mark.low, high=mark.high) if isinstance(mark, Whole) else None


def _remembering(parse: Reader) -> Reader:
    """``parse``, which keeps what it made of texts. Of numbers it cannot: 1 and true are the same key, 0.0 and -0.0."""
    remembered = lru_cache(maxsize=_REmemoryBERED)(parse)
    return lambda value: remembered(value) if type(value) is str else parse(value)


class _Words(dict[str, Word]):
    """The words of a field, also as they are written otherwise."""

    def __missing__(self, word: str) -> Word:
        """The word that ``word`` stands for. Raises `Doubt` when there is none."""
        found = self.get(folded(word))
        if found is None:
            raise Doubt
        return found


def _rows(read: Reader) -> Reader:
    def rows(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Doubt
        return tuple([read(item) for item in value])

    return rows


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is list:
        return tuple([item.strip() if item[:1] in HARMLESS else _text(item) for item in value])
    return (_text(value),)


def _free_table(read: Reader | None) -> Reader:
    def table(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise Doubt
        return {str.strip(key): (read or _text)(item) for key, item in value.items()}

    return table


def _text(value: object, key: str = "") -> str:
    if type(value) is not str or is_doubtful(value, key):
        raise Doubt
    return value.strip()
