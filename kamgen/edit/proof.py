"""Proof that a change does what was asked and nothing else.

A row is read by the parser of plans alone, before any plan is changed; then both files are read, and all is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import zip_longest
from posixpath import commonprefix
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamgen.edit.kinds import EntryKind, Row, example_of, row_fields, yaml_row
from kamgen.edit.rows import Splice
from kamgen.model.errors import EditError
from kamgen.model.fields import Record
from kamgen.model.plan import LINK_MARK, Body, Plan, Section
from kamgen.model.source import Source
from kamgen.parse.frontmatter import Parts, read_parts
from kamgen.parse.plan import parse_plan
from kamgen.report.findings import visible
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, content

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SIGN = re.compile(r"\r\n|(?s:.)")


class Sheet(Struct, frozen=True):
    """A file's text, in which stretches can be replaced: all else keeps its bytes, mark and line ends included."""

    raw: str
    text: str
    """Without byte order mark, and with ``\\n`` for every line end."""
    offsets: tuple[int, ...]
    """Where each character of ``text``, and its end, stands in ``raw``."""

    def spliced(self, splices: Iterable[Splice], offset: int = 0) -> bytes:
        """The file's bytes with stretches replaced that do not overlap, counted from ``offset``.

        New lines end as the line before them does.
        """
        pieces, position = [], 0
        for start, end, text in sorted(splices):
            before = self.offsets[max(start + offset - 1, 0)]
            found = _LINE_END.search(self.raw, before) or _LINE_END.search(self.raw)
            new = text.replace("\n", found[0]) if found else text
            pieces += [self.raw[position : self.offsets[start + offset]], new]
            position = self.offsets[end + offset]
        return "".join([*pieces, self.raw[position:]]).encode()


def sheet_of(data: bytes) -> Sheet:
    """The text of a file that is known to be UTF-8."""
    raw = data.decode()
    begin = len(raw) - len(raw.removeprefix("\ufeff"))
    offsets = (*(found.start() for found in _SIGN.finditer(raw, begin)), len(raw))
    return Sheet(raw, _LINE_END.sub("\n", raw[begin:]), offsets)


class ParsedFile(Struct, frozen=True):
    """A plan's file, read."""

    source: Source
    plan: Plan
    sheet: Sheet
    parts: Parts
    root: Mapping

    @property
    def data(self) -> dict[str, Any]:
        """What the front matter says, untyped: keys too that the format does not know."""
        return dict(content(self.root))


def state_of(source: Source, folder: str) -> ParsedFile:
    """A plan that can be changed. Raises `EditError` for one that must be mended first."""
    plan = parse_plan(source, folder)
    broken = [fault for code, fault in plan.faults if code == FaultCode.SYNTAX]
    if broken or not plan.readable:
        message = next((fault.message for fault in broken or [fault for _, fault in plan.faults]), "it cannot be read")
        raise EditError(f"{plan.path} cannot be changed: {message}", f"mend it first: `kamgen check {plan.path}`")
    parts = read_parts(source)
    assert parts.root is not None
    return ParsedFile(source, plan, sheet_of(source.data), parts, parts.root)


def prove_row(old: ParsedFile, new: ParsedFile, group: str, number: int, row: Record, most: int) -> None:
    """That in ``new`` ``row`` stands at ``number`` in ``group``, for the old one or as the last, and all else is as
    in ``old``: no more than ``most`` of the old lines are other ones. Raises `EditError`.
    """
    rows = getattr(old.plan.front, group)
    front = replace(old.plan.front, **{group: (*rows[:number], row, *rows[number + 1 :])})
    data, new_data = old.data, new.data
    was, now = data.pop(group, None) or [], new_data.pop(group, None) or []
    differing = sum(one != other for one, other in zip_longest(was, now))
    same_data = data == new_data and differing == 1 and len(now) - len(was) == (number == len(rows))
    require(new.plan.front == front and same_data, "the front matter would not say the same")
    by = new.sheet.text.count("\n") - old.sheet.text.count("\n")
    require(same_body(old.plan.body, new.plan.body, by), "the prose would not say the same")
    for fault in (_faults(new.plan) - _faults(old.plan)).elements():
        raise EditError(*fault)
    _prove_lines(old.sheet, new.sheet, most)


def prove_ticked(old: ParsedFile, new: ParsedFile, line: int) -> None:
    """That in ``new`` the task in a line of the file is ticked. Raises `EditError`."""
    actions = tuple(replace(task, ticked=task.ticked or task.line == line) for task in old.plan.body.actions)
    body = replace(new.plan.body, html=old.plan.body.html)
    require(new.plan.front == old.plan.front and new.data == old.data, "the front matter would not say the same")
    require(body == replace(old.plan.body, actions=actions), "more of the prose would change")
    _prove_lines(old.sheet, new.sheet, 1)


def _prove_lines(old: Sheet, new: Sheet, most: int) -> None:
    """That no more than ``most`` of the old lines are gone or changed."""
    rows, others = _LINE.findall(old.raw), _LINE.findall(new.raw)
    for _ in range(2):  # what both end and begin with needs no matcher, whose time grows with the square
        while rows and others and rows[-1] == others[-1]:
            rows.pop()
            others.pop()
        rows, others = rows[::-1], others[::-1]
    parts = SequenceMatcher(None, rows, others, autojunk=False).get_opcodes()
    changed = sum(end - start for kind, start, end, _, _ in parts if kind != "equal")
    require(changed <= most, f"{changed} lines of the file would change")


_PLACED = ("sections", "links", "actions")
"""What of the prose knows its line."""


def same_body(old: Body, new: Body, by: int) -> bool:
    """Whether the prose says the same, ``by`` lines further down."""
    groups = {name: getattr(old, name) for name in _PLACED}
    moved = {name: tuple(replace(each, line=each.line + by) for each in group) for name, group in groups.items()}
    return new == replace(old, **moved)


def prove_prose(old: Body, new: Body, lines: range, by: int) -> None:
    """That what the prose says apart from ``lines`` of the old file is the same. Raises `EditError`."""
    for group in _PLACED:
        before = [_wordless(each) for each in getattr(old, group)]
        after = [_wordless(each) for each in getattr(new, group)]
        moved = [replace(each, line=each.line - by) if each.line - by >= lines.stop else each for each in after]
        apart = ([each for each in each_side if each.line not in lines] for each_side in (before, moved))
        require(next(apart) == next(apart), "more of the prose would change")
    rows, others = (LINK_MARK.sub("", body.html).split("\n")[::-1] for body in (old, new))
    same = len(commonprefix((rows, others)))
    rows, others = rows[same:][::-1], others[same:][::-1]
    changed = max(len(rows), len(others)) - len(commonprefix((rows, others)))
    require(changed <= 2 * len(lines) + 2, "more of the prose would change")  # a line may become a list of its own


def _wordless(each: Any) -> Any:
    """A heading without what stands below it."""
    return replace(each, text="", bullets=(), words=0) if isinstance(each, Section) else each


def _faults(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter((fault.message, fault.write) for _, fault in plan.faults)


def require(holds: bool, reason: str) -> None:
    """Raises `EditError` for what does not hold."""
    if not holds:
        raise EditError(reason)


_PLAN = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n{group}:\n  - {row}\n---\n"


class ValueRefused(EditError):
    """A value that cannot stand in a plan; ``key`` is its field."""

    def __init__(self, key: str, message: str, write: str = "") -> None:
        super().__init__(message, write)
        self.key = key


def read_row(kind: EntryKind, row: Row) -> Record:
    """The row as a plan would have it. Raises `ValueRefused` for the first value that a plan would not."""
    for key, given in row.items():
        if not given.words:
            raise ValueRefused(
                key, "nothing is written", f"a value such as `{example_of(row_fields(kind.group)[key])}`"
            )
        for word in given.words:
            if not word.strip():
                raise ValueRefused(key, "nothing is written", "what belongs there")
            if visible(word) != word:
                message = f"`{visible(word)}` holds a line end, a tab or a character that cannot be seen"
                raise ValueRefused(key, message, "one line of plain text")
    text = _PLAN.format(group=kind.group, row=yaml_row(row))
    plan = parse_plan(Source("halden.md", text.encode()), "")
    for _, fault in plan.faults:
        found = re.match(r"[^.]*\[0\]\.([^.\[]+)", fault.key) or re.match(r"(\w+): ", fault.message)
        key = found[1] if found else kind.naming
        raise ValueRefused(key, fault.message.removeprefix(f"{key}: "), fault.write)
    read: Record = getattr(plan.front, kind.group)[0]
    return read
