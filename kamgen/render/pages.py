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
from kamgen.model.rule import Element
from kamgen.model.source import Source
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import NavEntry, SiteContext, account_addresses, element_url
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.changes_page import changes_view, slippage_view
from kamgen.render.views.document import Document, document_view
from kamgen.render.views.groups import (
    actions_view,
    category_targets,
    category_view,
    owner_targets,
    owner_view,
    people_view,
)
from kamgen.render.views.handover import handover_targets, handover_view
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.questions import question_targets, question_view, questions_view
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
    "document.html": document_view,
}
"""The view of each template of an account's own pages, and of the documents that plans name."""


def document_page(document: Document) -> Page:
    """The page of a Markdown file that plans name."""
    view = document_view(document)
    return Page(document.url, "document.html", view.title, view, document.path)


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
    view: Annotated[
        Callable[..., Any] | None,
        Doc("What a page shows of the portfolio, and of what it is about; None for nothing but words."),
    ]
    name: Annotated[str, Doc("What the navigation calls it; empty for a page that is not in it.")] = ""
    url: Annotated[str, Doc("Of a single page.")] = ""
    title: Annotated[str, Doc("Of a single page.")] = ""
    targets: Annotated[Targets | None, Doc("None for a single page.")] = None
    entry: Annotated[Callable[[SiteContext], str] | None, Doc("Which of several the navigation leads to.")] = None
    history: Annotated[bool, Doc("Whether there is such a page only where plans have a history.")] = False


PORTFOLIO_PAGES: tuple[PageKind, ...] = (
    PageKind("portfolio.html", portfolio_view, "Portfolio", "index.html", "Portfolio"),
    PageKind("actions.html", actions_view, "Actions", "actions.html", "Actions and dates"),
    PageKind("findings.html", findings_view, "Findings", "findings.html", "Findings"),
    PageKind("changes.html", changes_view, "Changes", "changes.html", "Changes", history=True),
    PageKind("slippage.html", slippage_view, "Slippage", "slippage.html", "Slippage", history=True),
    PageKind("questions.html", questions_view, "Analysis", "analysis/index.html", "Analysis"),
    PageKind("question.html", question_view, targets=question_targets),
    PageKind(
        "element.html",
        element_view,
        "Elements",
        targets=element_targets,
        entry=lambda _: element_url(Element.ANALYSIS),
    ),
    PageKind("people.html", people_view, "People", "people/index.html", "People"),
    PageKind("person.html", owner_view, targets=owner_targets),
    PageKind("handover.html", handover_view, targets=handover_targets),
    PageKind(
        "category.html",
        category_view,
        "Categories",
        targets=category_targets,
        entry=lambda context: next((link.url for link in context.categories.values()), ""),
    ),
    PageKind("rules.html", rules_view, "Rules", "rules/index.html", "Rules"),
    PageKind("rule.html", rule_view, targets=rule_targets),
    PageKind("search.html", None, url="search.html", title="Search"),
    PageKind(NOT_FOUND, None, url=NOT_FOUND, title="Page not found"),
)
"""All pages but the accounts' own, in the order of the navigation."""


TEMPLATES = (*ACCOUNT_PAGES, *(page.template for page in PORTFOLIO_PAGES))
"""The templates of all pages."""


def portfolio_pages(data: PortfolioData, context: SiteContext) -> dict[str, Callable[[], Page]]:
    """`PORTFOLIO_PAGES` of a site by their addresses, each made when it is called for."""

    def page(kind: PageKind, url: str, title: str, *subject: Any) -> Page:
        base = context.site.site.base_url if url == NOT_FOUND else None
        view = kind.view(data, context, *subject) if kind.view else None
        return Page(url, kind.template, title, view, mount=mount_of(base) if base else "")

    return {
        url: partial(page, kind, url, title, *subject)
        for kind in PORTFOLIO_PAGES
        if data.past.since or not kind.history
        for url, title, *subject in (kind.targets(data, context) if kind.targets else [(kind.url, kind.title)])
    }


def navigation(context: SiteContext) -> tuple[NavEntry, ...]:
    """The entries of the site's navigation; one for a folder stands for all pages in it."""
    entries = []
    for page in PORTFOLIO_PAGES:
        url = page.entry(context) if page.entry else page.url
        if page.name and url and (context.since or not page.history):
            entries.append(NavEntry(page.name, url, f"{url.split('/')[0]}/" if "/" in url else url))
    return tuple(entries)
