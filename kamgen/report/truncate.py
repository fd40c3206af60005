"""Markdown that must not grow over a limit: what is dropped from its end is counted in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kamgen.text.words import counted

_GAP = "\n\n"


class Section(NamedTuple):
    """Rows of which any number may be left out from the end; without any, the section is left out."""

    title: str
    """In words, for the note on what was left out."""
    opening: str
    """What stands before the rows, line ends included."""
    rows: Sequence[str]
    """Each a whole row or item, of one line."""
    closing: str = ""

    def text(self, kept: int) -> str:
        """The section with so many rows."""
        return self.opening + "\n".join(self.rows[:kept]) + self.closing


def fold(title: str, summary: str, rows: Sequence[str], opening: str = "") -> Section:
    """A section that is folded away below its summary, which is HTML."""
    return Section(title, f"<details><summary>{summary}</summary>{_GAP}{opening}", rows, f"{_GAP}</details>")


def truncated(head: str, sections: Sequence[Section], foot: str, limit: int) -> str:
    """Head, as much of the sections as ``limit`` characters hold, and foot; head and foot are never cut."""
    sections = [section for section in sections if section.rows]
    whole = _text([head, *(section.text(len(section.rows)) for section in sections), foot])
    if len(whole) <= limit:
        return whole
    nothing = [0] * len(sections)
    room = limit - len(_text([head, _left_out(sections, nothing), foot]))
    kept = _fitting(sections, room)
    texts = [section.text(number) for section, number in zip(sections, kept, strict=True) if number]
    return _text([head, *texts, _left_out(sections, kept), foot])


def _fitting(sections: Sequence[Section], room: int) -> list[int]:
    """How many rows of each section stay: all of the first ones, some of one, none of the last."""
    kept = []
    for section in sections:
        number = _rows_that_fit(section, room)
        kept.append(number)
        room = room - len(section.text(number)) - len(_GAP) if number == len(section.rows) else 0
    return kept


def _rows_that_fit(section: Section, room: int) -> int:
    room -= len(section.opening) + len(section.closing) + len(_GAP) - 1
    for number, row in enumerate(section.rows):
        room -= len(row) + 1
        if room < 0:
            return number
    return len(section.rows)


def _left_out(sections: Sequence[Section], kept: Sequence[int]) -> str:
    parts = [
        f"{counted(len(section.rows) - number, 'line')} of “{section.title}”"
        for section, number in zip(sections, kept, strict=True)
        if number < len(section.rows)
    ]
    return f"*Left out, since a comment must not be longer: {', '.join(parts)}. `kamgen diff` shows everything.*"


def _text(parts: Sequence[str]) -> str:
    return f"{_GAP.join(parts)}\n"


def whole_sections(head: Sequence[str], sections: Iterable[str], number: int, foot: str, what: str, room: int) -> str:
    """Head, as many of the sections as fit into ``room`` characters, and foot; ``what`` one section is about.

    A blank line stands between parts, and a line end behind the last. When some of the ``number`` sections are left
    out, the text says how many; head and foot are never cut. No more sections are asked for than fit.
    """
    length, kept = len(_text([*head, foot])), list[str]()
    for section in sections:
        length += len(section) + len(_GAP)
        if length > room:
            break
        kept.append(section)
    if len(kept) == number:
        return _text([*head, *kept, foot])
    while kept and len(_cut_sections(head, kept, number, foot, what)) > room:
        kept.pop()
    return _cut_sections(head, kept, number, foot, what)


def _cut_sections(head: Sequence[str], kept: Sequence[str], number: int, foot: str, what: str) -> str:
    left = f"*Left out, since this text would be too long: the details of {counted(number - len(kept), what)}.*"
    return _text([*head, *kept, left, foot])
