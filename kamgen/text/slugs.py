"""File names for pages of people and categories, whatever they are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_RESERVED = re.compile(r"index|con|prn|aux|nul|com\d|lpt\d")
_HASHED = re.compile(r"-[0-9a-f]{10}$")
_LONGEST = 60


def page_slugs(names: Iterable[str]) -> dict[str, str]:
    """A file name for every name, no two alike: ``maartje-vos``, ``h-3f9a21c4d0`` where letters are not Latin.

    A name keeps its plain form only when no other name has the same, so the result does not depend on order.
    """
    readable = {name: _readable(name) for name in names}
    taken: dict[str, int] = {}
    for slug in readable.values():
        taken[slug] = taken.get(slug, 0) + 1
    return {
        name: slug if taken[slug] == 1 and _plain(name, slug) else _hashed(name, slug)
        for name, slug in readable.items()
    }


def _readable(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    ascii_only = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST].strip("-")


def _plain(name: str, slug: str) -> bool:
    """Whether the slug says the whole name: nothing but marks and punctuation was lost."""
    alphanumeric = sum(letter.isalnum() for letter in slug)
    letters = sum(letter.isalnum() for letter in unicodedata.normalize("NFC", name))
    return bool(slug) and not _RESERVED.fullmatch(slug) and not _HASHED.search(slug) and alphanumeric >= letters


def _hashed(name: str, slug: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug[: _LONGEST - 11] or 'h'}-{digest}"
