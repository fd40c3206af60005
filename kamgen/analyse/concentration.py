"""How much of our revenue hangs on each account (Vital accounts: from 18% on we depend on it)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kamgen.model.config import SiteConfig
from kamgen.model.plan import Plan


def revenue_shares(plans: Iterable[Plan], site: SiteConfig, as_of: date) -> dict[str, tuple[Decimal, str]]:
    """By slug, the account's fraction of revenue of the last full fiscal year, and what it is a fraction of.

    That is the whole company's revenue when site.toml gives it for the year, else the portfolio's own sum. Accounts
    without a figure of that year, or in a currency without a rate, have no share.
    """
    year = site.calendar().last_full_year(as_of)
    revenues = {plan.slug: revenue for plan in plans if (revenue := _revenue(plan, site, year)) is not None}
    company = site.portfolio.company_revenue.get(str(year))
    total = sum(revenues.values(), Decimal(0)) if company is None else company
    of = f"the portfolio's own sum of {year}" if company is None else f"the company's revenue of {year}"
    return {slug: (revenue / total, of) for slug, revenue in revenues.items()} if total > 0 else {}


def _revenue(plan: Plan, site: SiteConfig, year: int) -> Decimal | None:
    """Revenue of a fiscal year in the site's currency."""
    row = plan.front.financial_year(year)
    rate = site.rate(plan.front.currency or site.site.currency)
    return row.revenue * rate if row and row.revenue is not None and rate is not None else None
