"""The slug of an account: its file's name, or its folder's for ``…/index.md``."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from kamgen.model.places import CodedFault, Fault, shown
from kamgen.rules.codes import FaultCode

LONGEST = 100
"""Letters of a slug; more would not fit into paths on every system."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_DEVICES = frozenset(
    ["con", "nul", "aux", "prn", *(f"com{number}" for number in range(10)), *(f"lpt{number}" for number in range(10))]
)
"""Names that Windows keeps for devices, with or without a suffix."""
_RESERVED = _DEVICES | {"index"}
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def slug_of(path: str, folder: str) -> tuple[str, tuple[CodedFault, ...]]:
    """The slug of the plan at ``path`` (below ``folder``), and FMT003 when its name does not make one.

    A slug holds lower-case ASCII letters, digits and hyphens only, whatever the file is called.
    """
    parts = path.removeprefix(f"{folder}/").split("/")
    in_folder = parts[-1] == "index.md" and len(parts) > 1
    written = parts[-2] if in_folder else re.sub(r"\.[^.]*\Z", "", parts[-1])
    if _SLUG.fullmatch(written) and written not in _RESERVED and len(written) <= LONGEST:
        return written, ()
    slug = derived_slug(written)
    what, name = ("folder", slug) if in_folder else ("file", f"{slug}.md")
    message = f"the {what}'s name `{shown(_visible(written))}` {_why(written)}: rename the {what} to `{name}`"
    return slug, ((FaultCode.INVALID_VALUE, Fault("", message)),)


def derived_slug(written: str) -> str:
    """The nearest slug to a name; one made of its digest when no letter of it is Latin."""
    spread = unicodedata.normalize("NFKD", written.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:LONGEST].rstrip("-")
    if not slug:
        return f"account-{sha256(written.encode(errors='surrogatepass')).hexdigest()[:8]}"
    return f"{slug}-account" if slug in _RESERVED else slug


def _why(written: str) -> str:
    if len(written) > LONGEST:
        return f"is longer than {LONGEST} letters"
    if written in _DEVICES:
        return "is a device on Windows"
    if written in _RESERVED:
        return "is taken by the site's own page"
    return "holds more than lower-case letters, digits and hyphens"


def _visible(written: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in written)
