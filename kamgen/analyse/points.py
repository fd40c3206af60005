"""Points of trends: what an account, or all of them, came to on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kamgen.analyse.amounts import account_amounts, amounts_of, median_age, total_amounts
from kamgen.model.choices import Status
from kamgen.model.past import Point, Standing
from kamgen.model.portfolio import Account
from kamgen.model.scorecard import mean
from kamgen.model.summary import Summary


def account_point(account: Summary, day: date, year: int) -> Point:
    """One account on ``day``, with its money of fiscal year ``year``."""
    return Point(day, account.score, account.health, _age(account.touched, day), amounts_of(account, year))


def standing(account: Account, day: date, year: int) -> Standing:
    """The same of an account in full, as it counts among the others."""
    age = _age(account.touched, day)
    point = Point(day, account.score, account.health.score, age, account_amounts(account, year))
    return Standing(point, account.status is Status.LOST)


def standings(accounts: Iterable[Summary], day: date, year: int) -> tuple[Standing, ...]:
    """The same of all accounts in brief."""
    return tuple(Standing(account_point(account, day, year), account.status is Status.LOST) for account in accounts)


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
