"""Which keys a record knows, and the records below them: read off the types, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from kamgen.model.places import KeyPath


@dataclass(frozen=True)
class Shape:
    """What may stand at one key."""

    keys: dict[str, Shape] = field(default_factory=dict)
    """The keys below it, as they are written; empty for a single value and for a free table."""
    each: Shape | None = None
    """What every key of a free table holds (``offerings``, ``[categories.<key>]``)."""
    text: bool = False
    """Whether it is a text, or a list of texts."""
    examples: tuple[object, ...] = ()
    """What may be written there."""
    description: str = ""
    required: bool = False
    """Whether it must be there."""

    def below(self, path: KeyPath) -> Shape | None:
        """What may stand at ``path``; None when the format does not know it. Numbers of list entries are skipped."""
        shape: Shape | None = self
        for part in path:
            if shape is None:
                return None
            if isinstance(part, str):
                shape = shape.each or shape.keys.get(part)
        return shape

    def groups(self, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Shape]]:
        """All groups below it with their dotted names, outermost first."""
        for key, shape in self.keys.items():
            if shape.keys:
                yield ".".join((*path, key)), shape
                yield from shape.groups((*path, key))


@lru_cache(maxsize=64)
def shape_of(record: type[BaseModel]) -> Shape:
    """The shape of a record."""
    keys = {}
    for name, info in record.model_fields.items():
        annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        shape = _shape(annotation, tuple(info.examples or ()), info.description or "")
        keys[info.alias or name] = replace(shape, required=info.is_required())
    return Shape(keys)


def _shape(annotation: Any, examples: tuple[object, ...], description: str) -> Shape:
    record = _record_in(annotation)
    if record is not None and not _is_table(annotation):
        return Shape(shape_of(record).keys, examples=examples, description=description)
    if _is_table(annotation):
        value = _table_value(annotation)
        return Shape(each=Shape() if value is Any else _shape(value, (), ""), examples=examples)
    return Shape(text=_holds_text(annotation), examples=examples, description=description)


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


def _is_table(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _is_table(get_args(annotation)[0])
    return get_origin(annotation) is dict


def _table_value(annotation: Any) -> Any:
    inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return get_args(inner)[1]


def _holds_text(annotation: Any) -> bool:
    parts = get_args(annotation)
    return any(isinstance(part, StringConstraints) or _holds_text(part) for part in parts)
