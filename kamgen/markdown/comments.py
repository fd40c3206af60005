"""Comments in prose: ``<!-- … -->``, ``%% … %%`` and ``[//]: # (…)``. In code they are text.

They are taken out before prose is read, so that nothing can tell them. Where code is, only the parser knows: it reads
the blocks with comments in their places first, and code within a line is then looked for in each passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

from kamgen.markdown.parser import blocks
from kamgen.model.places import Span, blanked, lines_of

_SIGN = re.compile(
    r"(?P<escaped>\\[\\`<%\[])"
    r"|(?P<code>`+)"
    r"|<!--(?P<html>)"
    r"|(?<![\w%])%%(?!%)(?P<note>)"
    r"|(?<=\w)%%(?=[^\W\d_][^\n]{0,500}?%%)(?P<glued>)"
    r"|(?m:^)[ \t>]*\[(?://|comment)\]:(?P<line>)"
)
_ENDS = {
    "html": re.compile(r"-->|(?<=<!--)-?>"),
    "note": re.compile("%%"),
    "glued": re.compile("%%"),
    "line": re.compile(r"(?=\n)|\Z"),
}
_MAY_BEGIN = re.compile(r"<!--|%%|\[(?://|comment)\]:")
_BLANKS = re.compile(r"[ \t]*")
_CELL = re.compile(r"(?:[^|\\\n]|\\.)*")
_MOST = 500_000
"""Letters after which the blocks of one text are not read again, for a comment over several lines."""


class Comments(Struct, frozen=True):
    """The comments of one text."""

    spans: tuple[Span, ...] = ()
    """Their offsets, with the blanks around them that would be left over."""
    unclosed: tuple[int, int, str] | None = None
    """Line from 0 and column from 1 of one that goes on to the end of the text, and the sign that would end it."""

    def cuts(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Column from 0 and length of what is taken out of each line of ``text``, by line from 0."""
        found: dict[int, list[tuple[int, int]]] = {}
        if self.spans:
            starts = (*lines_of(text, 0).starts, len(text) + 1)
            for start, end in self.spans:
                for line in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
                    first = max(start, starts[line])
                    found.setdefault(line, []).append((first - starts[line], min(end, starts[line + 1] - 1) - first))
        return found


def comments(text: str) -> Comments:
    """The comments of a prose whose lines end with ``\\n``."""
    if _MAY_BEGIN.search(text) is None:
        return Comments()
    passages, position, several = _Passages(text), 0, 0
    spans: list[Span] = []
    while found := _SIGN.search(text, position):
        kind, start, position = str(found.lastgroup), found.start(), found.end()
        passage = passages.end(found.end() - 1)
        if not passage:
            position = max(position, text.find("\n", start) + 1)
        elif kind == "code":
            position = passages.code_end(found[0], position, passage)
        elif kind != "escaped":
            ends = _ENDS[kind].search(text, position)
            position = ends.end() if ends else len(text)
            spans.append(_with_blanks(text, start, position, spans[-1][1] if spans else 0))
            if not ends:
                line, column, _ = lines_of(text, 0).place(start, start + 1)
                return Comments(tuple(spans), (line, column, "-->" if kind == "html" else "%%"))
            if "\n" in text[start:position] and several * len(text) < _MOST:
                several += 1
                text = blanked(text, [(start, position)], "x")
                passages = _Passages(text)
    return Comments(tuple(spans))


def _with_blanks(text: str, start: int, end: int, before: int) -> Span:
    """A comment with the blanks before it when it ends a line, else with those behind it when some stand before."""
    if text[end : end + 1] in ("\n", ""):
        line = text[max(text.rfind("\n", 0, start) + 1, before) : start]
        return start - len(line) + len(line.rstrip(" \t")), end
    if start == 0 or text[start - 1] in "\n \t":
        blanks = _BLANKS.match(text, end)
        return start, blanks.end() if blanks else end
    return start, end


class _Passages:
    """The paragraphs, headings and cells of a text: code within a line does not reach over their ends."""

    def __init__(self, text: str) -> None:
        self.text, self.starts = text, (*lines_of(text, 1).starts, len(text) + 1)
        self.ends = list(self.starts[1:])
        """For each line, where the passage that it belongs to ends: 0 for a line of code, -1 for the row of a table."""
        self.unended: set[tuple[str, int]] = set()
        before = ""
        for token in blocks(text, {"comments": True}):
            if token.map and token.type in ("inline", "fence", "code_block"):
                first, last = token.map
                end = -1 if before in ("td_open", "th_open") else self.starts[last] if token.type == "inline" else 0
                first += token.type == "fence"  # what stands behind the opening fence is no code
                self.ends[first:last] = [end] * (last - first)
            before = token.type

    def end(self, at: int) -> int:
        """Where the passage around ``at`` ends; 0 in a block of code."""
        end = self.ends[bisect_right(self.starts, at) - 1]
        cell = _CELL.match(self.text, at) if end < 0 else None
        return cell.end() if cell else end

    def code_end(self, signs: str, start: int, passage: int) -> int:
        """Where code that began with ``signs`` before ``start`` ends; there when it does not."""
        if (signs, passage) in self.unended:
            return start
        found = re.compile(f"(?<!`){signs}(?!`)").search(self.text, start, passage)
        if found is None:
            self.unended.add((signs, passage))
        return found.end() if found else start
