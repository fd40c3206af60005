"""Places by eye: block YAML with one key a line, which is how nearly every plan is written.

`outline` follows indentation only and gives up (None) on the first line it is not sure of: block
scalars, anchors, tags, quoted keys, values that run over lines. Such a text is composed instead.
A flow value (``{…}``, ``[…]``) that closes on its line is one entry; its inside is composed on demand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kamgen.model.places.keys import Index, KeyPath, Place, Written

_LINE = re.compile(r"( *)((?:- +)*)(?:(-)|(?:([A-Za-z_][A-Za-z0-9_]*):(?: +(.*?))?|(.*?))) *")
_PLAIN = re.compile(r"(?![\[\]{},&*!|>%@`\"'#?]|- )(?:(?! #|: ).)*(?<!:)")
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_FLOW = re.compile(r"\{[^&*!]*\}|\[[^&*!]*\]")


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is open, and the column its keys or dashes stand in."""

    column: int
    path: KeyPath
    items: int | None
    """Entries so far, of a sequence; None for a mapping."""


def outline(text: str, line: int = 1) -> Index | None:
    """The places of all keys of a plainly written text, which begins at ``line``; None when it is not."""
    index: Index = {}
    frames = [_Frame(0, (), None)]
    opened: KeyPath | None = None
    for number, row in enumerate(text.split("\n"), line):
        if not row.strip() or row.lstrip(" ").startswith("#"):
            continue
        found = _LINE.fullmatch(row.rstrip("\r"))
        if found is None or found[3]:
            return None
        column, dashes = len(found[1]), found[2]
        if dashes:
            for dash in re.findall(r"- +", dashes):
                path = _item(frames, column, opened)
                if path is None:
                    return None
                place = Place(number, column + len(dash) + 1, column + len(dash) + 2)
                index[path] = Written(place, place, None)
                opened, column = path, column + len(dash)
        if found[4] is None:
            if not dashes or opened is None or not _scalar(index, opened, found[6], number, column):
                return None
            opened = None
            continue
        path = _key(frames, column, opened, found[4], fresh=bool(dashes))
        if path is None or path in index:
            return None
        key = Place(number, column + 1, column + 1 + len(found[4]))
        index[path] = Written(key, key, None)
        opened = path
        value = found[5]
        if value and not value.startswith("#"):
            if not _scalar(index, path, value, number, found.start(5)):
                return None
            opened = None
    return index


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


def _scalar(index: Index, path: KeyPath, value: str, number: int, start: int) -> bool:
    """Notes the value that begins at ``start``; False when it is not plainly one line's worth."""
    whole = value
    bare = re.split(r" +#", value, maxsplit=1)[0].rstrip() if "#" in value else value
    if _QUOTED.fullmatch(bare) and "#" not in value:
        text: str | None = bare[1:-1]
    elif _PLAIN.fullmatch(bare):
        text = bare
    elif _FLOW.fullmatch(bare) and whole == bare and _balanced(bare):
        text = None
    else:
        return False
    place = Place(number, start + 1, start + 1 + len(bare))
    item = isinstance(path[-1], int) and text is not None
    index[path] = Written(place if item else index[path].key, place, text if text is not None else bare)
    return True


def _balanced(flow: str) -> bool:
    """Whether brackets close on the line; text in quotes does not count."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", flow)
    return bare.count("{") == bare.count("}") and bare.count("[") == bare.count("]")
