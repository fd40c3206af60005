"""Which pages there are, in order, each with everything it shows.

Pages of one account need that account and nothing else; pages of the portfolio need all accounts in brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kamgen.model.config import SiteConfig
from kamgen.model.page import Page
from kamgen.model.portfolio import Account
from kamgen.model.rule import Element
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.render.guide import Guide, account_url
from kamgen.render.links import source_path
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.category import category_view
from kamgen.render.views.dates import dates_view
from kamgen.render.views.element import element_means, element_view
from kamgen.render.views.findings import findings_view
from kamgen.render.views.people import owner_row, owner_view
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rule import rule_rows, rule_view
from kamgen.render.views.source import source_view
from kamgen.render.whole import Whole
from kamgen.rules.catalogue import RULES


def account_addresses(slug: str, site: SiteConfig) -> tuple[str, ...]:
    """The pages of one account: its own, and that of its plan's source unless site.toml says where that is shown."""
    return (account_url(slug),) if site.site.source_url else (account_url(slug), source_path(slug))


def account_pages(account: Account, source: Source, guide: Guide, folder: str) -> Iterator[Page]:
    """The pages at `account_addresses`, in their order."""
    url, *of_source = account_addresses(account.slug, guide.site)
    if account.scorecard is None:
        unreadable = unreadable_view(account, guide, source)
        yield Page(url, "unreadable.html", account.name, unreadable, source.path)
    else:
        yield Page(url, "account.html", account.name, account_view(account, guide, folder), source.path)
    for address in of_source:
        view = source_view(account, source)
        yield Page(address, "source.html", f"Source of {account.name}", view, source.path)


def portfolio_pages(whole: Whole, guide: Guide) -> Iterator[Page]:
    """All other pages of the site, the portfolio first."""
    yield Page("index.html", "portfolio.html", "Portfolio", portfolio_view(whole, guide))
    yield from _element_pages(whole, guide)
    yield from _rule_pages(whole, guide)
    yield from _people_pages(whole, guide)
    yield from _category_pages(whole, guide)
    dates = dates_view(whole.dues(whole.accounts), guide)
    yield Page("actions.html", "actions.html", "Actions and dates", dates)
    yield Page("findings.html", "findings.html", "Findings", findings_view(whole.accounts, RULES, guide))
    yield Page("search.html", "search.html", "Search", None)
    yield Page("404.html", "404.html", "Page not found", None)


def _element_pages(whole: Whole, guide: Guide) -> Iterator[Page]:
    means = element_means(whole.accounts)
    for element in Element:
        view = element_view(element, whole, means, guide)
        yield Page(guide.elements[element.key], "element.html", element.title, view)


def _rule_pages(whole: Whole, guide: Guide) -> Iterator[Page]:
    yield Page("rules/index.html", "rules.html", "Rules", rule_rows(RULES, whole, guide))
    for rule in RULES:
        view = rule_view(rule, whole, guide)
        yield Page(guide.rule(rule).url, "rule.html", f"{view.code} {view.title}", view)


def _people_pages(whole: Whole, guide: Guide) -> Iterator[Page]:
    by_owner: dict[str, list[Summary]] = {owner: [] for owner in whole.owners}
    for account in whole.ordered:
        if account.owner:
            by_owner[account.owner].append(account)
    backups = Counter(account.backup for account in whole.accounts if account.backup)
    owners = sorted(whole.owners, key=lambda name: (name.casefold(), name))
    listed = tuple(owner_row(name, by_owner[name], whole, guide) for name in owners)
    yield Page("people/index.html", "people.html", "People", listed)
    for name in owners:
        view = owner_view(name, by_owner[name], backups[name], whole, guide)
        yield Page(whole.owners[name], "person.html", name, view)


def _category_pages(whole: Whole, guide: Guide) -> Iterator[Page]:
    members: dict[str, list[Summary]] = {key: [] for key in guide.categories}
    for account in whole.ordered:
        if account.category is not None:
            members[account.category].append(account)
    for key, link in guide.categories.items():
        yield Page(link.url, "category.html", link.text, category_view(key, members[key], whole, guide))
