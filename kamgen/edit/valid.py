"""Whether a row says what was meant: it is read by the parser of plans, alone, before any plan is changed."""

from __future__ import annotations

import re

from kamgen.edit.kinds import Kind, example_of, fields_of
from kamgen.edit.values import Row, yaml_row
from kamgen.model.errors import EditError
from kamgen.model.fields import Record
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.report.text import visible

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
