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


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """The question for the word that was most likely meant; empty when none looks like it. A guess is no order."""
    near = nearest(written, known)
    return f"did you mean `{near}`?" if near else ""


def code_meant(written: str, known: Iterable[str]) -> str:
    """The question for the one rule code of the same family that is one letter away, else the codes of that family.

    Empty when no code begins with the same letters.
    """
    family = [code for code in known if code.rstrip("0123456789") == written.rstrip("0123456789")]
    near = [code for code in family if _one_edit_apart(code, written)]
    return f"did you mean `{near[0]}`?" if len(near) == 1 else one_of(family)


def _one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter added, taken away or changed makes one word the other."""
    short, long = sorted((one, other), key=len)
    same = next((number for number, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return one != other and short[same + (len(short) == len(long)) :] == long[same + 1 :]


def one_of(known: Iterable[str]) -> str:
    """What may be written: ``one of `a`, `b`, `c```."""
    words = [f"`{word}`" for word in known]
    return f"one of {', '.join(words)}" if len(words) > 1 else "".join(words)
