"""Proof that a change does what was asked and nothing else.

A row is read by the parser of plans alone, before any plan is changed; then both files are read, and all is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from kamgen.edit.kinds import Kind, Row, example_of, fields_of, yaml_row
from kamgen.edit.splice import Sheet, sheet_of
from kamgen.model.errors import EditError
from kamgen.model.fields import Record
from kamgen.model.plan import Body, Plan
from kamgen.model.source import Source
from kamgen.parse.frontmatter import Parts, read_parts
from kamgen.parse.plan import parse_plan
from kamgen.report.text import visible
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, content


@dataclass(frozen=True, slots=True)
class State:
    """A plan's file, read."""

    source: Source
    plan: Plan
    sheet: Sheet
    parts: Parts
    root: Mapping
    """The front matter."""

    @property
    def data(self) -> dict[str, Any]:
        """What the front matter says, untyped: keys too that the format does not know."""
        return dict(content(self.root))


def state_of(source: Source, folder: str) -> State:
    """A plan that can be changed. Raises `EditError` for one that must be mended first."""
    plan = parse_plan(source, folder)
    broken = [fault for code, fault in plan.faults if code == FaultCode.SYNTAX]
    if broken or not plan.readable:
        message = next((fault.message for fault in broken or [fault for _, fault in plan.faults]), "it cannot be read")
        raise EditError(f"{plan.path} cannot be changed: {message}", f"mend it first: `kamgen check {plan.path}`")
    parts = read_parts(source)
    assert parts.root is not None
    return State(source, plan, sheet_of(source.data), parts, parts.root)


def prove_added(old: State, new: State, group: str, row: Record) -> None:
    """That ``new`` has ``row`` as the last one of ``group`` more than ``old``. Raises `EditError`."""
    rows = getattr(old.plan.front, group)
    front = replace(old.plan.front, **{group: (*rows, row)})
    was = old.data.get(group) or []
    is_now = new.data.get(group)
    same_data = (
        isinstance(is_now, list) and is_now[:-1] == was and _without(old.data, group) == _without(new.data, group)
    )
    _require(new.plan.front == front and same_data, "the front matter would not say the same")
    _prove_rest(old, new, 1)


def prove_changed(old: State, new: State, group: str, number: int, update: Table[str, Any], fields: int) -> None:
    """That in ``new`` the row ``number`` of ``group`` has ``update``, in ``fields`` lines. Raises `EditError`."""
    rows = list(getattr(old.plan.front, group))
    rows[number] = replace(rows[number], **update)
    front = replace(old.plan.front, **{group: tuple(rows)})
    rest = _without(old.data, group) == _without(new.data, group)
    differing = sum(one != other for one, other in zip(old.data[group], new.data[group], strict=False))
    same_data = rest and len(old.data[group]) == len(new.data[group]) and differing == 1
    _require(new.plan.front == front and same_data, "the front matter would not say the same")
    _prove_rest(old, new, fields)


def prove_ticked(old: State, new: State, line: int) -> None:
    """That in ``new`` the task in a line of the file is ticked. Raises `EditError`."""
    actions = tuple(replace(task, ticked=task.ticked or task.line == line) for task in old.plan.body.actions)
    body = replace(new.plan.body, html=old.plan.body.html)
    _require(new.plan.front == old.plan.front and new.data == old.data, "the front matter would not say the same")
    _require(body == replace(old.plan.body, actions=actions), "more of the prose would change")
    _prove_lines(old, new, 1)


def _prove_rest(old: State, new: State, lines: int) -> None:
    """That the prose is the same, no fault is new, and no more than ``lines`` of the old lines are other ones."""
    by = len(new.sheet.ends) - len(old.sheet.ends)
    _require(new.plan.body == _moved(old.plan.body, by), "the prose would not say the same")
    for fault in (_faults(new.plan) - _faults(old.plan)).elements():
        raise EditError(fault[0], fault[1])
    _prove_lines(old, new, lines)


def _prove_lines(old: State, new: State, most: int) -> None:
    changed = sum(_changed_lines(old.sheet, new.sheet))
    _require(changed <= most, f"{changed} lines of the file would change")


def _changed_lines(old: Sheet, new: Sheet) -> Iterator[int]:
    """How many of the old lines are gone or changed, at each place."""
    rows, others = list(_rows(old)), list(_rows(new))
    first = next((number for number, (a, b) in enumerate(zip(rows, others, strict=False)) if a != b), len(rows))
    rows, others = rows[first:], others[first:]
    while rows and others and rows[-1] == others[-1]:
        rows.pop()
        others.pop()
    for kind, start, end, _, _ in SequenceMatcher(None, rows, others, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            yield end - start


def _rows(sheet: Sheet) -> Iterator[str]:
    """The lines, each with its own end."""
    for number, row in enumerate(sheet.text.split("\n")):
        yield row + (sheet.ends[number] if number < len(sheet.ends) else "")


def _moved(body: Body, by: int) -> Body:
    return replace(
        body,
        sections=tuple(replace(section, line=section.line + by) for section in body.sections),
        links=tuple(replace(link, line=link.line + by) for link in body.links),
        actions=tuple(replace(action, line=action.line + by) for action in body.actions),
    )


def _faults(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter((fault.message, fault.write) for _, fault in plan.faults)


def _without(data: Table[str, Any], group: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != group}


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise EditError(reason)


_PLAN = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n{group}:\n  - {row}\n---\n"


class ValueRefused(EditError):
    """A value that cannot stand in a plan; ``key`` is its field."""

    def __init__(self, key: str, message: str, write: str = "") -> None:
        super().__init__(message, write)
        self.key = key


def read_row(kind: Kind, row: Row) -> Record:
    """The row as a plan would have it. Raises `ValueRefused` for the first value that a plan would not."""
    for key, given in row.items():
        if not given.words:
            raise ValueRefused(key, "nothing is written", f"a value such as `{example_of(fields_of(kind.group)[key])}`")
        for word in given.words:
            _refuse_unseen(key, word)
    text = _PLAN.format(group=kind.group, row=yaml_row(row))
    plan = parse_plan(Source("halden.md", text.encode()), "")
    for _, fault in plan.faults:
        key = _key(fault.key, kind)
        raise ValueRefused(key, fault.message.removeprefix(f"{key}: "), fault.write)
    read: Record = getattr(plan.front, kind.group)[0]
    return read


def _refuse_unseen(key: str, word: str) -> None:
    if not word.strip():
        raise ValueRefused(key, "nothing is written", "what belongs there")
    if visible(word) != word:
        message = f"`{visible(word)}` holds a line end, a tab or a character that cannot be seen"
        raise ValueRefused(key, message, "one line of plain text")


def _key(path: str, kind: Kind) -> str:
    found = re.match(r"[^.]*\[0\]\.([^.\[]+)", path)
    return found[1] if found else kind.naming
