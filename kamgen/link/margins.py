"""What the accounts of a category earn on average: what the margin of one account is held against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kamgen.model.account_ref import AccountRef
from kamgen.model.config import SiteConfig
from kamgen.model.links import CategoryMargin

LEAST_PEERS = 3
"""Accounts of a category that must give a margin: two say nothing of a third."""

_SHOWN = Decimal("0.001")
"""A mean is judged as it is shown, to a tenth of a percent: so an account's small change touches few others."""


def category_margins(plans: Iterable[AccountRef], site: SiteConfig, as_of: date) -> dict[str, CategoryMargin]:
    """By slug, the mean margin of the account's category in the newest fiscal year in which both can be compared.

    That is the current year or the last full one, where the account has a margin and `LEAST_PEERS` of its category
    have. The mean counts every active account alike, whatever its size and currency, this one among them.
    """
    years = site.calendar().judged_years(as_of)
    of = [(plan.slug, site.category_key(plan.category), dict(plan.margins)) for plan in plans if plan.margins]
    found: dict[tuple[str | None, int], list[Decimal]] = {}
    for _, category, margins in of:
        for year in years:
            if year in margins and category is not None:
                found.setdefault((category, year), []).append(margins[year])
    means = {key: _mean(margins) for key, margins in found.items() if len(margins) >= LEAST_PEERS}
    return {
        slug: CategoryMargin(years_[0], means[category, years_[0]])
        for slug, category, margins in of
        if (years_ := [year for year in years if year in margins and (category, year) in means])
    }


def _mean(margins: list[Decimal]) -> Decimal:
    return (sum(margins, Decimal(0)) / len(margins)).quantize(_SHOWN, ROUND_HALF_UP)
