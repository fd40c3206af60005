"""TOML and JSON as nodes. tomllib and json say whether a text can be read; the scanner says what stands where."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kamgen.model.places import Lines
from kamgen.source.nodes import DEEPEST, Mapping, Node, Reading, Scalar, Sequence, SourceError, repeated
from kamgen.source.yaml import TOO_DEEP

_BLANK = re.compile(r"(?:\s+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_NAME = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+")
_TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[^\s,\[\]{}#=\"']+(?: \d[^\s,\[\]{}#]*)?")
_DOTTED = re.compile(r"(?:[\w-]+[ \t]*\.[ \t]*){101}")
"""A key of more parts than any plan's: tomllib's time grows with their square."""
_ENDLESS = re.compile(r"\b0[xob][0-9A-Fa-f_]{100}")
"""A number that Python reads and cannot write out again."""
TOO_LONG = "number too long"


def read_toml(text: str, lines: Lines) -> Reading:
    """What a TOML text says. Raises `SourceError` for more than a plan can be, and `ValueError` as tomllib does."""
    if _DOTTED.search(text):
        raise SourceError(TOO_DEEP)
    if found := _ENDLESS.search(text):
        raise SourceError(TOO_LONG, found.start())
    scanner = _scan_toml(text)
    _load(tomllib.loads, scanner.without_outdated())
    if scanner.too_deep:
        raise SourceError(TOO_DEEP)
    return Reading(scanner.root, [repeated(first, second, lines) for first, second in scanner.twice])


def scan_toml(text: str) -> Mapping:
    """The nodes of a TOML text that is known to be right, or of as much as could be understood."""
    return _scan_toml(text).root


def _scan_toml(text: str) -> _Scanner:
    scanner = _Scanner(text, "=", _toml_string)
    with suppress(_Lost):
        scanner.tables()
    return scanner


def read_json(text: str, lines: Lines) -> Reading:
    """What a JSON text says. Raises `SourceError` for more than a plan can be; `ValueError` as json does."""
    _load(json.loads, text)
    scanner = _Scanner(text, ":", json.loads)
    scanner.skip(_BLANK)
    try:
        root = scanner.value(0)
    except _Lost:
        raise SourceError(TOO_DEEP) from None
    return Reading(root, [repeated(first, second, lines) for first, second in scanner.twice])


def _load(loads: Callable[[str], Any], text: str) -> None:
    try:
        loads(text)
    except RecursionError:
        raise SourceError(TOO_DEEP) from None
    except ValueError as error:
        if type(error) is ValueError:  # not a syntax error of the language: Python reads no such number
            raise SourceError(TOO_LONG) from None
        raise


def _toml_string(raw: str) -> str:
    """A string of TOML without its quotes."""
    if "\\" not in raw and not raw.startswith(('"""', "'''")):
        return raw[1:-1]
    try:
        return str(tomllib.loads(f"x = {raw}")["x"])
    except ValueError:
        raise _Lost from None


class _Lost(Exception):
    """The text cannot be understood from here on."""


class _Scanner:
    def __init__(self, text: str, equals: str, string: Callable[[str], str]) -> None:
        self.text, self.equals, self.string = text, equals, string
        self.position = 0
        self.root = Mapping([], 0, 0)
        self.known: dict[tuple[int, str], tuple[Scalar, Node, int, int]] = {}
        """Of each mapping (by its ``id``) and key: the first such key, and the newest value with its stretch."""
        self.twice: list[tuple[Scalar, Scalar]] = []
        """Keys that stand twice: the first, and a later one."""
        self.outdated: list[tuple[int, int]] = []
        """Stretches of keys and values that do not count, since their keys stand again."""
        self.too_deep = False

    def without_outdated(self) -> str:
        """The text with blanks for what does not count."""
        pieces, position = [], 0
        for start, end in sorted(self.outdated):
            if start >= position:
                pieces += [self.text[position:start], re.sub(r"[^\n]", " ", self.text[start:end])]
                position = end
        return "".join([*pieces, self.text[position:]])

    def tables(self) -> None:
        """Everything of a TOML text, up to its end."""
        table = self.root
        while self.skip(_BLANK) < len(self.text):
            if self.sees("["):
                table = self.header()
            else:
                self.pair(table, 0)

    def header(self) -> Mapping:
        """``[table]`` or ``[[table]]``; the mapping that what follows belongs to."""
        several = self.sees("[[")
        self.position += 1 + several
        self.skip(_SPACE)
        start = self.position
        names = self.names()
        stretch = (start, self.position)
        self.skip(_SPACE)
        self.expect("]]" if several else "]")
        table = self.root
        for name in names[:-1]:
            table = self.below(table, Scalar(name.text, *stretch))
        key = Scalar(names[-1].text, *stretch)
        if not several:
            return self.below(table, key)
        found = self.known.get((id(table), key.text))
        rows = found[1] if found else Sequence([], *stretch)
        if not isinstance(rows, Sequence):
            raise _Lost
        if not found:
            self.insert(table, key, rows)
        row = Mapping([], *stretch)
        rows.items.append(row)
        return row

    def below(self, table: Mapping, key: Scalar) -> Mapping:
        """The mapping at a key, the newest one of a list of tables; made when there is none yet."""
        found = self.known.get((id(table), key.text))
        node = found[1] if found else Mapping([], key.start, key.end)
        if not found:
            self.insert(table, key, node)
        if isinstance(node, Sequence) and node.items:
            node = node.items[-1]
        if not isinstance(node, Mapping):
            raise _Lost
        return node

    def insert(self, table: Mapping, key: Scalar, node: Node, end: int = 0) -> None:
        """A key and its value in a mapping; ``end`` is where a value that stands behind its key ends."""
        at, first = (id(table), key.text), key
        if at in self.known:
            first, _, start, outdated = self.known[at]
            if not outdated:
                raise _Lost
            self.twice.append((first, key))
            self.outdated.append((start, outdated))
        self.known[at] = first, node, key.start, end
        table.pairs.append((key, node))

    def pair(self, table: Mapping, depth: int) -> None:
        """``key = value`` in ``table``."""
        names = self.names()
        start, end = names[0].start, names[-1].end
        self.skip(_BLANK if depth else _SPACE)
        self.expect(self.equals)
        self.skip(_BLANK if depth else _SPACE)
        value = self.value(depth)
        for name in names[:-1]:
            table = self.below(table, Scalar(name.text, start, end))
        after = self.position
        comma = _BLANK.match(self.text, after)
        if depth and comma and self.text.startswith(",", comma.end()):
            after = comma.end() + 1
        self.insert(table, Scalar(names[-1].text, start, end), value, after)

    def names(self) -> list[Scalar]:
        """A key, dotted or not."""
        names: list[Scalar] = []
        while found := _NAME.match(self.text, self.position):
            raw = found[0]
            names.append(Scalar(self.string(raw) if raw[0] in "\"'" else raw, found.start(), found.end()))
            self.position = found.end()
            after = self.skip(_SPACE)
            if not self.sees("."):
                self.position = found.end()
                return names
            self.position = after + 1
            self.skip(_SPACE)
        raise _Lost

    def value(self, depth: int) -> Node:
        """A value: a string, an array, an inline table or object, or anything without quotes."""
        start = self.position
        if depth > DEEPEST:
            self.too_deep = True
            raise _Lost
        if self.sees("["):
            return self.array(depth + 1)
        if self.sees("{"):
            return self.table(depth + 1)
        if found := _TEXT.match(self.text, start):
            self.position = found.end()
            return Scalar(self.string(found[0]), start, found.end(), plain=False)
        if found := _BARE.match(self.text, start):
            self.position = found.end()
            return Scalar("" if found[0] == "null" else found[0], start, found.end())
        raise _Lost

    def array(self, depth: int) -> Sequence:
        """What stands in brackets."""
        start = self.position
        items: list[Node] = []
        while self.more("]"):
            items.append(self.value(depth))
        return Sequence(items, start, self.position, flow=True)

    def table(self, depth: int) -> Mapping:
        """What stands in braces."""
        table = Mapping([], self.position, 0, flow=True)
        while self.more("}"):
            self.pair(table, depth)
        table.end = self.position
        return table

    def more(self, closing: str) -> bool:
        """Steps over an opening bracket or a comma; whether something follows, else over the closing one too."""
        self.skip(_BLANK)
        if self.text[self.position : self.position + 1] in ("[", "{", ","):
            self.position += 1
            self.skip(_BLANK)
        if self.sees(closing):
            self.position += 1
            return False
        return True

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
