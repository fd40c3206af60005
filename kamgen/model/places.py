"""Where in its file each key of a plan is written, and what is wrong there. Rules speak of keys; places come from here.

A key is a path such as ``financials[1].revenue``. A key that is not written resolves to the nearest one
around it, and a field that is missing altogether to the first line of the front matter.

    text ─ `source` composes it ─▶ nodes ─ `parse` binds them ─▶ `Spot` of each key, kept with the plan
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.enums import Severity
from kamgen.model.finding import Fix

KeyPath = tuple[str | int, ...]
"""``("financials", 1, "revenue")`` for the key ``financials[1].revenue``."""


class Place(NamedTuple):
    """A stretch of a line: 1-based line and column, and the column after its end."""

    line: int
    column: int
    end_column: int


class Lines(Struct, frozen=True):
    """Where the lines of a text begin, which turns its offsets into places of the file it stands in."""

    first: int
    """The line of the file that the text begins at."""
    starts: tuple[int, ...] = (0,)
    """The offset of each line, from 0."""

    def place(self, start: int, end: int) -> Place:
        """The stretch from ``start`` to ``end``, one column wide when it is empty or runs over lines."""
        row = bisect_right(self.starts, start) - 1
        column = start - self.starts[row] + 1
        one_line = row + 1 == len(self.starts) or end < self.starts[row + 1]
        return Place(row + self.first, column, column + max(end - start if one_line else 1, 1))


def lines_of(text: str, first: int) -> Lines:
    """The lines of a text that begins at the line ``first``."""
    return Lines(first, (0, *(found.end() for found in re.finditer("\n", text))))


Span = tuple[int, int]
"""The offsets of a stretch of text."""


def blanked(text: str, spans: Iterable[Span], sign: str = "") -> str:
    """The text with ``sign`` for each character of stretches that do not overlap; lines keep their numbers."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], re.sub(r"[^\n]", sign, text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


class Spot(Struct, frozen=True, array_like=True):
    """The offsets of a key and of its value, and the spots of all that lies within."""

    key_start: int
    key_end: int
    start: int
    end: int
    below: dict[str | int, Spot] = {}
    """By key, or by the number of a list's entry."""


_AT = re.compile(r"@(\d+):(\d+)(?:-(\d+))?")
NO_SPOT = Spot(0, 0, 0, 0)


class Places(Struct, frozen=True):
    """The places of all keys of one front matter; entries of lists count as they do in its values."""

    lines: Lines = Lines(1)
    root: Spot = NO_SPOT

    def at(self, key: str, on_key: bool = False) -> Place:
        """The place of ``key``: of its value, or ``on_key`` of itself; ``@line:column-end`` says its place.

        Of a key that is not written, the nearest key around it that is; else the first line.
        """
        if key.startswith("@") and (found := _AT.fullmatch(key)):
            line, column, end = found.groups()
            return Place(int(line), int(column), int(end or int(column) + 1))
        spot, whole = self.root, True
        for part in split_key(key):
            inner = spot.below.get(part)
            if inner is None:
                whole = False
                break
            spot = inner
        if spot is self.root:
            return Place(self.lines.first, 1, 2)
        if whole and not on_key:
            return self.lines.place(spot.start, spot.end)
        return self.lines.place(spot.key_start, spot.key_end)


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


class Right(str):
    """What to write, where there is one right text: the words for people, and the text itself, or texts of a list."""

    text: str | tuple[str, ...]

    def __new__(cls, text: str | tuple[str, ...], behind: str = "", before: str = "") -> Right:
        """The text between back-ticks, with what is said ``before`` and ``behind`` it."""
        shown = text if isinstance(text, str) else f"[{', '.join(text)}]"
        made = super().__new__(cls, f"{before}`{short_text(shown)}`{behind}")
        made.text = text
        return made

    def in_words(self, words: str) -> Right:
        """The same right text, told in other words."""
        made = super().__new__(type(self), words)
        made.text = self.text
        return made


class Fault(Struct, frozen=True):
    """Something wrong at one place of a plan."""

    key: str
    """``financials[1].revenue``, ``#growth``, ``@42:7-12`` or empty for the plan as a whole (see `Plan.at`)."""
    message: str
    write: str = ""
    on_key: bool = False
    """Whether it is the key itself that is wrong, not its value."""
    severity: Severity | None = None
    """At most how bad it is, when that is less than its rule's severity; None: as bad as the rule says."""
    fix: Fix | None = None
    currency: str = ""
    """The currency that stands beside an amount, as it is written."""


CodedFault = tuple[str, Fault]
"""The code of the rule a fault is reported under, and the fault."""


def short_text(value: object) -> str:
    """What the writer wrote, short enough for a message."""
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= 60 else f"{text[:57]}…"
