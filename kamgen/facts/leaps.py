"""Amounts that are so many times another, or so small a part of it, that one of the two is a typing error.

    a year's amount ─ the year before, whole years both ─┐
    a revenue target ─ the revenue of its year ──────────┼─▶ leaps
    a deal ─ what the client spends in a year ───────────┘

What is odd may be true all the same (an account can grow twentyfold), and is then waived with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kamgen.facts.money import figures_end
from kamgen.facts.pipeline import open_opportunities
from kamgen.facts.plausible import ACTUALS
from kamgen.model.context import Context
from kamgen.model.front_matter import FinancialYear
from kamgen.model.plan import Plan

SERIES = (*ACTUALS, "customer_spend", "target_revenue", "target_profit")
"""The amounts of a year that are held against those of the year before."""

NEAR = 5
"""How many times the other the amount may be that was meant: what is further off is no matter of its unit."""

PART = 4
"""A part year is extrapolated from this part of one on."""


class Amount(NamedTuple):
    """An amount of the plan above zero, for comparison with others."""

    key: str
    what: str
    """``revenue of 2026``."""
    written: Decimal
    whole: Decimal
    """Extrapolated to its whole year."""


class Leap(NamedTuple):
    """An amount that is many times another, or a small part of it."""

    amount: Amount
    other: Amount
    times: Decimal
    """The one as a multiple of the other, both of a whole year."""
    scaled: Decimal | None
    """What was written, a thousand or a million times smaller or larger, where that would fit; None where not."""


def leaps(plan: Plan, context: Context) -> Iterator[Leap]:
    """Amounts that are so many times another that one of the two is a typing error; each is told once.

    A year's is held against that of the year before, its revenue target against its revenue, and the value of a deal
    against what the client spends in a year. Profits may leap from next to nothing: they are told only where
    thousands or millions would explain it.
    """
    most, told = context.site.thresholds.leap, set[str]()
    for other, amount in _pairs(plan, context):
        times = amount.whole / other.whole
        powers = (-3, -6) if times > 1 else (3, 6)
        fitting = [power for power in powers if Decimal(1) / NEAR < times.scaleb(power) < NEAR]
        leapt = times >= most or (times * most <= 1 and not amount.key.endswith(".value"))
        if leapt and told.isdisjoint((amount.key, other.key)) and (fitting or not amount.key.endswith("_profit")):
            told.add(amount.key)
            yield Leap(amount, other, times, amount.written.scaleb(fitting[0]) if fitting else None)


def _pairs(plan: Plan, context: Context) -> Iterator[tuple[Amount, Amount]]:
    """What is held against what, the latter first; only what could leap once part years are extrapolated."""
    front, most = plan.front, context.site.thresholds.leap
    rows = sorted({row.year: (number, row) for number, row in enumerate(front.financials)}.values(), key=_year)

    def far(*amounts: Decimal | None) -> bool:
        known = [amount for amount in amounts if amount is not None and amount > 0]
        return len(known) > 1 and max(known) * PART >= most * min(known)

    for field in SERIES:
        if far(*(getattr(row, field) for _, row in rows)):
            yield from pairwise([each for found in rows if (each := _amount(plan, found, field, context))])
    for found in rows:
        if far(found[1].target_revenue, found[1].revenue):
            both = [_amount(plan, found, field, context) for field in ("revenue", "target_revenue")]
            if both[0] and both[1]:
                yield both[0], both[1]
    spend = next((found for found in reversed(rows) if found[1].customer_spend), None)
    for key, deal in open_opportunities(plan) if spend else ():
        other = (
            _amount(plan, spend, "customer_spend", context)
            if spend and far(spend[1].customer_spend, deal.value)
            else None
        )
        if other and deal.value is not None:
            yield other, Amount(f"{key}.value", f"“{deal.name}”", deal.value, deal.value)


def _year(found: tuple[int, FinancialYear]) -> int:
    return found[1].year


def _amount(plan: Plan, found: tuple[int, FinancialYear], field: str, context: Context) -> Amount | None:
    """An amount of a year; None for less than a quarter of one, and for the years in which a client came or went."""
    number, row = found
    written: Decimal | None = getattr(row, field)
    if written is None or written <= 0:
        return None
    calendar, whole, front = context.calendar, written, plan.front
    edges = (front.customer_since and calendar.start(front.customer_since), front.lost and front.lost.date)
    if field != "customer_spend" and any(day and calendar.year_of(day) == row.year for day in edges):
        return None
    if field in (*ACTUALS, "customer_spend"):
        days, of = calendar.elapsed(row.year, min(figures_end(row, calendar), context.as_of))
        if days * PART < of:
            return None
        whole = written * of / days
    return Amount(f"financials[{number}].{field}", f"{field.replace('_', ' ')} of {row.year}", written, whole)
