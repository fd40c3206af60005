"""Which pages there are, in order, each with everything it shows.

Pages of one account need that account and nothing else; pages of the portfolio need all accounts in brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from kamgen.facts.accounts import person_key
from kamgen.model.account import Account
from kamgen.model.account_history import NO_HISTORY, AccountHistory
from kamgen.model.page import Page
from kamgen.model.rule import Element, Rule
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext, account_addresses
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.actions_page import actions_view
from kamgen.render.views.category import category_view
from kamgen.render.views.changes_page import changes_view
from kamgen.render.views.element import element_means, element_view
from kamgen.render.views.findings import findings_view
from kamgen.render.views.people import owner_row, owner_view
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rule import rule_rows, rule_view
from kamgen.render.views.slippage import slippage_view
from kamgen.render.views.source import source_view
from kamgen.rules.catalogue import RULES


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


Making = Callable[[], Page]


def portfolio_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    """All other pages of the site by their address, the portfolio first, each made when it is called for."""
    return {
        "index.html": lambda: Page("index.html", "portfolio.html", "Portfolio", portfolio_view(data, context)),
        **_element_pages(data, context),
        **_rule_pages(data, context),
        **_people_pages(data, context),
        **_category_pages(data, context),
        "actions.html": lambda: Page("actions.html", "actions.html", "Actions and dates", actions_view(data, context)),
        "findings.html": lambda: Page(
            "findings.html", "findings.html", "Findings", findings_view(data, RULES, context)
        ),
        **_history_pages(data, context),
        "search.html": lambda: Page("search.html", "search.html", "Search", None),
        "404.html": lambda: Page("404.html", "404.html", "Page not found", None),
    }


def _history_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    """None without history; then `HISTORY` is in no navigation either."""
    if data.past.since is None:
        return {}
    return {
        "changes.html": lambda: Page("changes.html", "changes.html", "Changes", changes_view(data, context)),
        "slippage.html": lambda: Page("slippage.html", "slippage.html", "Slippage", slippage_view(data)),
    }


def _element_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    means = element_means(data.accounts)

    def page(element: Element) -> Page:
        view = element_view(element, data, means, context)
        return Page(context.elements[element.key], "element.html", element.title, view)

    return {context.elements[element.key]: partial(page, element) for element in Element}


def _rule_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    def page(rule: Rule) -> Page:
        view = rule_view(rule, data, context)
        return Page(context.rule(rule).url, "rule.html", f"{view.code} {view.title}", view)

    return {
        "rules/index.html": lambda: Page("rules/index.html", "rules.html", "Rules", rule_rows(RULES, data, context)),
        **{str(context.rule(rule).url): partial(page, rule) for rule in RULES},
    }


def _people_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    by_owner: dict[str, list[Summary]] = {owner: [] for owner in data.owners}
    for account in data.ordered:
        if account.owner:
            by_owner[account.owner].append(account)
    backups = Counter(person_key(account.backup) for account in data.accounts if account.backup)
    owners = sorted(data.owners, key=lambda name: (name.casefold(), name))

    def people() -> Page:
        listed = tuple(owner_row(name, by_owner[name], data, context) for name in owners)
        return Page("people/index.html", "people.html", "People", listed)

    def page(name: str) -> Page:
        return Page(
            data.owners[name],
            "person.html",
            name,
            owner_view(name, by_owner[name], backups[person_key(name)], data, context),
        )

    return {"people/index.html": people, **{data.owners[name]: partial(page, name) for name in owners}}


def _category_pages(data: PortfolioData, context: SiteContext) -> dict[str, Making]:
    members: dict[str, list[Summary]] = {key: [] for key in context.categories}
    for account in data.ordered:
        if account.category is not None:
            members[account.category].append(account)

    def page(key: str) -> Page:
        link = context.categories[key]
        return Page(link.url, "category.html", link.text, category_view(key, members[key], data, context))

    return {link.url: partial(page, key) for key, link in context.categories.items()}
