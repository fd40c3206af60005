"""What is different in the prose, section by section.

A section is the one with the same heading below the same headings; else the one with the same heading; else the one
whose words are alike. So one that stands elsewhere, or below another heading, is no change. Its words are its own: not
those of headings below it, nor its tasks, which are actions. Marks, line ends, list numbers and punctuation are no
words; the date in a heading, the address of a link and that a part is internal count as words.
What stands before the first heading, and footnotes, are sections without a heading of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from html import escape, unescape
from itertools import product
from typing import NamedTuple

from kamgen.compare.excerpt import MOST, apart, words_of
from kamgen.compare.matching import Scores, likeness, match
from kamgen.model.change import Kind, SectionChange
from kamgen.model.plan import Body, heading_key

_HEADING = re.compile(r'(?s)<h[3-6] id="plan-[^"]*">.*?</h[3-6]>\n')
_NOTES = '<div class="footnotes">'
_MOST_IN_ALL = 100_000
"""Pairs of equal words that all sections of a plan may have to be compared word by word."""
_NO_HEADING = ("",)
"""What stands around footnotes, and around no heading."""
_TASK = re.compile(r'(?s)<span class="task .*?</span></span>.*?(?=</p>|</li>|<[uo]l|<p>|<pre|<div|<blockquote)')
_SILENT = re.compile(r'(?s)<sup class="footnote-ref">.*?</sup>|<a class="footnote-back".*?</a>')
_LINK = re.compile(r'(?s)<a href="\x01(\d+)\x02"[^>]*>(.*?)</a>')
_IMAGE = re.compile(r'<img src="\x01(\d+)\x02" alt="([^"]*)"[^>]*>')
_WITHIN_A_LINE = re.compile(r"</?(?:em|strong|code|s|del|a|sup|span)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_ALIKE = 0.5
"""How alike the words of two sections are, of 1, when one is the other under a new heading."""


class _Part(NamedTuple):
    """A section without the sections below it."""

    title: str
    parents: tuple[str, ...]
    dated: date | None
    line: int
    html: str
    """What stands below the heading, the addresses of links written out."""

    def words(self) -> list[list[str]]:
        """Its own words, line by line."""
        dated = [[self.dated.isoformat()]] if self.dated else []
        return dated + words_of(_plain(self.html))


def compare_sections(
    before: Body, after: Body, first_before: int = 1, first_after: int = 1
) -> tuple[SectionChange, ...]:
    """The sections that differ, in the order of the prose now; those that are gone last.

    ``first_before`` and ``first_after`` are the lines on which the prose begins in its file.
    """
    if before.html == after.html and _targets(before) == _targets(after):
        return ()
    ones, others = list(_parts(before, first_before)), list(_parts(after, first_after))

    def alike(left: list[int], right: list[int]) -> Scores:
        was = {number: _all_words(ones[number]) for number in left if ones[number].title}
        now = {number: _all_words(others[number]) for number in right if others[number].title}
        for one, other in product(was, now):
            if (score := likeness(was[one], now[other])) >= _ALIKE:
                yield score, one, other

    pairs = match(ones, others, _KEYS, alike)
    differing = [
        (was, now)
        for one, other in pairs
        for was, now in [(ones[one] if one is not None else None, others[other] if other is not None else None)]
        if was is None or now is None or was.html != now.html or _title(was) != _title(now) or was.dated != now.dated
    ]
    most = min(MOST, _MOST_IN_ALL // max(len(differing), 1))
    found = (_compare(was, now, most) for was, now in differing)
    return tuple(change for change in found if change is not None)


def _all_words(part: _Part) -> frozenset[str]:
    return frozenset(word for line in part.words() for word in line)


def _targets(body: Body) -> list[tuple[str, str]]:
    return [(link.target, link.fragment) for link in body.links]


_KEYS: tuple[Callable[[_Part], Hashable], ...] = (
    lambda part: (_named(part), part.dated, part.html),
    lambda part: (_title(part), part.dated, part.html),
    lambda part: (_named(part), part.dated),
    lambda part: _named(part),
    lambda part: _title(part),
)


def _title(part: _Part) -> str:
    return heading_key(part.title) or part.title


def _named(part: _Part) -> tuple[Hashable, ...]:
    return tuple(map(heading_key, part.parents)), _title(part)


def _parts(body: Body, first_line: int) -> Iterator[_Part]:
    """What stands before the first heading, the sections, and the footnotes."""
    html = _with_addresses(body)
    prose, has_notes, notes = html.rpartition(_NOTES)
    if not has_notes:
        prose, notes = notes, ""
    opening, *texts = _HEADING.split(prose)
    if opening.strip():
        yield _Part("", (), None, first_line, opening)
    for section, text in zip(body.sections, texts, strict=True):
        yield _Part(section.title, section.parents, section.dated, section.line, text)
    if notes:
        line = max((section.line for section in body.sections), default=first_line)
        yield _Part("Footnotes", _NO_HEADING, None, line, notes)


def _with_addresses(body: Body) -> str:
    """The HTML with each link's address behind its words."""
    if not body.links:
        return body.html
    addresses = [f"{link.target}#{link.fragment}" if link.fragment else link.target for link in body.links]
    html = _LINK.sub(lambda found: _linked(found[2], addresses[int(found[1])]), body.html)
    return _IMAGE.sub(lambda found: _linked(found[2], addresses[int(found[1])]), html)


def _linked(words: str, address: str) -> str:
    """A link's words and where it points, when they do not say it."""
    escaped = escape(address)
    return words if words == escaped else f"{words} ({escaped})"


def _plain(html: str) -> str:
    """HTML as words, each block on lines of its own."""
    html = _SILENT.sub("", _TASK.sub("", html)) if "class=" in html else html
    html = html.replace('<div class="internal"', "internal <div")
    return unescape(_TAG.sub("\n", _WITHIN_A_LINE.sub("", html)))


def _compare(before: _Part | None, after: _Part | None, most: int) -> SectionChange | None:
    found = apart(before.words() if before else [], after.words() if after else [], most)
    part = after or before
    assert part is not None
    is_bare = not part.title or part.parents == _NO_HEADING
    if before is None or after is None:
        if is_bare and not (found.added or found.removed):
            return None
        kind = Kind.ADDED if before is None else Kind.REMOVED
        return SectionChange(part.title, "", kind, *found, part.line)
    renamed = heading_key(before.title) != heading_key(after.title)
    if not (renamed or found.added or found.removed):
        return None
    return SectionChange(part.title, before.title if renamed else "", Kind.CHANGED, *found, part.line)
