"""Places by eye within one row in braces: ``{name: Per Moe, since: 2024}``, as most short rows are written."""

from __future__ import annotations

import re

from kamgen.model.places.keys import Index, Place, Written

_PAIR = re.compile(r" *([A-Za-z_][A-Za-z0-9_]*): +([A-Za-z0-9][^]\[{},:#\"'\t\n]*)([,}])")


def flow_places(text: str, line: int, column: int) -> Index | None:
    """The places in ``text``, which begins at ``line`` and ``column``; None when it is not plain keys and values."""
    index: Index = {}
    end = 1
    while text[0] == "{" and (found := _PAIR.match(text, end)):
        end, value = found.end(), found[2].rstrip(" ")
        key, start = column + found.start(1), column + found.start(2)
        index[found[1],] = Written(Place(line, key, key + len(found[1])), Place(line, start, start + len(value)), value)
        if found[3] == "}":
            return index if end == len(text) else None
    return None
