"""Which entry of one list is which of another: by what they are, then by how much they look like one another.

Two entries are one when they have the same key, the strictest first; entries of the same key are paired in order.
What is left is paired by likeness, the likeliest pair first. Comparing all with all has its bounds: with more than
`MOST` possible pairs left, what looks alike is not looked for.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]
"""What an entry is known by; None when it is not known by that."""
Scores = Iterable[tuple[float, int, int]]
"""How alike two entries are that may be one, and their numbers."""
Pair = tuple[int | None, int | None]

MOST = 2500


def pair(
    before: Sequence[T], after: Sequence[T], keys: Iterable[Key[T]], alike: Callable[[list[int], list[int]], Scores]
) -> list[Pair]:
    """Numbers of the entries that are one, in the order of ``after``; then those of ``before`` that are gone.

    ``alike`` says of entries that are left, by their numbers, which may be one.
    """
    found: dict[int, int] = {}
    ones, others = list(range(len(before))), list(range(len(after)))
    for key in keys:
        if not ones or not others:
            break
        found |= _by_key(before, after, ones, others, key)
        ones, others = _left(ones, found.values()), _left(others, found)
    if ones and others and len(ones) * len(others) <= MOST:
        found |= _likeliest(alike(ones, others))
    gone = _left(range(len(before)), found.values())
    return [*((found.get(number), number) for number in range(len(after))), *((number, None) for number in gone)]


def _left(numbers: Iterable[int], taken: Iterable[int]) -> list[int]:
    out = set(taken)
    return [number for number in numbers if number not in out]


def _by_key(before: Sequence[T], after: Sequence[T], ones: list[int], others: list[int], key: Key[T]) -> dict[int, int]:
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for number in ones:
        if (known := key(before[number])) is not None:
            waiting[known].append(number)
    return {number: there.popleft() for number in others if (there := waiting.get(key(after[number])))}


def _likeliest(scores: Scores) -> dict[int, int]:
    """Pairs, the likeliest first; of equally likely ones those that stand first, from whichever side one looks."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scores, key=lambda score: (-score[0], score[1] + score[2], abs(score[1] - score[2]))):
        if one not in taken and other not in found:
            found[other] = one
            taken.add(one)
    return found
