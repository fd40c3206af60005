"""What is different between two versions of a plan, as pages say it; what to look at comes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    Piece,
    PlanChange,
    ReviewFlag,
    SectionChange,
)
from kamgen.model.fields import Doc
from kamgen.text.changes import section_words, times_words
from kamgen.text.words import clipped, counted, joined

LONGEST = 160
"""Characters of a text that are shown."""

FIELDS = 4
"""How many fields of an added or removed entry are told."""


class FieldWords(NamedTuple):
    """One value."""

    label: str
    before: str
    after: str
    note: Annotated[
        str, Doc("`−200k, −15.4%`, `31 days later, for the 3rd time`; empty where there is nothing to say.")
    ]


class ChangeRow(NamedTuple):
    """One line: what became of an entry, a field of the plan itself, or a section of its text."""

    css: Annotated[str, Doc("`added`, `changed` or `removed`.")]
    flags: Annotated[tuple[str, ...], Doc("Why to look at it, in words; empty for most.")]
    noun: Annotated[str, Doc("`promise`; empty for a field of the plan itself, which its label names.")] = ""
    title: str = ""
    former: Annotated[str, Doc("What named it before, when that is another.")] = ""
    fields: tuple[FieldWords, ...] = ()
    note: Annotated[str, Doc("`12 words new, 3 gone`.")] = ""
    excerpt: Annotated[tuple[Piece, ...], Doc("Stretches of changed prose.")] = ()


class Changes(NamedTuple):
    """Lines, as many as are shown."""

    rows: tuple[ChangeRow, ...]
    more: Annotated[str, Doc("`and 12 more changes`; empty when all are shown.")]


def changes(change: PlanChange, most: int) -> Changes:
    """What is different, at most so many lines."""
    rows = change_rows(change)
    hidden = len(rows) - most
    return Changes(rows[:most], f"and {counted(hidden, 'more change')}" if hidden > 0 else "")


def change_rows(change: PlanChange) -> tuple[ChangeRow, ...]:
    """All lines: those to look at, then the other ones in the order of plans."""
    rows = [row for entry in change.entries for row in _entry_rows(entry)]
    rows += map(_section_row, change.sections)
    return tuple(sorted(rows, key=lambda row: not row.flags))


def flagged_rows(change: PlanChange) -> Iterator[tuple[ReviewFlag, ChangeRow]]:
    """What to look at, one line a reason."""
    for flag, entry, field in change.flags():
        if field is None:
            yield flag, _entry_row(entry)._replace(flags=(flag.words,))
        else:
            alone = entry._replace(flag=None, fields=(field,))
            yield flag, next(_entry_rows(alone))


def changes_summary(change: PlanChange) -> str:
    """``5 changes, 2 to look at``."""
    rows = change_rows(change)
    flagged = sum(1 for _ in change.flags())
    return f"{counted(len(rows), 'change')}, {flagged} to look at" if flagged else counted(len(rows), "change")


def _entry_rows(entry: EntryChange) -> Iterator[ChangeRow]:
    if entry.group:
        yield _entry_row(entry)
    elif not entry.fields:
        yield ChangeRow(entry.kind.word, _flags(entry.flag), entry.noun)
    else:
        for field in entry.fields:
            yield ChangeRow(entry.kind.word, _flags(entry.flag, field), fields=(_field(field),))


def _entry_row(entry: EntryChange) -> ChangeRow:
    renamed = (entry.former, entry.title)
    fields = [field for field in entry.fields if (field.before, field.after) != renamed]
    return ChangeRow(
        entry.kind.word,
        _flags(entry.flag, *entry.fields),
        entry.noun,
        clipped(entry.title, LONGEST),
        clipped(entry.former, LONGEST),
        tuple([_field(field) for field in (fields if entry.kind is ChangeKind.CHANGED else fields[:FIELDS])]),
    )


def _flags(flag: ReviewFlag | None, *fields: FieldChange) -> tuple[str, ...]:
    """Why to look at an entry and its fields, each reason once."""
    flags = (flag, *[field.flag for field in fields])
    return tuple(dict.fromkeys([each.words for each in flags if each is not None]))


def _field(field: FieldChange) -> FieldWords:
    note = joined(clipped(field.difference, LONGEST), times_words(field))
    return FieldWords(field.label, clipped(field.before, LONGEST), clipped(field.after, LONGEST), note)


def _section_row(section: SectionChange) -> ChangeRow:
    return ChangeRow(
        section.kind.word,
        (),
        "text of" if section.title else "text before the first heading",
        clipped(section.title, LONGEST),
        clipped(section.former, LONGEST),
        note=section_words(section),
        excerpt=section.excerpt,
    )
