"""Values that a comma cuts in two: of ``{revenue: 1,24M}`` YAML makes ``revenue: 1`` and a key ``24M``.

A number is put together again, so that its own parser refuses it as it was meant. Of anything else but text the
first half would say what nobody wrote, so it is left out; text keeps its first half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple

import yaml

from kamgen.model.places import FrontText, KeyPath, join_key
from kamgen.parse.faults import key_meant
from kamgen.parse.shape import Shape
from kamgen.parse.texts import GONE, Verdict

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BEFORE = re.compile(r"[-−+]?\d[\d.]*")
_BEHIND = re.compile(r"\d[\d.]*(?:\s?[^\s\d]{1,7})?")
"""What may stand before and behind a decimal comma, or one between thousands."""
_MOST_GUESSES = 300
"""Keys without values that are compared with known ones, which takes time; past that, nobody wrote them by hand."""


class _Cut(NamedTuple):
    path: KeyPath
    value: yaml.ScalarNode
    rest: list[yaml.ScalarNode]
    """What stands behind the value's commas, each of it a key without a value to YAML."""


def cut_off(data: Any, front: FrontText, shape: Shape) -> tuple[list[Verdict], dict[str, str]]:
    """What to read in place of values that commas cut in two, and where the whole of each number stands, by key."""
    verdicts: list[Verdict] = []
    places: dict[str, str] = {}
    if front.language != "yaml" or "{" not in front.text or not _holds_nothing(data):
        return verdicts, places
    for number, cut in enumerate(_cuts(front.text)):
        rest = _own_rest(cut, shape, number < _MOST_GUESSES)
        digits = list(takewhile(lambda part: _BEHIND.fullmatch(part.value), rest))
        if digits and _BEFORE.fullmatch(cut.value.value):
            whole = ",".join(part.value for part in (cut.value, *digits))
            verdicts.append(Verdict(cut.path, whole))
            verdicts += [Verdict((*cut.path[:-1], part.value)) for part in digits]
            places[join_key(cut.path)] = _place(cut.value, digits[-1], front.first_line)
        elif rest:
            verdicts.append(Verdict(cut.path, GONE))
    return verdicts, places


def _holds_nothing(data: Any) -> bool:
    """Whether a key somewhere has no value."""
    if isinstance(data, dict):
        return any(value is None or _holds_nothing(value) for value in data.values())
    return isinstance(data, list) and any(map(_holds_nothing, data))


def _own_rest(cut: _Cut, shape: Shape, guess: bool) -> list[yaml.ScalarNode]:
    """What belongs to the value: none of the keys that its group has, and nothing when it is a text.

    With ``guess``, no mistyped key either.
    """
    home = shape.below(cut.path[:-1])
    field = home.keys.get(str(cut.path[-1])) if home else None
    if home is None or field is None or field.text or field.keys or field.each:
        return []
    if guess and key_meant(cut.rest[0].value, home):
        return []
    return list(takewhile(lambda part: part.value not in home.keys, cut.rest))


def _place(first: yaml.ScalarNode, last: yaml.ScalarNode, first_line: int) -> str:
    start, end = first.start_mark, last.end_mark
    column = end.column if end.line == start.line else start.column + 1
    return f"@{start.line + first_line}:{start.column + 1}-{column + 1}"


def _cuts(text: str) -> Iterator[_Cut]:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return
    yield from _walk(root, (), set())


def _walk(node: yaml.Node | None, path: KeyPath, seen: set[int]) -> Iterator[_Cut]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*path, number), seen)
    elif isinstance(node, yaml.MappingNode):
        pairs = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
        yield from _in_row(pairs, path)
        for key, value in pairs:
            yield from _walk(value, (*path, key.value), seen)


def _in_row(pairs: list[tuple[yaml.ScalarNode, yaml.Node]], path: KeyPath) -> Iterator[_Cut]:
    cut: _Cut | None = None
    for key, value in pairs:
        if cut and _without_colon(key, value):
            cut.rest.append(key)
            continue
        if cut and cut.rest:
            yield cut
        cut = None
        if isinstance(value, yaml.ScalarNode) and value.value and not value.style:
            cut = _Cut((*path, key.value), value, [])
    if cut and cut.rest:
        yield cut


def _without_colon(key: yaml.ScalarNode, value: yaml.Node) -> bool:
    return isinstance(value, yaml.ScalarNode) and not value.value and value.start_mark.index == key.end_mark.index
