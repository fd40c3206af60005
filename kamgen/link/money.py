"""What money says across accounts: currencies without a rate, shares of our revenue, mean margins of categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kamgen.facts.accounts import shares_speak
from kamgen.facts.plausible import exceeds
from kamgen.link.groups import Included, converted
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, CategoryMargin, Group
from kamgen.model.places import CodedFault, Fault
from kamgen.rules.codes import FaultCode
from kamgen.text.numbers import percent
from kamgen.text.suggestions import nearest
from kamgen.text.words import counted


def no_rate(plan: AccountRef, site: SiteConfig) -> tuple[CodedFault, ...]:
    """The fault of a plan whose amounts cannot be brought into the site's currency."""
    currency = plan.currency
    if not currency or not plan.amounts or site.rate(currency) is not None:
        return ()
    meant = nearest(currency, (site.site.currency, *site.fx))
    alike = f"`{meant}`, or " if meant else ""
    own = site.site.currency
    message = f"the currency `{currency}` has no rate, so no sum counts {plan.name}"
    write = f"{alike}`{currency} = …` under `[fx]` in site.toml: what one {currency} is worth in {own}"
    return ((FaultCode.UNKNOWN_REFERENCE, Fault("currency", message, write)),)


_NOTHING = Decimal(0)
_SHOWN = Decimal("0.001")
"""Shares and means are judged as they are shown, to a tenth of a percent: so an account's small change touches few."""


def revenue_shares(
    plans: Iterable[AccountRef], within: Included, of: Mapping[str, Group], site: SiteConfig, as_of: date
) -> dict[str, tuple[Decimal, str, str]]:
    """By slug, the account's fraction of revenue of the last full fiscal year, of what, and why it says nothing.

    That is the whole company's revenue when site.toml gives it for the year, and covers the accounts' (PFL004); else
    the portfolio's own sum, which counts nothing twice. The top of a group has the share of the group. Accounts
    without a figure of that year, or in a currency without a rate, have no share.
    """
    year = site.calendar().last_full_year(as_of)
    revenues = {plan.slug: revenue for plan in plans if (revenue := converted(plan, year, "revenue", site)) is not None}
    own = sum(
        (each for slug, each in revenues.items() if "revenue" not in within.get(slug, {}).get(year, ())), _NOTHING
    )
    revenues |= {
        slug: group.revenue for slug, group in of.items() if group.top.slug == slug and group.revenue is not None
    }
    company = site.portfolio.company_revenue.get(str(year))
    company = None if exceeds(own, company) else company
    total = own if company is None else company
    what = f"the portfolio's own sum of {year}" if company is None else f"the company's revenue of {year}"
    if total <= 0:
        return {}
    few = ""
    if company is None and not shares_speak(len(revenues), site):
        bound = percent(site.portfolio.key_account_share)
        among = f"among {counted(len(revenues), 'account')} one always has {bound} of their own sum or more"
        few = f"{among}: give `company_revenue` of {year} in [portfolio]"
    return {slug: ((revenue / total).quantize(_SHOWN, ROUND_HALF_UP), what, few) for slug, revenue in revenues.items()}


LEAST_PEERS = 3
"""Accounts of a category that must give a margin: two say nothing of a third."""


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
