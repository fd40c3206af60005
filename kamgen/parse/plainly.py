"""The second YAML reader, for what the fast one refuses or guesses at: every scalar stays the text that was written.

It reads events, so nothing in it recurses deeper than `_DEEPEST` or grows beyond `_MOST` values, whatever
aliases a text holds. Of keys that stand twice the last one counts, as in `FrontText`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kamgen.model.links import CodedFault
from kamgen.model.places import KeyPath
from kamgen.model.plan import Fault
from kamgen.model.values import shown
from kamgen.parse.yaml_words import SEVERAL, TOO_DEEP, TOO_OFTEN, YamlTrouble

Event = Any
"""One of PyYAML's events: its type stubs know neither marks nor values of them."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 60
"""Groups within groups; a plan needs five."""
_MOST = 50_000
"""Values after aliases are written out; the largest plan has some thousands."""
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])


class _Anchored(NamedTuple):
    value: Any
    size: int
    event: Event


def read_plainly(text: str, line: int) -> tuple[Any, tuple[CodedFault, ...]]:
    """What a YAML text (which begins at ``line``) says, and its repeated keys, groups as keys and unused ``&`` marks.

    Raises `YamlTrouble` when it is not YAML, or more than a plan can be.
    """
    reader = _Reader(text, line)
    value = reader.document()
    return value, tuple(reader.faults)


class _Reader:
    def __init__(self, text: str, line: int) -> None:
        self.events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        self.line = line
        self.faults: list[CodedFault] = []
        self.anchors: dict[str, _Anchored] = {}
        self.used: set[str] = set()
        self.size = 0

    def document(self) -> Any:
        """The one document of the text; None when it is empty."""
        value: Any = None
        seen = False
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise YamlTrouble(SEVERAL, *_mark(event))
                value, seen = self.value(self.next(), ()), True
        for name, anchored in self.anchors.items():
            if name not in self.used:
                self._unused(name, anchored.event)
        return value

    def next(self) -> Event:
        """The next event. Raises `YamlTrouble` at a syntax error."""
        try:
            return next(self.events)
        except yaml.MarkedYAMLError as error:
            raise YamlTrouble(error.problem or "", *_position(error.problem_mark, error.context_mark)) from None
        except yaml.YAMLError:
            raise YamlTrouble("", 1, 1) from None

    def value(self, event: Event, path: KeyPath) -> Any:
        """The value that begins with ``event``."""
        self.size += 1
        if self.size > _MOST:
            raise YamlTrouble(TOO_OFTEN, *_mark(event))
        if len(path) > _DEEPEST:
            raise YamlTrouble(TOO_DEEP, *_mark(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.size
        value = self._fresh(event, path)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(value, self.size - before + 1, event)
        return value

    def _fresh(self, event: Event, path: KeyPath) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                items.append(self.value(event, (*path, len(items))))
            return items
        plain = isinstance(event, yaml.ScalarEvent) and event.implicit[0]
        return None if plain and event.value in _NULLS else event.value

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        group: dict[str, Any] = {}
        keys: dict[str, Event] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._group_as_key(event, path)
                continue
            name = event.value
            following = self.next()
            if name in keys and not _cut_off(event, following):
                self._repeated((*path, name), keys[name], event)
            keys.setdefault(name, event)
            group[name] = self.value(following, (*path, name))
        return group

    def _alias(self, event: Event) -> Any:
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            raise YamlTrouble("unknown anchor", *_mark(event))
        self.used.add(event.anchor)
        self.size += anchored.size
        if self.size > _MOST:
            raise YamlTrouble(TOO_OFTEN, *_mark(event))
        return anchored.value

    def _repeated(self, path: KeyPath, first: Event, second: Event) -> None:
        line = first.start_mark.line + self.line
        message = f"`{shown(path[-1])}` is written twice: first in line {line}; this one is read"
        self.faults.append(("FMT005", Fault(self._at(second), message, "it once", on_key=True)))

    def _group_as_key(self, event: Event, path: KeyPath) -> None:
        self.value(event, (*path, ""))
        self.value(self.next(), (*path, ""))
        message = "a group or list stands where a key belongs"
        write = "a text that begins with `{` or `[` in quotes"
        self.faults.append(("FMT001", Fault(self._at(event), message, write, on_key=True)))

    def _unused(self, name: str, event: Event) -> None:
        message = f"YAML takes `&{shown(name)}` for a mark of its own and leaves it out"
        self.faults.append(("FMT003", Fault(self._at(event), message, "the text in quotes")))

    def _at(self, event: Event) -> str:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return f"@{start.line + self.line}:{start.column + 1}-{start.column + 1 + max(width, 1)}"


def _cut_off(key: Event, value: Event) -> bool:
    """Whether a key is only the rest of a number, behind its comma: ``{revenue: 1,240,000}``."""
    is_text = isinstance(value, yaml.ScalarEvent)
    return is_text and not value.value and _mark(value) == _end(key) and key.value[:1].isdigit()


def _mark(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _end(event: Event) -> tuple[int, int]:
    return event.end_mark.line + 1, event.end_mark.column + 1


def _position(problem: yaml.Mark | None, context: yaml.Mark | None) -> tuple[int, ...]:
    marks = [mark for mark in (problem, context) if mark is not None]
    return tuple(number + 1 for mark in marks for number in (mark.line, mark.column)) or (1, 1)
