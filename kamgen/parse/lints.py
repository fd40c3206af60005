"""What is odd about texts: lost to comments, merges that were never finished, placeholders, unsafe characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kamgen.model.enums import Severity
from kamgen.model.places import CodedFault, Fault, KeyPath, Lines, join_key, shown
from kamgen.model.plan import is_placeholder
from kamgen.parse.decode import CONTROL
from kamgen.rules.codes import FaultCode
from kamgen.source.nodes import Mapping, Node, Scalar, place_key, walk

_HASH = re.compile(r"(?<=[^\s#])[ \t]+(#[^\s#].*)")


def lost_to_comments(root: Node | None, text: str, lines: Lines) -> Iterator[CodedFault]:
    """A warning for each text without quotes, or place of one, that goes on behind `` #``."""
    found = list(_HASH.finditer(text)) if "#" in text else []
    ends = {node.end for node in walk(root) if isinstance(node, Scalar) and node.plain} if found else set()
    for comment in found:
        if comment.start() in ends:
            lost = comment[1].rstrip()
            key = place_key(lines.place(comment.start(1), comment.start(1) + len(lost)))
            message = f"YAML takes `{shown(lost)}` for a comment, so it is lost"
            yield FaultCode.INVALID_VALUE, Fault(key, message, "the whole text in quotes", severity=Severity.WARNING)


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
            faults.append((FaultCode.SYNTAX, Fault(f"@{number}:1-8", _MESSAGE, _WRITE)))
        open_since = sign != ">"
    return tuple(faults)


LONGEST_NAME = 200
"""Letters of a name; a page has no room for more."""
NAMES = frozenset(["name", "owner", "category", "parent", "system", "title", "role", "function", "to", "met_by"])

_UNSAFE = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of characters."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

holds_a_place = lru_cache(maxsize=4096)(is_placeholder)
"""`is_placeholder`, which keeps what it made of texts: a portfolio repeats its names."""


def clean(root: Node, text: str) -> list[CodedFault]:
    """Takes characters that would break a page out of the nodes of ``text``; a fault for each text that held one."""
    faults: list[CodedFault] = []
    if "\\" in text or (not text.isascii() and _TURNING.search(text)):
        _clean(root, (), faults)
    return faults


def _clean(node: Node, path: KeyPath, faults: list[CodedFault]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            _clean(key, path, faults)
            _clean(value, (*path, key.text), faults)
    elif not isinstance(node, Scalar):
        for number, item in enumerate(node.items):
            _clean(item, (*path, number), faults)
    elif found := _UNSAFE.search(node.text):
        message = f"an invisible character (U+{ord(found[0]):04X}) stands in this text and would garble the page"
        faults.append((FaultCode.INVALID_VALUE, Fault(join_key(path), message, "the text without it")))
        node.text = _UNSAFE.sub("", node.text)
