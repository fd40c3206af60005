"""Sums over accounts in the site's currency; who has no rate for a currency is named, not left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from kamgen.model.portfolio import Sum
from kamgen.model.summary import Summary

Figure = Callable[[Summary], Decimal | None]
"""An amount of one account in its own currency; None when its plan does not give it."""


def sum_over(accounts: Iterable[Summary], figure: Figure) -> Sum:
    """The sum of a figure in the site's currency, how many accounts give it, and who has no rate."""
    known = [(account, amount) for account in accounts if (amount := figure(account)) is not None]
    converted = [total for account, amount in known if (total := account.converted(amount)) is not None]
    without_rate = tuple(account.slug for account, _ in known if account.rate is None)
    return Sum(sum(converted, Decimal(0)) if converted else None, len(converted), without_rate)
