"""Which pages there are, each with everything it shows.

Pages of one account need that account and nothing else; pages of the portfolio need all accounts in brief. A new page
of the portfolio is a view (a function and the Struct that it returns), a template, and a line in `PORTFOLIO_PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Annotated, Any

from msgspec import Struct

from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory
from kamgen.model.fields import Doc
from kamgen.model.source import Source
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import Entry, SiteContext, account_addresses
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.changes_page import changes_view, slippage_view
from kamgen.render.views.groups import (
    actions_view,
    category_targets,
    category_view,
    owner_targets,
    owner_view,
    people_view,
)
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rules import (
    element_targets,
    element_view,
    findings_view,
    rule_targets,
    rule_view,
    rules_view,
)
from kamgen.render.views.source import source_view
from kamgen.text.addresses import mount_of

NOT_FOUND = "404.html"
"""What servers answer a wrong address with, at whatever depth."""


class Page(Struct, frozen=True):
    """One file of the site that a template renders."""

    url: Annotated[str, Doc("Below the output folder, with forward slashes: `accounts/halden-marine.html`.")]
    template: Annotated[str, Doc("`account.html`.")]
    title: str
    view: Annotated[
        Any, Doc("What the template shows, as `view`: a frozen value of plain text and numbers, nothing to look up.")
    ]
    subject: Annotated[
        str, Doc("The plan file a template error is blamed on; empty for pages of the whole portfolio.")
    ] = ""
    mount: Annotated[str, Doc("Where the site lives on its server, for a page that is shown under any address.")] = ""

    @property
    def root(self) -> str:
        """The way from this page to the site's root: ``../`` or empty; its ``mount`` where it has one."""
        return self.mount or "../" * self.url.count("/")


ACCOUNT_PAGES: dict[str, Callable[..., Any]] = {
    "account.html": account_view,
    "unreadable.html": unreadable_view,
    "source.html": source_view,
}
"""The view of each template of an account's own pages."""


def account_pages(
    account: Account, source: Source, context: SiteContext, folder: str, past: AccountHistory = NO_HISTORY
) -> Iterator[Page]:
    """The pages at `account_addresses`, in their order."""
    url, *of_source = account_addresses(account.slug, context.site)
    if account.scorecard is None:
        unreadable = unreadable_view(account, context, source)
        yield Page(url, "unreadable.html", account.name, unreadable, source.path)
    else:
        yield Page(url, "account.html", account.name, account_view(account, context, folder, past), source.path)
    for address in of_source:
        view = source_view(account, source)
        yield Page(address, "source.html", f"Source of {account.name}", view, source.path)


Targets = Callable[[PortfolioData, SiteContext], Iterable[tuple[str, str, Any]]]
"""Address and title of each page of a kind, and what it is about."""


class PageKind(Struct, frozen=True):
    """A page of the portfolio, or a kind of pages with one template."""

    template: str
    targets: Targets
    view: Annotated[Callable[[PortfolioData, SiteContext, Any], Any], Doc("What the page about something shows.")]
    shows: Annotated[
        Callable[..., Any] | None,
        Doc("The function that returns what the template sees; None for a page that shows nothing of the accounts."),
    ]
    name: Annotated[str, Doc("What the navigation calls it; empty for a page that is not in it.")] = ""
    entry: Annotated[
        Callable[[SiteContext], str], Doc("Where the navigation leads; empty where there is no such page.")
    ] = lambda _: ""


def one(
    url: str, title: str, view: Callable[[PortfolioData, SiteContext], Any] | None, name: str = "", template: str = ""
) -> PageKind:
    """A single page; its template is called as its address unless told otherwise."""

    def shown(data: PortfolioData, context: SiteContext, _: Any) -> Any:
        return view(data, context) if view else None

    return PageKind(template or url, lambda *_: [(url, title, None)], shown, view, name, lambda _: url)


def with_history(page: PageKind) -> PageKind:
    """The same, only where plans have a history."""
    return PageKind(
        page.template,
        lambda data, context: page.targets(data, context) if data.past.since else (),
        page.view,
        page.shows,
        page.name,
        lambda context: page.entry(context) if context.since else "",
    )


def many(
    template: str,
    targets: Targets,
    view: Callable[[PortfolioData, SiteContext, Any], Any],
    name: str = "",
    entry: Callable[[SiteContext], str] = lambda _: "",
) -> PageKind:
    """A page for each of several things."""
    return PageKind(template, targets, view, view, name, entry)


PORTFOLIO_PAGES: tuple[PageKind, ...] = (
    one("index.html", "Portfolio", portfolio_view, "Portfolio", "portfolio.html"),
    one("actions.html", "Actions and dates", actions_view, "Actions"),
    one("findings.html", "Findings", findings_view, "Findings"),
    with_history(one("changes.html", "Changes", changes_view, "Changes")),
    with_history(one("slippage.html", "Slippage", slippage_view, "Slippage")),
    many("element.html", element_targets, element_view, "Elements", lambda _: "elements/analysis.html"),
    one("people/index.html", "People", people_view, "People", "people.html"),
    many("person.html", owner_targets, owner_view),
    many("category.html", category_targets, category_view, "Categories", lambda context: context.first_category.url),
    one("rules/index.html", "Rules", rules_view, "Rules", "rules.html"),
    many("rule.html", rule_targets, rule_view),
    one("search.html", "Search", None),
    one(NOT_FOUND, "Page not found", None),
)
"""All pages but the accounts' own, in the order of the navigation."""


TEMPLATES = (*ACCOUNT_PAGES, *(page.template for page in PORTFOLIO_PAGES))
"""The templates of all pages."""


def portfolio_pages(data: PortfolioData, context: SiteContext) -> dict[str, Callable[[], Page]]:
    """`PORTFOLIO_PAGES` of a site by their addresses, each made when it is called for."""

    def page(kind: PageKind, url: str, title: str, subject: Any) -> Page:
        mount = (
            mount_of(context.site.site.base_url) if kind.template == NOT_FOUND and context.site.site.base_url else ""
        )
        return Page(url, kind.template, title, kind.view(data, context, subject), mount=mount)

    return {
        url: partial(page, kind, url, title, subject)
        for kind in PORTFOLIO_PAGES
        for url, title, subject in kind.targets(data, context)
    }


def navigation(context: SiteContext) -> tuple[Entry, ...]:
    """The entries of the site's navigation; one for a folder stands for all pages in it."""
    entries = ((page.name, page.entry(context)) for page in PORTFOLIO_PAGES if page.name)
    return tuple(Entry(name, url, f"{url.split('/')[0]}/" if "/" in url else url) for name, url in entries if url)
