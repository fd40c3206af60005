"""The sums that pages show, each over a group of accounts, in the site's currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kamgen.model.portfolio import Sum


@dataclass(frozen=True, slots=True)
class Totals:
    """What a group of accounts adds up to in one fiscal year."""

    accounts: int
    """Accounts in the group, unreadable ones included."""
    revenue: Sum
    target: Sum
    """Revenue targets for the whole year, of the accounts that give revenue too; lost accounts have none."""
    attained: Decimal | None
    """The revenue of those accounts as a fraction of their targets; None without any."""
    pace: Decimal | None
    """The same against the part of each target that falls to the time its figures cover."""
    profit: Sum
    """Gross profit less cost to serve, of the accounts that give both."""
    margin: Decimal | None
    """That profit as a fraction of the same accounts' revenue."""
    losing: tuple[str, ...]
    """Slugs of the accounts whose profit is negative."""
    score: int | None
    """Mean checklist score of the accounts that have one, rounded half up; lost accounts do not count."""
    gaps: int
    """Criteria of the nine elements that are not met."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Totals of the whole portfolio, of each category and of each owner."""

    year: int
    """The fiscal year: the current one, or the last full one while no plan speaks of the current."""
    whole: Totals
    by_category: Mapping[str, Totals]
    by_owner: Mapping[str, Totals]
