"""A file's text and stretches of it replaced: all else keeps its bytes, line ends and byte order mark included."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from kamgen.model.errors import EditError

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


class Splice(NamedTuple):
    """``text`` in place of what stands from ``start`` to ``end``; both are offsets, and equal for an insertion."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's text."""

    mark: str
    """The byte order mark, or nothing."""
    text: str
    """The text behind it, with ``\\n`` for every line end."""
    ends: tuple[str, ...]
    """The line ends as they are."""

    def line_start(self, line: int) -> int:
        """The offset at which a line (from 1) begins; the text's end when there is none such."""
        position = 0
        for _ in range(line - 1):
            position = self.text.find("\n", position) + 1
            if not position:
                return len(self.text)
        return position

    def line(self, number: int) -> str:
        """A line (from 1), without its end."""
        return self.text[self.line_start(number) :].partition("\n")[0]

    def spliced(self, splices: Iterable[Splice], offset: int = 0) -> bytes:
        """The file's bytes with stretches replaced that do not overlap, counted from ``offset``.

        New lines end as the line before them does.
        """
        pieces, position = [self.mark], 0
        for start, end, text in sorted(splices):
            pieces.append(self._raw(position, start + offset))
            pieces.append(text.replace("\n", self._end_before(start + offset)))
            position = end + offset
        return "".join([*pieces, self._raw(position, len(self.text))]).encode()

    def _raw(self, start: int, end: int) -> str:
        first = self.text.count("\n", 0, start)
        rows = self.text[start:end].split("\n")
        ends = self.ends[first : first + len(rows) - 1]
        return "".join(row + close for row, close in zip_longest(rows, ends, fillvalue=""))

    def _end_before(self, position: int) -> str:
        number = self.text.count("\n", 0, position)
        at_line_start = position > 0 and self.text[position - 1] == "\n"
        ends = self.ends[max(number - at_line_start, 0) :] or self.ends[-1:]
        return ends[0] if ends else "\n"


def sheet_of(data: bytes) -> Sheet:
    """The text of a file that is known to be UTF-8."""
    text = data.decode()
    mark = _MARK if text.startswith(_MARK) else ""
    text = text[len(mark) :]
    return Sheet(mark, _LINE_END.sub("\n", text), tuple(_LINE_END.findall(text)))


_OPEN_LINE = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
"""What may follow a thing on a line that the brackets do not close on."""


def into_flow(text: str, opening: int, last: tuple[int, int] | None, thing: str) -> list[Splice]:
    """``thing`` behind the ``last`` one (from, to) of the brackets that open at ``opening``; None: there is none yet.

    Where each thing has a line of its own it gets one too, as deep as the last one.
    """
    if last is None:
        return [Splice(opening + 1, opening + 1, thing)]
    start, end = last
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start]
    if line <= opening or indent.strip():
        return [Splice(end, end, f", {thing}")]
    found = _OPEN_LINE.match(text, end)
    if found is None:
        return [Splice(end, end, f",\n{indent}{thing}")]
    comma = [] if found[1] else [Splice(end, end, ",")]
    return [*comma, Splice(found.end(), found.end(), f"{indent}{thing}{found[1]}\n")]


_BOX = re.compile(r"(?:[ \t>]|[-*+]|\d{1,9}[.)])*\[( )\]")
"""The box, behind whatever lists and quotes it stands in."""


def ticked(sheet: Sheet, line: int) -> list[Splice]:
    """What ticks the box in a line of the file (from 1). Raises `EditError` when there is none to be seen."""
    found = _BOX.match(sheet.line(line))
    if found is None:
        raise EditError(f"the box of the task in line {line} is not where it should be", "write `- [x]` there by hand")
    start = sheet.line_start(line) + found.start(1)
    return [Splice(start, start + 1, "x")]
