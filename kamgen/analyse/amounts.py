"""Money and scores that two states of a portfolio, or two days, are compared by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from statistics import median_low

from kamgen.facts.money import revenue_target
from kamgen.facts.pipeline import weighted_pipeline
from kamgen.model.comparison import Amounts
from kamgen.model.portfolio import Account
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
    return Amounts(*(_sum([amount for amount in column if amount is not None]) for column in columns))


def _sum(amounts: list[Decimal]) -> Decimal | None:
    return sum(amounts, Decimal(0)) if amounts else None


def mean_health(accounts: Iterable[Summary]) -> int | None:
    """Mean health score (0 to 100, rounded half up) of the accounts that have one."""
    return mean(account.health for account in accounts)


def median_age(days: Iterable[int | None]) -> int | None:
    """The (lower) median of what is known of ages in days."""
    known = [age for age in days if age is not None]
    return median_low(known) if known else None
