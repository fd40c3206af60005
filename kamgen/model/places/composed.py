"""Exact places of every key of a YAML (or JSON) text, from libyaml's own composer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from kamgen.model.places.keys import Index, KeyPath, Place, Written

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 200
"""Brackets and dashes a text may nest before it is not worth composing; no plan comes near it."""


def composed(text: str, line: int = 1, column: int = 1) -> Index:
    """The places of all keys in ``text``, which begins at ``line`` and ``column``; empty if it does not parse."""
    return dict(_entries(text, line, column))


def repeated(text: str, line: int = 1) -> list[tuple[KeyPath, Place, Place]]:
    """Keys that stand twice in one mapping: path, first place, second place."""
    seen: Index = {}
    twice = []
    for path, written in _entries(text, line, 1):
        if path in seen:
            twice.append((path, seen[path].key, written.key))
        seen.setdefault(path, written)
    return twice


def _entries(text: str, line: int, column: int) -> Iterator[tuple[KeyPath, Written]]:
    root = root_of(text)
    if root is not None:
        yield from _walk(root, (), _Origin(line, column), set())


def root_of(text: str) -> yaml.Node | None:
    """The outermost node of a text; None when it is empty, does not parse, or is nested deeper than any plan."""
    if _nested_too_deep(text):
        return None
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return root


class _Origin:
    """Turns libyaml's marks into places of the whole file."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column

    def place(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        column = start.column + (self.column if start.line == 0 else 1)
        width = end.column - start.column if end.line == start.line else 1
        return Place(start.line + self.line, column, column + max(width, 1))


def _walk(node: yaml.Node, path: KeyPath, origin: _Origin, seen: set[int]) -> Iterator[tuple[KeyPath, Written]]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield (*path, key.value), _written(origin.place(key), value, origin)
                yield from _walk(value, (*path, key.value), origin, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            place = origin.place(item)
            start = place if isinstance(item, yaml.ScalarNode) else Place(place.line, place.column, place.column + 1)
            yield (*path, number), _written(start, item, origin)
            yield from _walk(item, (*path, number), origin, seen)


def _written(key: Place, value: yaml.Node, origin: _Origin) -> Written:
    if isinstance(value, yaml.ScalarNode):
        empty = not value.value and not value.style
        return Written(key, origin.place(value) if value.value else key, None if empty else value.value)
    in_flow = isinstance(value, yaml.CollectionNode) and bool(value.flow_style)
    return Written(key, origin.place(value) if in_flow else key, None)


def _nested_too_deep(text: str) -> bool:
    depth = deepest = 0
    for bracket in re.findall(r"[\[{}\]]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    indent = max((len(found) for found in re.findall(r"(?m)^[ \-?:]+", text)), default=0)
    return deepest > _DEEPEST or indent > 4 * _DEEPEST
