"""A text of sections that must not grow over a limit: whole sections are dropped from its end, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamgen.report.text import plural

_GAP = "\n\n"


def joined(head: Sequence[str], sections: Iterable[str], number: int, foot: str, what: str, room: int) -> str:
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
    while kept and len(_cut(head, kept, number, foot, what)) > room:
        kept.pop()
    return _cut(head, kept, number, foot, what)


def _cut(head: Sequence[str], kept: Sequence[str], number: int, foot: str, what: str) -> str:
    left = f"*Left out, since this text would be too long: the details of {plural(number - len(kept), what)}.*"
    return _text([*head, *kept, left, foot])


def _text(parts: Sequence[str]) -> str:
    return f"{_GAP.join(parts)}\n"
