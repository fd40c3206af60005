"""Addresses: which of those outside are safe to follow, plans in the repository's web view, file names for pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from kamgen.model.fields import folded

_OUTSIDE = re.compile(
    r"(?P<start>https?://[\w.~:@-]*[\w.](?::\d{1,5})?(?=[/?#]|$)|https?://\[[0-9a-f:.]+\](?::\d{1,5})?(?=[/?#]|$)|mailto:)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Scheme and host, and all that follows."""

_UNFIT = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s\x00-\x1f\x7f-\x9f\"<>^`{|}\\\[\]]|[\ud800-\udfff]")
"""What no address may hold as it is."""


def external(address: str | None) -> str:
    """The address when it is http, https or mailto and nothing else, fit for an attribute; empty otherwise."""
    found = _OUTSIDE.match((address or "").strip())
    if not found:
        return ""
    rest, mark, fragment = found["rest"].partition("#")
    return found["start"] + _UNFIT.sub(_encoded, rest) + mark + _UNFIT.sub(_encoded, fragment).replace("#", "%23")


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="replace")


def line_url(pattern: str, path: str, line: int) -> str:
    """The address of a line (1-based) of the plan at ``path`` by site.toml's ``source_url``.

    Empty without a fit pattern, and for no line; a pattern without ``{line}`` leads to the file.
    """
    if not line or "{path}" not in pattern:
        return ""
    encoded = quote(path, safe="/", errors="surrogateescape")
    return external(pattern.replace("{line}", str(line)).replace("{path}", encoded))


def mount_of(base_url: str | None) -> str:
    """The path of ``https://team.example/accounts`` is ``/accounts/``; without an address it is ``/``."""
    parts = [part for part in unquote(urlsplit(base_url or "").path).split("/") if part not in ("", ".", "..")]
    return quote("/".join(["", *parts, ""])) if parts else "/"


_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_RESERVED = re.compile(r"index|con|prn|aux|nul|com\d|lpt\d")
_HASHED = re.compile(r"-[0-9a-f]{10}$")
_LONGEST = 60


def page_slugs(names: Iterable[str]) -> dict[str, str]:
    """A file name for every name, no two alike: ``maartje-vos``, ``h-3f9a21c4d0`` where letters are not Latin.

    A name keeps its plain form only when no other name has the same, so the result does not depend on order.
    """
    readable = {name: latin(name) for name in names}
    taken: dict[str, int] = {}
    for slug in readable.values():
        taken[slug] = taken.get(slug, 0) + 1
    return {
        name: slug if taken[slug] == 1 and _plain(name, slug) else _hashed(name, slug)
        for name, slug in readable.items()
    }


def person_slugs(names: Iterable[str]) -> dict[str, str]:
    """A file name for every person, whichever way the name is written."""
    keys = {name: folded(name) for name in names}
    slugs = page_slugs(keys.values())
    return {name: slugs[key] for name, key in keys.items()}


def latin(name: str, longest: int = _LONGEST) -> str:
    """A name in small Latin letters without marks, a hyphen between its words; empty when it has none."""
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:longest].strip("-")


def _plain(name: str, slug: str) -> bool:
    """Whether the slug says the whole name: nothing but marks and punctuation was lost."""
    alphanumeric = sum(letter.isalnum() for letter in slug)
    letters = sum(letter.isalnum() for letter in unicodedata.normalize("NFC", name))
    return bool(slug) and not _RESERVED.fullmatch(slug) and not _HASHED.search(slug) and alphanumeric >= letters


def _hashed(name: str, slug: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug[: _LONGEST - 11] or 'h'}-{digest}"
