"""Keys as text and as paths, and the places they resolve to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""``("financials", 1, "revenue")`` for the key ``financials[1].revenue``."""


class Place(NamedTuple):
    """A stretch of a line: 1-based line and column, and the column after its end."""

    line: int
    column: int
    end_column: int


class Written(NamedTuple):
    """Where a key stands, and where and how its value is written (None for lists and mappings)."""

    key: Place
    value: Place
    text: str | None


Index = dict[KeyPath, Written]

_PART = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.\[\]]+)')
_PLAIN = re.compile(r'[^.\[\]"\\]+')


@lru_cache(maxsize=4096)
def split_key(key: str) -> KeyPath:
    """``financials[1].revenue`` as ``("financials", 1, "revenue")``; the inverse of `join_key`."""
    path: list[str | int] = []
    for quoted, number, name in _PART.findall(key):
        if number:
            path.append(int(number))
        else:
            path.append(name or re.sub(r"\\(.)", r"\1", quoted))
    return tuple(path)


@lru_cache(maxsize=64)
def gaps(left_out: tuple[KeyPath, ...]) -> Mapping[KeyPath, list[int]]:
    """Of list entries that were left out (in order), by their list: how many that are left stand before each."""
    before: dict[KeyPath, list[int]] = {}
    for *around, number in left_out:
        found = before.setdefault(tuple(around), [])
        if isinstance(number, int):
            found.append(number - len(found))
    return before


def as_written(path: KeyPath, before: Mapping[KeyPath, list[int]]) -> KeyPath:
    """A path that counts list entries without those left out (see `gaps`), with the numbers they have in the file."""
    written: KeyPath = ()
    for part in path:
        written = (*written, part + bisect_right(before.get(written, ()), part) if isinstance(part, int) else part)
    return written


def join_key(path: KeyPath) -> str:
    """A path as text; names with dots, brackets or quotes in them are quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN.fullmatch(part):
            text += f".{part}" if text else part
        else:
            quoted = re.sub(r'(["\\])', r"\\\1", part)
            text += f'["{quoted}"]'
    return text
