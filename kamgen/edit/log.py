"""A row added to a plan, fields of a row changed, a task ticked: each proved, or refused with what to write by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import ModuleType
from typing import NamedTuple

from kamgen.edit import in_toml, in_yaml
from kamgen.edit.find import Entry
from kamgen.edit.kinds import Given, Kind, Row, toml_pairs, yaml_pairs, yaml_row
from kamgen.edit.proof import State, prove_added, prove_changed, prove_ticked, read_row, state_of
from kamgen.edit.splice import Splice, ticked
from kamgen.model.errors import EditError
from kamgen.model.fields import Record, fields_of
from kamgen.model.places import shown
from kamgen.model.source import Source
from kamgen.parse.frontmatter import Parts
from kamgen.source.nodes import Sequence


class Edited(NamedTuple):
    """A changed plan."""

    data: bytes
    """The whole file."""
    line: int
    """Where the change is, from 1."""


def add(old: State, folder: str, kind: Kind, row: Row) -> Edited:
    """The plan with ``row`` more. Raises `EditError`, and `valid.ValueRefused` for a value that cannot stand there."""
    read = read_row(kind, row)
    front = old.parts
    try:
        splices = _language(front).add_row(front.text, old.root, kind.group, row)
        new = _spliced(old, folder, splices)
        prove_added(old, new, kind.group, read)
    except EditError as refused:
        raise _by_hand(old, refused, f"add this to `{kind.group}`", _added_text(front.language, kind, row)) from None
    number = len(getattr(new.plan.front, kind.group)) - 1
    return Edited(new.source.data, new.plan.at(f"{kind.group}[{number}]").line)


def change(old: State, folder: str, kind: Kind, entry: Entry, row: Row) -> Edited:
    """The plan with the fields of ``row`` in an entry of the front matter. Raises as `add` does.

    `EditError` too when the entry says so already.
    """
    assert entry.number is not None
    update = _update(read_row(kind, {kind.naming: Given((entry.name,)), **row}), row)
    before = getattr(old.plan.front, kind.group)[entry.number]
    if all(getattr(before, name) == value for name, value in update.items()):
        raise EditError(f"`{shown(entry.name)}` says so already", f"see line {entry.line} of {old.plan.path}")
    front = old.parts
    try:
        number = _number(old, kind.group, entry.number)
        splices = _language(front).set_fields(front.text, old.root, kind.group, number, row)
        new = _spliced(old, folder, splices)
        prove_changed(old, new, kind.group, entry.number, update, len(row))
    except EditError as refused:
        ask = f"write this in line {entry.line}, in `{shown(entry.name)}`"
        raise _by_hand(old, refused, ask, "\n".join(_pairs(front.language, row))) from None
    return Edited(new.source.data, new.plan.at(f"{kind.group}[{entry.number}].{next(iter(row))}").line)


def tick(old: State, folder: str, entry: Entry) -> Edited:
    """The plan with a task of its prose ticked. Raises `EditError`."""
    try:
        new = _spliced(old, folder, ticked(old.sheet, entry.line), in_front=False)
        prove_ticked(old, new, entry.line)
    except EditError as refused:
        raise _by_hand(old, refused, f"tick it in line {entry.line}", f"- [x] {entry.name}") from None
    return Edited(new.source.data, entry.line)


def _spliced(old: State, folder: str, splices: Iterable[Splice], in_front: bool = True) -> State:
    offset = old.sheet.line_start(old.parts.lines.first) if in_front else 0
    data = old.sheet.spliced(splices, offset)
    try:
        return state_of(Source(old.source.path, data), folder)
    except EditError:
        raise EditError("the plan could not be read any more") from None


def _language(front: Parts) -> ModuleType:
    """How rows are written in the language of a front matter. Raises `EditError` for JSON."""
    if front.language == "json":
        raise EditError("its front matter is JSON, which is read and not changed")
    return in_toml if front.language == "toml" else in_yaml


def _number(old: State, group: str, number: int) -> int:
    """The number of a group's row as it is written, entries that could not be read included."""
    row, rows = old.plan.places.root.below[group].below.get(number), old.root.get(group)
    starts = [item.start for item in rows.items] if isinstance(rows, Sequence) else []
    return starts.index(row.key_start) if row else number


def _update(read: Record, row: Row) -> dict[str, object]:
    """The changed fields by their names."""
    fields = fields_of(type(read))
    return {fields[key].name: getattr(read, fields[key].name) for key in fields if key in row}


def _by_hand(old: State, refused: EditError, ask: str, text: str) -> EditError:
    reason = refused.message if not refused.help_text else f"{refused.message}; {refused.help_text}"
    return EditError(f"{old.plan.path} cannot be changed safely: {reason}", f"{ask} by hand:\n{text}")


def _pairs(language: str, row: Row) -> list[str]:
    if language == "json":
        return [f'"{key}": {json.dumps(given.words if given.listed else given.words[0])}' for key, given in row.items()]
    return toml_pairs(row) if language == "toml" else yaml_pairs(row)


def _added_text(language: str, kind: Kind, row: Row) -> str:
    pairs = _pairs(language, row)
    if language == "toml":
        return "\n".join([f"[[{kind.group}]]", *pairs])
    if language == "json":
        return f'"{kind.group}": [{{{", ".join(pairs)}}}]'
    return f"{kind.group}:\n  - {yaml_row(row)}"
