"""Sums over accounts in the site's currency; who has no rate for a currency is named, not left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from kamgen.model.choices import Status
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.portfolio import Account, Sum

Figure = Callable[[Account], Decimal | None]
"""An amount of one account in its own currency; None when its plan does not give it."""


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
