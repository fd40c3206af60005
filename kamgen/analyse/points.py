"""Points of trends: what an account, or all of them, came to on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kamgen.analyse.amounts import amounts_of, mean_health, median_age, total_amounts
from kamgen.model.past import Point
from kamgen.model.portfolio import mean_score
from kamgen.model.summary import Summary


def account_point(account: Summary, day: date, year: int) -> Point:
    """One account on ``day``, with its money of fiscal year ``year``."""
    age = max(0, (day - account.touched).days) if account.touched else None
    return Point(day, account.score, account.health, age, amounts_of(account, year))


def portfolio_point(accounts: Iterable[Summary], points: Iterable[Point], day: date) -> Point:
    """All accounts on ``day``, of which those are the points."""
    accounts, points = tuple(accounts), tuple(points)
    return Point(
        day,
        mean_score(accounts),
        mean_health(accounts),
        median_age(point.freshness for point in points),
        total_amounts(point.amounts for point in points),
    )
