"""A text of sections that must not grow over a limit: whole sections are dropped from its end, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kamgen.report.text import plural

_GAP = "\n\n"


def joined(head: Sequence[str], sections: Sequence[str], foot: str, what: str, room: int) -> str:
    """Head, as many of the sections as fit into ``room`` characters, and foot; ``what`` one section is about.

    A blank line stands between parts, and a line end behind the last. When sections are left out, the text says how
    many; head and foot are never cut.
    """
    whole = _text([*head, *sections, foot])
    if len(whole) <= room:
        return whole
    room -= len(_text([*head, _left_out(len(sections), what), foot]))
    kept = sum(length <= room for length in accumulate(len(section) + len(_GAP) for section in sections))
    return _text([*head, *sections[:kept], _left_out(len(sections) - kept, what), foot])


def _left_out(number: int, what: str) -> str:
    return f"*Left out, since this text would be too long: the details of {plural(number, what)}.*"


def _text(parts: Sequence[str]) -> str:
    return f"{_GAP.join(parts)}\n"
