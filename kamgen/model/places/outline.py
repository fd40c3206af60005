"""Places by eye: block YAML with one key a line, which is how nearly every plan is written.

    text ─ at the keys in its first column ─▶ blocks
    block, when it is asked for ─ one expression for all rows ─▶ indent, dashes, key, value ─ by columns ─▶ paths

Nothing is guessed. A block with a row that is not plain (block scalars, anchors, tags, quoted keys, values that
run over lines) is looked up among the composed places of the whole text; a text whose blocks cannot be told apart
has no outline at all. A flow value (``{…}``, ``[…]``) that closes on its line is one entry; its inside is composed
on demand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kamgen.model.places.keys import Index, KeyPath, Place, Written
from kamgen.model.places.records import PLAIN_VALUE, Entry, Records, records

_ROW = re.compile(
    rf"""
    ^(\ *+)((?:-\ ++)*+)                                  # indent; dashes
    (?:([A-Za-z_][A-Za-z0-9_]*+):(?![^ \n])(\ *+))?       # key; what parts it from its value
    (?:({PLAIN_VALUE}) | ([\[{{][^&*!\n]*[]}}]))?           # value; one in brackets, with brackets or quotes in it
    \ *+(?:(?<![^ \t\n])\#.*+)?+$                         # comment
    """,
    re.VERBOSE | re.MULTILINE,
)
"""One row. ``*+`` gives back nothing: a row that does not match is not plain, and trying further takes time."""
_TOP = re.compile(r"\n(?![ \n#]|-[ \n]|-?\Z)([A-Za-z_][A-Za-z0-9_]*(?=:[ \n]|:\Z)|)")
"""Where a row begins that stands in the first column; empty when that is no key."""
_NO_KEYS = re.compile(r"(?:\n *(?:#.*)?)*")
_LIST_OR_GROUP = re.compile(r":\ *\n\ *(?:-\ |[A-Za-z_][A-Za-z0-9_]*:[ \n])")
_QUOTED_PARTS = re.compile(r"\"[^\"]*\"|'[^']*'")
_DASH = re.compile(r"- +")

_Block = tuple[int, str]
"""The line of a key in the first column, and the rows that belong to it."""


class Outline(Mapping[KeyPath, Written]):
    """The places of all keys, made when they are asked for."""

    def __init__(self, text: str, line: int, blocks: dict[str, _Block]) -> None:
        self._text, self._line, self._blocks = text, line, blocks
        self._entries: dict[str, Mapping[KeyPath, Entry] | None] = {}
        self._composed: Index | None = None

    def __getitem__(self, path: KeyPath) -> Written:
        found = self.find(path)
        if found is None:
            raise KeyError(path)
        return found

    def find(self, path: KeyPath) -> Written | None:
        """The places of a key; None when it is not written."""
        if not path or path[0] not in self._blocks:
            return None
        entries = self._of(path)
        if entries is None:
            return self._exact().get(path)
        entry = entries.get(path)
        return _written(*entry) if entry else None

    def __iter__(self) -> Iterator[KeyPath]:
        for name in self._blocks:
            entries = self._of((name,))
            yield from (path for path in self._exact() if path[0] == name) if entries is None else entries

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, or of the nearest one around it that is written; None when there is none."""
        if not path or path[0] not in self._blocks:
            return None
        line, block = self._blocks[str(path[0])]
        if "\n" not in block or (len(path) == 1 and _LIST_OR_GROUP.match(block, block.index(":"))):
            return line
        entries = self._of(path)
        if isinstance(entries, Records):
            return entries.line(path)
        for length in range(len(path), 0, -1):
            if entries is not None:
                if entry := entries.get(path[:length]):
                    return entry[0]
            elif written := self._exact().get(path[:length]):
                return written.value.line if length == len(path) else written.key.line
        return None

    def is_closed(self, name: str) -> bool:
        """Whether no quote or bracket of a block is open at its end, so that the next key is one."""
        block = self._blocks[name][1]
        if '"' in block or "'" in block:
            return self._of((name,)) is not None
        if "{" not in block and "[" not in block:
            return True
        return block.count("{") == block.count("}") and block.count("[") == block.count("]")

    def _of(self, path: KeyPath) -> Mapping[KeyPath, Entry] | None:
        """The entries of the block that ``path`` lies in; None when it is not plain."""
        name = str(path[0])
        if name not in self._entries:
            self._entries[name] = _entries(*self._blocks[name]) if name in self._blocks else {}
        return self._entries[name]

    def _exact(self) -> Index:
        if self._composed is None:
            from kamgen.model.places.composed import composed

            self._composed = composed(self._text, self._line)
        return self._composed


def outline(text: str, line: int = 1) -> Outline | None:
    """The places of all keys of a text which begins at ``line``; None when its blocks cannot be told apart."""
    before, *parts = _TOP.split("\n" + text.rstrip("\n"))
    names, rests = parts[::2], parts[1::2]
    blocks: dict[str, _Block] = {}
    number = line + before.count("\n")
    for name, rest in zip(names, rests, strict=True):
        blocks[name] = (number, f"{name}{rest}")
        number += rest.count("\n") + 1
    if "" in blocks or len(blocks) < len(names) or not _NO_KEYS.fullmatch(before):
        return None
    found = Outline(text, line, blocks)
    return found if all(map(found.is_closed, names)) else None


def _written(line: int, before: int, name: str, space: str, value: str) -> Written:
    value = value.rstrip(" \t")
    key = Place(line, before + 1, before + 1 + (len(name) or 1))
    if not value:
        return Written(key, key, None)
    start = before + 1 + (len(name) + 1 + len(space) if name else 0)
    place = Place(line, start, start + len(value))
    text = value[1:-1] if value[0] in "\"'" else value
    return Written(key if name or value[0] in "{[" else place, place, text)


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is open, and the column its keys or dashes stand in."""

    column: int
    path: KeyPath
    items: int | None
    """Entries so far, of a sequence; None for a mapping."""


def _entries(line: int, block: str) -> Mapping[KeyPath, Entry] | None:
    """The keys of a block, which begins at ``line``; None when it is not plainly written."""
    found = records(line, block)
    return found if found is not None else _nested(line, block)


def _nested(line: int, block: str) -> dict[KeyPath, Entry] | None:
    """The same, whatever lies in one another."""
    rows = _ROW.findall(block)
    if len(rows) != block.count("\n") + 1:
        return None
    index: dict[KeyPath, Entry] = {}
    frames = [_Frame(0, (), None)]
    opened: KeyPath | None = None
    for number, (spaces, dashes, name, space, value, unsure) in enumerate(rows, line):
        if unsure and not _balanced(unsure):
            return None
        column, value = len(spaces), value or unsure
        if dashes:
            opened = _items(index, frames, opened, number, column, dashes)
            column += len(dashes)
        if name:
            opened = _key(frames, column, opened, name, fresh=bool(dashes))
            if opened in index:
                return None
        elif not value and not dashes:
            continue
        if opened is None or not (name or dashes) or (dashes and not name and not value):
            return None
        index[opened] = (number, column, name, space, value)
        if value:
            opened = None
    return index


def _items(
    index: dict[KeyPath, Entry], frames: list[_Frame], opened: KeyPath | None, number: int, column: int, dashes: str
) -> KeyPath | None:
    """Notes the entries that the dashes of one line open; the path of the innermost."""
    for dash in _DASH.findall(dashes):
        opened = _item(frames, column, opened)
        if opened is None:
            return None
        column += len(dash)
        index[opened] = (number, column, "", "", "")
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
    top = frames[-1]
    if fresh:
        frames.append(_Frame(column, opened or (), None))
        return (*frames[-1].path, name)
    while top.column > column or (top.column == column and top.items is not None):
        frames.pop()
        top = frames[-1]
    if top.column == column:
        return (*top.path, name)
    if opened is None:
        return None
    frames.append(_Frame(column, opened, None))
    return (*opened, name)


def _balanced(flow: str) -> bool:
    """Whether brackets close on the line, with no comment before; text in quotes does not count."""
    if " #" in flow:
        return False
    bare = _QUOTED_PARTS.sub("", flow) if '"' in flow or "'" in flow else flow
    return bare.count("{") == bare.count("}") and bare.count("[") == bare.count("]")
