"""Rendering: one account with its rows on other pages, and the pages of the portfolio, as the bytes of files.

Renderer(config)
    rows(…)        one account ─▶ its rows on other pages
    account(…)     one account ─▶ its own pages
    portfolio(…)   all rows ─▶ all other pages, the search index, robots.txt
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory
from kamgen.model.page import Page
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.render.account_rows import AccountRows, make_account_rows
from kamgen.render.frame import Frame, RenderConfig
from kamgen.render.overrides import check_overrides
from kamgen.render.pages import TEMPLATES, account_pages, navigation, portfolio_pages
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.render import render_page
from kamgen.render.search import search_index
from kamgen.rules.catalogue import RULES
from kamgen.text.words import iso

ROBOTS = b"# Account plans are confidential.\nUser-agent: *\nDisallow: /\n"


class Renderer:
    """Renders one site. Same config, same account, same bytes; `ThemeError` when a template fails."""

    def __init__(self, config: RenderConfig) -> None:
        self.config = config
        check_overrides(config.theme, frozenset(TEMPLATES))
        self.frame = replace(config.frame, navigation=navigation(config.context))

    def rows(self, account: Account, summary: Summary, past: AccountHistory = NO_HISTORY) -> AccountRows:
        """What other pages show of one account."""
        return make_account_rows(account, summary, self.config.context, past)

    def account(
        self, account: Account, source: Source, past: AccountHistory = NO_HISTORY
    ) -> tuple[tuple[str, bytes], ...]:
        """Addresses below the site and contents of the pages of one account."""
        frame = replace(self.frame, changed=iso(account.touched), author=account.freshness.author)
        pages = account_pages(account, source, self.config.context, self.config.folder, past)
        return tuple([(page.url, self._rendered(page, frame)) for page in pages])

    def portfolio(self, data: PortfolioData) -> dict[str, Callable[[], bytes]]:
        """All other files that are made, by their paths, the first page first; each is made when it is called for."""
        touched = [(account.touched, account.slug) for account in data.accounts if account.touched]
        day, slug = max(touched, default=(None, ""))
        author = data.rows[slug].author if slug else ""
        frame = replace(self.frame, changed=iso(day), author=author)
        context = self.config.context

        def page(make: Callable[[], Page]) -> bytes:
            return self._rendered(make(), frame)

        return {
            **{url: partial(page, make) for url, make in portfolio_pages(data, context).items()},
            "search-index.js": lambda: search_index(data, context, RULES).encode("utf-8", "replace"),
            "robots.txt": lambda: ROBOTS,
        }

    def _rendered(self, page: Page, frame: Frame) -> bytes:
        return render_page(page, self.config.theme, frame).encode("utf-8", "replace")
