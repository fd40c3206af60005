"""Which entry of one list is which of another: by what they are, then by how similar they are.

Two entries are one when they have the same key, the strictest first; entries of the same key are paired in order.
What is left is paired by similarity, the likeliest pair first. Comparing all with all has its bounds: with more than
`MOST` possible pairs left, what is similar is not looked for. Similarity is that of

words   by triples of letters: twice what both have, of what they have together (0 to 1; Dice's coefficient)
rest    of what either gives beside that, by weight, how much both give alike (0 to 1)

An entry is another under a new name when

* its words are 0.6 alike, or
* its words are 0.3 alike and half of the rest is the same, or
* seven tenths of the rest are the same, and that is evidence of `_ENOUGH`: three values hardly the same by chance.

A person is one whose name is a longer or shorter form of the same, or 0.8 alike. An entry that is known by a date is
one whose words are 0.6 alike; or, where neither has words, whose dates lie within a month and all else is the same.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from kamgen.compare.entries import EntryIdentity, Sort, Values, absent, identity_key, sort_of
from kamgen.model.fields import Field
from kamgen.model.plan import heading_key

T = TypeVar("T")
Key = Callable[[T], Hashable]
"""What an entry is known by; None when it is not known by that."""
Scores = Iterable[tuple[float, int, int]]
"""How alike two entries are that may be one, and their numbers."""
Pair = tuple[int | None, int | None]

MOST = 2500


def match(
    before: Sequence[T], after: Sequence[T], keys: Iterable[Key[T]], alike: Callable[[list[int], list[int]], Scores]
) -> list[Pair]:
    """Numbers of the entries that are one, in the order of ``after``; then those of ``before`` that are gone.

    ``alike`` says of entries that are left, by their numbers, which may be one.
    """
    found: dict[int, int] = {}
    ones, others = list(range(len(before))), list(range(len(after)))
    for key in keys:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number in ones:
            if (known := key(before[number])) is not None:
                waiting[known].append(number)
        found |= {number: there.popleft() for number in others if (there := waiting.get(key(after[number])))}
        taken = set(found.values())
        ones, others = [one for one in ones if one not in taken], [other for other in others if other not in found]
        if not ones or not others:
            break
    if len(ones) * len(others) <= MOST:
        found |= likeliest(alike(ones, others))
    return matched_pairs(found, len(before), len(after))


def matched_pairs(found: Mapping[int, int], before: int, after: int) -> list[Pair]:
    """All of so many entries ``before`` and ``after``, in the order of ``after``, then those that are gone.

    ``found`` has the number before by that after.
    """
    gone = set(range(before)).difference(found.values())
    return [*((found.get(number), number) for number in range(after)), *((number, None) for number in sorted(gone))]


def likeliest(scores: Scores) -> dict[int, int]:
    """Pairs, the likeliest first; of equally likely ones those that stand first, from whichever side one looks.

    The number before by that after.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scores, key=lambda score: (-score[0], score[1] + score[2], abs(score[1] - score[2]))):
        if one not in taken and other not in found:
            found[other] = one
            taken.add(one)
    return found


_LONGEST = 400
"""Letters of a text that are compared."""
_ENOUGH = 2.5
_WORD = 0.25
"""What it says that two entries have the same of a few words; any other value says 1."""
_MONTH = 31


class Traits(NamedTuple):
    """What is compared of one entry."""

    words: frozenset[str]
    name: frozenset[str]
    """Whole words of it."""
    rest: dict[str, tuple[object, float]]
    """Other values that it gives, and what each says."""
    values: Values


def similarity(
    before: list[Values], after: list[Values], identity: EntryIdentity, fields: tuple[Field, ...]
) -> Callable[[list[int], list[int]], Scores]:
    """Says which of the entries with given numbers may be one."""
    names = {key for keys in identity.keys for key in keys}
    rest = [field for field in fields if field.key not in names | {identity.words}]

    def scores(ones: list[int], others: list[int]) -> Scores:
        left = [(number, _traits(before[number], identity, rest)) for number in ones]
        right = [(number, _traits(after[number], identity, rest)) for number in others]
        for one, was in left:
            for other, now in right:
                if score := _score(was, now, identity):
                    yield score, one, other

    return scores


def _traits(values: Values, identity: EntryIdentity, rest: list[Field]) -> Traits:
    text = str(values.get(identity.words) or "")[:_LONGEST]
    given = {
        field.key: (identity_key(values[field.key]), _WORD if sort_of(field) is Sort.WORD else 1.0)
        for field in rest
        if not absent(field, values[field.key])
    }
    return Traits(triples(text), frozenset(heading_key(text).split()), given, values)


@lru_cache(maxsize=4096)
def triples(text: str) -> frozenset[str]:
    """The triples of letters of a text, whatever its case and punctuation."""
    padded = f" {heading_key(text)} "
    return frozenset([padded[at : at + 3] for at in range(len(padded) - 2)])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what both have, of what they have together: 0 to 1; 0 when one has nothing."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _score(was: Traits, now: Traits, identity: EntryIdentity) -> float:
    """How similar two entries are; 0 when they are not one."""
    if identity.fixed and was.values[identity.fixed] != now.values[identity.fixed]:
        return 0.0
    words = likeness(was.words, now.words)
    same, evidence = _agreement(was.rest, now.rest)
    if identity.person:
        one = words >= 0.8 or (was.name and now.name and (was.name <= now.name or now.name <= was.name))
    elif "date" in was.values:
        alone = same == 1 or not (was.rest or now.rest)
        near = not was.words and not now.words and alone and _near(was.values["date"], now.values["date"])
        one = bool(identity.words) and (words >= 0.6 or near)
    else:
        one = words >= 0.6 or (words >= 0.3 and same >= 0.5) or (same >= 0.7 and evidence >= _ENOUGH)
    return words + same + 0.001 if one and identity.words else 0.0


def _agreement(one: dict[str, tuple[object, float]], other: dict[str, tuple[object, float]]) -> tuple[float, float]:
    """The part of all that is given which is the same, and what that says. One side's silence counts half."""
    equal = sum(weight for key, (value, weight) in one.items() if key in other and other[key][0] == value)
    both = sum(weight for key, (_, weight) in one.items() if key in other)
    single = sum(given[key][1] for given in (one, other) for key in one.keys() ^ other.keys() if key in given)
    whole = both + single / 2
    return (equal / whole if whole else 0.0), equal


def _near(was: date | None, now: date | None) -> bool:
    return was is not None and now is not None and abs((now - was).days) <= _MONTH
