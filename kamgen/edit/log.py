"""A row added to a plan, fields of a row changed, a task ticked: each proved, or refused with what to write by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from msgspec.structs import replace

from kamgen.edit.find import Entry
from kamgen.edit.kinds import EntryKind, FieldValue, Row, written_pairs, yaml_row
from kamgen.edit.proof import ParsedFile, prove_row, prove_ticked, read_row, state_of
from kamgen.edit.rows import Splice, add_row, set_fields, tick_box
from kamgen.model.errors import EditError
from kamgen.model.fields import fields_of
from kamgen.model.places import lines_of, short_text
from kamgen.model.source import Source
from kamgen.parse.frontmatter import Parts
from kamgen.source.nodes import Sequence


class Edited(NamedTuple):
    """A changed plan: the whole file, and the line of the change, from 1."""

    data: bytes
    line: int


def add(old: ParsedFile, folder: str, kind: EntryKind, row: Row) -> Edited:
    """The plan with ``row`` more. Raises `EditError`, and `ValueRefused` for a value that cannot stand there."""
    read = read_row(kind, row)
    number = len(getattr(old.plan.front, kind.group))
    pairs = written_pairs(row, old.parts.language)
    text = {
        "yaml": f"{kind.group}:\n  - {yaml_row(row)}",
        "toml": "\n".join([f"[[{kind.group}]]", *pairs]),
        "json": f'"{kind.group}": [{{{", ".join(pairs)}}}]',
    }
    with _or_by_hand(old, f"add this to `{kind.group}`", text[old.parts.language]):
        new = _spliced(old, folder, add_row(_front(old), old.root, kind.group, row))
        prove_row(old, new, kind.group, number, read, 1)
    return Edited(new.source.data, new.plan.at(f"{kind.group}[{number}]").line)


def change(old: ParsedFile, folder: str, kind: EntryKind, entry: Entry, row: Row) -> Edited:
    """The plan with the fields of ``row`` in an entry of the front matter. Raises as `add` does.

    `EditError` too when the entry says so already.
    """
    assert entry.number is not None
    read = read_row(kind, {kind.naming: FieldValue((entry.name,)), **row})
    names = [field.name for key, field in fields_of(type(read)).items() if key in row]
    before = getattr(old.plan.front, kind.group)[entry.number]
    after = replace(before, **{name: getattr(read, name) for name in names})
    if after == before:
        raise EditError(f"`{short_text(entry.name)}` says so already", f"see line {entry.line} of {old.plan.path}")
    ask = f"write this in line {entry.line}, in `{short_text(entry.name)}`"
    with _or_by_hand(old, ask, "\n".join(written_pairs(row, old.parts.language))):
        number = _number(old, kind.group, entry.number)
        new = _spliced(old, folder, set_fields(_front(old), old.root, kind.group, number, row))
        prove_row(old, new, kind.group, entry.number, after, len(row))
    return Edited(new.source.data, new.plan.at(f"{kind.group}[{entry.number}].{next(iter(row))}").line)


def tick(old: ParsedFile, folder: str, entry: Entry) -> Edited:
    """The plan with a task of its prose ticked. Raises `EditError`."""
    text = old.sheet.text
    with _or_by_hand(old, f"tick it in line {entry.line}", f"- [x] {entry.name}"):
        box = tick_box(text, entry.line, lines_of(text, 1).starts[entry.line - 1])
        new = _spliced(old, folder, box, in_front=False)
        prove_ticked(old, new, entry.line)
    return Edited(new.source.data, entry.line)


@contextmanager
def _or_by_hand(old: ParsedFile, ask: str, text: str) -> Iterator[None]:
    """Says what to write by hand, too, whatever is refused."""
    try:
        yield
    except EditError as refused:
        reason = refused.message if not refused.help_text else f"{refused.message}; {refused.help_text}"
        message = f"{old.plan.path} cannot be changed safely: {reason}"
        raise EditError(message, f"{ask} by hand:\n{text}") from None


def _front(old: ParsedFile) -> Parts:
    if old.parts.language == "json":
        raise EditError("its front matter is JSON, which is read and not changed")
    return old.parts


def _spliced(old: ParsedFile, folder: str, splices: Iterable[Splice], in_front: bool = True) -> ParsedFile:
    offset = lines_of(old.sheet.text, 1).starts[old.parts.lines.first - 1] if in_front else 0
    try:
        return state_of(Source(old.source.path, old.sheet.spliced(splices, offset)), folder)
    except EditError:
        raise EditError("the plan could not be read any more") from None


def _number(old: ParsedFile, group: str, number: int) -> int:
    """The number of a group's row as it is written, entries that could not be read included."""
    row, rows = old.plan.places.root.below[group].below.get(number), old.root.get(group)
    starts = [item.start for item in rows.items] if isinstance(rows, Sequence) else []
    return starts.index(row.key_start) if row else number
