"""A task of the prose: its box ticked."""

from __future__ import annotations

import re

from kamgen.edit.sheet import Sheet, Splice
from kamgen.model.errors import EditError

_BOX = re.compile(r"(?:[ \t>]|[-*+]|\d{1,9}[.)])*\[( )\]")
"""The box, behind whatever lists and quotes it stands in."""


def ticked(sheet: Sheet, line: int) -> list[Splice]:
    """What ticks the box in a line of the file (from 1). Raises `EditError` when there is none to be seen."""
    found = _BOX.match(sheet.line(line))
    if found is None:
        raise EditError(f"the box of the task in line {line} is not where it should be", "write `- [x]` there by hand")
    start = sheet.line_start(line) + found.start(1)
    return [Splice(start, start + 1, "x")]
