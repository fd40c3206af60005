"""The headings of the prose and what stands below each: which sections a plan has, and what they say."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kamgen.model.places import Fault
from kamgen.model.plan import SECTIONS, Section, heading_key, is_placeholder
from kamgen.model.values import Refused, parse_date
from kamgen.rules.codes import FaultCode

_DATED = re.compile(r"(?s)(.*\S)\s*\((\d{4}-\d{2}-\d{2})\)")
_READ = frozenset(heading_key(name) for names in SECTIONS.values() for name in names)
_WORD = frozenset(["Ll", "Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"])
_BEGINNINGS = frozenset(["to", "tb", "n/", "no", "xx", "fi", "lo"])
"""What a placeholder that is a word begins with; checked first, since most prose begins otherwise."""
_MARK = re.compile(r"[^\w\- ]+")


@dataclass(slots=True)
class _Open:
    title: str
    anchor: str
    level: int
    line: int
    dated: date | None
    parents: tuple[str, ...]
    start: int
    end: int = -1
    holds_place: bool = False
    bullets: list[str] = field(default_factory=list)


class Outline:
    """Takes the prose in, heading by heading and paragraph by paragraph, and gives its sections at the end."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._all: list[_Open] = []
        self._around: list[_Open] = []
        self._anchors: dict[str, int] = {}

    def heading(self, words: str, level: int, line: int) -> tuple[str, int]:
        """Begins a section; returns the heading's anchor and how many headings stand around it."""
        while self._around and self._around[-1].level >= level:
            self._around.pop().end = len(self._said)
        title, dated, slug = _named(words)
        anchor = self._anchor(slug)
        parents = (*self._around[-1].parents, self._around[-1].title) if self._around else ()
        section = _Open(title, anchor, level, line, dated, parents, len(self._said))
        self._all.append(section)
        self._around.append(section)
        return anchor, len(parents)

    @property
    def depth(self) -> int:
        """How many headings stand around the present place."""
        return len(self._around)

    def say(self, words: str) -> bool:
        """Notes a paragraph, cell or code block; False when it says nothing real."""
        beginning = words[:2]
        if not beginning[:1].isalnum() or beginning.lower() in _BEGINNINGS:
            if not words or words.isspace():
                return False
            if all(is_placeholder(line) for line in words.splitlines() if line.strip()):
                if self._around:
                    self._around[-1].holds_place = True
                return False
        self._said.append(words)
        return True

    def bullet(self, words: str) -> None:
        """Notes a list item of the present section."""
        if self._around:
            self._around[-1].bullets.append(" ".join(words.split()))

    def sections(self) -> tuple[Section, ...]:
        """All sections, in the order of their headings."""
        return tuple(
            Section(each.title, each.anchor, each.level, each.line, each.dated, text, tuple(each.bullets), each.parents)
            for each, text in ((each, self._text(each)) for each in self._all)
        )

    def faults(self) -> tuple[tuple[str, Fault], ...]:
        """FMT010 for each section that kamgen reads and that only holds a place."""
        return tuple(
            (
                FaultCode.PLACEHOLDER,
                Fault(f"#{each.anchor}", f"{each.title} holds only a placeholder", _write(each.title)),
            )
            for each in self._all
            if each.holds_place and heading_key(each.title) in _READ and not self._text(each)
        )

    def _text(self, section: _Open) -> str:
        return "\n".join(self._said[section.start : section.end if section.end >= 0 else len(self._said)])

    def _anchor(self, slug: str) -> str:
        anchor, number = slug, self._anchors.get(slug, 0)
        while anchor in self._anchors:
            number += 1
            anchor = f"{slug}-{number}"
        self._anchors[slug] = number
        self._anchors[anchor] = 0
        return anchor


def _write(title: str) -> str:
    return f"what there is to say about {title.lower()}, or take the heading out until there is something"


@lru_cache(maxsize=4096)
def _named(words: str) -> tuple[str, date | None, str]:
    """A heading's title, its date and its anchor."""
    words = " ".join(words.split())
    return *_title(words), _slug(words)


def _title(words: str) -> tuple[str, date | None]:
    found = _DATED.fullmatch(words) if words.endswith(")") else None
    if found is None:
        return words, None
    try:
        return found[1], parse_date(found[2])
    except Refused:
        return words, None


def _slug(words: str) -> str:
    """The anchor GitHub gives a heading: small letters, punctuation dropped, hyphens for spaces."""
    small = words.lower()
    if small.isascii():
        kept = _MARK.sub("", small)
    else:
        kept = "".join(sign for sign in small if sign in "- " or unicodedata.category(sign) in _WORD)
    return kept.replace(" ", "-") or "section"
