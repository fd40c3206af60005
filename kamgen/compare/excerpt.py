"""Which words are new and which are gone between two texts, and an excerpt that shows it.

Words are told apart by white space and compared without the punctuation around them. Long texts are compared line by
line, and longer ones not at all (all of what differs is gone and new), so that no text takes long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from kamgen.model.change import Piece

_MOST = 160_000
"""Pairs of words, or of lines, that are compared."""
_AROUND = 5
"""Words that stayed, shown on either side of a difference."""
_LONGEST = 300
"""Letters of an excerpt."""
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


def apart(before: Text, after: Text) -> Apart:
    """How two texts differ in words; all zero and empty when only punctuation, line ends or marks do."""
    stretches = list(_stretches(before, after))
    removed = sum(len(each.was) for each in stretches if not each.same)
    added = sum(len(each.now) for each in stretches if not each.same)
    return Apart(added, removed, tuple(_excerpt(stretches)) if added or removed else ())


def _bare(word: str) -> str:
    return word.strip(_MARKS)


def _flat(lines: Text) -> list[str]:
    return [word for line in lines for word in line]


def _stretches(before: Text, after: Text) -> Iterator[_Stretch]:
    was, now = _flat(before), _flat(after)
    one, other = [_bare(word) for word in was], [_bare(word) for word in now]
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    yield _Stretch(True, was[:start], now[:start])
    middle = was[start : len(was) - end], now[start : len(now) - end]
    if len(middle[0]) * len(middle[1]) <= _MOST:
        yield from _by_word(*middle)
    else:
        yield from _by_line(_cut(before, start, end), _cut(after, start, end))
    yield _Stretch(True, was[len(was) - end :], now[len(now) - end :])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(lines: Text, start: int, end: int) -> list[list[str]]:
    """The lines without the first ``start`` and the last ``end`` words."""
    kept: list[list[str]] = []
    at, stop = 0, sum(map(len, lines)) - end
    for line in lines:
        part = list(line[max(start - at, 0) : max(stop - at, 0)])
        at += len(line)
        if part:
            kept.append(part)
    return kept


def _by_word(was: list[str], now: list[str]) -> Iterator[_Stretch]:
    matcher = SequenceMatcher(None, list(map(_bare, was)), list(map(_bare, now)), autojunk=False)
    for tag, from_was, to_was, from_now, to_now in matcher.get_opcodes():
        yield _Stretch(tag == "equal", was[from_was:to_was], now[from_now:to_now])


def _by_line(before: Text, after: Text) -> Iterator[_Stretch]:
    if len(before) * len(after) > _MOST:
        yield _Stretch(False, _flat(before), _flat(after))
        return
    one, other = ([" ".join(map(_bare, line)) for line in lines] for lines in (before, after))
    for tag, from_was, to_was, from_now, to_now in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        was, now = _flat(before[from_was:to_was]), _flat(after[from_now:to_now])
        if tag == "replace" and len(was) * len(now) <= _MOST:
            yield from _by_word(was, now)
        else:
            yield _Stretch(tag == "equal", was, now)


def _excerpt(stretches: list[_Stretch]) -> Iterator[Piece]:
    """The differences with some words around them, until there is no more room."""
    room = _LONGEST
    for number, stretch in enumerate(each for each in stretches if each.was or each.now):
        for sign, text in _pieces(stretch, number == 0):
            if room <= 1:
                return
            short = text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
            yield Piece(sign, short)
            room -= len(text)


def _pieces(stretch: _Stretch, is_first: bool) -> Iterator[tuple[str, str]]:
    if not stretch.same:
        yield from ((sign, " ".join(words)) for sign, words in (("-", stretch.was), ("+", stretch.now)) if words)
        return
    words = stretch.now
    if is_first and len(words) > _AROUND:
        yield " ", "… " + " ".join(words[-_AROUND:])
    elif len(words) > 2 * _AROUND:
        yield " ", f"{' '.join(words[:_AROUND])} … {' '.join(words[-_AROUND:])}"
    else:
        yield " ", " ".join(words)
