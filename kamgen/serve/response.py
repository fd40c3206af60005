"""What a request gets: a pure function of its address and of what the site has there. Pages get the script that keeps
them fresh on the way, and leave to ask this server."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import quote, unquote

from kamgen.serve.rebuild_log import Problem
from kamgen.serve.state import LookedUp

RESERVED = "/-/kamgen/"
"""Where the server's own files are. No page of a site has such a path."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)', re.IGNORECASE)
_PART = re.compile(rb'<(?:link|script)\b[^>]*?\b(?:href|src)="([^":?#]+\.(css|js))"', re.IGNORECASE)
_RELATIVE = re.compile(rb'(<[^>]*?\b(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[/#])', re.IGNORECASE)

_OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"

File = Callable[[str], bytes | Path | None]
"""What is at a path below the site."""


@dataclass(frozen=True, slots=True)
class ScriptMarks:
    """What the script knows of the page it is in; texts it only compares."""

    state: str
    status: int
    page: str
    styles: str
    scripts: str
    problem: Problem | None = None

    def tag(self) -> bytes:
        """The script with its marks."""
        problem = json.dumps(self.problem.plain(), ensure_ascii=False) if self.problem else ""
        values = {name: getattr(self, name) for name in ("state", "status", "page", "styles", "scripts")}
        written = "".join(f' data-{name}="{html.escape(str(value))}"' for name, value in values.items())
        text = f'<script src="{RESERVED}live.js"{written} data-problem="{html.escape(problem)}"></script>\n'
        return text.encode("utf-8", "replace")


def marks_of(page: bytes, path: str, file: File, state: str, status: int, problem: Problem | None) -> ScriptMarks:
    """The marks of the page at ``path``: digests of the page, and of the styles and scripts in its head."""
    parts = {b"css": blake2b(digest_size=12), b"js": blake2b(digest_size=12)}
    for address, kind in _PART.findall(page.partition(b"</head>")[0]):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address.decode("utf-8", "replace"))))
        parts[kind.lower()].update(_version(file(name)))
    styles, scripts = (parts[kind].hexdigest() for kind in (b"css", b"js"))
    return ScriptMarks(state, status, blake2b(page, digest_size=12).hexdigest(), styles, scripts, problem)


def _version(content: bytes | Path | None) -> bytes:
    """A text that changes when the content does."""
    if not isinstance(content, Path):
        return content or b""
    try:
        about = content.stat()
    except OSError:
        return b""
    return f"{about.st_mtime_ns} {about.st_size} ".encode()


def live_page(page: bytes, marks: ScriptMarks) -> bytes:
    """The page with the script before its end, allowed to ask this server and nobody else."""
    page = _POLICY.sub(lambda found: found[1] + _widened(found[2]) + found[3], page, count=1)
    end = page.lower().rfind(b"</body>")
    end = len(page) if end < 0 else end
    return page[:end] + marks.tag() + page[end:]


def _widened(policy: bytes) -> bytes:
    """The policy with ``connect-src 'self'``, beside what it allows already."""
    parts = [part.strip() for part in policy.split(b";") if part.strip()]
    given = next((part for part in parts if part.lower().startswith(b"connect-src")), b"connect-src")
    sources = [source for source in given.split()[1:] if source not in (b"'none'", b"'self'", b"&#39;none&#39;")]
    others = [part for part in parts if part != given]
    return b"; ".join([*others, b" ".join([b"connect-src", b"'self'", *sources])])


def moved(page: bytes, root: str) -> bytes:
    """A page whose relative addresses begin at ``root`` (``/team/``), to be shown under an address not its own."""
    return _RELATIVE.sub(lambda found: found[1] + root.encode(), page)


def own_page(title: str, problem: Problem | None, state: str, status: int) -> bytes:
    """A page of the server's own, for when the site has none to show."""
    lines = [f"<h1>{html.escape(title)}</h1>"]
    for mistake in problem.mistakes if problem else ():
        place = f"<code>{html.escape(mistake.place)}</code> " if mistake.place else ""
        lines.append(f"<p>{place}{html.escape(mistake.message)}</p>")
        lines += [f"<pre>{html.escape(mistake.excerpt)}</pre>"] if mistake.excerpt else []
    lines += [f"<p><b>Help:</b> {html.escape(problem.help)}</p>"] if problem and problem.help else []
    body = "\n".join(lines)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_OWN_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{html.escape(title)}</title>\n<link rel="stylesheet" href="{RESERVED}live.css">\n</head>\n'
        f'<body class="own">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    ).encode("utf-8", "replace")
    digest = blake2b(page, digest_size=12).hexdigest()
    return live_page(page, ScriptMarks(state, status, digest, "", "", problem))


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

Lookup = Callable[[str], LookedUp]


@dataclass(frozen=True, slots=True)
class Response:
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


def respond(target: str, mount: str, look: Lookup) -> Response:
    """The response to a GET of ``target``, on a site served at ``mount``."""
    path = plain_path(target)
    base = unquote(mount)
    if path is None:
        return _no_page(mount, look)
    if path.startswith(RESERVED) and path.removeprefix(RESERVED) in _OWN_FILES:
        return Response(200, Path(__file__).with_name(path.removeprefix(RESERVED)), content_type(path))
    if path in ("/", base.rstrip("/")) and path != base:
        return Response(302, b"", location=mount)
    if not path.startswith(base):
        return _no_page(mount, look)
    return _page(path.removeprefix(base), mount, look)


def _page(path: str, mount: str, look: Lookup) -> Response:
    name = f"{path}index.html" if path.endswith("/") or not path else path
    found = look(name)
    if found.content is not None:
        return Response(200, _body(found, name, 200, look), content_type(name))
    if found.problem is not None:
        return Response(500, own_page("This page cannot be made", found.problem, found.state, 500))
    if not found.state:
        return Response(503, own_page("The site is being made…", None, found.state, 503))
    if name == path and look(f"{path}/index.html").content is not None:
        return Response(302, b"", location=f"{mount}{quote(path, errors='surrogateescape')}/")
    return _no_page(mount, look)


def _body(found: LookedUp, name: str, status: int, look: Lookup) -> bytes | Path:
    """The content; a page with the script in it. An attachment that happens to be HTML is left as it is."""
    if not isinstance(found.content, bytes) or not name.endswith(".html"):
        return found.content if found.content is not None else b""
    marks = marks_of(found.content, name, lambda path: look(path).content, found.state, status, found.problem)
    return live_page(found.content, marks)


def _no_page(mount: str, look: Lookup) -> Response:
    """The site's own page for that, its links made to fit any address."""
    found = look("404.html")
    if not isinstance(found.content, bytes):
        return Response(404, own_page("Page not found", found.problem, found.state, 404))
    body = _body(found, "404.html", 404, look)
    return Response(404, moved(body, mount) if isinstance(body, bytes) else body)
