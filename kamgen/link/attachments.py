"""Which files beside plans may be published, and why others are not.

A built site stands on somebody's intranet, on the same origin as its pages: whatever came with a plan must not run
there, must not fill the disk, and must be what its name says. So endings are an allow-list (`[content] attachments`),
sizes have a limit, and names that a system or an eye takes for another are refused.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kamgen.model.config import ContentTable

ENDINGS = (
    *("pdf", "txt", "csv", "tsv", "md", "markdown", "rtf", "ics", "vcf", "eml", "msg"),
    *("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "pages", "numbers", "key"),
    *("png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "mp3", "m4a", "mp4", "mov", "zip"),
)
"""What is published by default: what a browser shows without running anything, or hands to another program."""
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|clock\$|con(?:in|out)\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])")


class Withheld(NamedTuple):
    """Why a file is not published, and what to write or give instead."""

    reason: str
    write: str


def withheld(files: Iterable[str], sizes: Mapping[str, int], settings: ContentTable) -> dict[str, Withheld]:
    """The files that are not published, by path; ``sizes`` are in bytes, as far as they are known."""
    found = list(files)
    alike = Counter(_folded(path) for path in found)
    known = frozenset(ending.strip(" .").lower() for ending in settings.attachments or ENDINGS)
    reasons = ((path, _why(path, alike[_folded(path)], known) or _size(sizes.get(path, 0), settings)) for path in found)
    return {path: reason for path, reason in reasons if reason}


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


_ANOTHER_NAME = "another name for it"


def _why(path: str, alike: int, known: frozenset[str]) -> Withheld | None:
    """What its name says against a file."""
    name = posixpath.basename(path)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    parts = path.split("/")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in path):
        return Withheld("its name holds signs that hide or turn round what is read", "a plain name for it")
    if any(_DEVICE.fullmatch(part.partition(".")[0].rstrip()) for part in parts):
        return Withheld("its name is that of a device on Windows", _ANOTHER_NAME)
    if any(part != part.rstrip(" .") for part in parts):
        return Withheld("its name ends in a blank or a point, which Windows takes off", _ANOTHER_NAME)
    if alike > 1:
        return Withheld("another file has its name but for case, and on many disks they are one", _ANOTHER_NAME)
    if ending not in known:
        what = f"files that end in `.{ending}` are not" if ending else "files without an ending are not"
        return Withheld(what, "a PDF of it, or its ending in `attachments` under `[content]` of site.toml")
    return None


def _size(size: int, settings: ContentTable) -> Withheld | None:
    """What its size says against a file."""
    most = settings.max_attachment_size
    if size <= most * 1024:
        return None
    reason = f"it has {-(-size // 1024):,} KiB, and a file may have {most:,}"
    return Withheld(reason, "a smaller file, or a larger `max_attachment_size` under `[content]` of site.toml")
