"""Did you mean: the word that a writer most likely meant, and words as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from kamgen.model.fields import folded, one_edit_apart, slip_of, tidy
from kamgen.model.finding import Fix
from kamgen.model.places import Right

_LONGEST = 100
"""Letters of a word worth comparing: nobody mistypes a name longer than this."""


def nearest(written: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The one of ``known`` that looks most like what was written; None when none is ``least`` (of 1) alike."""
    wanted = folded(written)
    by_folded = {folded(word): word for word in known}
    if wanted in by_folded:
        return by_folded[wanted]
    near = _closest(wanted, by_folded, least) if len(wanted) <= _LONGEST else None
    return by_folded[near] if near is not None else None


def _closest(wanted: str, known: Iterable[str], least: float) -> str | None:
    """As `difflib.get_close_matches` has it, but only what could still be the best is compared in full."""
    matcher = SequenceMatcher(b=wanted)
    best: tuple[float, str] | None = None
    for word in known:
        matcher.set_seq1(word)
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            found = matcher.ratio(), word
            if found[0] >= least and (best is None or found > best):
                best, least = found, found[0]
    return best[1] if best else None


def question(suggestion: str, is_slip: bool = False) -> str:
    """A guess is a question: ``did you mean `halden-group`?``, and right where only a slip tells them apart."""
    return Right(suggestion, "?", "did you mean ") if is_slip else f"did you mean `{suggestion}`?"


def slip_fix(written: str, known: Iterable[str]) -> Fix | None:
    """What mends a name in which there is a slip of the pen, at the key of its fault; None for any other."""
    meant = slip_of(written, known)
    return Fix(0, 0, written, meant) if meant else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """The question for the word that was most likely meant; empty when none looks like it. A guess is no order."""
    near = nearest(written, known)
    return question(near) if near else ""


def suggest_codes(written: str, known: Iterable[str]) -> str:
    """The question for the one rule code of the same family that is one letter away, else the codes of that family.

    Empty when no code begins with the same letters.
    """
    family = [code for code in known if code.rstrip("0123456789") == written.rstrip("0123456789")]
    near = [code for code in family if one_edit_apart(code, written)]
    return f"did you mean `{near[0]}`?" if len(near) == 1 else one_of(family)


def one_of(known: Iterable[str]) -> str:
    """What may be written: ``one of `a`, `b`, `c```."""
    words = [f"`{word}`" for word in known]
    return f"one of {', '.join(words)}" if len(words) > 1 else "".join(words)


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def folded_words(text: str) -> str:
    """The words of a text, `folded`, a space around each: for finding whole names, whatever stands around them."""
    return words_of(folded(text))


def words_of(text: str) -> str:
    """The words of a text as they are written, a space around each."""
    return f" {' '.join(_WORD.findall(tidy(text)))} "
