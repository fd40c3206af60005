"""What a text says beside filling its place: its real words, and whether it only holds a place.

    text ─ without prompts, template variables, comments, TODO ─▶ words that are left ─▶ how many count

Words are what blanks divide; of scripts without blanks (Chinese, Japanese, Thai …) each letter counts. What is said
again and again counts twice at the most: of “x x x x” and “to do to do” next to nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

PLACEHOLDERS = frozenset(
    ["todo", "tbd", "tba", "tbc", "n/a", "none yet", "xxx", "fixme", "...", "…", "-", "–", "—", "?", "??", "???"]
)
_VARIABLE = (
    r"\{\{.{0,200}?\}\}|\$\{[^{}]*\}|\{%.{0,200}?%\}|\{[^{}]*\}|<(?!https?:|mailto:)[^\s<>](?:[^<>\n]*[^\s<>])?>|_{3,}"
)
_PROMPT = r"(?<!\[)\[(?! ?\]|[xX]\])[^\[\]\n]*\](?![\](])"
_COMMENT = r"<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)"
_SIGNS = frozenset("<[{_%")
"""One of these is in every text that holds any of the above."""
_HOLDING = re.compile(f"{_COMMENT}|{_VARIABLE}|{_PROMPT}", re.DOTALL)
_UNFILLED = re.compile(f"{_COMMENT}|{_PROMPT}|(?P<variable>{_VARIABLE})|(?P<end>[.!?\n])", re.DOTALL)
_TO_DO = re.compile(r"(?m)^[^\w\n]*+(?:(?:TODO|TBD|TBA|TBC|FIXME|XXX)\b|(?i:(?:todo|tbd):)).*$")
_TO_BE = re.compile(r"to be (?:added|announced|completed|confirmed|decided|defined|determined|done|filled in|written)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_UNSPACED = re.compile("[\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0edf\u1000-\u102a\u1780-\u17b3\u3041-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


_LETTER = re.compile(r"[^\W_]")
"""A letter or a digit."""


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether text only holds a place: ``TODO``, ``n/a``, ``…``, lorem ipsum, ``[Name]``, ``{{x}}``, ``<x>``."""
    text = text.strip()
    bare = text.strip("*_`[]()<>.:!").casefold() or text
    if bare in PLACEHOLDERS or bare.startswith(("lorem ipsum", "todo:", "tbd:")) or _TO_BE.fullmatch(bare):
        return True
    return not _SIGNS.isdisjoint(text) and bool(_HOLDING.search(text)) and not _is_word(_HOLDING.sub("", text))


@lru_cache(maxsize=4096)
def real_words(text: str) -> int:
    """How many words of a text count."""
    if "lorem ipsum" in text.casefold():
        return 0
    if not _SIGNS.isdisjoint(text):
        text = _filled(text)
    words = list(_words(_ADDRESS.sub(" ", _TO_DO.sub("", text))))
    return min(len(words), 2 * sum(map(_tells, set(words))))


def _filled(text: str) -> str:
    """The text without prompts and comments, and without sentences around a template variable: they are the template's,
    not the writer's.
    """
    pieces: list[str] = []
    position, first, holds = 0, 0, False
    for found in _UNFILLED.finditer(text):
        pieces.append(text[position : found.start()])
        position, holds = found.end(), holds or found["variable"] is not None
        if found["end"] and holds:
            del pieces[first:]
        pieces.append(found["end"] or " ")
        first, holds = (len(pieces), False) if found["end"] else (first, holds)
    pieces.append(text[position:])
    return "".join(pieces[:first] if holds else pieces)


def is_name(text: str | None) -> bool:
    """Whether a text can be the name of somebody or something: it has more than one letter, and not one alone."""
    return bool(text) and any(_tells(word) for word in _words(text or ""))


def is_id(text: str | None) -> bool:
    """Whether a text can be the id of something: it has a digit, or can be a name."""
    return is_name(text) or any(sign.isdigit() for sign in text or "")


def _words(text: str) -> Iterator[str]:
    folded = text.casefold()
    unspaced = not folded.isascii() and _UNSPACED.search(folded)
    for word in folded.split():
        letters = _UNSPACED.findall(word) if unspaced else ()
        if letters:
            yield from letters
        elif word.isalnum():  # most words are
            yield word
        elif _is_word(word):
            yield word.strip("*_`[](){}<>.,;:!?\"'“”‘’„«»")


def _is_word(text: str) -> bool:
    return _LETTER.search(text) is not None


def _tells(word: str) -> bool:
    """Whether a word may say something by itself: letters that are not one and the same, or one of Chinese."""
    if word.isalpha() and word.count(word[0]) < len(word):  # most words have
        return True
    return len({sign for sign in word if sign.isalpha()}) > 1 or bool(_UNSPACED.match(word))


_VAGUE_WORDS = """
    a about action actions all always an and are as asap at attention aware be been being best better by can
    care careful carefully case check checked checking close closely continue control controlled could course
    deal done everything eye for fully get going good handle handled handling have help here if in is issue it
    it's keep know look looked looking make manage managed management managing matter measure measures mitigate
    mitigated mitigation monitor monitored monitoring more necessary need needed no of ok okay on ongoing our
    perhaps place plan planned possible problem process progress proper properly regular regularly risk
    situation solution solve solved something sure take taken taking team that the their them there things this
    to track tracked try under up us very want watch watched watching we we'll we're well will with work worked
    working would
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Words that any mitigation, of any risk, might have."""


def is_vague(text: str) -> bool:
    """Whether a text says nothing of the matter at hand: "We monitor the situation closely and take care of it."."""
    return all(word in _VAGUE for word in _words(text))
