"""Lists of the plainest kind, in which nothing lies deeper: most of what a plan says is written so.

    contacts:                offerings:
      - name: Kari Dahl        - Platform
        function: finance      - Training

One expression knows such a list as a whole; a row is looked at when it is asked for. Keys that stand twice in one
entry are found at their last place, as libyaml has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kamgen.model.places.keys import KeyPath

Entry = tuple[int, int, str, str, str]
"""Line, columns before it, key, spaces behind its colon, value as written. No places yet, since a plan has a
hundred keys and few of them are ever asked for."""

PLAIN_VALUE = r"""(?:
    (?!-(?![^ \n]))[^]\[{},&*!|>%@`"'\#?:\ \t\n]        # no sign that YAML knows, and no colon before
    [^:\#\n]*+(?:(?::(?=[^ \t\n])|(?<![ \t])\#)[^:\#\n]*+)*+    # a space and no hash behind one
    | "[^"\\\n]+" | '[^'\n]+'                           # in quotes
    | \{[^]\[{}"'&*!\#\n]*\} | \[[^]\[{}"'&*!\#\n]*\]    # in brackets
)"""
"""A value that ends on its line, for expressions in `re.VERBOSE`."""
_VALUE = rf"{PLAIN_VALUE}\ *+(?=\n|\Z)"
_KEY = r"[A-Za-z_][A-Za-z0-9_]*+:"
_PAIR = rf"{_KEY}(?:\ ++{_VALUE}|\ *+(?=\n|\Z))"
_BLANK = r"(?:\n\ *+(?=\n|\Z))*+"
_ITEM = rf"-\ (?:{_PAIR}(?:{_BLANK}\n\1\ \ {_PAIR})*+|{_VALUE})"
_LIST = re.compile(rf"{_KEY}\ *+{_BLANK}\n(\ *+){_ITEM}(?:{_BLANK}\n\1{_ITEM})*+{_BLANK}", re.VERBOSE)
_PARTS = re.compile(r"(?:([A-Za-z_][A-Za-z0-9_]*):(?![^ ]))?( *)(.*)")


class Records(Mapping[KeyPath, Entry]):
    """The entries of such a list and of the keys in them, by path."""

    def __init__(self, line: int, block: str, indent: str) -> None:
        self._line, self._rows = line, block.split("\n")
        dash = f"{indent}- "
        self._column = len(dash)
        self._starts = [number for number, row in enumerate(self._rows) if row.startswith(dash)]
        self._name = block[: block.index(":")]

    def __getitem__(self, path: KeyPath) -> Entry:
        if not path or path[0] != self._name or (len(path) > 1 and self._item(path) is None):
            raise KeyError(path)
        number = self._row(path)
        if len(path) == 1:
            return self._line, 0, self._name, self._rows[0][len(self._name) + 1 :], ""
        found = _PARTS.match(self._rows[number], self._column)
        key, space, value = found.groups("") if found else ("", "", "")
        if len(path) == 2:
            return self._line + number, self._column, "", "", "" if key else value
        if len(path) > 3 or key != path[2]:
            raise KeyError(path)
        return self._line + number, self._column, key, space, value

    def __iter__(self) -> Iterator[KeyPath]:
        yield (self._name,)
        for item, start in enumerate(self._starts):
            yield self._name, item
            keys = (_PARTS.match(row, self._column) for row in self._rows[start : self._end(item)])
            yield from dict.fromkeys((self._name, item, found[1]) for found in keys if found and found[1])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def line(self, path: KeyPath) -> int:
        """The line of a key of this list, or of what is written nearest around it."""
        return self._line + self._row(path)

    def _row(self, path: KeyPath) -> int:
        item = self._item(path)
        if item is None:
            return 0
        start = self._starts[item]
        if len(path) > 2:
            rows, column, key = self._rows, self._column, f"{path[2]}:"
            for number in range(self._end(item) - 1, start - 1, -1):
                if rows[number].startswith(key, column) and rows[number][column + len(key) :][:1] in ("", " "):
                    return number
        return start

    def _item(self, path: KeyPath) -> int | None:
        """The number of the list's entry that a path leads into; None when there is none."""
        item = path[1] if len(path) > 1 else None
        return item if isinstance(item, int) and item < len(self._starts) else None

    def _end(self, item: int) -> int:
        return self._starts[item + 1] if item + 1 < len(self._starts) else len(self._rows)


def records(line: int, block: str) -> Records | None:
    """The list that a block is, which begins at ``line`` with its key; None for a block of any other kind."""
    found = _LIST.fullmatch(block)
    return Records(line, block, found[1]) if found else None
