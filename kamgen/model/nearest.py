"""Did you mean: the word that a writer most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kamgen.model.fields import folded

_LONGEST = 100
"""Letters of a word worth comparing: nobody mistypes a name longer than this."""


def nearest(written: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The one of ``known`` that looks most like what was written; None when none is ``least`` (of 1) alike."""
    wanted = folded(written)
    by_folded = {folded(word): word for word in known}
    if wanted in by_folded:
        return by_folded[wanted]
    near = get_close_matches(wanted, by_folded, 1, least) if len(wanted) <= _LONGEST else []
    return by_folded[near[0]] if near else None


def one_of(known: Iterable[str]) -> str:
    """What may be written: ``one of `a`, `b`, `c```."""
    words = [f"`{word}`" for word in known]
    return f"one of {', '.join(words)}" if len(words) > 1 else "".join(words)
