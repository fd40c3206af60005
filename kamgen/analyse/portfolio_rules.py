"""The rules of the whole portfolio: does it hang on one client, can we serve it, does profit follow revenue?

    shares of revenue ─ the largest                    PFL001
    accounts ─ how many, and how many an owner has     PFL002
    revenue and profit ─ the top fifth by revenue      PFL003

Keys of outcomes are those of site.toml, which sets the limits. Lost accounts are no longer part of the portfolio;
prospects take time but have no figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamgen.model.choices import Status
from kamgen.model.fields import folded
from kamgen.model.plan import Fault
from kamgen.model.portfolio import Portfolio
from kamgen.model.rule import Outcome, Rule, faulty, gap, met, not_applicable
from kamgen.model.scorecard import Criterion
from kamgen.model.summary import Summary
from kamgen.rules.catalogue import PORTFOLIO_RULES, select
from kamgen.rules.words import counted, listed, percent

FIFTH = 5
"""The accounts with the most revenue are one in so many (PFL003)."""

NAMED = 3
"""Accounts and owners that evidence names; of more it says how many there are."""

_SHOWN = Decimal("0.001")
"""Shares are judged as they are shown, to a tenth of a percent."""


def judge_portfolio(portfolio: Portfolio, rules: Sequence[Rule] | None = None) -> tuple[Criterion, ...]:
    """What came of ``rules`` for all accounts together; left out: those of the portfolio that site.toml selects."""
    checklist = portfolio.site.checklist
    asked = select(PORTFOLIO_RULES, checklist.select, checklist.ignore) if rules is None else rules
    severities = {code.strip().upper(): severity for code, severity in checklist.severity.items()}
    return tuple(
        Criterion(rule, QUESTIONS[rule.code](portfolio), severities.get(rule.code, rule.severity), 1, False)
        for rule in asked
    )


def _concentration(portfolio: Portfolio) -> Outcome:
    bound, key = portfolio.site.portfolio.key_account_share, "portfolio.key_account_share"
    known = [(account.share, account) for account in portfolio.accounts if account.share is not None]
    shares = sorted((pair for pair in known if pair[1].status is not Status.LOST), key=lambda pair: -pair[0])
    if not shares:
        return not_applicable("no account's share of revenue is known", key)
    of, year = shares[0][1].share_of, portfolio.site.calendar().last_full_year(portfolio.as_of)
    if str(year) not in portfolio.site.portfolio.company_revenue and bound * len(known) <= 1:
        few = f"among {counted(len(known), 'account')} one always has {percent(bound)} of their own sum or more"
        return not_applicable(f"{few}: give `company_revenue` of {year} in [portfolio]", "portfolio")
    large = [f"{account.name} ({percent(share)})" for share, account in shares if share >= bound]
    if not large:
        share, account = shares[0]
        return met(f"the largest account, {account.name}, brings {percent(share, bound)} of revenue ({of})", key)
    verb = "brings" if len(large) == 1 else "bring"
    write = "write in each such plan what we do when it goes (`if_lost`), and put the next effort into growing others"
    return gap(f"{_some(large)} {verb} {percent(bound)} of revenue or more ({of})", key, write)


def _servable(portfolio: Portfolio) -> Outcome:
    table, accounts = portfolio.site.portfolio, _served(portfolio)
    number, most = counted(len(accounts), "key account"), table.max_accounts
    faults = []
    if len(accounts) > most:
        write = "serve the lesser ones without a plan of their own, or set `max_accounts` to what you can serve"
        faults.append(Fault("portfolio.max_accounts", f"{number}, and no more than {most:,} can be served", write))
    limit = table.max_accounts_per_owner
    owners = _by_owner(accounts)
    over = [f"{name} has {count}" for name, count in owners if limit is not None and count > limit]
    if over:
        write = "hand some of them to others, or set `max_accounts_per_owner` to what one of you can serve"
        message = f"{_some(over)}, and no more than {limit} can be served by one"
        faults.append(Fault("portfolio.max_accounts_per_owner", message, write))
    busiest = f"; {owners[0][0]} has the most, {owners[0][1]}" if owners else ""
    return faulty(tuple(faults), f"{number}, {most:,} at most{busiest}")


def _by_owner(accounts: Sequence[Summary]) -> list[tuple[str, int]]:
    """Each owner's name, as first written, and number of accounts; the most first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for account in accounts:
        if account.owner:
            key = folded(account.owner)
            names.setdefault(key, account.owner)
            counts[key] = counts.get(key, 0) + 1
    return sorted(((names[key], count) for key, count in counts.items()), key=lambda pair: (-pair[1], pair[0]))


class _Earning(NamedTuple):
    """An account with both figures, in the site's currency."""

    name: str
    revenue: Decimal
    profit: Decimal


def _profit_follows(portfolio: Portfolio) -> Outcome:
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
        f"({_some([row.name for row in top])}) "
        f"brought {percent(of_revenue)} of revenue and {percent(of_profit)} of profit in {year}"
    )
    if of_profit >= of_revenue:
        return met(evidence, "portfolio")
    dear = sorted((row for row in top if row.profit * revenue < profit * row.revenue), key=_margin)
    names = listed([row.name for row in dear[:NAMED]])
    write = f"find out what makes {names} dear to serve, and bring price or service in line with it"
    return gap(evidence, "portfolio", write)


def _earning(portfolio: Portfolio, year: int) -> list[_Earning]:
    rows = []
    for account in _served(portfolio):
        figures = account.year(year)
        revenue = account.converted(figures.revenue) if figures else None
        profit = account.converted(figures.profit) if figures else None
        if revenue is not None and profit is not None:
            rows.append(_Earning(account.name, revenue, profit))
    return rows


def _margin(row: _Earning) -> Decimal:
    return row.profit / row.revenue if row.revenue else Decimal(0)


def _share(part: Decimal, of: Decimal) -> Decimal:
    return (part / of).quantize(_SHOWN, ROUND_HALF_UP)


def _served(portfolio: Portfolio) -> list[Summary]:
    return [account for account in portfolio.accounts if account.status is not Status.LOST]


def _some(names: Sequence[str]) -> str:
    """The first names, and how many others there are."""
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return listed([*names[:NAMED], *more])


QUESTIONS: dict[str, Callable[[Portfolio], Outcome]] = {
    "PFL001": _concentration,
    "PFL002": _servable,
    "PFL003": _profit_follows,
}
"""What answers each rule, by its code."""
