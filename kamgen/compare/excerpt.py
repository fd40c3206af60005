"""Which words are new and which are gone between two texts, and an excerpt that shows it.

Words are told apart by white space and compared without the punctuation around them. Where too many words are the same,
lines are compared, and where those are, all of what differs counts as gone and new, so that no text takes long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from kamgen.model.change import Piece
from kamgen.text.words import clipped

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
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    yield _Stretch(True, was[:start], now[:start])
    words = _by_word(was[start : len(was) - end], now[start : len(now) - end], most)
    yield from words if words is not None else _by_line(_cut(before, start, end), _cut(after, start, end), most)
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


def _by_word(was: list[str], now: list[str], most: int) -> list[_Stretch] | None:
    """None when that would take long."""
    steps = _steps(list(map(_bare, was)), list(map(_bare, now)), most)
    if steps is None:
        return None
    return [_Stretch(tag == "equal", was[start:stop], now[first:last]) for tag, start, stop, first, last in steps]


def _by_line(before: Text, after: Text, most: int) -> Iterator[_Stretch]:
    one, other = ([" ".join(map(_bare, line)) for line in lines] for lines in (before, after))
    steps = _steps(one, other, most)
    if steps is None:
        yield _Stretch(False, _flat(before), _flat(after))
        return
    for tag, start, stop, first, last in steps:
        was, now = _flat(before[start:stop]), _flat(after[first:last])
        words = _by_word(was, now, most) if tag == "replace" else None
        yield from words if words is not None else [_Stretch(tag == "equal", was, now)]


def _steps(one: list[str], other: list[str], most: int) -> Sequence[tuple[str, int, int, int, int]] | None:
    """From one list to the other, as `difflib` has it; None when more than ``most`` pairs are the same."""
    counts = Counter(other)
    if sum(counts[each] for each in one) > most:
        return None
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


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
