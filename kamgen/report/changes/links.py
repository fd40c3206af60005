"""Addresses of lines of plans in the repository's web view."""

from __future__ import annotations

import re
from urllib.parse import quote

_WEB = re.compile(r"https?://[^\s/?#]+(?:[/?#]|\Z)", re.IGNORECASE)
_SAFE = "/:?#@!$&+,;=%~"
"""Left as they are; brackets, quotes and all that could end a link are written as numbers."""


def line_url(pattern: str, path: str, line: int) -> str:
    """The address of a line (1-based) of the plan at ``path``; empty without a fit pattern, and for no line."""
    if not line or "{path}" not in pattern or not _WEB.match(pattern):
        return ""
    address = quote(pattern.replace("{path}", "\0").replace("{line}", "\1"), safe=f"{_SAFE}\0\1", errors="replace")
    return address.replace("\0", quote(path, safe="/", errors="surrogateescape")).replace("\1", str(line))
