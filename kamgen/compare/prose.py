"""What is different in the prose, section by section.

A section is the one with the same heading below the same headings; else the one with the same heading; else the one
whose words are alike. So one that stands elsewhere, or below another heading, is no change. Its words are its own: not
those of headings below it, nor its tasks, which are actions. Marks, line ends, list numbers and punctuation are no
words; the date in a heading, the address of a link and that a part is internal count as words.
What stands before the first heading, and footnotes, are sections without a heading of their own.

Words are told apart by white space and compared without the punctuation around them. Where too many words are the same,
lines are compared, and where those are, all of what differs counts as gone and new, so that no text takes long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from html import escape, unescape
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple

from kamgen.compare.matching import Scores, likeness, match
from kamgen.model.change import ChangeKind, Piece, SectionChange
from kamgen.model.plan import Body, heading_key
from kamgen.text.words import clipped

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
    if before.html == after.html and before.links == after.links:
        return ()
    ones, others = list(_parts(before, first_before)), list(_parts(after, first_after))

    def alike(left: list[int], right: list[int]) -> Scores:
        was, now = (
            {number: frozenset(_flat(parts[number].words())) for number in numbers if parts[number].title}
            for parts, numbers in ((ones, left), (others, right))
        )
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
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        return SectionChange(part.title, "", kind, *found, part.line)
    renamed = heading_key(before.title) != heading_key(after.title)
    if not (renamed or found.added or found.removed):
        return None
    return SectionChange(part.title, before.title if renamed else "", ChangeKind.CHANGED, *found, part.line)


MOST = 5000
"""Pairs of equal words, or lines, that two texts may have to be compared word by word, or line by line."""
_AROUND = 5
"""Words that stayed, shown on either side of a difference."""
_LONGEST = 300
"""Letters of an excerpt."""
_PIECE = 130
"""Letters of one piece of it, so that what is new shows beside what is gone."""
_LEAST = 10
"""Letters worth a piece of their own."""
_MARKS = ".,;:!?\"'()[]{}…“”‘’„«»‹›–—*_`"

Text = Sequence[Sequence[str]]
"""Lines of words."""


class Apart(NamedTuple):
    """The difference between two texts."""

    added: int
    removed: int
    excerpt: tuple[Piece, ...]


class _Stretch(NamedTuple):
    """Words that are gone and the words that stand there now, or words that stayed (the same in both)."""

    same: bool
    was: list[str]
    now: list[str]


def words_of(text: str) -> list[list[str]]:
    """Lines of words; what is nothing but punctuation is no word."""
    lines = ([word for word in line.split() if _bare(word)] for line in text.split("\n"))
    return [line for line in lines if line]


def apart(before: Text, after: Text, most: int = MOST) -> Apart:
    """How two texts differ in words; all zero and empty when only punctuation, line ends or marks do."""
    stretches = list(_stretches(before, after, most))
    removed = sum(len(each.was) for each in stretches if not each.same)
    added = sum(len(each.now) for each in stretches if not each.same)
    return Apart(added, removed, tuple(_excerpt(stretches)) if added or removed else ())


def _bare(word: str) -> str:
    return word.strip(_MARKS)


def _flat(lines: Text) -> list[str]:
    return [word for line in lines for word in line]


def _stretches(before: Text, after: Text, most: int) -> Iterator[_Stretch]:
    was, now = _flat(before), _flat(after)
    one, other = [_bare(word) for word in was], [_bare(word) for word in now]
    start = _common_prefix(one, other)
    end = _common_prefix(one[start:][::-1], other[start:][::-1])
    yield _Stretch(True, was[:start], now[:start])
    yield from _differences(_cut(before, start, end), _cut(after, start, end), most)
    yield _Stretch(True, was[len(was) - end :], now[len(now) - end :])


def _common_prefix(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(lines: Text, start: int, end: int) -> list[list[str]]:
    """The lines without the first ``start`` and the last ``end`` words."""
    words = [(number, word) for number, line in enumerate(lines) for word in line]
    left = groupby(words[start : len(words) - end], key=itemgetter(0))
    return [[word for _, word in line] for _, line in left]


def _differences(before: Text, after: Text, most: int) -> list[_Stretch]:
    """Word by word; where that would take long, line by line; else as a whole."""
    was, now = _flat(before), _flat(after)
    words = _steps([[word] for word in was], [[word] for word in now], most)
    if words is not None:
        return words
    found: list[_Stretch] = []
    for each in _steps(before, after, most) or [_Stretch(False, was, now)]:
        is_new = bool(each.was and each.now) and not each.same
        words = _steps([[word] for word in each.was], [[word] for word in each.now], most) if is_new else None
        found += words or [each]
    return found


def _steps(before: Text, after: Text, most: int) -> list[_Stretch] | None:
    """From the one to the other, line by line, as `difflib` has it; None when more than ``most`` pairs are the same."""
    one, other = ([" ".join(map(_bare, line)) for line in lines] for lines in (before, after))
    counts = Counter(other)
    if sum(counts[each] for each in one) > most:
        return None
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [
        _Stretch(tag == "equal", _flat(before[start:stop]), _flat(after[first:last]))
        for tag, start, stop, first, last in steps
    ]


def _excerpt(stretches: list[_Stretch]) -> Iterator[Piece]:
    """The differences with some words around them, until there is no more room."""
    shown = [each for each in stretches if each.was or each.now]
    room = _LONGEST
    for number, stretch in enumerate(shown):
        for sign, text in _pieces(stretch, number == 0, number == len(shown) - 1):
            if room < _LEAST:
                return
            short = clipped(text, min(room, _PIECE))
            yield Piece(sign, short)
            room -= len(short)


def _pieces(stretch: _Stretch, is_first: bool, is_last: bool) -> Iterator[tuple[str, str]]:
    if not stretch.same:
        yield from ((sign, " ".join(words)) for sign, words in (("-", stretch.was), ("+", stretch.now)) if words)
        return
    words = stretch.now
    before, after = [] if is_first else words[:_AROUND], [] if is_last else words[-_AROUND:]
    if len(words) <= len(before) + len(after):
        yield " ", " ".join(words)
    else:
        yield " ", " ".join([*before, "…", *after])
