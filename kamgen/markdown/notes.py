"""What is noted while the prose is read once: its links, mistakes and footnotes, each at its place in the file.

A link may go to http, https, mailto, or a path beside the plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote, unquote

from kamgen.markdown.parser import Environment
from kamgen.model.places import Fault, shown
from kamgen.model.plan import Link, LinkKind
from kamgen.model.values import Refused
from kamgen.rules.codes import FaultCode

_NEVER = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd]")
_SCHEME = re.compile(r"([^/?#]*):")
_HOST = re.compile(
    r"https?://(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s\"<>^`{|}\[\]]")
_LONGEST = 2000
"""Characters of an address that browsers and servers still take; a plan may use a definition of it many times."""
_WHERE = "`https://…`, `mailto:…`, or a path such as `halden.md` or `minutes.pdf`"


class Address(NamedTuple):
    """Where a link goes, as in `kamgen.model.plan.Link`."""

    kind: LinkKind
    target: str
    fragment: str


def read_address(written: str) -> Address:
    """What ``written`` in ``[text](written)`` points at; `Refused` (LNK002) when a link may not go there."""
    if len(written) > _LONGEST:
        raise Refused(f"this address is longer than {_LONGEST} characters", "a shorter one")
    if _NEVER.search(written):
        raise _refused(written)
    scheme = _SCHEME.match(written)
    if scheme is not None:
        return _external(written, scheme[1].lower())
    path, _, fragment = written.partition("#")
    target, fragment = unquote(path.partition("?")[0]), unquote(fragment)
    if written.startswith("/") or target.startswith("/") or _SCHEME.match(target) or _NEVER.search(target + fragment):
        raise _refused(written)
    if target:
        return Address(LinkKind.ACCOUNT if target.lower().endswith(".md") else LinkKind.FILE, target, fragment)
    if fragment:
        return Address(LinkKind.ANCHOR, "", fragment)
    raise Refused("this link leads nowhere", f"its address between the round brackets: {_WHERE}")


def _external(written: str, scheme: str) -> Address:
    host = _HOST.match(written) if scheme in ("http", "https") else None
    if host is None and (scheme != "mailto" or "@" not in written):
        raise _refused(written)
    fixed = host[0] if host else ""
    rest, mark, fragment = written[len(fixed) :].partition("#")
    safe = fixed + _UNFIT.sub(_encoded, rest) + mark + _UNFIT.sub(_encoded, fragment).replace("#", "%23")
    return Address(LinkKind.EXTERNAL, safe, "")


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def _refused(written: str) -> Refused:
    message = f"`{shown(written)}`: a link may only go to http, https, mailto or a file beside the plan"
    return Refused(message, _WHERE)


class Passage(NamedTuple):
    """The text of one paragraph, heading or cell, and where it stands."""

    content: str
    line: int
    """Its first line, from 0, in the prose."""
    before: Sequence[str] = ()
    """The cells before it in the same row of a table."""


@dataclass(slots=True)
class Notes:
    """Filled while the prose is read, then turned into the frozen `kamgen.model.plan.Body`."""

    first_line: int
    """The file's line number of the first line of the prose."""
    lines: list[str]
    env: Environment
    links: list[Link] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    footnotes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Number of each footnote, and how often it was referred to."""
    mentioned: list[str] = field(default_factory=list)
    """Footnotes in the order of first mention."""
    tangled: bool = False
    """Whether brackets were met that cannot be followed, and that was said."""
    _located: Passage | None = None
    _starts: list[tuple[int, int, int]] = field(default_factory=list)

    def link(self, address: Address, passage: Passage, at: int) -> int:
        """Notes a link that begins at ``at`` in the text; returns its number."""
        self.links.append(Link(*address, *self.place(passage, at)))
        return len(self.links) - 1

    def refer(self, footnote: str) -> tuple[int, int]:
        """Notes a reference to a footnote; returns its number, and how often it has been referred to."""
        if footnote not in self.footnotes:
            self.mentioned.append(footnote)
        number, times = self.footnotes.get(footnote, (len(self.mentioned), 0))
        self.footnotes[footnote] = number, times + 1
        return self.footnotes[footnote]

    def refuse(self, refused: Refused, passage: Passage, at: int, code: FaultCode | None = None) -> None:
        """Notes a mistake that begins at ``at`` in the text, under ``code``; left out: that of a value."""
        line, column = self.place(passage, at)
        self.faults.append(
            (code or FaultCode.of_value(refused.impossible), Fault(f"@{line}:{column}", refused.message, refused.write))
        )

    def place(self, passage: Passage, at: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of the character at ``at`` in the text."""
        if self._located is not passage:
            self._located, self._starts = passage, list(self._lines_of(passage))
        start, line, column = self._starts[bisect_right(self._starts, at, key=itemgetter(0)) - 1]
        return self.first_line + line, column + at - start + 1

    def _lines_of(self, passage: Passage) -> Iterator[tuple[int, int, int]]:
        """For each line of the text: its offset there, its line in the prose, and the column of that offset."""
        start = 0
        for number, part in enumerate(passage.content.split("\n"), passage.line):
            line = self.lines[number] if number < len(self.lines) else ""
            yield start, number, _column(line, part.strip(), _after(line, passage.before)) - _indent(part)
            start += len(part) + 1


def _indent(part: str) -> int:
    return len(part) - len(part.lstrip())


def _after(line: str, cells: Sequence[str]) -> int:
    """Where in a table's row the cells before this one end."""
    end = 0
    for cell in cells:
        found = line.find(cell, end)
        end = found + len(cell) if found >= 0 else end
    return end


def _column(line: str, part: str, start: int) -> int:
    """Where ``part`` of a paragraph begins in its line; a cell has its pipes escaped there."""
    found = line.find(part, start)
    if found < 0:
        found = line.find(part.replace("|", "\\|"), start)
    return max(found, start)
