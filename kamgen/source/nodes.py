"""What a text says, as it was written: scalars keep their text, everything its offsets. Values come from `parse`.

    Mapping ─ pairs ─▶ (Scalar, Node)
    Sequence ─ items ─▶ Node
    Scalar ─ text

Offsets count characters from the beginning of the text. Of a key that stands twice the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kamgen.model.places import Fault, Lines, Place, Spot, short_text
from kamgen.rules.codes import FaultCode

DEEPEST = 60
"""Groups within groups that are read; a plan needs five."""


class Scalar(Struct, gc=False):
    """One value; ``plain``: without quotes. Of what an alias stands for: its text, and the alias's place."""

    text: str
    """Without quotes; empty for what says that nothing is there (``~``, ``null``)."""
    start: int
    end: int
    plain: bool = True


class Mapping(Struct):
    """Keys with their values, in their order; ``flow``: in braces."""

    pairs: list[tuple[Scalar, Node]]
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key; None when it is not written."""
        return next((value for name, value in reversed(self.pairs) if name.text == key), None)


class Sequence(Struct):
    """The entries of a list; ``flow``: in brackets."""

    items: list[Node]
    start: int
    end: int
    flow: bool = False


Node = Scalar | Mapping | Sequence


class SourceError(Exception):
    """A text cannot be read: what its reader complains of, at offsets of the text."""

    def __init__(self, problem: str, offset: int = 0, since: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.since = offset if since is None else since
        """Where the list, group or text began that the reader was in."""


class Reading(Struct):
    """What a text says: its outermost node, None when it is empty, and what was odd on the way."""

    root: Node | None
    faults: list[tuple[str, Fault]]
    """With the codes of their rules."""


def place_key(place: Place) -> str:
    """The key of a fault that stands at a place (see `Plan.at`)."""
    return f"@{place.line}:{place.column}-{place.end_column}"


def repeated(first: Scalar, second: Scalar, lines: Lines) -> tuple[str, Fault]:
    """The fault of a key that stands twice."""
    line = lines.place(first.start, first.end).line
    message = f"`{short_text(second.text)}` is written twice: first in line {line}; this one is read"
    return FaultCode.DUPLICATE_KEY, Fault(
        place_key(lines.place(second.start, second.end)), message, "it once", on_key=True
    )


def content(node: Node | None) -> Any:
    """What a node says, without its places: texts, lists and dictionaries; None for what is empty."""
    if isinstance(node, Mapping):
        return {key.text: content(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [content(item) for item in node.items]
    return (node.text or (None if node.plain else "")) if node else None


def walk(node: Node | None) -> Iterator[Node]:
    """A node and all within it, keys too, in their order."""
    if node is None:
        return
    yield node
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from walk(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)


def spot_of(node: Node, key: tuple[int, int], left_out: set[int]) -> Spot:
    """The spot of a node, whose key stands at ``key``; entries of lists whose ``id`` is ``left_out`` do not count."""
    if isinstance(node, Scalar):
        return Spot(*key, node.start, node.end) if node.text else Spot(*key, *key)
    start, end = (node.start, node.end) if node.flow else key
    below: dict[str | int, Spot] = {}
    if isinstance(node, Mapping):
        below |= {name.text: spot_of(value, (name.start, name.end), left_out) for name, value in node.pairs}
    else:
        rows = (spot_of(item, _entry(item), left_out) for item in node.items if id(item) not in left_out)
        below |= enumerate(rows)
    return Spot(*key, start, end, below)


def _entry(node: Node) -> tuple[int, int]:
    """What stands for the key of a list's entry."""
    return node.start, node.end if isinstance(node, Scalar) else node.start + 1
