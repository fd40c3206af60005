"""What a plan would have said that could not be read: with the lines that stopped it as they were once it was mended.

Only so do the versions of a gap tell who wrote what in it. The versions themselves are never shown so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from kamgen.model.plan import Plan

_LINES = 6
"""So many lines at most stop a plan from being read; where more differ, nobody can say which."""
_PLACES = 20


def repaired(broken: bytes, mended: bytes, parse: Callable[[bytes], Plan]) -> Plan | None:
    """The plan with the lines of ``mended`` at the one place that stopped it; None where there is no such place."""
    one, other = (text.splitlines(keepends=True) for text in (broken, mended))
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    places = [step for step in steps if step[0] != "equal" and max(step[2] - step[1], step[4] - step[3]) <= _LINES]
    for _, start, stop, first, last in places[:_PLACES]:
        for lines in _mended(one[start:stop], other[first:last]):
            plan = parse(b"".join([*one[:start], *lines, *one[stop:]]))
            if plan.readable:
                return plan
    return None


def _mended(was: list[bytes], now: list[bytes]) -> Iterator[list[bytes]]:
    """Ways to mend a place: one line, or what is too much, before all of it; others may have been written since."""
    more = len(was) - len(now)
    if now and more >= 0:
        for at in range(len(now) + (more > 0)):
            yield [*was[:at], *([] if more else now[at : at + 1]), *was[at + (more or 1) :]]
    yield now
