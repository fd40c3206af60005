"""What a request gets: a pure function of its address and of what the site has there. Pages get the script that keeps
them fresh on the way, and leave to ask this server."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable
from hashlib import blake2b
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct, to_builtins

from kamgen.serve.state import LookupResult

RESERVED = "/-/kamgen/"
"""Where the server's own files are. No page of a site has such a path."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)', re.IGNORECASE)
_PART = re.compile(rb'<(?:link|script)\b[^>]*?\b(?:href|src)="([^":?#]+\.(css|js))"', re.IGNORECASE)
_RELATIVE = re.compile(rb'(<[^>]*?\b(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[/#])', re.IGNORECASE)

_OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"

Lookup = Callable[[str], LookupResult]
"""What is at a path below the site."""


def marks_of(page: bytes, path: str, lookup: Lookup, found: LookupResult, status: int) -> dict[str, str]:
    """What the script knows of the page at ``path`` that it is in, as texts it only compares.

    Among them are digests of the page, and of the styles and scripts in its head.
    """
    parts = {b"css": blake2b(digest_size=12), b"js": blake2b(digest_size=12)}
    for address, kind in _PART.findall(page.partition(b"</head>")[0]):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address.decode("utf-8", "replace"))))
        content = lookup(name).content
        if isinstance(content, Path):
            try:
                about = content.stat()
                content = f"{about.st_mtime_ns} {about.st_size} ".encode()
            except OSError:
                content = b""
        parts[kind.lower()].update(content or b"")
    return _marks(page, found, status, *(parts[kind].hexdigest() for kind in (b"css", b"js")))


def _marks(page: bytes, found: LookupResult, status: int, styles: str = "", scripts: str = "") -> dict[str, str]:
    return {
        "state": found.state,
        "status": str(status),
        "page": blake2b(page, digest_size=12).hexdigest(),
        "styles": styles,
        "scripts": scripts,
        "problem": json.dumps(to_builtins(found.problem), ensure_ascii=False) if found.problem else "",
    }


def live_page(page: bytes, marks: dict[str, str]) -> bytes:
    """The page with the script and its marks before its end, allowed to ask this server and nobody else."""
    page = _POLICY.sub(lambda policy: policy[1] + _widened(policy[2]) + policy[3], page, count=1)
    end = page.lower().rfind(b"</body>")
    end = len(page) if end < 0 else end
    written = "".join(f' data-{name}="{html.escape(value)}"' for name, value in marks.items())
    script = f'<script src="{RESERVED}live.js"{written}></script>\n'.encode("utf-8", "replace")
    return page[:end] + script + page[end:]


def _widened(policy: bytes) -> bytes:
    """The policy with ``connect-src 'self'``, beside what it allows already."""
    parts = [part.strip() for part in policy.split(b";") if part.strip()]
    given = next((part for part in parts if part.lower().startswith(b"connect-src")), b"connect-src")
    sources = [source for source in given.split()[1:] if source not in (b"'none'", b"'self'", b"&#39;none&#39;")]
    others = [part for part in parts if part != given]
    return b"; ".join([*others, b" ".join([b"connect-src", b"'self'", *sources])])


def rebased_page(page: bytes, root: str) -> bytes:
    """A page whose relative addresses begin at ``root`` (``/team/``), to be shown under an address not its own."""
    return _RELATIVE.sub(lambda found: found[1] + root.encode(), page)


def own_page(title: str, found: LookupResult, status: int) -> bytes:
    """A page of the server's own, for when the site has none to show."""
    lines = [f"<h1>{html.escape(title)}</h1>"]
    for mistake in found.problem.mistakes if found.problem else ():
        place = f"<code>{html.escape(mistake.place)}</code> " if mistake.place else ""
        lines.append(f"<p>{place}{html.escape(mistake.message)}</p>")
        lines += [f"<pre>{html.escape(mistake.excerpt)}</pre>"] if mistake.excerpt else []
    if found.problem and found.problem.help:
        lines.append(f"<p><b>Help:</b> {html.escape(found.problem.help)}</p>")
    body = "\n".join(lines)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_OWN_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{html.escape(title)}</title>\n<link rel="stylesheet" href="{RESERVED}live.css">\n</head>\n'
        f'<body class="own">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    ).encode("utf-8", "replace")
    return live_page(page, _marks(page, found, status))


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
_FILES = "files/"
"""Where a site has what came with its plans."""


class Response(Struct, frozen=True):
    """Status, content and what the browser is told of it."""

    status: int
    content: bytes | Path
    kind: str = "text/html; charset=utf-8"
    location: str = ""
    """Where to go instead, for a status of 302."""
    foreign: bool = False
    """Whether it came with a plan, so that a browser must run nothing of it."""


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


def respond(target: str, mount: str, lookup: Lookup) -> Response:
    """The response to a GET of ``target``, on a site served at ``mount``."""
    path = plain_path(target)
    base = unquote(mount)
    if path is None:
        return _no_page(mount, lookup)
    own = path.removeprefix(RESERVED)
    if path.startswith(RESERVED) and own in _OWN_FILES:
        return Response(200, Path(__file__).with_name(own), content_type(path))
    if path in ("/", base.rstrip("/")) and path != base:
        return Response(302, b"", location=mount)
    return _page(path.removeprefix(base), mount, lookup) if path.startswith(base) else _no_page(mount, lookup)


def _page(path: str, mount: str, lookup: Lookup) -> Response:
    name = f"{path}index.html" if path.endswith("/") or not path else path
    found = lookup(name)
    content = found.content
    if isinstance(content, bytes) and name.endswith(".html"):  # an attachment that happens to be HTML is left as it is
        content = live_page(content, marks_of(content, name, lookup, found, 200))
    if content is not None:
        foreign = name.startswith(_FILES) and isinstance(content, Path)
        return Response(200, content, content_type(name), foreign=foreign)
    if found.problem is not None:
        return Response(500, own_page("This page cannot be made", found, 500))
    if not found.state:
        return Response(503, own_page("The site is being made…", found, 503))
    if name == path and lookup(f"{path}/index.html").content is not None:
        return Response(302, b"", location=f"{mount}{quote(path, errors='surrogateescape')}/")
    return _no_page(mount, lookup)


def _no_page(mount: str, lookup: Lookup) -> Response:
    """The site's own page for that, its links made to fit any address."""
    found = lookup("404.html")
    if not isinstance(found.content, bytes):
        return Response(404, own_page("Page not found", found, 404))
    page = live_page(found.content, marks_of(found.content, "404.html", lookup, found, 404))
    return Response(404, rebased_page(page, mount))
