"""A plan's file taken apart: front matter and prose, each with the line it begins at.

What python-frontmatter would pass over in silence (a front matter that is never closed, or is no mapping)
becomes a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kamgen.model.links import CodedFault
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault
from kamgen.model.source import Source
from kamgen.model.values import shown
from kamgen.parse.conflicts import conflicts
from kamgen.parse.decode import decode
from kamgen.parse.handlers import HANDLERS, Handler


@dataclass(frozen=True, slots=True)
class Parts:
    """A plan's file taken apart."""

    front: FrontText
    data: dict[str, Any] | None
    """What the front matter says, untyped; None when it cannot be read (``front`` then holds no text either:
    nobody asks where a key of it stands, and looking could take long)."""
    body: str
    """The prose; empty when it cannot be told from the front matter."""
    body_line: int
    """The line of the file that the prose begins at."""
    faults: tuple[CodedFault, ...]


_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_NEAR_FENCE = re.compile(r"(?m)^(?:[ \t]+---|--|-{4,}|\.\.\.|[—–]+|- - -|\+\+|\+{4,})[ \t]*$")
_HALVES = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Halves of a character in JSON, which libyaml refuses when it is asked for places."""
_FIRST_KEYS = "`---`, then `name`, `owner` and `category`, then `---`"


def read_parts(source: Source) -> Parts:
    """The parts of a plan's file; whatever is wrong with it is among the faults, nothing is raised."""
    text, faults = decode(source)
    if text is None:
        return Parts(FrontText("yaml", "", 1), None, "", 1, faults)
    blank = _BLANK_LINES.match(text)
    skipped = blank.end() if blank else 0
    line = text.count("\n", 0, skipped) + 1
    rest = text[skipped:]
    handler = next((handler for handler in HANDLERS if handler.detect(rest)), None)
    if handler is None:
        parts = Parts(FrontText("yaml", "", line), None, text, 1, (("FMT001", _no_front(rest, line)),))
    else:
        parts = _split(handler, rest, line)
    found = (*faults, *parts.faults, *conflicts(parts.body, parts.body_line))
    front = parts.front if parts.data is not None else FrontText(parts.front.language, "", parts.front.first_line)
    return Parts(front, parts.data, parts.body, parts.body_line, found)


def _split(handler: Handler, text: str, line: int) -> Parts:
    """The parts of ``text``, which begins with a front matter at ``line``."""
    fenced = handler.language != "json"
    try:
        written, rest = handler.split(text)
    except ValueError:
        front = FrontText(handler.language, text.partition("\n")[2], line + 1)
        return Parts(front, None, "", line, (("FMT001", _never_closed(handler.fence, front, line)),))
    front_text = _one_line_end(written[1:]) if fenced else written
    front = FrontText(handler.language, front_text if fenced else _HALVES.sub(r"\\ufffd", written), line + fenced)
    tail, _, body = rest.partition("\n")
    body_line = line + written.count("\n") + 1
    data, faults = _load(handler, front_text, front)
    if tail.strip():
        fault = Fault(f"@{body_line - 1}:1-2", "text follows the last `}` on its line", "the prose on the next line")
        faults = (*faults, ("FMT001", fault))
    return Parts(front, data, body, body_line, faults)


def _one_line_end(text: str) -> str:
    """The text with a space for Unicode's line separators, which YAML counts as lines and no editor does."""
    return text.replace("\u2028", " ").replace("\u2029", " ")


def _load(handler: Handler, text: str, front: FrontText) -> tuple[dict[str, Any] | None, tuple[CodedFault, ...]]:
    unfinished = conflicts(front.text, front.first_line, in_front=True)
    if unfinished:
        return None, unfinished
    data, faults = handler.read(text, front.first_line)
    if isinstance(data, dict):
        return data, faults
    if data is None:
        return (None if faults else {}), faults
    return None, (*faults, ("FMT001", _no_mapping(data, front)))


def _no_front(text: str, line: int) -> Fault:
    if not text.strip():
        return Fault("@1:1-2", "the file is empty", _FIRST_KEYS)
    row = text.partition("\n")[0]
    message = "the file must begin with `---` on a line of its own, and the front matter below it"
    if _NEAR_FENCE.match(row):
        near = f"`{row.strip()}` does not begin a front matter"
        return Fault(f"@{line}:1-{len(row) + 1}", near, "`---`, three hyphens and nothing else")
    return Fault(f"@{line}:1-2", message, _FIRST_KEYS)


def _never_closed(fence: str, front: FrontText, line: int) -> Fault:
    message = f"the front matter that begins with this `{fence}` is never closed"
    near = _NEAR_FENCE.search(front.text)
    if near:
        number = front.text.count("\n", 0, near.start()) + front.first_line
        return Fault(f"@{line}:1-4", message, f"`{fence}` in line {number}, where `{near[0].strip()}` stands")
    return Fault(f"@{line}:1-4", message, f"`{fence}` on a line of its own below the last key")


def _no_mapping(data: object, front: FrontText) -> Fault:
    row = next((number for number, row in enumerate(front.text.split("\n")) if row.strip()), 0)
    what = "a list" if isinstance(data, list) else f"`{shown(data)}`"
    key = f"@{front.first_line + row}:1-2"
    return Fault(key, f"the front matter is {what}, not keys with their values", "`key: value` on each line")
