"""Sums over accounts in the site's currency; who has no rate for a currency is named, not left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamgen.model.choices import Stage, Status
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.groups import FinancialYear
from kamgen.model.portfolio import Account, Portfolio, Sum

Figure = Callable[[Account], Decimal | None]
"""An amount of one account in its own currency; None when its plan does not give it."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the portfolio for one day."""

    year: int
    """The fiscal year of the day."""
    last_year: int
    """The last fiscal year that is over."""
    revenue: Sum
    """Of this fiscal year so far, lost accounts included."""
    revenue_last_year: Sum
    target_revenue: Sum
    """For the whole of this fiscal year, without lost accounts, like `target_to_date`."""
    target_to_date: Sum
    """The part of it that falls to the days which each account's figures cover."""
    profit: Sum
    """After cost to serve, of this fiscal year so far."""
    profit_last_year: Sum
    weighted_pipeline: Sum
    """Value times probability of open opportunities."""


def portfolio_totals(portfolio: Portfolio) -> Totals:
    """The sums over all accounts."""
    calendar = portfolio.site.calendar()
    year, last_year = calendar.year_of(portfolio.as_of), calendar.last_full_year(portfolio.as_of)

    def of_year(year: int, figure: Callable[[FinancialYear], Decimal | None]) -> Sum:
        return sum_over(portfolio.accounts, lambda account: figure(row) if (row := account.year(year)) else None)

    return Totals(
        year=year,
        last_year=last_year,
        revenue=of_year(year, lambda row: row.revenue),
        revenue_last_year=of_year(last_year, lambda row: row.revenue),
        target_revenue=sum_over(portfolio.accounts, lambda account: target_revenue(account, year)),
        target_to_date=sum_over(
            portfolio.accounts, lambda account: target_to_date(account, year, calendar, portfolio.as_of)
        ),
        profit=of_year(year, lambda row: row.profit),
        profit_last_year=of_year(last_year, lambda row: row.profit),
        weighted_pipeline=sum_over(portfolio.accounts, weighted_pipeline),
    )


def sum_over(accounts: Iterable[Account], figure: Figure) -> Sum:
    """The sum of a figure in the site's currency, how many accounts give it, and who has no rate."""
    known = [(account, amount) for account in accounts if (amount := figure(account)) is not None]
    converted = [total for account, amount in known if (total := account.converted(amount)) is not None]
    without_rate = tuple(account.slug for account, _ in known if account.rate is None)
    return Sum(sum(converted, Decimal(0)) if converted else None, len(converted), without_rate)


def target_revenue(account: Account, year: int) -> Decimal | None:
    """The revenue target of a fiscal year; a lost account has none any more."""
    row = account.year(year)
    return row.target_revenue if row and account.status is not Status.LOST else None


def target_to_date(account: Account, year: int, calendar: FiscalCalendar, as_of: date) -> Decimal | None:
    """The part of that target which falls to the days that its revenue covers; without revenue, up to ``as_of``."""
    row, target = account.year(year), target_revenue(account, year)
    if row is None or target is None:
        return None
    covered = calendar.last_day(year) if row.through is None else calendar.end(row.through)
    elapsed, days = calendar.elapsed(year, as_of if row.revenue is None else covered)
    return target * elapsed / days


def weighted_pipeline(account: Account) -> Decimal | None:
    """Value times probability of the account's open opportunities; None when none has both."""
    opportunities = (each for each in account.plan.front.opportunities if each.stage is Stage.OPEN)
    weighted = [each.weighted for each in opportunities if each.weighted is not None]
    return sum(weighted, Decimal(0)) if weighted else None
