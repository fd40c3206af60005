"""One thing more within brackets: a row of ``[…]``, a key of ``{…}``; in YAML, TOML and JSON alike."""

from __future__ import annotations

import re

from kamgen.edit.sheet import Splice

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
