"""The rules of the whole portfolio: does it hang on one client, can we serve it, does profit follow revenue?

    shares of revenue ─ the largest                    PFL001
    accounts ─ how many, and how many an owner has     PFL002
    revenue and profit ─ the top fifth by revenue      PFL003
    revenue of the accounts, of the company, by year   PFL004
    targets of owners ─ who owns an account            PFL005

No single plan can answer them. Keys of outcomes are those of site.toml, which sets the limits. Lost accounts are no
longer part of the portfolio; prospects take time but have no figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamgen.facts.accounts import is_key_share, is_overloaded, key_accounts
from kamgen.facts.people import people
from kamgen.facts.pipeline import total
from kamgen.facts.plausible import exceeds
from kamgen.model.fields import folded
from kamgen.model.places import join_key
from kamgen.model.summary import Portfolio, Summary
from kamgen.rules.declare import (
    NAMED,
    Example,
    Fault,
    Outcome,
    Rule,
    Severity,
    faulty,
    gap,
    met,
    not_applicable,
    portfolio_rule,
)
from kamgen.text.numbers import ENGLISH, percent
from kamgen.text.suggestions import did_you_mean
from kamgen.text.words import counted, listed

FIFTH = 5
"""The accounts with the most revenue are one in so many (PFL003)."""

_SHOWN = Decimal("0.001")
"""Shares are judged as they are shown, to a tenth of a percent."""


def _plan(name: str, *fields: str) -> str:
    return "\n".join(["---", f"name: {name}", "owner: Per Moe", "category: core", *fields, "---", ""])


def _figures(revenue: int, gross_profit: int) -> str:
    return f"financials: [{{year: 2025, revenue: {revenue}k, gross_profit: {gross_profit}k, cost_to_serve: 50k}}]"


_SMALLER = tuple([(f"{name.lower()}.md", _plan(name, _figures(100, 80))) for name in ("Aas", "Berg", "Dahl", "Vik")])


@portfolio_rule(
    "PFL001",
    "concentration",
    summary="No account brings a key share of revenue (`key_account_share`, 18% by default)",
    rationale=(
        "Vital accounts draws the line of dependence at 18% of volume, and wants a plan for the loss of such a "
        "client. The share is that of the last full fiscal year, of `company_revenue` in site.toml where that is "
        "given. Without it a handful of accounts cannot be judged: one of them always has a large share."
    ),
    good=Example("financials: [{year: 2025, revenue: 900k}]", site='[portfolio]\ncompany_revenue = { 2025 = "10M" }'),
    bad=Example("financials: [{year: 2025, revenue: 1.8M}]", site='[portfolio]\ncompany_revenue = { 2025 = "10M" }'),
)
def concentration(portfolio: Portfolio) -> Outcome:
    bound, key = portfolio.site.portfolio.key_account_share, "portfolio.key_account_share"
    known = [each for each in portfolio.accounts if each.share is not None and each.top in ("", each.slug)]
    largest = sorted(key_accounts(known, portfolio.site), key=lambda account: -(account.share or 0))
    if not largest:
        return not_applicable("no account's share of revenue is known", key)
    of = largest[0].share_of
    if largest[0].few:
        return not_applicable(largest[0].few, "portfolio")
    large = [
        f"{_group_name(account)} ({percent(account.share)})"
        for account in largest
        if account.share is not None and is_key_share(account.share, portfolio.site)
    ]
    if not large:
        share = percent(largest[0].share or Decimal(0), bound)
        return met(f"the largest account, {_group_name(largest[0])}, brings {share} of revenue ({of})", key)
    verb = "brings" if len(large) == 1 else "bring"
    write = "write in each such plan what we do when it goes (`if_lost`), and put the next effort into growing others"
    return gap(f"{listed(large, most=NAMED)} {verb} {percent(bound)} of revenue or more ({of})", key, write)


def _group_name(account: Summary) -> str:
    return f"{account.name} with its subsidiaries" if account.top else account.name


@portfolio_rule(
    "PFL002",
    "portfolio-servable",
    summary="There are no more key accounts than can be served (`max_accounts`, and `max_accounts_per_owner`)",
    rationale=(
        "Principles puts what a firm can serve as key accounts at 20 to 30: joint plans, reviews and sponsors "
        "take time. Beyond that, every account gets the service of none. Prospects take that time too; lost "
        "accounts do not."
    ),
    good=Example("", site="[portfolio]\nmax_accounts = 2", others=_SMALLER[:1]),
    bad=Example("", site="[portfolio]\nmax_accounts = 2", others=_SMALLER[:2]),
)
def portfolio_servable(portfolio: Portfolio) -> Outcome:
    table, accounts = portfolio.site.portfolio, key_accounts(portfolio.accounts, portfolio.site)
    number, most = counted(len(accounts), "key account"), table.max_accounts
    faults = []
    if len(accounts) > most:
        write = "serve the lesser ones without a plan of their own, or set `max_accounts` to what you can serve"
        faults.append(Fault("portfolio.max_accounts", f"{number}, and no more than {most:,} can be served", write))
    limit = table.max_accounts_per_owner
    owners = _by_owner(accounts)
    over = [f"{name} has {count}" for name, count in owners if is_overloaded(count, portfolio.site)]
    if over:
        write = "hand some of them to others, or set `max_accounts_per_owner` to what one of you can serve"
        message = f"{listed(over, most=NAMED)}, and no more than {limit} can be served by one"
        faults.append(Fault("portfolio.max_accounts_per_owner", message, write))
    busiest = f"; {owners[0][0]} has the most, {owners[0][1]}" if owners else ""
    return faulty(tuple(faults), f"{number}, {most:,} at most{busiest}")


def _by_owner(accounts: Sequence[Summary]) -> list[tuple[str, int]]:
    """Each owner's name and number of accounts; the most first."""
    names = people(account.owner for account in accounts)
    counts = Counter(folded(account.owner) for account in accounts if account.owner)
    return sorted(((names[key], count) for key, count in counts.items()), key=lambda pair: (-pair[1], pair[0]))


class _Earning(NamedTuple):
    """An account with both figures, in the site's currency."""

    name: str
    revenue: Decimal
    profit: Decimal


@portfolio_rule(
    "PFL003",
    "profit-follows-revenue",
    summary="The fifth with the most revenue brings as large a share of profit, `profit_tolerance` (2%) less at most",
    rationale=(
        "Graham sees the top tenth by revenue run at a loss regularly, for the support it takes; Principles "
        "finds the most profitable clients below those with the most revenue. Profit is that after cost to serve "
        "in the last full fiscal year; from five accounts on with both figures there is a fifth."
    ),
    good=Example(_figures(1000, 400), others=_SMALLER),
    bad=Example(_figures(1000, 200), others=_SMALLER),
)
def profit_follows_revenue(portfolio: Portfolio) -> Outcome:
    year = portfolio.site.calendar().last_full_year(portfolio.as_of)
    rows = sorted(_earning(portfolio, year), key=lambda row: -row.revenue)
    if len(rows) < FIFTH:
        both = f"revenue and profit of {year} are known of {counted(len(rows), 'account')}"
        return not_applicable(f"{both}: there is a fifth from {FIFTH} on", "portfolio")
    revenue, profit = sum((row.revenue for row in rows), Decimal(0)), sum((row.profit for row in rows), Decimal(0))
    if revenue <= 0 or profit <= 0:
        return not_applicable(f"the accounts together earned nothing in {year} that could be shared out", "portfolio")
    top = rows[: len(rows) // FIFTH]
    of_revenue = _share(sum((row.revenue for row in top), Decimal(0)), revenue)
    of_profit = _share(sum((row.profit for row in top), Decimal(0)), profit)
    evidence = (
        f"of {len(rows)} accounts the {len(top) if len(top) > 1 else 'one'} with the most revenue "
        f"({listed([row.name for row in top], most=NAMED)}) "
        f"brought {percent(of_revenue)} of revenue and {percent(of_profit)} of profit in {year}"
    )
    if of_profit + portfolio.site.portfolio.profit_tolerance >= of_revenue:
        return met(evidence, "portfolio")
    dear = sorted((row for row in top if row.profit * revenue < profit * row.revenue), key=_margin)
    names = listed([row.name for row in dear[:NAMED]])
    write = f"find out what makes {names} dear to serve, and bring price or service in line with it"
    return gap(evidence, "portfolio", write)


def _earning(portfolio: Portfolio, year: int) -> list[_Earning]:
    rows = []
    for account in key_accounts(portfolio.accounts, portfolio.site):
        figures = account.year(year)
        revenue = account.converted(figures.counts("revenue"), year) if figures else None
        profit = account.converted(figures.counts("profit"), year) if figures else None
        if revenue is not None and profit is not None:
            rows.append(_Earning(account.name, revenue, profit))
    return rows


def _margin(row: _Earning) -> Decimal:
    return row.profit / row.revenue if row.revenue else Decimal(0)


def _share(part: Decimal, of: Decimal) -> Decimal:
    return (part / of).quantize(_SHOWN, ROUND_HALF_UP)


@portfolio_rule(
    "PFL004",
    "company-covers-accounts",
    severity=Severity.ERROR,
    summary="In no year the accounts' revenue together is more than the company's (`company_revenue`)",
    rationale=(
        "Vital accounts draws its line of 18% at the revenue of the whole firm, and not of its key accounts. When the "
        "accounts alone bring more, that figure is of another firm, another unit or a sample, or a group's plan counts "
        "its subsidiaries twice; shares are then those of the accounts' own sum."
    ),
    good=Example("financials: [{year: 2025, revenue: 900k}]", site='[portfolio]\ncompany_revenue = { 2025 = "10M" }'),
    bad=Example("financials: [{year: 2025, revenue: 900k}]", site='[portfolio]\ncompany_revenue = { 2025 = "800k" }'),
)
def company_covers_accounts(portfolio: Portfolio) -> Outcome:
    site, key, faults = portfolio.site, "portfolio.company_revenue", []
    if not site.portfolio.company_revenue:
        return not_applicable("site.toml gives no `company_revenue`", key)
    for year, company in site.portfolio.company_revenue.items():
        rows = [(account, row) for account in portfolio.accounts if (row := account.year(int(year)))]
        ours = total(account.converted(row.counts("revenue"), int(year)) for account, row in rows)
        if exceeds(ours, company):
            sums = [f"{ENGLISH.plain(amount)} {site.site.currency}" for amount in (ours, company) if amount is not None]
            message = f"the accounts' revenue of {year}, {sums[0]}, is more than the company's, {sums[1]}"
            write = "give the revenue of the whole firm in that year, or take the year out of `company_revenue`"
            faults.append(Fault(f"{key}.{year}", message, write))
    return faulty(tuple(faults), "in each year the company's revenue is more than that of its accounts")


@portfolio_rule(
    "PFL005",
    "owner-targets-have-owners",
    summary="Everybody with a target of their own in site.toml (`owner_targets`) owns an account, by that very name",
    rationale=(
        "Collis counts revenue targets among the nine elements. One of somebody who owns no account is held against "
        "nothing, and an owner whose name is written otherwise is measured without it."
    ),
    good=Example("", site='[portfolio.owner_targets]\n"Ingrid Solberg" = { 2026 = "3M" }'),
    bad=Example("", site='[portfolio.owner_targets]\n"Ingrid Solbreg" = { 2026 = "3M" }'),
)
def owner_targets_have_owners(portfolio: Portfolio) -> Outcome:
    owners = dict.fromkeys(account.owner for account in portfolio.accounts if account.owner)
    faults = [
        Fault(
            join_key(("portfolio", "owner_targets", name)),
            f"{name} has a target of their own, and owns no account",
            did_you_mean(name, owners) or "the name of an account's owner as plans have it, or take the target out",
        )
        for name in portfolio.site.portfolio.owner_targets
        if name not in owners
    ]
    return faulty(tuple(faults), "everybody with a target of their own owns an account")


RULES: tuple[Rule, ...] = (
    concentration,
    portfolio_servable,
    profit_follows_revenue,
    company_covers_accounts,
    owner_targets_have_owners,
)
