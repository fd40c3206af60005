"""Places by eye: block YAML with one key a line, which is how nearly every plan is written.

`outline` follows indentation only and gives up (None) on the first line it is not sure of: block
scalars, anchors, tags, quoted keys, values that run over lines. Such a text is composed instead.
A flow value (``{…}``, ``[…]``) that closes on its line is one entry; its inside is composed on demand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kamgen.model.places.keys import KeyPath, Place, Written

_LINE = re.compile(r"( *)((?:- +)*)(?:([A-Za-z_][A-Za-z0-9_]*):(?: +(?=[^ ]))?)?")
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_FLOW = re.compile(r"\{[^&*!]*\}|\[[^&*!]*\]")
_QUOTED_PARTS = re.compile(r"\"[^\"]*\"|'[^']*'")
_DASH = re.compile(r"- +")
_NOT_PLAIN = frozenset("[]{},&*!|>%@`\"'#?")
"""What a plain one-line value cannot begin with."""


_Entry = tuple[int, int, int, int, int, str | None]
"""Line; columns from and to of the key; columns from and to of the value; the value as written. Plain numbers,
since a plan has a hundred keys and few of them are ever asked for."""


class Outline(Mapping[KeyPath, Written]):
    """The places of all keys, made when they are asked for."""

    def __init__(self, entries: dict[KeyPath, _Entry]) -> None:
        self._entries = entries

    def __getitem__(self, path: KeyPath) -> Written:
        line, start, end, value, value_end, text = self._entries[path]
        return Written(Place(line, start, end), Place(line, value, value_end), text)

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, without making its place; None when it is not written."""
        entry = self._entries.get(path)
        return entry[0] if entry else None


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is open, and the column its keys or dashes stand in."""

    column: int
    path: KeyPath
    items: int | None
    """Entries so far, of a sequence; None for a mapping."""


def outline(text: str, line: int = 1) -> Outline | None:
    """The places of all keys of a plainly written text, which begins at ``line``; None when it is not."""
    index: dict[KeyPath, _Entry] = {}
    frames = [_Frame(0, (), None)]
    opened: KeyPath | None = None
    match = _LINE.match
    for number, row in enumerate(text.split("\n"), line):
        row = row.rstrip()
        bare = row.lstrip(" ")
        if not bare or bare[0] == "#":
            continue
        found = match(row)
        if found is None or bare == "-" or row.endswith(" -"):
            return None
        spaces, dashes, name = found.groups()
        column, start = len(spaces), found.end()
        if dashes:
            opened = _items(index, frames, opened, number, column, dashes)
            if opened is None:
                return None
            column += len(dashes)
        if name:
            path = _key(frames, column, opened, name, fresh=bool(dashes))
            if path is None or path in index or (start < len(row) and row[start - 1] == ":"):
                return None
            opened = path
            end = column + 1 + len(name)
            index[path] = (number, column + 1, end, column + 1, end, None)
        if start < len(row) and row[start] != "#":
            if opened is None or not (name or dashes):
                return None
            entry = _scalar(index[opened], opened, row[start:], number, start)
            if entry is None:
                return None
            index[opened] = entry
            opened = None
        elif not name:
            return None
    return Outline(index)


def _items(
    index: dict[KeyPath, _Entry], frames: list[_Frame], opened: KeyPath | None, number: int, column: int, dashes: str
) -> KeyPath | None:
    """Notes the entries that the dashes of one line open; the path of the innermost."""
    for dash in _DASH.findall(dashes):
        opened = _item(frames, column, opened)
        if opened is None:
            return None
        column += len(dash)
        index[opened] = (number, column + 1, column + 2, column + 1, column + 2, None)
    return opened


def _item(frames: list[_Frame], column: int, opened: KeyPath | None) -> KeyPath | None:
    """The path of the next entry of the sequence whose dash stands in ``column``."""
    while frames[-1].column > column:
        frames.pop()
    top = frames[-1]
    if top.items is not None and top.column == column:
        path = (*top.path, top.items)
        top.items += 1
        return path
    if opened is None:
        return None
    frames.append(_Frame(column, opened, 1))
    return (*opened, 0)


def _key(frames: list[_Frame], column: int, opened: KeyPath | None, name: str, fresh: bool) -> KeyPath | None:
    """The path of the key that stands in ``column``; ``fresh`` when a dash opened its mapping."""
    if fresh:
        frames.append(_Frame(column, opened or (), None))
        return (*frames[-1].path, name)
    while frames[-1].column > column or (frames[-1].column == column and frames[-1].items is not None):
        frames.pop()
    top = frames[-1]
    if top.column == column and top.items is None:
        return (*top.path, name)
    if opened is None:
        return None
    frames.append(_Frame(column, opened, None))
    return (*opened, name)


def _scalar(entry: _Entry, path: KeyPath, value: str, number: int, start: int) -> _Entry | None:
    """The entry with the value that begins at ``start``; None when it is not plainly one line's worth."""
    bare = value[: value.index(" #")].rstrip() if " #" in value else value
    plain = bare[0] not in _NOT_PLAIN and ": " not in bare and bare[-1] != ":" and bare[:2] != "- "
    flow = not plain and value is bare and bare[0] in "{[" and _FLOW.fullmatch(bare) and _balanced(bare)
    if not (plain or flow or ("#" not in value and _QUOTED.fullmatch(bare))):
        return None
    end = start + 1 + len(bare)
    text = bare if plain or flow else bare[1:-1]
    if isinstance(path[-1], int) and not flow:
        return number, start + 1, end, start + 1, end, text
    return number, entry[1], entry[2], start + 1, end, text


def _balanced(flow: str) -> bool:
    """Whether brackets close on the line; text in quotes does not count."""
    bare = _QUOTED_PARTS.sub("", flow) if '"' in flow or "'" in flow else flow
    return bare.count("{") == bare.count("}") and bare.count("[") == bare.count("]")
