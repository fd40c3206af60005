"""What a page gets on its way to the browser: the script that keeps it fresh, and leave to ask this server."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

from kamgen.serve.problem import Problem

RESERVED = "/-/kamgen/"
"""Where the server's own files are. No page of a site has such a path."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)', re.IGNORECASE)
_PART = re.compile(rb'<(?:link|script)\b[^>]*?\b(?:href|src)="([^":?#]+\.(css|js))"', re.IGNORECASE)
_RELATIVE = re.compile(rb'(<[^>]*?\b(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[/#])', re.IGNORECASE)

_OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"

File = Callable[[str], bytes | Path | None]
"""What is at a path below the site."""


@dataclass(frozen=True, slots=True)
class Marks:
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


def marks_of(page: bytes, path: str, file: File, state: str, status: int, problem: Problem | None) -> Marks:
    """The marks of the page at ``path``: digests of the page, and of the styles and scripts in its head."""
    parts = {b"css": blake2b(digest_size=12), b"js": blake2b(digest_size=12)}
    for address, kind in _PART.findall(page.partition(b"</head>")[0]):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address.decode("utf-8", "replace"))))
        parts[kind.lower()].update(_version(file(name)))
    styles, scripts = (parts[kind].hexdigest() for kind in (b"css", b"js"))
    return Marks(state, status, blake2b(page, digest_size=12).hexdigest(), styles, scripts, problem)


def _version(content: bytes | Path | None) -> bytes:
    """A text that changes when the content does."""
    if not isinstance(content, Path):
        return content or b""
    try:
        about = content.stat()
    except OSError:
        return b""
    return f"{about.st_mtime_ns} {about.st_size} ".encode()


def live_page(page: bytes, marks: Marks) -> bytes:
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
    return live_page(page, Marks(state, status, digest, "", "", problem))
