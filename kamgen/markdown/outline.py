"""What the prose holds beside its HTML: headings and what stands below each, and tasks.

``- [ ] Send the draft @Per Moe due:2026-12-01`` is an action like those of the front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from kamgen.model.enums import Prime, Severity
from kamgen.model.fields import folded
from kamgen.model.front_matter import Action
from kamgen.model.places import Fault, short_text
from kamgen.model.plan import SECTIONS, Section, heading_key
from kamgen.model.values import Refused, parse_date
from kamgen.model.written_days import times
from kamgen.rules.codes import FaultCode
from kamgen.text.substance import is_placeholder, real_words

_DATED = re.compile(r"(?s)(.*\S)\s*\((?=[^()\d]*\d)([^()]+)\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"^(?=.*\d{4})(?=.*(?:[^\W\d_]|\d[-./]\d))")
"""More than a year alone, of which a section may be about."""
_READ = frozenset(heading_key(name) for names in SECTIONS.values() for name in names)
_MOST_WORDS = max(len(name.split()) for name in _READ) + 3
"""Of the beginning of a heading that may be one of those."""
_WORD = frozenset(["Ll", "Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"])


class _Open(Struct):
    """A section while it is read: what was said from ``start`` to ``end`` stands in it."""

    section: Section
    start: int
    body: int
    """The line of the file behind its heading."""
    end: int | None = None
    holds_place: bool = False
    bullets: list[str] = field(default_factory=list)


class Outline:
    """Takes the prose in, heading by heading and paragraph by paragraph, and gives its sections at the end."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._counted: list[str] = []
        """The same without what counts for nothing: the heads of tables."""
        self._all: list[_Open] = []
        self._around: list[_Open] = []
        self._anchors: dict[str, int] = {}
        self._faults: list[tuple[str, Fault]] = []

    def heading(self, words: str, level: int, line: int, body: int) -> tuple[str, int]:
        """Begins a section whose own lines begin at ``body``; returns its anchor and how many headings are around."""
        while self._around and self._around[-1].section.level >= level:
            self._around.pop().end = len(self._said)
        title = " ".join(words.split())
        anchor, dated = self._anchor(title), None
        if found := _DATED.fullmatch(title):
            try:
                title, dated = found[1], parse_date(found[2])
            except Refused as refused:
                meant = times(found[2])
                if not meant.what and any(map(_DAY.fullmatch, meant.texts)):
                    title, message = found[1], f"the date of “{short_text(found[1])}”: {refused.message}"
                    fault = Fault(f"#{anchor}", message, refused.write, severity=Severity.WARNING)
                    self._faults.append((FaultCode.INVALID_VALUE, fault))
        if dated is None and heading_key(title) not in _READ:
            title = self._without_time(title, anchor, "#" * level)
        parents = tuple(each.section.title for each in self._around)
        self._all.append(_Open(Section(title, anchor, level, line, dated, "", (), parents), len(self._said), body))
        self._around.append(self._all[-1])
        return anchor, len(parents)

    def _without_time(self, title: str, anchor: str, signs: str) -> str:
        """The title of a section that kamgen reads, behind which a day or period stands in another way; it is told."""
        words = title.split()
        for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
            name, time = " ".join(words[:count]).rstrip(" -–—:,|"), " ".join(words[count:]).strip(" -–—:,|()")
            if heading_key(name) in _READ and _TIME.search(time) and (meant := times(time)).texts:
                day = meant.texts[0] if _DAY.fullmatch(meant.texts[0]) else "2026-09-14"
                message = f"`{short_text(time)}` behind “{name}” is not read as the day on which it was written"
                write = f"the day in brackets{'' if day in meant.texts else ', such as'} `{signs} {name} ({day})`"
                fault = Fault(f"#{anchor}", message, write, severity=Severity.WARNING)
                self._faults.append((FaultCode.INVALID_VALUE, fault))
                return name
        return title

    @property
    def depth(self) -> int:
        """How many headings stand around the present place."""
        return len(self._around)

    def say(self, words: str, counts: bool = True) -> bool:
        """Notes a paragraph, cell or code block; False when it says nothing real."""
        lines = [line for line in words.splitlines() if line.strip()]
        if all(map(is_placeholder, lines)) or is_placeholder(words):
            if lines and self._around:
                self._around[-1].holds_place = True
            return False
        self._said.append(words)
        self._counted.append(words if counts else "")
        return True

    def bullet(self, words: str) -> None:
        """Notes a list item of the present section."""
        if self._around:
            self._around[-1].bullets.append(" ".join(words.split()))

    def close(self, lines: Sequence[str]) -> tuple[tuple[Section, ...], list[tuple[str, Fault]]]:
        """All sections, in the order of their headings; FMT010 for each that kamgen reads and only holds a place.

        ``lines`` are those of the file, from the first on.
        """
        sections: list[Section] = []
        faults = [*self._faults]
        ends = [*(each.section.line - 1 for each in self._all[1:]), len(lines)]
        for each, last in zip(self._all, ends, strict=False):
            counted = "\n".join(self._counted[each.start : each.end])
            text = "\n".join(self._said[each.start : each.end]) if _says_something(counted) else ""
            title, bullets, words = each.section.title, tuple(each.bullets), real_words(counted)
            sections.append(replace(each.section, text=text, bullets=bullets, words=words))
            holds_place = each.holds_place or any(map(_is_written, lines[each.body - 1 : last]))
            if holds_place and not text and heading_key(title) in _READ:
                message = f"{title} holds only a placeholder"
                write = f"what there is to say about {title.lower()}, or take the heading out until there is something"
                faults.append((FaultCode.PLACEHOLDER, Fault(f"#{each.section.anchor}", message, write)))
        return tuple(sections), faults

    def _anchor(self, title: str) -> str:
        """The anchor GitHub gives a heading: its slug, with a number added when it was given before."""
        slug = _slug(title)
        anchor, number = slug, self._anchors.get(slug, 0)
        while anchor in self._anchors:
            number += 1
            anchor = f"{slug}-{number}"
        self._anchors[slug] = number
        self._anchors[anchor] = 0
        return anchor


_DEFINITION = re.compile(r"\s*(?:\[[^\]]+\]:|:::)")
"""A line that says nothing where it stands: a footnote, the address of links, the edge of an internal part."""


_SIGN = re.compile(r"\w|[^\0-\u2bff]")
"""A letter, a digit, a line to fill in, or a picture of letters; of none of them are rules and underlines made."""


def _is_written(line: str) -> bool:
    return bool(_SIGN.search(line)) and not _DEFINITION.match(line)


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


@lru_cache(maxsize=4096)
def _slug(title: str) -> str:
    """Small letters, punctuation dropped, hyphens for spaces. Plans share most of their headings."""
    title = unicodedata.normalize("NFC", title).lower()
    signs = (sign for sign in title if sign in "- " or unicodedata.category(sign) in _WORD)
    return "".join(signs).replace(" ", "-") or "section"


BOX = re.compile(r"\[([ xX])\](?:[ \t\n]+|$)")
"""The box that makes a list item a task, at the beginning of its text."""

_MARK = re.compile(
    r"(?<!\S)(due|done|prime)::?(?: (?=\d))?(\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]{3,10}\.?,? \d{4}(?!\S)|\S+)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<!\S)@(\w[^@\n\0]*)")
_PRIMES = {member.value: member for member in Prime}


_OTHERS_MARK = re.compile(
    r"[\[(](?P<field>due|done|completion|owner|prime)::[ \t]*(?P<value>[^\])\n]{1,100})[\])]"
    "|(?P<sign>[📅📆🗓✅])\ufe0f?[ \\t]*(?=\\d)"
)
"""How notes of other programs mark a task: ``[due:: 2026-12-01]``, ``📅 2026-12-01``, ``✅ 2026-12-01``."""


def _as_mark(found: re.Match[str]) -> str:
    """The mark as plans have it."""
    if found["sign"]:
        return "done:" if found["sign"] == "✅" else "due:"
    name = {"completion": "done:", "owner": "@"}.get(found["field"], f"{found['field']}:")
    return f"{name}{found['value'].strip()}"


def read_task(words: str) -> tuple[Action | None, list[tuple[str, Refused]]]:
    """The action that the words after the box describe, and what of it could not be read: the part, and why.

    None, and a mistake, when owner and dates are all there is.
    """
    words = _OTHERS_MARK.sub(_as_mark, words)
    dates: dict[str, date] = {}
    primes: list[Prime] = []
    mistakes: list[tuple[str, Refused]] = []
    for mark in _MARK.finditer(words):
        name, value = mark[1].lower(), mark[2].rstrip(",.;)")
        try:
            if name != "prime":
                dates[name] = parse_date(value)
            elif folded(value) in _PRIMES:
                primes.append(_PRIMES[folded(value)])
            else:
                listing = ", ".join(f"`{word}`" for word in _PRIMES)
                raise Refused(f"`{short_text(value)}` is not a part of PRIME", f"one of {listing}")
        except Refused as refused:
            mistakes.append((mark[0], refused))
    owner, text = _owner(_MARK.sub("\0", words))
    if not text:
        nothing = Refused("this task does not say what is to be done", "`- [ ] Send the draft @Per Moe due:2026-12-01`")
        return None, [*mistakes, ("", nothing)]
    action = Action(
        action=text, owner=owner, due=dates.get("due"), done=dates.get("done"), prime=primes[0] if primes else None
    )
    return action, mistakes


def _owner(words: str) -> tuple[str | None, str]:
    """The name behind ``@``, and the words without it. ``\\0`` stands where a date or PRIME was.

    In ``@Per Moe send the draft`` the name ends where the first word in small letters begins.
    """
    found = _OWNER.search(words)
    if found is None:
        return None, _tidy(words)
    name, text = _tidy(found[1]).rstrip(" ,.;"), _tidy(f"{words[: found.start()]} {words[found.end() :]}")
    if text:
        return name, text
    parts = name.split()
    end = next((number for number, word in enumerate(parts) if word[0].islower()), len(parts))
    return (" ".join(parts[:end]), " ".join(parts[end:])) if end else (None, name)


def _tidy(words: str) -> str:
    return " ".join(words.replace("\0", " ").split()).rstrip(" ,;")
