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
_NAME = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+")
TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[^\s,\[\]{}#=\"']+(?: \d[^\s,\[\]{}#]*)?")
_DOTTED = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){101}")
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
    return scanner.reading(scanner.root, lines)


def scan_toml(text: str) -> Mapping:
    """The nodes of a TOML text that is known to be right, or of as much as could be understood.

    Raises `SourceError` for more than anybody writes.
    """
    return _scan_toml(text).root


def _scan_toml(text: str) -> _Scanner:
    scanner = _Scanner(text, "=", _toml_string)
    table = scanner.root
    with suppress(_Lost):
        while scanner.skip() < len(text):
            if scanner.take("["):
                table = scanner.header()
            else:
                scanner.pair(table, 0)
    return scanner


def read_json(text: str, lines: Lines) -> Reading:
    """What a JSON text says. Raises `SourceError` for more than a plan can be; `ValueError` as json does."""
    _load(json.loads, text)
    scanner = _Scanner(text, ":", json.loads)
    scanner.skip()
    return scanner.reading(scanner.value(0), lines)


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
    """Says what stands where, and takes what its language refuses: that is said elsewhere."""

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

    def reading(self, root: Node, lines: Lines) -> Reading:
        return Reading(root, [repeated(first, second, lines) for first, second in self.twice])

    def without_outdated(self) -> str:
        """The text with blanks for what does not count."""
        signs = list(self.text)
        for start, end in self.outdated:
            signs[start:end] = re.sub(r"[^\n]", " ", self.text[start:end])
        return "".join(signs)

    def header(self) -> Mapping:
        """``[table]`` or ``[[table]]`` behind its first bracket; the mapping that what follows belongs to."""
        several = self.take("[")
        self.skip()
        names, start, end = self.key()
        self.expect("]]" if several else "]")
        if not several:
            return self.below(self.root, names, start, end)
        table, name = self.below(self.root, names[:-1], start, end), names[-1]
        rows = self.at(table, Scalar(name, start, end), Sequence([], start, end))
        if not isinstance(rows, Sequence):
            raise _Lost
        rows.items.append(row := Mapping([], start, end))
        return row

    def below(self, table: Mapping, names: list[str], start: int, end: int) -> Mapping:
        """The mapping at a dotted key, of lists of tables the newest one; made where there is none yet."""
        for name in names:
            node = self.at(table, Scalar(name, start, end), Mapping([], start, end))
            if isinstance(node, Sequence) and node.items:
                node = node.items[-1]
            if not isinstance(node, Mapping):
                raise _Lost
            table = node
        return table

    def at(self, table: Mapping, key: Scalar, new: Node) -> Node:
        """What stands at a key; ``new`` when there is nothing yet."""
        found = self.known.get((id(table), key.text))
        if found:
            return found[1]
        self.insert(table, key, new, 0)
        return new

    def insert(self, table: Mapping, key: Scalar, node: Node, end: int) -> None:
        """A key and its value in a mapping; ``end`` is where a value that stands behind its key ends, else 0."""
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
        """``key = value`` in ``table``, with the comma behind it in braces."""
        names, start, end = self.key()
        self.expect(self.equals)
        self.skip()
        value = self.value(depth)
        if depth:
            self.skip()
            self.take(",")
        table = self.below(table, names[:-1], start, end)
        self.insert(table, Scalar(names[-1], start, end), value, self.position)

    def key(self) -> tuple[list[str], int, int]:
        """The names of a key, dotted or not, and its stretch; steps over the blanks behind it."""
        names, start = [], self.position
        while found := _NAME.match(self.text, self.position):
            names.append(self.string(found[0]) if found[0][0] in "\"'" else found[0])
            self.position = found.end()
            self.skip()
            if not self.take("."):
                return names, start, found.end()
            self.skip()
        raise _Lost

    def value(self, depth: int) -> Node:
        """A value: a string, an array, an inline table or object, or anything without quotes."""
        start = self.position
        if depth > DEEPEST:
            raise SourceError(TOO_DEEP)
        if self.take("["):
            items: list[Node] = []
            while not self.closes("]"):
                items.append(self.value(depth + 1))
            return Sequence(items, start, self.position, flow=True)
        if self.take("{"):
            table = Mapping([], start, 0, flow=True)
            while not self.closes("}"):
                self.pair(table, depth + 1)
            table.end = self.position
            return table
        if found := TEXT.match(self.text, start):
            self.position = found.end()
            return Scalar(self.string(found[0]), start, found.end(), plain=False)
        if found := _BARE.match(self.text, start):
            self.position = found.end()
            return Scalar("" if found[0] == "null" else found[0], start, found.end())
        raise _Lost

    def closes(self, sign: str) -> bool:
        """Steps over blanks, a comma between, and ``sign``, if it is there."""
        self.skip()
        if self.take(","):
            self.skip()
        return self.take(sign)

    def take(self, sign: str) -> bool:
        """Steps over ``sign``, if it is there."""
        found = self.text.startswith(sign, self.position)
        self.position += len(sign) * found
        return found

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise _Lost

    def skip(self) -> int:
        """Steps over blanks and comments; where they end."""
        found = _BLANK.match(self.text, self.position)
        self.position = found.end() if found else self.position
        return self.position
