"""Addresses on pages: which ones are safe, how they read from a page, and the links of a plan's prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from kamgen.model.fields import Doc
from kamgen.model.plan import LINK_MARK
from kamgen.model.source import is_plan
from kamgen.text.addresses import external

_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_ANCHOR = re.compile('<a\\b[^>]*?href="\u0001(\\d+)\u0002"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile('<img\\b[^>]*?src="\u0001(\\d+)\u0002"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')


class LineLinks(NamedTuple):
    """Where lines of one plan are shown: in the repository's web view, else on the site's own page of its source."""

    before: Annotated[str, Doc("The address up to the line's number.")]
    after: str

    def url(self, line: int) -> str:
        """The address of a line (1-based); empty for no line."""
        return f"{self.before}{line}{self.after}" if line else ""


def plan_lines(pattern: str | None, path: str, page: str) -> LineLinks:
    """Lines of the plan at ``path``, by site.toml's ``source_url`` with its ``{path}`` and ``{line}``; without a
    fit one, on ``page``."""
    encoded = quote(path, safe="/", errors="surrogateescape")
    before, mark, after = (pattern or "").replace("{path}", encoded).partition("{line}")
    if mark and external(f"{before}1{after}"):
        return LineLinks(external(before), after)
    return LineLinks(f"{page}#L", "")


def source_path(slug: str) -> str:
    """The page with the source of a plan, below the output."""
    return f"sources/{slug}.html"


def attachment_path(path: str, folder: str) -> str:
    """Where a file of the content goes, below the output: ``files/halden/q3 figures.pdf``; Markdown as a page."""
    page = ".html" if is_plan(path) else ""
    return f"files/{path if folder == '.' else path.removeprefix(f'{folder}/')}{page}"


def attachment_url(path: str, folder: str) -> str:
    """The same as an address below the site's root: ``files/halden/q3%20figures.pdf``."""
    return quote(attachment_path(path, folder), errors="surrogateescape")


def linked_prose(html: str, targets: Sequence[str | None], root: str) -> Markup:
    """The prose with an address in the place of every mark; a broken link becomes plain, marked words."""
    addresses = [None if target is None else _from_page(target, root) for target in targets]

    def address(number: str) -> str | None:
        return addresses[int(number)] if int(number) < len(addresses) else None

    def anchor(found: re.Match[str]) -> str:
        return found[0] if address(found[1]) is not None else f'<span class="broken-link">{found[2]}</span>'

    def image(found: re.Match[str]) -> str:
        alternative = _ALT.search(found[0])
        broken = f'<span class="broken-link">{alternative[1] if alternative else ""}</span>'
        return found[0] if address(found[1]) is not None else broken

    if None in addresses:
        html = _IMAGE.sub(image, _ANCHOR.sub(anchor, html))
    return Markup(LINK_MARK.sub(lambda found: escape(address(found[1]) or "#"), html))


def _from_page(target: str, root: str) -> str | None:
    if _SCHEME.match(target):
        return external(target) or None
    return f"{root}{target}" if not target.startswith(("/", "\\", "#")) else target if target[0] == "#" else None
