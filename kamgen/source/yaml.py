"""YAML as nodes, in one pass over libyaml's events.

Nothing recurses deeper than `DEEPEST` or grows beyond `_MOST` nodes, whatever aliases a text holds. What YAML would
pass over in silence becomes a fault: repeated keys, groups as keys, tags, and anchors that nothing refers to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from kamgen.model.finding import Fix
from kamgen.model.places import Fault, Lines, Span, short_text
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import DEEPEST, Mapping, Node, Reading, Scalar, Sequence, SourceError, place_key, repeated
from kamgen.source.write import quoted

Event = Any
"""One of PyYAML's events: its type stubs know neither marks nor values of them."""

TOO_DEEP = "recursion limit exceeded"
TOO_OFTEN = "repetition limit exceeded"
TOO_MANY = "bracket limit exceeded"
TOO_LARGE = "size limit exceeded"
SEVERAL = "more than one document"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST = 50_000
"""Nodes, after aliases are written out; the largest plan has some thousands."""
_MOST_BRACKETS = 5000
"""Opening brackets of a text: libyaml takes the square of their depth, and the largest plan has hundreds."""
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])


def read_yaml(text: str, lines: Lines) -> Reading:
    """What a YAML text says. Raises `SourceError` when it is not YAML, or more than a plan can be."""
    if len(text) > _MOST_BRACKETS < text.count("[") + text.count("{"):
        raise SourceError(TOO_MANY)
    reader = _Reader(text, lines)
    try:
        root = reader.document()
    except yaml.MarkedYAMLError as error:
        marks: list[Any] = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        raise SourceError(error.problem or "", *(mark.index for mark in marks)) from None
    except yaml.YAMLError:
        raise SourceError("") from None
    return Reading(root, reader.faults)


def scalars(text: str) -> Iterator[Span]:
    """The offsets of all values and keys up to where the text cannot be read; of block texts, what is below ``|``."""
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text.encode(errors="replace").decode(), Loader=_LOADER):
            if type(token) is yaml.ScalarToken:
                start, end = token.start_mark.index, token.end_mark.index
                yield (text.find("\n", start) if token.style in ("|", ">") else start), end


class _Reader:
    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.next: Callable[[], Event] = _LOADER(text).get_event
        self.faults: list[tuple[str, Fault]] = []
        self.anchors: dict[str, Node] = {}
        self.unused: dict[str, Event] = {}
        self.size = 0

    def document(self) -> Node | None:
        """The one document of the text; None when it is empty."""
        root: Node | None = None
        while (kind := type(event := self.next())) is not yaml.StreamEndEvent:
            if kind is yaml.DocumentStartEvent:
                if root is not None:
                    raise SourceError(SEVERAL, event.start_mark.index)
                root = self.node(self.next(), 0)
        for name, event in self.unused.items():
            message = f"YAML takes `&{short_text(name)}` for a mark of its own and leaves it out"
            self.add(FaultCode.INVALID_VALUE, event, message, "the text in quotes")
        return root

    def node(self, event: Event, depth: int) -> Node:
        self.count(event.start_mark.index)
        if depth > DEEPEST:
            raise SourceError(TOO_DEEP, event.start_mark.index)
        kind = type(event)
        if kind is ScalarEvent:
            node: Node = self.scalar(event)
        elif kind is MappingStartEvent:
            node = self.mapping(event, depth)
        elif kind is SequenceStartEvent:
            node = self.sequence(event, depth)
        else:
            return self.alias(event)
        if event.anchor:
            self.anchors[event.anchor] = node
            self.unused[event.anchor] = event
        return node

    def scalar(self, event: Event) -> Scalar:
        """One value. Block texts end, for libyaml, where the next thing begins."""
        value, start, end = event.value, event.start_mark.index, event.end_mark.index
        plain = event.implicit[0]
        if plain and value in _NULLS:
            value = ""
        elif event.style in ("|", ">"):
            end = len(self.text[:end].rstrip("\n "))
        self.properties(event)
        return Scalar(value, start, end, plain)

    def mapping(self, event: Event, depth: int) -> Mapping:
        self.properties(event)
        start, flow = event.start_mark.index, event.flow_style
        pairs: list[tuple[Scalar, Node]] = []
        first: dict[str, Scalar] = {}
        while (kind := type(event := self.next())) is not MappingEndEvent:
            if kind is not ScalarEvent:
                self.group_as_key(event, depth)
                continue
            key = self.scalar(event)
            if not key.text:
                key.text = event.value
            value = self.node(self.next(), depth + 1)
            if key.text in first and not is_cut_off(key, value):
                self.faults.append(repeated(first[key.text], key, self.lines))
            first.setdefault(key.text, key)
            pairs.append((key, value))
        end = _end(event) if flow or not pairs else max(pairs[-1][0].end, pairs[-1][1].end)
        return Mapping(pairs, start, end, flow)

    def sequence(self, event: Event, depth: int) -> Sequence:
        self.properties(event)
        start, flow = event.start_mark.index, event.flow_style
        items: list[Node] = []
        while not isinstance(event := self.next(), SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(items, start, _end(event) if flow or not items else items[-1].end, flow)

    def alias(self, event: Event) -> Node:
        """What an alias stands for, at the place of the alias."""
        node = self.anchors.get(event.anchor)
        if node is None:
            raise SourceError("unknown anchor", event.start_mark.index)
        self.unused.pop(event.anchor, None)
        return self.moved(node, event.start_mark.index, event.end_mark.index)

    def moved(self, node: Node, start: int, end: int) -> Node:
        """A copy of a node in which everything stands at one place."""
        self.count(start, TOO_OFTEN)
        if isinstance(node, Scalar):
            return Scalar(node.text, start, end, node.plain)
        if isinstance(node, Sequence):
            return Sequence([self.moved(item, start, end) for item in node.items], start, end, flow=True)
        pairs = [(Scalar(key.text, start, end), self.moved(value, start, end)) for key, value in node.pairs]
        return Mapping(pairs, start, end, flow=True)

    def count(self, offset: int, limit: str = TOO_LARGE) -> None:
        self.size += 1
        if self.size > _MOST:
            raise SourceError(limit, offset)

    def group_as_key(self, event: Event, depth: int) -> None:
        """A group, list or alias where a key belongs, with its value."""
        self.node(event, depth + 1)
        self.node(self.next(), depth + 1)
        message = "a group or list stands where a key belongs"
        self.add(FaultCode.SYNTAX, event, message, "a text that begins with `{` or `[` in quotes", on_key=True)

    def properties(self, event: Event) -> None:
        """Tells of a tag, which a text that begins with an exclamation mark is to YAML."""
        written = self.text[event.start_mark.index : event.start_mark.index + 1]
        tag = event.tag or "!"
        if written in ("!", "&") and (event.tag or written == "!") and not tag.startswith("tag:yaml.org,2002:"):
            message = f"YAML takes `{short_text(tag)}` for a tag and leaves it out"
            self.add(FaultCode.INVALID_VALUE, event, message, "the text in quotes")

    def add(self, code: str, event: Event, message: str, write: str, on_key: bool = False) -> None:
        """One fault more; of a text that should be in quotes with its fix."""
        place = self.lines.place(event.start_mark.index, event.end_mark.index)
        text = self.text[event.start_mark.index : event.end_mark.index]
        fix = None
        if type(event) is ScalarEvent and not event.style and "\n" not in text:
            fix = Fix(place.line, place.column, text, quoted(text))
            write = f"{write}: `{fix.new}`"
        self.faults.append((code, Fault(place_key(place), message, write, on_key, fix=fix)))


def _end(event: Event) -> int:
    return int(event.end_mark.index)


def is_cut_off(key: Scalar, value: Node) -> bool:
    """Whether a key is only the rest of a number, behind its comma: ``{revenue: 1,240,000}``."""
    return has_no_colon(key, value) and key.text[:1].isdigit()


def has_no_colon(key: Scalar, value: Node) -> bool:
    """Whether nothing follows a key in braces, not even a colon."""
    return type(value) is Scalar and not value.text and value.start == key.end
