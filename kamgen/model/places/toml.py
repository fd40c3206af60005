"""Places of keys in TOML, line by line: tables, arrays of tables and one ``key = value`` a line."""

from __future__ import annotations

import re

from kamgen.model.places.keys import Index, KeyPath, Place, Written

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_PAIR = re.compile(r"(\s*)([A-Za-z0-9_.\-\"' ]+?)\s*=\s*(.*?)\s*")
_NAME = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)")


def toml_places(text: str, line: int = 1) -> Index:
    """The places of all keys of ``text``, which begins at ``line``; what an inline table holds is not split."""
    index: Index = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, row in enumerate(text.split("\n"), line):
        row = row.rstrip("\r")
        if found := _TABLE.fullmatch(row):
            table = _names(found[2])
            place = Place(number, found.start(2) + 1, found.end(2) + 1)
            if found[1] == "[[":
                index.setdefault(table, Written(place, place, None))
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            else:
                table = _inside_array(table, counts)
            index.setdefault(table, Written(place, place, None))
        elif found := _PAIR.fullmatch(row):
            key = Place(number, found.start(2) + 1, found.end(2) + 1)
            value = Place(number, found.start(3) + 1, max(found.end(3), found.start(3) + 1) + 1)
            index.setdefault((*table, *_names(found[2])), Written(key, value, found[3].strip("\"'")))
    return index


def _names(dotted: str) -> KeyPath:
    return tuple(quoted or single or bare for quoted, single, bare in _NAME.findall(dotted))


def _inside_array(table: KeyPath, counts: dict[KeyPath, int]) -> KeyPath:
    """``[a.b]`` below ``[[a]]`` belongs to the newest entry of ``a``."""
    path: KeyPath = ()
    for name in table:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    return path
