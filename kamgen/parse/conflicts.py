"""Merges that were never finished: the marks git leaves in a file."""

from __future__ import annotations

import re

from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault

_MARK = re.compile(r"(?m)^(?:<{7}|>{7})(?= |$)")
_ANY_MARK = re.compile(r"(?m)^(?:<{7}|>{7}|={7})(?= |$)")
"""With the middle one, which underlines a heading in prose."""

_MESSAGE = "a merge conflict is left in the file"
_WRITE = "the text that is right, without the lines of `<<<<<<<`, `=======` and `>>>>>>>`"


def conflicts(text: str, line: int, in_front: bool = False) -> tuple[CodedFault, ...]:
    """A fault for every conflict in a text that begins at ``line``."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and not (in_front and "=======" in text):
        return ()
    faults: list[CodedFault] = []
    open_since, number, seen = False, line, 0
    for found in (_ANY_MARK if in_front else _MARK).finditer(text):
        sign = found[0][0]
        number, seen = number + text.count("\n", seen, found.start()), found.start()
        if sign == "<" or not open_since:
            faults.append(("FMT001", Fault(f"@{number}:1-8", _MESSAGE, _WRITE)))
        open_since = sign != ">"
    return tuple(faults)
