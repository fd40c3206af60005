"""How much two entries of a group look like one another, so that a renamed one is found again.

words   by triples of letters: twice what both have, of what they have together (0 to 1)
rest    of what either gives beside that, by weight, how much both give alike (0 to 1)

An entry is another under a new name when

* its words are 0.6 alike, or
* its words are 0.3 alike and half of the rest is the same, or
* seven tenths of the rest are the same, and that is evidence of `_ENOUGH`: three values hardly the same by chance.

A person is one whose name is a longer or shorter form of the same, or 0.8 alike. An entry that is known by a date is
one whose words are 0.6 alike; or, where neither has words, whose dates lie within a month and all else is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kamgen.compare.fields import Field, Sort, Values, absent
from kamgen.compare.kinds import Kinds, told
from kamgen.compare.pairing import Scores
from kamgen.model.body import heading_key

_LONGEST = 400
"""Letters of a text that are compared."""
_ENOUGH = 2.5
_WORD = 0.25
"""What it says that two entries have the same of a few words; any other value says 1."""
_MONTH = 31


class Looks(NamedTuple):
    """What is compared of one entry."""

    words: frozenset[str]
    name: frozenset[str]
    """Whole words of it."""
    rest: dict[str, tuple[object, float]]
    """Other values that it gives, and what each says."""
    values: Values


def alike(
    before: list[Values], after: list[Values], kinds: Kinds, fields: tuple[Field, ...]
) -> Callable[[list[int], list[int]], Scores]:
    """Says which of the entries with given numbers may be one."""
    names = {key for keys in kinds.keys for key in keys}
    rest = [field for field in fields if field.key not in names | {kinds.words}]

    def scores(ones: list[int], others: list[int]) -> Scores:
        left = [(number, _looks(before[number], kinds, rest)) for number in ones]
        right = [(number, _looks(after[number], kinds, rest)) for number in others]
        for one, was in left:
            for other, now in right:
                if score := _score(was, now, kinds):
                    yield score, one, other

    return scores


def _looks(values: Values, kinds: Kinds, rest: list[Field]) -> Looks:
    text = str(values.get(kinds.words) or "")[:_LONGEST]
    given = {
        field.key: (told(values[field.key]), _WORD if field.sort is Sort.WORD else 1.0)
        for field in rest
        if not absent(field, values[field.key])
    }
    return Looks(triples(text), frozenset(heading_key(text).split()), given, values)


@lru_cache(maxsize=4096)
def triples(text: str) -> frozenset[str]:
    """The triples of letters of a text, whatever its case and punctuation."""
    padded = f" {heading_key(text)} "
    return frozenset([padded[at : at + 3] for at in range(len(padded) - 2)])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what both have, of what they have together: 0 to 1; 0 when one has nothing."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _score(was: Looks, now: Looks, kinds: Kinds) -> float:
    """How alike two entries are; 0 when they are not one."""
    if kinds.fixed and was.values[kinds.fixed] != now.values[kinds.fixed]:
        return 0.0
    words = likeness(was.words, now.words)
    same, evidence = _agreement(was.rest, now.rest)
    if kinds.person:
        one = words >= 0.8 or (was.name and now.name and (was.name <= now.name or now.name <= was.name))
    elif "date" in was.values:
        alone = same == 1 or not (was.rest or now.rest)
        near = not was.words and not now.words and alone and _near(was.values["date"], now.values["date"])
        one = bool(kinds.words) and (words >= 0.6 or near)
    else:
        one = words >= 0.6 or (words >= 0.3 and same >= 0.5) or (same >= 0.7 and evidence >= _ENOUGH)
    return words + same + 0.001 if one and kinds.words else 0.0


def _agreement(one: dict[str, tuple[object, float]], other: dict[str, tuple[object, float]]) -> tuple[float, float]:
    """The part of all that is given which is alike, and what that says. One side's silence counts half."""
    equal = sum(weight for key, (value, weight) in one.items() if key in other and other[key][0] == value)
    both = sum(weight for key, (_, weight) in one.items() if key in other)
    single = sum(given[key][1] for given in (one, other) for key in one.keys() ^ other.keys() if key in given)
    whole = both + single / 2
    return (equal / whole if whole else 0.0), equal


def _near(was: date | None, now: date | None) -> bool:
    return was is not None and now is not None and abs((now - was).days) <= _MONTH
