"""Places of keys in TOML: tables, arrays of tables, dotted keys, and what arrays and inline tables hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from itertools import accumulate

from kamgen.model.places.keys import Index, KeyPath, Place, Written

_BLANK = re.compile(r"(?:\s+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_NAME = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([A-Za-z0-9_-]+)")
_TEXT = re.compile(
    r'"""(?P<a>(?:[^\\]|\\.)*?)"{3,5}|\'\'\'(?P<b>.*?)\'{3,5}|"(?P<c>(?:[^"\\\n]|\\.)*)"|\'(?P<d>[^\'\n]*)\'', re.DOTALL
)
_BARE = re.compile(r"[^\s,\[\]{}#=\"']+(?: \d[^\s,\[\]{}#]*)?")
_DEEPEST = 100


class _Lost(Exception):
    """The text is not TOML from here on."""


def toml_places(text: str, line: int = 1) -> Index:
    """The places of all keys of ``text``, which begins at ``line``, as far as it is TOML."""
    scanner = _Scanner(text, line)
    with suppress(_Lost):
        scanner.document()
    return scanner.index


class _Scanner:
    def __init__(self, text: str, line: int) -> None:
        self.text, self.line, self.position = text, line, 0
        self.index: Index = {}
        self.counts: dict[KeyPath, int] = {}
        self.starts = [0, *accumulate(len(row) + 1 for row in text.split("\n"))]

    def document(self) -> None:
        """Everything up to the end of the text."""
        table: KeyPath = ()
        while self.skip(_BLANK) < len(self.text):
            table = self.header() if self.sees("[") else self.pair(table, 0)

    def header(self) -> KeyPath:
        """``[table]`` or ``[[table]]``; the path of what follows it."""
        several = self.sees("[[")
        self.position += 1 + several
        self.skip(_SPACE)
        start = self.position
        names = self.names()
        place = self.place(start, self.position)
        self.skip(_SPACE)
        self.expect("]]" if several else "]")
        path = self.inside(names)
        if several:
            self.index.setdefault(path, Written(place, place, None))
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
        self.index.setdefault(path, Written(place, place, None))
        return path

    def inside(self, names: KeyPath) -> KeyPath:
        """``[a.b]`` below ``[[a]]`` belongs to the newest entry of ``a``."""
        path: KeyPath = ()
        for number, name in enumerate(names):
            path = (*path, name)
            if path in self.counts and number < len(names) - 1:
                path = (*path, self.counts[path])
        return path

    def pair(self, table: KeyPath, depth: int) -> KeyPath:
        """``key = value`` in ``table``, whose path comes back."""
        start = self.position
        names = self.names()
        key = self.place(start, self.position)
        self.skip(_SPACE)
        self.expect("=")
        self.skip(_SPACE)
        self.value((*table, *names), key, depth)
        for length in range(1, len(names)):
            self.index.setdefault((*table, *names[:length]), Written(key, key, None))
        return table

    def names(self) -> KeyPath:
        """A key, dotted or not."""
        names: list[str] = []
        while found := _NAME.match(self.text, self.position):
            names.append(next(group for group in found.groups() if group is not None))
            self.position = found.end()
            after = self.skip(_SPACE)
            if not self.sees("."):
                self.position = found.end()
                return tuple(names)
            self.position = after + 1
            self.skip(_SPACE)
        raise _Lost

    def value(self, path: KeyPath, key: Place | None, depth: int) -> None:
        """The value of ``path``; an entry of an array has no key."""
        start = self.position
        text = None
        if depth > _DEEPEST:
            raise _Lost
        if self.sees("[") or self.sees("{"):
            self.entries(path, depth + 1)
        elif found := _TEXT.match(self.text, start) or _BARE.match(self.text, start):
            self.position = found.end()
            text = found[found.lastgroup] if found.lastgroup else found[0]
        else:
            raise _Lost
        place = self.place(start, self.position)
        first = place if text is not None else self.place(start, start + 1)
        self.index[path] = Written(key or first, place, text)

    def entries(self, path: KeyPath, depth: int) -> None:
        """What an array or inline table holds."""
        closing = "]" if self.sees("[") else "}"
        self.position += 1
        number = 0
        while self.skip(_BLANK) < len(self.text) and not self.sees(closing):
            if closing == "]":
                self.value((*path, number), None, depth)
                number += 1
            else:
                self.pair(path, depth)
            self.skip(_BLANK)
            if self.sees(","):
                self.position += 1
        self.expect(closing)

    def sees(self, sign: str) -> bool:
        """Whether ``sign`` stands here."""
        return self.text.startswith(sign, self.position)

    def expect(self, sign: str) -> None:
        """Steps over ``sign``."""
        if not self.sees(sign):
            raise _Lost
        self.position += len(sign)

    def skip(self, blank: re.Pattern[str]) -> int:
        """Steps over what ``blank`` matches; where that ends."""
        found = blank.match(self.text, self.position)
        self.position = found.end() if found else self.position
        return self.position

    def place(self, start: int, end: int) -> Place:
        """The stretch from ``start`` to ``end``, one column wide when it runs over lines."""
        row = bisect_right(self.starts, start) - 1
        column = start - self.starts[row] + 1
        width = end - start if end < self.starts[row + 1] else 1
        return Place(row + self.line, column, column + max(width, 1))
