"""What a request gets: a pure function of its address and of what the site has there."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import quote, unquote

from kamgen.serve.inject import RESERVED, live_page, marks_of, moved, own_page
from kamgen.serve.live import Found

_TYPES = MimeTypes()
_OURS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".woff2": "font/woff2",
}
"""Whatever the system says of these."""
_TEXTS = ("application/json", "image/svg+xml")
_OWN_FILES = {"live.js", "live.css"}

Look = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content and what the browser is told of it."""

    status: int
    content: bytes | Path
    kind: str = "text/html; charset=utf-8"
    location: str = ""
    """Where to go instead, for a status of 302."""


def content_type(path: str) -> str:
    """``text/css; charset=utf-8``, by the name's ending."""
    kind = _OURS.get(posixpath.splitext(path)[1].lower()) or _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind


def plain_path(target: str) -> str | None:
    """The path of a request, decoded; None when it cannot be that of a page: it leads out, or is not a path."""
    written = target.partition("#")[0].partition("?")[0]
    path = unquote(written, errors="surrogateescape")
    parts = path.split("/")
    if len(parts) < 2 or parts[0] or any(part in (".", "..") for part in parts) or "" in parts[1:-1]:
        return None
    return None if "\\" in path or "\0" in path else path


def answer(target: str, mount: str, look: Look) -> Answer:
    """The answer to a GET of ``target``, on a site served at ``mount``."""
    path = plain_path(target)
    base = unquote(mount)
    if path is None:
        return _no_page(mount, look)
    if path.startswith(RESERVED) and path.removeprefix(RESERVED) in _OWN_FILES:
        return Answer(200, Path(__file__).with_name(path.removeprefix(RESERVED)), content_type(path))
    if path in ("/", base.rstrip("/")) and path != base:
        return Answer(302, b"", location=mount)
    if not path.startswith(base):
        return _no_page(mount, look)
    return _page(path.removeprefix(base), mount, look)


def _page(path: str, mount: str, look: Look) -> Answer:
    name = f"{path}index.html" if path.endswith("/") or not path else path
    found = look(name)
    if found.content is not None:
        return Answer(200, _body(found, name, 200, look), content_type(name))
    if found.problem is not None:
        return Answer(500, own_page("This page cannot be made", found.problem, found.state, 500))
    if not found.state:
        return Answer(503, own_page("The site is being made…", None, found.state, 503))
    if name == path and look(f"{path}/index.html").content is not None:
        return Answer(302, b"", location=f"{mount}{quote(path, errors='surrogateescape')}/")
    return _no_page(mount, look)


def _body(found: Found, name: str, status: int, look: Look) -> bytes | Path:
    """The content; a page with the script in it. An attachment that happens to be HTML is left as it is."""
    if not isinstance(found.content, bytes) or not name.endswith(".html"):
        return found.content if found.content is not None else b""
    marks = marks_of(found.content, name, lambda path: look(path).content, found.state, status, found.problem)
    return live_page(found.content, marks)


def _no_page(mount: str, look: Look) -> Answer:
    """The site's own page for that, its links made to fit any address."""
    found = look("404.html")
    if not isinstance(found.content, bytes):
        return Answer(404, own_page("Page not found", found.problem, found.state, 404))
    body = _body(found, "404.html", 404, look)
    return Answer(404, moved(body, mount) if isinstance(body, bytes) else body)
