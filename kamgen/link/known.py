"""Did you mean, among thousands: words found by the pairs of letters they share, then compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from heapq import nlargest
from itertools import chain, pairwise

from kamgen.model.fields import folded
from kamgen.text.suggestions import nearest

_CANDIDATES = 8
_LONGEST = 100

LEAST = 0.75
"""How much alike a guess must be: among many plans something always looks a little like what was written."""


class Known:
    """The words that a reference may use; what is alike but for case, ``-``, ``_`` and space is the same."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, str] = {}
        for word in words:
            self._words.setdefault(folded(word), word)
        self._meant: dict[str, str | None] = {}

    def find(self, written: str) -> str | None:
        """The word that was written."""
        return self._words.get(folded(written))

    def nearest(self, written: str) -> str | None:
        """The word that was most likely meant; None when nothing looks like it."""
        wanted = folded(written)
        if wanted not in self._meant:
            self._meant[wanted] = nearest(wanted, self._candidates(wanted), LEAST)
        return self._meant[wanted]

    def _candidates(self, wanted: str) -> list[str]:
        """The words that share most pairs of letters."""
        shared = Counter(chain.from_iterable(self._by_pair.get(pair, ()) for pair in _pairs(wanted)))
        least = min(nlargest(_CANDIDATES, shared.values()), default=0)
        near = {number: count for number, count in shared.items() if count >= least}
        words = tuple(self._words.values())
        return [words[number] for number in sorted(near, key=near.__getitem__, reverse=True)[:_CANDIDATES]]

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, key in enumerate(self._words):
            for pair in _pairs(key):
                index.setdefault(pair, []).append(number)
        return index


def _pairs(word: str) -> dict[str, None]:
    """Each pair once, in order: the answer must not hang on how a set is ordered."""
    return {first + second: None for first, second in pairwise(word[:_LONGEST])}
