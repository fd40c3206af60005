"""Which pages there are, in order, each with everything it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kamgen.model.page import Page
from kamgen.model.portfolio import Account, Portfolio
from kamgen.model.rule import Element, Rule
from kamgen.model.source import Content, Source
from kamgen.render.due import Due, due_dates
from kamgen.render.guide import Guide
from kamgen.render.links import source_path
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.category import category_view
from kamgen.render.views.dates import dates_view
from kamgen.render.views.element import element_means, element_view
from kamgen.render.views.findings import findings_view
from kamgen.render.views.people import owner_row, owner_view
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rows import AccountRow, account_rows
from kamgen.render.views.rule import held, rule_rows, rule_view
from kamgen.render.views.source import source_view
from kamgen.rules.catalogue import RULES


def pages(portfolio: Portfolio, guide: Guide, content: Content) -> Iterator[Page]:
    """All pages of the site, the portfolio first."""
    dues = {account.slug: due_dates(account, guide) for account in portfolio.accounts}
    rows = account_rows(portfolio.accounts, dues, guide)
    view = portfolio_view(portfolio, rows, dues, guide)
    yield Page("index.html", "portfolio.html", "Portfolio", view)
    yield from _account_pages(portfolio, content, guide)
    yield from _element_pages(portfolio, guide)
    yield from _rule_pages(portfolio, guide, RULES)
    yield from _people_pages(portfolio, rows, guide)
    yield from _category_pages(portfolio, rows, guide)
    yield from _list_pages(portfolio, dues, RULES, guide)
    yield Page("search.html", "search.html", "Search", None)
    yield Page("404.html", "404.html", "Page not found", None)


def _account_pages(portfolio: Portfolio, content: Content, guide: Guide) -> Iterator[Page]:
    sources = {source.path: source for source in content.plans}
    for account in portfolio.accounts:
        source = sources.get(account.plan.path)
        yield account_page(account, guide, content.folder, source)
        if source and not guide.site.site.source_url:
            view = source_view(account, source, guide)
            yield Page(source_path(account.slug), "source.html", f"Source of {account.name}", view, account.plan.path)


def account_page(account: Account, guide: Guide, folder: str, source: Source | None) -> Page:
    """The page of one account; ``source`` is only looked at when its plan cannot be read."""
    url = guide.accounts[account.slug].url
    if account.scorecard is None:
        view = unreadable_view(account, guide, source)
        return Page(url, "unreadable.html", account.name, view, account.plan.path)
    return Page(url, "account.html", account.name, account_view(account, guide, folder), account.plan.path)


def _element_pages(portfolio: Portfolio, guide: Guide) -> Iterator[Page]:
    means = element_means(portfolio.accounts)
    for element in Element:
        view = element_view(element, portfolio.accounts, means, guide)
        yield Page(guide.elements[element.key], "element.html", element.title, view)


def _rule_pages(portfolio: Portfolio, guide: Guide, rules: Sequence[Rule]) -> Iterator[Page]:
    outcomes = held(portfolio.accounts)
    findings = Counter(finding.code for account in portfolio.accounts for finding in account.findings)
    yield Page("rules/index.html", "rules.html", "Rules", rule_rows(rules, outcomes, findings, guide))
    for rule in rules:
        view = rule_view(rule, outcomes, guide)
        yield Page(guide.rule(rule).url, "rule.html", f"{view.code} {view.title}", view)


def _people_pages(portfolio: Portfolio, rows: Sequence[AccountRow], guide: Guide) -> Iterator[Page]:
    by_owner: dict[str, list[AccountRow]] = {owner: [] for owner in guide.owners}
    for row in rows:
        if row.owner in by_owner:
            by_owner[row.owner].append(row)
    backups = Counter(
        account.plan.front.continuity.backup for account in portfolio.accounts if account.plan.front.continuity
    )
    owners = sorted(guide.owners, key=lambda name: (name.casefold(), name))
    listed = tuple(owner_row(name, by_owner[name], guide) for name in owners)
    yield Page("people/index.html", "people.html", "People", listed)
    for name in owners:
        view = owner_view(name, by_owner[name], backups[name], guide)
        yield Page(guide.owners[name], "person.html", name, view)


def _category_pages(portfolio: Portfolio, rows: Sequence[AccountRow], guide: Guide) -> Iterator[Page]:
    by_slug = {account.slug: account for account in portfolio.accounts}
    members: dict[str, list[AccountRow]] = {key: [] for key in guide.categories}
    for row in rows:
        key = by_slug[row.slug].category
        if key is not None:
            members[key].append(row)
    for key, link in guide.categories.items():
        view = category_view(key, [by_slug[row.slug] for row in members[key]], members[key], guide)
        yield Page(link.url, "category.html", link.text, view)


def _list_pages(
    portfolio: Portfolio, dues: Mapping[str, tuple[Due, ...]], rules: Sequence[Rule], guide: Guide
) -> Iterator[Page]:
    dates = (due for items in dues.values() for due in items)
    yield Page("actions.html", "actions.html", "Actions and dates", dates_view(dates, guide))
    yield Page("findings.html", "findings.html", "Findings", findings_view(portfolio.accounts, rules, guide))
