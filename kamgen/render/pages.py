"""Which pages there are, in order, each with everything it shows.

Pages of one account need that account and nothing else; pages of the portfolio need all accounts in brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from kamgen.facts.accounts import person_key
from kamgen.model.page import Page
from kamgen.model.past import NO_PAST, AccountPast
from kamgen.model.portfolio import Account
from kamgen.model.rule import Element, Rule
from kamgen.model.source import Source
from kamgen.model.summary import Summary
from kamgen.render.guide import Guide, account_addresses
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.category import category_view
from kamgen.render.views.dates import dates_view
from kamgen.render.views.element import element_means, element_view
from kamgen.render.views.findings import findings_view
from kamgen.render.views.news import news_view
from kamgen.render.views.people import owner_row, owner_view
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rule import rule_rows, rule_view
from kamgen.render.views.slippage import slippage_view
from kamgen.render.views.source import source_view
from kamgen.render.whole import Whole
from kamgen.rules.catalogue import RULES


def account_pages(
    account: Account, source: Source, guide: Guide, folder: str, past: AccountPast = NO_PAST
) -> Iterator[Page]:
    """The pages at `account_addresses`, in their order."""
    url, *of_source = account_addresses(account.slug, guide.site)
    if account.scorecard is None:
        unreadable = unreadable_view(account, guide, source)
        yield Page(url, "unreadable.html", account.name, unreadable, source.path)
    else:
        yield Page(url, "account.html", account.name, account_view(account, guide, folder, past), source.path)
    for address in of_source:
        view = source_view(account, source)
        yield Page(address, "source.html", f"Source of {account.name}", view, source.path)


Making = Callable[[], Page]


def portfolio_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    """All other pages of the site by their address, the portfolio first, each made when it is called for."""
    return {
        "index.html": lambda: Page("index.html", "portfolio.html", "Portfolio", portfolio_view(whole, guide)),
        **_element_pages(whole, guide),
        **_rule_pages(whole, guide),
        **_people_pages(whole, guide),
        **_category_pages(whole, guide),
        "actions.html": lambda: Page(
            "actions.html", "actions.html", "Actions and dates", dates_view(whole.dues(whole.accounts), guide)
        ),
        "findings.html": lambda: Page(
            "findings.html", "findings.html", "Findings", findings_view(whole.accounts, RULES, guide)
        ),
        **_history_pages(whole, guide),
        "search.html": lambda: Page("search.html", "search.html", "Search", None),
        "404.html": lambda: Page("404.html", "404.html", "Page not found", None),
    }


def _history_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    """None without history; then `HISTORY` is in no navigation either."""
    if whole.past.since is None:
        return {}
    return {
        "changes.html": lambda: Page("changes.html", "changes.html", "Changes", news_view(whole, guide)),
        "slippage.html": lambda: Page("slippage.html", "slippage.html", "Slippage", slippage_view(whole)),
    }


def _element_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    means = element_means(whole.accounts)

    def page(element: Element) -> Page:
        view = element_view(element, whole, means, guide)
        return Page(guide.elements[element.key], "element.html", element.title, view)

    return {guide.elements[element.key]: partial(page, element) for element in Element}


def _rule_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    def page(rule: Rule) -> Page:
        view = rule_view(rule, whole, guide)
        return Page(guide.rule(rule).url, "rule.html", f"{view.code} {view.title}", view)

    return {
        "rules/index.html": lambda: Page("rules/index.html", "rules.html", "Rules", rule_rows(RULES, whole, guide)),
        **{str(guide.rule(rule).url): partial(page, rule) for rule in RULES},
    }


def _people_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    by_owner: dict[str, list[Summary]] = {owner: [] for owner in whole.owners}
    for account in whole.ordered:
        if account.owner:
            by_owner[account.owner].append(account)
    backups = Counter(person_key(account.backup) for account in whole.accounts if account.backup)
    owners = sorted(whole.owners, key=lambda name: (name.casefold(), name))

    def people() -> Page:
        listed = tuple(owner_row(name, by_owner[name], whole, guide) for name in owners)
        return Page("people/index.html", "people.html", "People", listed)

    def page(name: str) -> Page:
        return Page(
            whole.owners[name],
            "person.html",
            name,
            owner_view(name, by_owner[name], backups[person_key(name)], whole, guide),
        )

    return {"people/index.html": people, **{whole.owners[name]: partial(page, name) for name in owners}}


def _category_pages(whole: Whole, guide: Guide) -> dict[str, Making]:
    members: dict[str, list[Summary]] = {key: [] for key in guide.categories}
    for account in whole.ordered:
        if account.category is not None:
            members[account.category].append(account)

    def page(key: str) -> Page:
        link = guide.categories[key]
        return Page(link.url, "category.html", link.text, category_view(key, members[key], whole, guide))

    return {link.url: partial(page, key) for key, link in guide.categories.items()}
