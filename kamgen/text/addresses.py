"""Addresses outside the site: which of them are safe to follow, and those of plans in the repository's web view."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

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
