"""What changed in one plan, on a terminal.

Signs are `+` added, `~` changed, `-` removed, and `!` in the margin for what a reviewer should look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.model.change import (
    EntryChange,
    FieldChange,
    Kind,
    Look,
    PlanChange,
    SectionChange,
)
from kamgen.model.phrases import section_words
from kamgen.report.changes import words
from kamgen.report.text import YELLOW, paint, visible

GREEN, GONE = "32", "31"
_STYLES = {"+": GREEN, "-": GONE, "~": YELLOW}
_BRACKETS = {"+": ("{+", "+}"), "-": ("[-", "-]")}
_FIELDS_ON_ONE_LINE = 1


def plan_lines(plan: PlanChange, color: bool) -> Iterator[str]:
    """A line for each change, those to look at first, then those of the prose."""
    for entry in sorted(plan.entries, key=lambda entry: not _to_look_at(entry)):
        if not entry.group:
            yield from (
                _field(field, "", color) for field in sorted(entry.fields, key=lambda field: field.look is None)
            )
        else:
            yield from _entry(entry, color)
    for section in plan.sections:
        yield from _section(section, color)


def _to_look_at(entry: EntryChange) -> bool:
    return bool(entry.look or any(field.look for field in entry.fields))


def _entry(entry: EntryChange, color: bool) -> Iterator[str]:
    named = visible(words.entry_name(entry))
    if entry.kind is not Kind.CHANGED:
        given = visible(words.given(entry))
        yield marked(entry.kind.sign, f"{named}{f': {given}' if given else ''}", entry.look, "", color)
    elif entry.look is None and len(entry.fields) == _FIELDS_ON_ONE_LINE:
        field = entry.fields[0]
        yield marked("~", f"{named}, {visible(words.field_words(field))}", field.look, "", color)
    else:
        yield marked("~", named, entry.look, "", color)
        yield from (_field(field, "    ", color) for field in entry.fields)


def _field(field: FieldChange, indent: str, color: bool) -> str:
    sign = "+" if not field.before else "-" if not field.after else "~"
    said = f"{words.line(field.label, words.NAME)}: {words.values(field)}"
    return marked(sign, visible(said), field.look, indent, color)


def marked(sign: str, said: str, look: Look | None, indent: str, color: bool) -> str:
    """One line with its sign, and why to look at it."""
    margin = paint("!", YELLOW, color) if look else " "
    why = f"  {paint(f'[{look.words}]', YELLOW, color)}" if look else ""
    return f"  {margin} {indent}{signed(sign, color)} {said}{why}"


def signed(sign: str, color: bool) -> str:
    """The sign in its colour."""
    return paint(sign, _STYLES[sign], color)


def _section(section: SectionChange, color: bool) -> Iterator[str]:
    said = f"section {words.section_name(section)}: {section_words(section)}"
    yield f"    {signed(section.kind.sign, color)} {visible(said)}"
    if section.excerpt:
        yield f"        {' '.join(_piece(piece.sign, piece.text, color) for piece in section.excerpt)}"


def _piece(sign: str, text: str, color: bool) -> str:
    shown = visible(" ".join(text.split()))
    if sign not in _BRACKETS:
        return shown
    before, after = _BRACKETS[sign]
    return paint(shown, _STYLES[sign], color) if color else f"{before}{shown}{after}"
