"""Rendering: one account with its listing, and the pages of the portfolio, as the bytes of files.

Renderer(look)
    account(…)     one account ─▶ its pages, and its rows on other pages
    portfolio(…)   all listings ─▶ all other pages, the search index, robots.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from kamgen.model.page import Page
from kamgen.model.portfolio import Account
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.render.frame import Entry, Frame
from kamgen.render.guide import Guide
from kamgen.render.listing import Listing
from kamgen.render.pages import account_pages, portfolio_pages
from kamgen.render.render import render_page, template_errors
from kamgen.render.search import search_index
from kamgen.render.text import iso
from kamgen.render.theme import Theme
from kamgen.render.views.listing import Macros, make_listing
from kamgen.render.whole import Whole
from kamgen.rules.catalogue import RULES

ROBOTS = b"# Account plans are confidential.\nUser-agent: *\nDisallow: /\n"

ROWS = "rows.html"
"""The template whose macros are an account's rows on other pages."""


@dataclass(frozen=True, slots=True)
class Look:
    """How every page of a site is made."""

    guide: Guide
    theme: Theme
    frame: Frame
    """Without a last change: that is the account's own on its pages, and the newest on all others."""
    folder: str
    """The content folder below the site's root."""


class Shown(NamedTuple):
    """One account, rendered."""

    listing: Listing
    pages: tuple[tuple[str, bytes], ...]
    """Address below the site and content of its own pages."""


class Renderer:
    """Renders one site. Same look, same account, same bytes; `ThemeError` when a template fails."""

    def __init__(self, look: Look) -> None:
        self.look = look

    @cached_property
    def _macros(self) -> Macros:
        template = self.look.theme.environment.get_template(ROWS)
        module = template.make_module({"site": self.look.frame})
        return Macros(*(getattr(module, name) for name in Macros.__dataclass_fields__))

    def account(self, account: Account, summary: Summary, source: Source) -> Shown:
        """The pages and the listing of one account."""
        frame = replace(self.look.frame, changed=iso(account.plan.touched))
        with template_errors(self.look.theme, ROWS, source.path):
            listing = make_listing(account, summary, self.look.guide, self._macros)
        pages = account_pages(account, source, self.look.guide, self.look.folder)
        return Shown(listing, tuple([(page.url, self._rendered(page, frame)) for page in pages]))

    def portfolio(self, whole: Whole) -> Iterator[tuple[str, bytes]]:
        """All other pages and files that are made, the first page first."""
        touched = [account.touched for account in whole.accounts if account.touched]
        frame = replace(self.look.frame, changed=iso(max(touched, default=None)))
        for page in portfolio_pages(whole, self.look.guide):
            yield page.url, self._rendered(page, frame)
        yield "search-index.js", search_index(whole, self.look.guide, RULES).encode("utf-8", "replace")
        yield "robots.txt", ROBOTS

    def _rendered(self, page: Page, frame: Frame) -> bytes:
        return render_page(page, self.look.theme, frame).encode("utf-8", "replace")


def site_frame(guide: Guide, version: str) -> Frame:
    """What stands around every page of this site."""
    table = guide.site.site
    return Frame(
        title=table.title,
        language=table.language,
        navigation=_navigation(guide),
        as_of=guide.as_of.isoformat(),
        changed="",
        version=version,
        extra=guide.site.extra,
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
