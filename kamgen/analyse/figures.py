"""The sums that pages show: revenue against target, profit, scores, for all accounts and for groups of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from kamgen.analyse.sums import sum_over, target_revenue, target_to_date
from kamgen.model.figures import Figures, Totals
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.groups import FinancialYear
from kamgen.model.portfolio import Account, Portfolio, Sum, mean_score
from kamgen.model.rule import State


def figures(portfolio: Portfolio) -> Figures:
    """Totals of the portfolio, its categories and its owners."""
    calendar = portfolio.site.calendar()
    year = shown_year(portfolio)
    gaps = {account.slug: _gaps(account) for account in portfolio.accounts}
    categories: dict[str, list[Account]] = {key: [] for key in portfolio.site.ranked_categories()}
    owners: dict[str, list[Account]] = {}
    for account in portfolio.accounts:
        if account.category is not None:
            categories[account.category].append(account)
        if account.plan.front.owner:
            owners.setdefault(account.plan.front.owner, []).append(account)

    def sums(accounts: Iterable[Account]) -> Totals:
        return _totals(tuple(accounts), gaps, year, calendar, portfolio.as_of)

    return Figures(
        year=year,
        whole=sums(portfolio.accounts),
        by_category={key: sums(accounts) for key, accounts in categories.items()},
        by_owner={owner: sums(accounts) for owner, accounts in owners.items()},
    )


def shown_year(portfolio: Portfolio) -> int:
    """The current fiscal year when a plan gives revenue for it, else the last one that is over."""
    calendar = portfolio.site.calendar()
    year = calendar.year_of(portfolio.as_of)
    rows = (account.year(year) for account in portfolio.accounts)
    return year if any(row and row.revenue is not None for row in rows) else calendar.last_full_year(portfolio.as_of)


def _gaps(account: Account) -> int:
    parts = account.scorecard.elements if account.scorecard else ()
    return sum(criterion.outcome.state is State.GAP for part in parts for criterion in part.criteria)


def _totals(
    accounts: tuple[Account, ...], gaps: Mapping[str, int], year: int, calendar: FiscalCalendar, as_of: date
) -> Totals:
    rows = {account.slug: row for account in accounts if (row := account.year(year))}

    def over(figure: Callable[[FinancialYear], Decimal | None], group: Iterable[Account]) -> Sum:
        return sum_over(group, lambda account: figure(rows[account.slug]) if account.slug in rows else None)

    aimed = [account for account in accounts if _aimed(account, rows.get(account.slug))]
    earning = [account for account in accounts if account.slug in rows and rows[account.slug].profit is not None]
    aimed_revenue = over(_revenue, aimed).amount
    target = over(_target, aimed)
    due = sum_over(aimed, lambda account: target_to_date(account, year, calendar, as_of))
    profit = over(_profit, earning)
    return Totals(
        accounts=len(accounts),
        revenue=over(_revenue, accounts),
        target=target,
        attained=_ratio(aimed_revenue, target.amount),
        pace=_ratio(aimed_revenue, due.amount),
        profit=profit,
        margin=_ratio(profit.amount, over(_revenue, earning).amount),
        losing=tuple(account.slug for account in earning if (rows[account.slug].profit or 0) < 0),
        score=mean_score(accounts),
        gaps=sum(gaps[account.slug] for account in accounts),
    )


def _aimed(account: Account, row: FinancialYear | None) -> bool:
    """Whether revenue can be held against a target."""
    return bool(row and row.revenue is not None and target_revenue(account, row.year))


def _revenue(row: FinancialYear) -> Decimal | None:
    return row.revenue


def _target(row: FinancialYear) -> Decimal | None:
    return row.target_revenue


def _profit(row: FinancialYear) -> Decimal | None:
    return row.profit


def _ratio(part: Decimal | None, of: Decimal | None) -> Decimal | None:
    return part / of if part is not None and of else None
