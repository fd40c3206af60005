"""Share of wallet and white space: what a client spends in our field, how much of it is ours, and on which offerings.

    revenue ÷ customer_spend of one row ─▶ share of wallet ─ by the site's thresholds ─▶ its class
    newest row with a quarter or more ─ extrapolated to a whole year ─▶ spend, ours, unsold
    offerings, deals, revenue by offering ─▶ sold, offered, white or not relevant

Both figures of a row cover the same days, those up to its `through`: a part year's share stands as it is, its amounts
are extrapolated by the part of the year that it covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import TypeVar

from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.money import covered, year_row
from kamgen.facts.pipeline import open_opportunities
from kamgen.model.client_value import OfferingSpace, Spend
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import OfferingState
from kamgen.model.fields import folded
from kamgen.model.fiscal import WIDE
from kamgen.model.front_matter import FinancialYear
from kamgen.model.places import join_key
from kamgen.model.plan import Plan

Extrapolate = Callable[[Decimal], Decimal]
"""Makes an amount of a part year one of a whole year."""


class Wallet(Enum):
    """How much of what a client spends in our field is ours."""

    UNKNOWN = "unknown"
    FOOTHOLD = "foothold"
    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"


def wallet(share: Decimal | None, site: SiteConfig) -> Wallet:
    """The class of a share of wallet (fraction of one), by the site's thresholds."""
    bounds = site.thresholds
    if share is None:
        return Wallet.UNKNOWN
    if share >= bounds.wallet_large:
        return Wallet.LARGE
    small = Wallet.SMALL if share >= bounds.wallet_foothold else Wallet.FOOTHOLD
    return Wallet.MIDDLE if share >= bounds.wallet_small else small


LEAST_PART = 4
"""A part year is extrapolated from one in so many parts of it on."""


def newest_spend(plan: Plan, context: Context) -> Spend | None:
    """The newest of the current and the last full fiscal year that gives revenue and spend, extrapolated.

    None when neither gives both, or less than a quarter of it is covered, and for lost accounts. Of a prospect spend is
    enough.
    """
    for number, row, times in _judged_rows(plan, context):
        ours = Decimal(0) if row.revenue is None and is_prospect(plan.front) else row.revenue
        if row.customer_spend is not None and row.customer_spend > 0 and ours is not None:
            line, spend, ours = plan.at(f"financials[{number}]").line, times(row.customer_spend), times(ours)
            included = _within(context, row.year) >= {"revenue", "spend"}
            return Spend(row.year, line, spend, ours, spend - ours, included)
    return None


def _judged_rows(plan: Plan, context: Context) -> Iterator[tuple[int, FinancialYear, Extrapolate]]:
    """Rows of the years judged that cover enough of them, newest first, each with its place."""
    for year in () if is_lost(plan.front) else context.calendar.judged_years(context.as_of):
        if found := year_row(plan, year):
            part = covered(found[1], context.calendar, plan.front.phasing)
            if part * LEAST_PART >= 1:
                yield *found, partial(_whole, part)


def _whole(part: Decimal, amount: Decimal) -> Decimal:
    """An amount of a part of a year as one of the whole."""
    return +WIDE.divide(amount, part)


def _within(context: Context, year: int) -> frozenset[str]:
    """What of a fiscal year a parent's figures include."""
    return frozenset(dict(context.links.included).get(year, ()))


_SPACES = {
    OfferingState.ACTIVE: "sold",
    OfferingState.PROPOSED: "offered",
    OfferingState.NONE: "white",
    OfferingState.NOT_RELEVANT: "not relevant",
}


def white_space(plan: Plan, context: Context) -> Iterator[OfferingSpace]:
    """Each offering that a plan names, in `offerings`, open deals or amounts by offering; nothing of a lost account.

    Revenue makes it sold, an open deal offered, whatever `offerings` says; what it says is not sold has revenue of
    0. Amounts are those of the newest year judged that gives any, extrapolated.
    """
    rows = (each for each in _judged_rows(plan, context) if each[1].revenue_by_offering or each[1].spend_by_offering)
    number, row, times = next(rows, (0, FinancialYear(0), partial(_whole, Decimal(1))))
    listed = {folded(name): name for name in context.site.portfolio.offerings}
    deals = {folded(deal.offering): (deal.offering, key) for key, deal in open_opportunities(plan) if deal.offering}
    named, within = dict(deals), _within(context, row.year)
    for field in ("spend_by_offering", "revenue_by_offering"):
        named |= {folded(name): (name, join_key(("financials", number, field, name))) for name in getattr(row, field)}
    named |= {folded(name): (name, join_key(("offerings", name))) for name in plan.front.offerings}
    states, ours = _by_name(plan.front.offerings), _by_name(row.revenue_by_offering)
    theirs = _by_name(row.spend_by_offering)
    for name, (written, key) in {} if is_lost(plan.front) else named.items():
        space = _SPACES[states[name]] if name in states else ""
        revenue = times(ours[name]) if name in ours else None if space in ("", "sold") else Decimal(0)
        space = "sold" if revenue else "offered" if name in deals and space != "sold" else space
        spend = times(theirs[name]) if name in theirs and f"spend_by_offering.{name}" not in within else None
        unsold = None if spend is None or revenue is None or space == "not relevant" else spend - revenue
        revenue = None if f"revenue_by_offering.{name}" in within else revenue
        yield OfferingSpace(listed.get(name, written), plan.at(key).line, space, row.year, revenue, spend, unsold)


T = TypeVar("T")


def _by_name(given: Mapping[str, T]) -> dict[str, T]:
    return {folded(name): value for name, value in given.items()}
