"""Keys: digests of everything that a value is made from."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

from msgspec.msgpack import Encoder

import kamgen

_LENGTH = 16
_ENCODER = Encoder(order="deterministic")
_LIBRARIES = frozenset(
    ("jinja2", "markdown_it_py", "markupsafe", "mdit_py_plugins", "msgspec", "python_frontmatter",
     "pyyaml")
)  # fmt: skip
"""What values are made by, beside kamgen itself."""


def digest(*parts: object) -> bytes:
    """The key of something made from ``parts``: 16 bytes, other ones for any other parts.

    Parts are plain values and those of kamgen's model, in no set and no table whose order is left to chance.
    """
    try:
        written = _ENCODER.encode(parts)
    except (UnicodeEncodeError, OverflowError):  # names of files that are not UTF-8, numbers over 64 bits
        written = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=_LENGTH).digest()


@cache
def program() -> bytes:
    """The key of the program itself: kamgen's own code and the versions of the libraries it calls."""
    own = Path(kamgen.__file__).parent
    parts: list[bytes | str] = [sys.version, *_versions()]
    for folder, folders, names in os.walk(own):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                file = Path(folder, name)
                parts += [file.relative_to(own).as_posix(), file.read_bytes()]
    return digest(*parts)


@cache
def stamp() -> bytes:
    """A key of the program that is had quickly, by the times of its files: other ones for the same code elsewhere."""
    parts = [sys.version, *(_time(place) for place in sys.path if place.endswith("-packages"))]
    for folder, _, names in os.walk(Path(kamgen.__file__).parent):
        parts += [_time(f"{folder}/{name}") for name in names if name.endswith(".py")]
    return digest(*sorted(parts))


def _time(place: str) -> str:
    try:
        about = Path(place).stat()
    except OSError:
        return place
    return f"{place} {about.st_mtime_ns} {about.st_size}"


def _versions() -> list[str]:
    """Names and versions of the libraries, as their folders have them."""
    found = set()
    for place in map(Path, sys.path):
        for name in (entry.name for entry in place.glob("*.dist-info")):
            if name.partition("-")[0].lower().replace(".", "_") in _LIBRARIES:
                found.add(name)
    return sorted(found)
