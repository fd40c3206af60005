"""Text that YAML takes for a comment: in ``summary: We are their #1 supplier`` it reads up to ``their``.

A comment that is meant as one has a space behind its ``#`` or a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamgen.model.choices import Severity
from kamgen.model.links import CodedFault
from kamgen.model.places import Lines
from kamgen.model.plan import Fault
from kamgen.model.values import shown
from kamgen.source.nodes import Node, Scalar, place_key, walk

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
            yield "FMT003", Fault(key, message, "the whole text in quotes", severity=Severity.WARNING)
