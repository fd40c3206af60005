"""Lens: figures. Of wholes and their parts: a parent beside its subsidiaries, a year beside its quarters.

subsidiaries ─ their sum, and nothing said of it          FIG013
by offering ─ part ≤ whole, ours ≤ what they spend on it  FIG014
quarters, months ─ in the year, once, and add up to it    FIG015
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamgen.facts import plausible
from kamgen.model.front_matter import FinancialYear
from kamgen.model.places import join_key
from kamgen.rules.declare import (
    Context,
    Example,
    Fault,
    Outcome,
    Plan,
    Rule,
    Severity,
    gap,
    met,
    not_applicable,
)
from kamgen.rules.figures import rule, told
from kamgen.text.numbers import ENGLISH, money

_COMPANY = "parent: halden-marine\nfinancials: [{year: 2025, revenue: "
_YARDS = tuple(
    (f"{slug}.md", f"---\nname: {slug} yard\nowner: Per Moe\ncategory: core\n{_COMPANY}900k}}]\n---\n")
    for slug in ("fredrikstad", "horten")
)


@rule(
    "FIG013",
    "group-figures-said",
    severity=Severity.WARNING,
    summary="A parent whose revenue is what its subsidiaries have together says whose figures these are (`figures`)",
    rationale=(
        "Vital accounts draws the line of dependence at 18% of all we sell, and a group counted twice crosses it, or "
        "hides that another does. A group's plan may give its own figures or those of all its companies; nobody but "
        "its writer knows which."
    ),
    good=Example("figures: group\nfinancials: [{year: 2025, revenue: 1.8M}]", others=_YARDS),
    bad=Example("financials: [{year: 2025, revenue: 1.8M}]", others=_YARDS),
)
def group_figures_said(plan: Plan, context: Context) -> Outcome:
    if not context.links.below:
        return not_applicable("it is the parent of no account with figures", "parent")
    if plan.front.figures is not None:
        return met("`figures` says whose they are", "figures")
    site, below = context.site, dict(context.links.below)
    for number, row in enumerate(plan.front.financials):
        theirs, ours = below.get(row.year), row.revenue
        rate = site.rate(plan.front.currency or site.site.currency, row.year)
        if rate and theirs is not None and ours is not None and plausible.is_sum_of(ours * rate, theirs):
            both = f"{money(ours, plan, site)}, is about what its subsidiaries have together"
            message = f"the revenue of {row.year}, {both}, {ENGLISH.plain(theirs)} {site.site.currency}"
            write = "write `figures: group` when theirs is in it, or `figures: own` when it comes on top of theirs"
            return gap(message, f"financials[{number}].revenue", write)
    return met("its revenue is another than that of its subsidiaries together")


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


@rule(
    "FIG015",
    "quarters-make-the-year",
    severity=Severity.WARNING,
    summary="A year's quarters or months (`actuals`) lie in it, each once, and add up to its own figures",
    rationale=(
        "Graham ranks accounts by what they earn in a year. When the quarters come to something else than the year, "
        "one of the two is wrong, and every page shows one of them."
    ),
    good=Example("financials: [{year: 2025, revenue: 1M, actuals: [{period: 2025-Q1, revenue: 240k}]}]"),
    bad=Example("financials: [{year: 2025, revenue: 1M, actuals: [{period: 2025-Q1, revenue: 1.4M}]}]"),
)
def quarters_make_the_year(plan: Plan, context: Context) -> Outcome:
    rows = [(number, row) for number, row in enumerate(plan.front.financials) if row.actuals]
    if not rows:
        return not_applicable("no year has figures by quarter or month", "financials")
    write = "the figures of each quarter or month once, and of the year what they come to"
    faults = [
        Fault(f"financials[{number}].actuals", f"in {row.year} {doubt}", write)
        for number, row in rows
        if (doubt := plausible.doubt_of_actuals(row, context.calendar))
    ]
    return told(faults, "the quarters and months make the year")


RULES: tuple[Rule, ...] = (group_figures_said, offerings_within_year, quarters_make_the_year)
