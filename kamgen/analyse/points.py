"""What an account, or all of them, came to on one day: the points of trends, by which days and states are compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median_low

from kamgen.facts.accounts import is_lost
from kamgen.facts.money import revenue_target
from kamgen.facts.pipeline import total, weighted_pipeline
from kamgen.model.account import Account
from kamgen.model.account_history import Point, Standing
from kamgen.model.comparison import Amounts
from kamgen.model.scorecard import mean
from kamgen.model.summary import Summary

NOTHING = Amounts(None, None, None, None)


def amounts_of(account: Summary, year: int) -> Amounts:
    """The money of one account in fiscal year ``year``, in the site's currency."""
    row = account.year(year)
    own = (row.revenue, row.target, row.profit) if row else (None, None, None)
    return Amounts(*(account.converted(amount) for amount in (*own, account.pipeline)))


def account_amounts(account: Account, year: int) -> Amounts:
    """The same of an account in full."""
    row = account.year(year)
    own = (row.revenue, revenue_target(account, row), row.profit) if row else (None, None, None)
    return Amounts(*(account.converted(amount) for amount in (*own, weighted_pipeline(account.plan))))


def total_amounts(accounts: Iterable[Amounts]) -> Amounts:
    """The money of several accounts together; what none of them gives is None."""
    columns = zip(NOTHING, *accounts, strict=True)
    return Amounts(*map(total, columns))


def mean_health(accounts: Iterable[Summary]) -> int | None:
    """Mean health score (0 to 100, rounded half up) of the accounts that have one."""
    return mean(account.health for account in accounts)


def median_age(days: Iterable[int | None]) -> int | None:
    """The (lower) median of what is known of ages in days."""
    known = [age for age in days if age is not None]
    return median_low(known) if known else None


def account_point(account: Summary, day: date, year: int) -> Point:
    """One account on ``day``, with its money of fiscal year ``year``."""
    return Point(day, account.score, account.health, _age(account.touched, day), amounts_of(account, year))


def standing(account: Account, day: date, year: int) -> Standing:
    """The same of an account in full, as it counts among the others."""
    age = _age(account.touched, day)
    point = Point(day, account.score, account.health.score, age, account_amounts(account, year))
    return Standing(point, is_lost(account))


def standings(accounts: Iterable[Summary], day: date, year: int) -> tuple[Standing, ...]:
    """The same of all accounts in brief."""
    return tuple(Standing(account_point(account, day, year), is_lost(account)) for account in accounts)


def portfolio_point(accounts: Iterable[Standing], day: date) -> Point:
    """All accounts on ``day``."""
    standings = tuple(accounts)
    points = [standing.point for standing in standings]
    return Point(
        day,
        mean(standing.point.score for standing in standings if not standing.lost),
        mean(point.health for point in points),
        median_age(point.freshness for point in points),
        total_amounts(point.amounts for point in points),
    )


def _age(touched: date | None, day: date) -> int | None:
    return max(0, (day - touched).days) if touched else None
