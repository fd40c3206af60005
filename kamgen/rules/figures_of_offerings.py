"""Lens: figures. Of offerings: parts of a year's revenue and of the client's spend.

by offering ─ their sum, the year's ─┐
revenue, spend on the like of it ────┴ part ≤ whole  FIG014
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamgen.facts import plausible
from kamgen.model.front_matter import FinancialYear
from kamgen.model.places import join_key
from kamgen.rules.declare import Context, Example, Fault, Outcome, Plan, Rule, not_applicable
from kamgen.rules.figures import rule, told
from kamgen.text.numbers import money


@rule(
    "FIG014",
    "offerings-within-year",
    summary="No amounts by offering add up to more than the year's, and no revenue is above the client's spend on it",
    rationale=(
        "Graham has more product lines sold to a client that buys few: what it buys of each, from us and from others, "
        "says which. Parts that are more than their whole make money to be won of a mistake."
    ),
    good=Example(
        "financials: [{year: 2025, revenue: 1.1M, revenue_by_offering: {Platform: 800k, Field service: 300k}}]"
    ),
    bad=Example(
        "financials: [{year: 2025, revenue: 1.1M, revenue_by_offering: {Platform: 1.1M, Field service: 300k}}]"
    ),
)
def offerings_within_year(plan: Plan, context: Context) -> Outcome:
    years = [
        (n, row) for n, row in enumerate(plan.front.financials) if row.revenue_by_offering or row.spend_by_offering
    ]
    if not years:
        return not_applicable("no amounts by offering are written", "financials")
    faults = [fault for number, row in years for fault in _beyond(number, row, plan, context)]
    return told(faults, "no amounts by offering are more than their year's")


def _beyond(number: int, row: FinancialYear, plan: Plan, context: Context) -> Iterator[Fault]:
    for field, name in (("revenue_by_offering", "revenue"), ("spend_by_offering", "customer_spend")):
        parts, whole = sum(getattr(row, field).values(), Decimal(0)), getattr(row, name)
        if plausible.exceeds(parts, whole):
            shown, year = (money(amount, plan, context.site) for amount in (parts, whole))
            message = f"{name.replace('_', ' ')} of {row.year} by offering adds up to {shown}, and the year's is {year}"
            yield Fault(f"financials[{number}].{field}", message, f"parts of the year's, or the right `{name}`")
    for name, spend in row.spend_by_offering.items():
        ours = row.revenue_by_offering.get(name, Decimal(0))
        if plausible.exceeds(ours, spend):
            shown, theirs = (money(amount, plan, context.site) for amount in (ours, spend))
            message = f"the client spent {theirs} on the like of {name} in {row.year}, and {shown} of it with us"
            key = join_key(("financials", number, "spend_by_offering", name))
            yield Fault(key, message, "what it spent on that with anyone, us included")


RULES: tuple[Rule, ...] = (offerings_within_year,)
