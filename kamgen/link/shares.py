"""How much of our revenue hangs on each account (Vital accounts: from 18% on we depend on it)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kamgen.model.account_ref import AccountRef
from kamgen.model.config import SiteConfig

_SHOWN = Decimal("0.001")
"""Shares are judged as they are shown, to a tenth of a percent: so an account's small change touches few others."""


def revenue_shares(plans: Iterable[AccountRef], site: SiteConfig, as_of: date) -> dict[str, tuple[Decimal, str]]:
    """By slug, the account's fraction of revenue of the last full fiscal year, and what it is a fraction of.

    That is the whole company's revenue when site.toml gives it for the year, else the portfolio's own sum. Accounts
    without a figure of that year, or in a currency without a rate, have no share.
    """
    year = site.calendar().last_full_year(as_of)
    revenues = {plan.slug: revenue for plan in plans if (revenue := _revenue(plan, site, year)) is not None}
    company = site.portfolio.company_revenue.get(str(year))
    total = sum(revenues.values(), Decimal(0)) if company is None else company
    of = f"the portfolio's own sum of {year}" if company is None else f"the company's revenue of {year}"
    if total <= 0:
        return {}
    return {slug: ((revenue / total).quantize(_SHOWN, ROUND_HALF_UP), of) for slug, revenue in revenues.items()}


def _revenue(plan: AccountRef, site: SiteConfig, year: int) -> Decimal | None:
    """Revenue of a fiscal year in the site's currency."""
    revenue = next((amount for of, amount in plan.revenues if of == year), None)
    rate = site.rate(plan.currency or site.site.currency)
    return revenue * rate if revenue is not None and rate is not None else None
