"""A row added to a plan, fields of a row changed, a task ticked: each proved, or refused with what to write by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamgen.edit import in_toml, in_yaml
from kamgen.edit.find import Entry
from kamgen.edit.kinds import Kind
from kamgen.edit.proof import State, prove_added, prove_changed, prove_ticked, state_of
from kamgen.edit.sheet import Splice
from kamgen.edit.tasks import ticked
from kamgen.edit.valid import read_row
from kamgen.edit.values import Given, Row, json_pairs, toml_pairs, yaml_pairs, yaml_row
from kamgen.model.errors import EditError
from kamgen.model.fields import Record
from kamgen.model.places import as_written, gaps
from kamgen.model.source import Source
from kamgen.model.values import shown


class Edited(NamedTuple):
    """A changed plan."""

    data: bytes
    """The whole file."""
    line: int
    """Where the change is, from 1."""


def add(old: State, folder: str, kind: Kind, row: Row) -> Edited:
    """The plan with ``row`` more. Raises `EditError`, and `valid.ValueRefused` for a value that cannot stand there."""
    read = read_row(kind, row)
    front = old.plan.front_text
    try:
        if front.language == "toml":
            splices = in_toml.add_row(front.text, kind.group, row)
        else:
            splices = in_yaml.add_row(front.text, front.language, kind.group, row)
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
    front = old.plan.front_text
    number = int(as_written((kind.group, entry.number), gaps(front.left_out))[1])
    try:
        if front.language == "toml":
            splices = in_toml.set_fields(front.text, kind.group, number, row)
        else:
            splices = in_yaml.set_fields(front.text, front.language, kind.group, number, row)
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


def _spliced(old: State, folder: str, splices: Sequence[Splice], in_front: bool = True) -> State:
    offset = old.sheet.line_start(old.plan.front_text.first_line) if in_front else 0
    data = old.sheet.spliced(splices, offset)
    try:
        return state_of(Source(old.source.path, data), folder)
    except EditError:
        raise EditError("the plan could not be read any more") from None


def _update(read: Record, row: Row) -> dict[str, object]:
    """The changed fields by their names."""
    infos = type(read).model_fields
    return {name: getattr(read, name) for name, info in infos.items() if (info.alias or name) in row}


def _by_hand(old: State, refused: EditError, ask: str, text: str) -> EditError:
    reason = refused.message if not refused.help_text else f"{refused.message}; {refused.help_text}"
    return EditError(f"{old.plan.path} cannot be changed safely: {reason}", f"{ask} by hand:\n{text}")


def _pairs(language: str, row: Row) -> list[str]:
    return {"toml": toml_pairs, "json": json_pairs}.get(language, yaml_pairs)(row)


def _added_text(language: str, kind: Kind, row: Row) -> str:
    pairs = _pairs(language, row)
    if language == "toml":
        return "\n".join([f"[[{kind.group}]]", *pairs])
    if language == "json":
        return f'"{kind.group}": [{{{", ".join(pairs)}}}]'
    return f"{kind.group}:\n  - {yaml_row(row)}"
