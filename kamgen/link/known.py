"""Did you mean, among thousands: words found by the pairs of letters they share, then compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from kamgen.model.fields import folded
from kamgen.model.nearest import nearest

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

    def find(self, written: str) -> str | None:
        """The word that was written."""
        return self._words.get(folded(written))

    def nearest(self, written: str) -> str | None:
        """The word that was most likely meant; None when nothing looks like it."""
        shared = Counter(word for pair in _pairs(folded(written)) for word in self._by_pair.get(pair, ()))
        return nearest(written, [word for word, _ in shared.most_common(_CANDIDATES)], LEAST)

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for key, word in self._words.items():
            for pair in _pairs(key):
                index.setdefault(pair, []).append(word)
        return index


def _pairs(word: str) -> dict[str, None]:
    """Each pair once, in order: the answer must not hang on how a set is ordered."""
    return {first + second: None for first, second in pairwise(word[:_LONGEST])}
