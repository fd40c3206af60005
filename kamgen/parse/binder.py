"""Nodes bound to records in one pass: each field's parser reads its text, and what is wrong is told at its place.

    Mapping ─ field by field ─▶ values ─ the record's own check ─▶ Record
                   └─ a fault at the node; the value is left out, or the entry when what is left out must be there

So all mistakes of a file are known at once, and one wrong amount costs one amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Table
from itertools import islice, takewhile
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.enums import Severity
from kamgen.model.fields import Field, Record, Shape, fields_of, parse_text, tidy
from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault, KeyPath, Lines, Places, Right, join_key, short_text
from kamgen.model.values import Refused
from kamgen.parse import messages
from kamgen.parse.decode import LONGEST_NAME, NAMES
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Node, Scalar, Sequence, content, place_key, spot_of
from kamgen.source.write import rewritten, written
from kamgen.source.yaml import has_no_colon
from kamgen.text.substance import is_placeholder

MOST_FAULTS = 300
"""Mistakes of one file that are listed; with more of them it is not a plan that was written by hand."""
_BEFORE = re.compile(r"[^:]{0,40}\d(?:st|nd|rd|th)?")
_BEHIND = re.compile(r"\d[^:]{0,40}|-{1,2}[^:]{0,8}")
"""What may stand before and behind the comma of a figure or date."""
_SHOWN = re.compile("`([^`]+)`")
_UNKNOWN = frozenset(
    [
        "--",
        "---",
        "k.a",
        "n.a",
        "n.n",
        "na",
        "nil",
        "none",
        "not known",
        "offen",
        "open",
        "pending",
        "unbekannt",
        "unknown",
    ]
)
"""What says of figures, dates and choices that they are not known, and could be a word or name elsewhere."""

R = TypeVar("R", bound=Record)


class _Absent:
    """Why there is no value."""


UNREAD = _Absent()
"""It is wrong, and that has been said."""
UNWRITTEN = _Absent()
"""Nothing is written there yet."""


class Draft(Struct):
    """The values of a record before it is made, for the check of its kind, which may tell and change what it finds."""

    binder: Binder
    path: KeyPath
    mapping: Mapping
    fields: Table[str, Field]
    values: dict[str, Any]
    """By the names of fields; those that are not written, or could not be read, are not there."""
    unread: set[str]
    """Keys whose values are left out."""

    def add_fault(self, key: str, message: str, write: str, severity: Severity | None = None) -> None:
        """What is wrong with the value of a key that was read."""
        node = self.mapping.get(key)
        assert node is not None
        self.binder.add_fault(FaultCode.INVALID_VALUE, (*self.path, key), node, message, write, severity=severity)


Check = Callable[[Draft], None]


class Binder:
    """Binds the nodes of one file."""

    def __init__(
        self,
        document: str,
        lines: Lines,
        checks: Table[type[Record], Check],
        stand_ins: Table[str, Any],
        allow_placeholders: bool = False,
        written: tuple[str, str] = ("", "yaml"),
    ) -> None:
        self.document, self.lines, self.checks = document, lines, checks
        self.text, self.language = written
        """What the nodes are of, and in which language; empty where nobody mends it."""
        self.stand_ins = stand_ins
        """What is read for required keys that are not there, by their names."""
        self.allow_placeholders = allow_placeholders
        self.faults: list[tuple[str, Fault, str]] = []
        """Code, fault, and the place as the key of a fault."""
        self.left_out: dict[str, int] = {}
        """How many entries are left out of each list."""
        self.left_out_ids: set[int] = set()
        self.joined: dict[int, Scalar] = {}
        """By their ``id``, numbers that were put together again: no key leads to all of one."""

    def bind(self, record: type[R], root: Mapping) -> R:
        """The record that ``root`` says."""
        self.root, self.outermost = record, root
        found: R = self._record(record, root, ())
        return found

    def places(self, root: Mapping) -> Places:
        """The places of all keys of ``root``, which was bound."""
        return Places(self.lines, spot_of(root, (0, 0), self.left_out_ids))

    def found(self) -> tuple[CodedFault, ...]:
        """All faults; by line and column where a key would count otherwise, now that entries are left out."""
        lists = tuple(self.left_out)
        return tuple(
            (code, replace(fault, key=at) if lists and fault.key.startswith(lists) else fault)
            for code, fault, at in self.faults
        )

    def add_fault(
        self,
        code: str,
        path: KeyPath,
        node: Node,
        message: str,
        write: str,
        on_key: bool = False,
        severity: Severity | None = None,
        currency: str = "",
    ) -> None:
        """One fault more, of what stands at ``path``."""
        place = self.lines.place(node.start, node.end if isinstance(node, Scalar) or node.flow else node.start + 1)
        at, fix = place_key(place), None
        key = at if id(node) in self.joined else join_key(path)
        old = self.text[node.start : node.end]
        whole = isinstance(node, Scalar) and node.text in (old, old[1:-1])
        if old and isinstance(write, Right) and (whole or not on_key):  # a dotted key of TOML is several
            fix = Fix(place.line, place.column, old, rewritten(old, write.text, self.language, on_key))
        self.faults.append((code, Fault(key, message, str(write), on_key, severity, fix, currency), at))

    def _record(self, record: type[Record], mapping: Mapping, path: KeyPath) -> Any:
        """A record; `UNREAD` without what it must have."""
        fields = fields_of(record)
        draft = Draft(self, path, mapping, fields, {}, set())
        values = draft.values
        for key, node in self._pairs(mapping, record).values():
            name = key.text
            field = fields.get(name)
            if field is None:
                self._unknown(record, path, key, node, mapping.flow)
                continue
            value = UNREAD if node is None else self._value(field, node, (*path, name))
            if value is UNREAD:
                draft.unread.add(name)
            elif value is not UNWRITTEN:
                values[field.name] = value
        for field in fields.values():
            if field.required and field.name not in values:
                if field.key not in draft.unread:
                    message, write = messages.missing(field, path, self.language)
                    where = mapping if path else mapping.get(field.key) or mapping
                    self.add_fault(FaultCode.MISSING_FIELD, path or (field.key,), where, message, write)
                if path:
                    return UNREAD
                values[field.name] = self.stand_ins[field.name]
        if check := self.checks.get(record):
            check(draft)
        return record(**values)

    def _unknown(self, record: type[Record], path: KeyPath, key: Scalar, node: Node | None, flow: bool) -> None:
        home = fields_of(self.root).get(key.text)
        if len(self.faults) > MOST_FAULTS:
            message, write = "", ""
        elif path and home and self.outermost.get(key.text) is None and not messages.same_key(key.text, record):
            message, write = messages.outermost(home, self.document, self.language, flow)
        else:
            cut = node is not None and has_no_colon(key, node)
            message, write = messages.unknown_key(key.text, path, record, self.root, self.document, cut, self.language)
        self.add_fault(FaultCode.UNKNOWN_FIELD, (*path, key.text), key, message, write, on_key=True)

    def _value(self, field: Field, node: Node, path: KeyPath) -> Any:
        """What stands at a field, `UNREAD` or `UNWRITTEN`."""
        shape = field.shape
        if type(node) is Sequence and field.is_text:
            node = _linked(node)
        if type(node) is Scalar:
            if not (node.text.strip() if node.text.isascii() else tidy(node.text)):
                return UNWRITTEN
            if shape is Shape.VALUE:
                return self._parsed(field, node, path)
            if shape is Shape.ROWS and field.is_text:
                if told := messages.several(field.key or str(path[0]), node.text, self.language):
                    return self._wrong(node, path, told)
                value = self._value(field.each or field, node, path)
                return value if value is UNREAD else (value,)
        if shape is Shape.ANYTHING:
            return content(node)
        if shape is Shape.ROWS and type(node) is Sequence:
            return self._rows(field, node, path)
        if type(node) is not Mapping or shape in (Shape.VALUE, Shape.ROWS):
            return self._wrong(node, path, messages.misplaced(field, node, self.language))
        if shape is Shape.RECORD and field.record:
            return self._record(field.record, node, path)
        each = field.each or field
        named = {key.text.strip(): self._value(each, value, (*path, key.text)) for key, value in node.pairs}
        return {key: value for key, value in named.items() if not isinstance(value, _Absent)}

    def _parsed(self, field: Field, node: Scalar, path: KeyPath) -> Any:
        """What a text says to the field's parser; a text, unless it only holds a place, with names shortened."""
        if field.parse is not parse_text:
            assert field.parse is not None
            try:
                return field.parse(node.text)
            except Refused as refused:
                unknown = is_placeholder(node.text) or node.text.strip(" .").casefold() in _UNKNOWN
                if unknown and not self.allow_placeholders:
                    return self._holds_place(field, node, path)
                code = FaultCode.of_value(refused.impossible)
                write = refused.write
                if node.plain and self.language != "yaml":
                    told = _SHOWN.sub(lambda shown: f"`{written(shown[1], self.language)}`", write)
                    write = write.in_words(told) if isinstance(write, Right) else told
                return self._wrong(node, path, (refused.message, write), code, refused.currency)
        text = node.text.strip()
        if is_placeholder(text) and not self.allow_placeholders:
            return self._holds_place(field, node, path)
        if len(text) > LONGEST_NAME and messages.last_name(path) in NAMES:
            self._wrong(node, path, (f"this name has {len(text)} letters, more than {LONGEST_NAME}", "a shorter name"))
            return f"{text[: LONGEST_NAME - 1]}…"
        return text

    def _holds_place(self, field: Field, node: Scalar, path: KeyPath) -> _Absent:
        """What is written stands where something belongs, and says nothing."""
        holds = f"`{short_text(node.text.strip())}` only holds a place"
        if field.required and len(path) == 1:
            write = f"a line such as `{field.key}: {field.example}`"
            self.add_fault(FaultCode.MISSING_FIELD, path, node, f"no {field.key}: {holds}", write)
            return UNREAD
        write = f"what is true, or leave the {'entry' if field.required else 'key'} out"
        return self._wrong(node, path, (holds, write), FaultCode.PLACEHOLDER)

    def _rows(self, field: Field, node: Sequence, path: KeyPath) -> tuple[Any, ...]:
        rows = []
        for number, item in enumerate(node.items):
            here = (*path, number)
            value = self._value(field.each or field, item, here)
            if isinstance(item, Scalar) and (told := messages.names_in(field.key, item.text, self.language)):
                value = self._wrong(item, here, told)
            if value is UNWRITTEN:
                empty = isinstance(item, Scalar) and item.plain
                write = "what belongs there, or no entry" if empty else "its text, or no entry"
                value = self._wrong(item, here, ("this entry is empty", write))
            if value is UNREAD:
                self.left_out_ids.add(id(item))
                self.left_out[join_key(path)] = self.left_out.get(join_key(path), 0) + 1
            else:
                rows.append(value)
        return tuple(rows)

    def _wrong(
        self,
        node: Node,
        path: KeyPath,
        message: messages.Message,
        code: str = FaultCode.INVALID_VALUE,
        currency: str = "",
    ) -> _Absent:
        told = f"{messages.last_name(path)}: {message[0]}"
        self.add_fault(code, path, node, told, message[1], currency=currency)
        return UNREAD

    def _pairs(self, mapping: Mapping, record: type[Record]) -> dict[str, tuple[Scalar, Node | None]]:
        """The keys of a mapping with their values: the last one of each, numbers that commas cut up put together."""
        pairs = mapping.pairs
        if mapping.flow and any(has_no_colon(key, value) for key, value in pairs):
            return {key.text: (key, value) for key, value in self._joined(pairs, record)}
        return {pair[0].text: pair for pair in pairs}

    def _joined(self, pairs: list[tuple[Scalar, Node]], record: type[Record]) -> list[tuple[Scalar, Node | None]]:
        """Of ``{revenue: 1,24M}`` YAML makes ``revenue: 1`` and a key ``24M``.

        A number is put together again, so that its own parser refuses it as it was meant. Of anything else but text the
        first half would say what nobody wrote, so it is left out (None); text keeps its first half.
        """
        fields = fields_of(record)
        joined: list[tuple[Scalar, Node | None]] = []
        number = 0
        while number < len(pairs):
            key, value = pairs[number]
            number += 1
            field = fields.get(key.text)
            rest: list[Scalar] = []
            if field and field.shape is Shape.VALUE and type(value) is Scalar and value.plain and value.text:
                behind = takewhile(lambda pair: has_no_colon(*pair), islice(pairs, number, None))
                parts = takewhile(lambda part: part.text not in fields, (part for part, _ in behind))
                rest = [] if field.is_text else list(parts)
            if rest and len(self.joined) < MOST_FAULTS and messages.suggested_key(rest[0].text, record):
                rest = []
            digits = list(takewhile(lambda part: _BEHIND.fullmatch(part.text), rest))
            if digits and isinstance(value, Scalar) and _BEFORE.fullmatch(value.text):
                text = " ".join(self.text[value.start : digits[-1].end].split())
                whole = Scalar(text, value.start, digits[-1].end)
                self.joined[id(whole)] = whole
                joined.append((key, whole))
                number += len(digits)
            else:
                joined.append((key, None if rest else value))
        return joined


def _linked(node: Sequence) -> Node:
    """The text of ``[[Per Moe]]``, which is a list of lists to YAML and a link to all who write notes."""
    inner: Node = node
    for _ in range(2):
        if not isinstance(inner, Sequence) or not inner.flow or len(inner.items) != 1:
            return node
        inner = inner.items[0]
    if not isinstance(inner, Scalar) or not inner.plain:
        return node
    return Scalar(f"[[{inner.text}]]", node.start, node.end)


def first_faults(faults: tuple[CodedFault, ...]) -> tuple[CodedFault, ...]:
    """The faults, up to `MOST_FAULTS`, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return faults
    message = f"{len(faults) - MOST_FAULTS} more mistakes are not listed"
    return (*faults[:MOST_FAULTS], (FaultCode.INVALID_VALUE, Fault("", message, "these right first, and check again")))
