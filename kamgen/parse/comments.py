"""Text that YAML takes for a comment: in ``summary: We are their #1 supplier`` it reads up to ``their``.

A comment that is meant as one has a space behind its ``#`` or a line of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml

from kamgen.model.choices import Severity
from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault
from kamgen.model.values import shown

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Mark = tuple[int, int]
"""Line and column, from 0."""
_HASH = re.compile(r"(?<=[^\s#])[ \t]+(#[^\s#].*)")
_ENDS = (yaml.KeyToken, yaml.BlockEndToken, yaml.StreamEndToken, yaml.DocumentEndToken)
"""What follows a key that has no value; a list may begin in the column of its key."""


def lost_to_comments(text: str, line: int) -> tuple[CodedFault, ...]:
    """A warning for each text of a YAML text (which begins at ``line`` and can be read) that goes on behind `` #``."""
    if "#" not in text or not _HASH.search(text):
        return ()
    return tuple(("FMT003", _lost(rest, mark, line)) for rest, mark in _comments(text))


def _lost(rest: str, mark: _Mark, line: int) -> Fault:
    key = f"@{line + mark[0]}:{mark[1] + 1}-{mark[1] + 1 + len(rest)}"
    message = f"YAML takes `{shown(rest)}` for a comment, so it is lost"
    return Fault(key, message, "the whole text in quotes", severity=Severity.WARNING)


def _comments(text: str) -> Iterator[tuple[str, _Mark]]:
    """The comments that break something off, and where they begin."""
    try:
        tokens = list(yaml.scan(text, Loader=_LOADER))
    except yaml.YAMLError:
        return
    starts = [token.start_mark.index for token in tokens]
    for found in _HASH.finditer(text):
        position = found.start(1)
        number = bisect_right(starts, position) - 1
        before, after = tokens[number], tokens[min(number + 1, len(tokens) - 1)]
        end = before.end_mark
        on_its_line = end.index < position and text.find("\n", end.index, position) < 0
        if on_its_line and text[end.index : position].isspace() and _breaks_off(before, after):
            yield found[1].rstrip(), (end.line, end.column + position - end.index)


def _breaks_off(before: yaml.Token, after: yaml.Token) -> bool:
    """Whether a comment between them follows an unquoted text, or stands where a value is missing."""
    if isinstance(before, yaml.ScalarToken):
        return bool(before.plain)
    if isinstance(before, yaml.BlockEntryToken):
        return isinstance(after, (*_ENDS, yaml.BlockEntryToken))
    return isinstance(before, yaml.ValueToken) and isinstance(after, _ENDS)
