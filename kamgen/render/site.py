"""Every file of the site: pages, the theme's static files, attachments, search index, robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kamgen.model.figures import Figures
from kamgen.model.portfolio import Portfolio
from kamgen.model.source import Content
from kamgen.render.frame import Entry, Frame, last_change
from kamgen.render.guide import Guide, make_guide
from kamgen.render.links import attachment_path
from kamgen.render.pages import pages
from kamgen.render.render import render_page
from kamgen.render.search import search_index
from kamgen.render.theme import Theme
from kamgen.rules.catalogue import RULES

ROBOTS = b"# Account plans are confidential.\nUser-agent: *\nDisallow: /\n"


def render_site(
    portfolio: Portfolio, figures: Figures, theme: Theme, content: Content, root: Path, version: str
) -> Iterator[tuple[str, bytes | Path]]:
    """Path below the output, and the bytes to write or the file to copy. ThemeError when a template fails."""
    guide = make_guide(portfolio, figures, RULES)
    around = site_frame(portfolio, guide, version)
    for page in pages(portfolio, guide, content):
        yield page.url, render_page(page, theme, around).encode("utf-8", "replace")
    for path, file in theme.static:
        yield f"static/{path}", file
    for path in sorted({path for account in portfolio.accounts for path in account.linked.attachments}):
        yield attachment_path(path, content.folder), root / path
    yield "search-index.js", search_index(portfolio, guide, RULES).encode("utf-8", "replace")
    yield "robots.txt", ROBOTS


def site_frame(portfolio: Portfolio, guide: Guide, version: str) -> Frame:
    """What stands around every page of this site."""
    table = portfolio.site.site
    return Frame(
        title=table.title,
        language=table.language,
        navigation=_navigation(guide),
        as_of=portfolio.as_of.isoformat(),
        changed=last_change([account.plan.touched for account in portfolio.accounts if account.plan.touched]),
        version=version,
        extra=portfolio.site.extra,
    )


def _navigation(guide: Guide) -> tuple[Entry, ...]:
    first = next(iter(guide.categories.values()), None)
    return (
        Entry("Portfolio", "index.html", "index.html"),
        Entry("Actions", "actions.html", "actions.html"),
        Entry("Findings", "findings.html", "findings.html"),
        Entry("Elements", "elements/analysis.html", "elements/"),
        Entry("People", "people/index.html", "people/"),
        *((Entry("Categories", first.url, "categories/"),) if first else ()),
        Entry("Rules", "rules/index.html", "rules/"),
    )
