"""Lens: figures. What cannot be, or nobody would write on purpose, as a controller sees it at a glance.

    amounts ─┬─ below zero, or nothing where something must be       FIG001
             ├─ profit ≤ revenue                                     FIG002
             ├─ revenue ≤ what the client spends                     FIG003
             └─ 20 times the year before, or a twentieth             FIG005
    years ─ figures of days to come                                  FIG004

What cannot be is an error, what is odd a warning: that one is waived with its reason where it is true. Prospects and
lost accounts are asked too, as their figures stay in sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from kamgen.facts import plausible
from kamgen.facts.accounts import is_lost
from kamgen.facts.leaps import leaps
from kamgen.model.front_matter import FinancialYear
from kamgen.rules.declare import (
    NAMED,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Rule,
    RuleFamily,
    Severity,
    gap,
    met,
    needing,
    not_applicable,
)
from kamgen.text.numbers import money, written_amount
from kamgen.text.words import named

rule = RuleFamily(Family.FIGURES, severity=Severity.ERROR, lost=True)

_ODD = Severity.WARNING


def _years(plan: Plan, _context: Context) -> tuple[FinancialYear, ...]:
    return plan.front.financials


def _amounts(plan: Plan, _context: Context) -> object:
    return plan.front.financials or plan.front.opportunities


def told(faults: Iterable[Fault], fine: str) -> Outcome:
    """Met, or a gap with a finding for each of ``faults``, whose evidence names them all."""
    found = tuple(faults)
    said = named([fault.message for fault in found], NAMED)
    return gap(said, found[0].key, f"write {found[0].write}")._replace(faults=found) if found else met(fine)


with_years = needing(_years, not_applicable("no fiscal year is written", "financials"))
with_amounts = needing(_amounts, not_applicable("no amount is written", "financials"))


@rule(
    "FIG001",
    "amounts-not-negative",
    summary="No cost, spend, revenue target or value of a deal is below zero, and no account is served for nothing",
    rationale=(
        "A cost with a minus sign raises the profit that it should lower. Collis wants the cost of each account "
        "reckoned by activity, and nobody is served for nothing. Revenue below zero, as credit notes make it, is odd "
        "and no more."
    ),
    good=Example("financials: [{year: 2025, revenue: 1.1M, cost_to_serve: 96k, customer_spend: 4.1M}]"),
    bad=Example("financials: [{year: 2025, revenue: 1.1M, cost_to_serve: -96k}]"),
)
@with_amounts
def amounts_not_negative(plan: Plan, context: Context, _: object) -> Outcome:
    return told(_negative(plan, context), "no amount is below zero that cannot be")


def _negative(plan: Plan, context: Context) -> Iterator[Fault]:
    for number, row in enumerate(plan.front.financials):
        for field in ("cost_to_serve", "customer_spend", "target_revenue", "revenue"):
            amount: Decimal | None = getattr(row, field)
            if amount is not None and plausible.is_below_zero(amount):
                message = f"{field.replace('_', ' ')} of {row.year} is {money(amount, plan, context.site)}, below zero"
                odd = _ODD if field == "revenue" else None
                yield Fault(f"financials[{number}].{field}", message, f"`{written_amount(-amount)}`", severity=odd)
        if row.revenue is not None and plausible.is_free(row):
            message = f"cost to serve of {row.year} is 0, beside revenue of {money(row.revenue, plan, context.site)}"
            write = "what serving the client took, or leave it out until it is known"
            yield Fault(f"financials[{number}].cost_to_serve", message, write, severity=_ODD)
    for number, deal in enumerate(plan.front.opportunities):
        if deal.value is not None and plausible.is_below_zero(deal.value):
            message = f"the opportunity “{deal.name}” is worth {money(deal.value, plan, context.site)}, below zero"
            yield Fault(f"opportunities[{number}].value", message, f"`{written_amount(-deal.value)}`")


@rule(
    "FIG002",
    "profit-within-revenue",
    summary="No profit is above its revenue: gross profit, the target for it, that of a deal",
    rationale=(
        "Gross profit is what is left of revenue, so it cannot be more. Graham ranks accounts by profit: one whose "
        "two figures were exchanged, or stand in two units, comes out on top of all."
    ),
    good=Example("financials: [{year: 2025, revenue: 1.1M, gross_profit: 370k}]"),
    bad=Example("financials: [{year: 2025, revenue: 370k, gross_profit: 1.1M}]"),
)
@with_amounts
def profit_within_revenue(plan: Plan, context: Context, _: object) -> Outcome:
    pairs = (("gross_profit", "revenue"), ("target_profit", "target_revenue"))
    found = [
        (
            f"financials[{number}].{part}",
            f"{_words(part)} of {row.year}",
            getattr(row, part),
            whole,
            getattr(row, whole),
        )
        for number, row in enumerate(plan.front.financials)
        for part, whole in pairs
    ]
    found += [
        (f"opportunities[{number}].profit", f"the profit of “{deal.name}”", deal.profit, "value", deal.value)
        for number, deal in enumerate(plan.front.opportunities)
    ]
    faults = []
    for key, what, part, name, whole in found:
        if plausible.exceeds(part, whole):
            shown = [money(amount, plan, context.site) for amount in (part, whole)]
            message = f"{what}, {shown[0]}, is more than its {_words(name)}, {shown[1]}"
            faults.append(Fault(key, message, f"the part of the {_words(name)} that is profit, or the right `{name}`"))
    return told(faults, "no profit is more than its revenue")


def _words(field: str) -> str:
    return field.replace("_", " ")


@rule(
    "FIG003",
    "spend-covers-revenue",
    summary="No revenue is above what the client spends in our field with anyone (`customer_spend`), us included",
    rationale=(
        "Share of wallet, which Graham would have account management enlarge, is revenue as a part of the client's "
        "spend: beyond 100% one of the two is wrong, most often an estimate that has not grown with our sales."
    ),
    good=Example("financials: [{year: 2025, revenue: 1.1M, customer_spend: 4.1M}]"),
    bad=Example("financials: [{year: 2025, revenue: 1.1M, customer_spend: 0}]"),
)
@with_years
def spend_covers_revenue(plan: Plan, context: Context, years: tuple[FinancialYear, ...]) -> Outcome:
    faults = []
    for number, row in enumerate(years):
        if (
            row.revenue is not None
            and row.customer_spend is not None
            and plausible.exceeds(row.revenue, row.customer_spend)
        ):
            spend, ours = (money(amount, plan, context.site) for amount in (row.customer_spend, row.revenue))
            message = f"the client spent {spend} in our field in {row.year}, and {ours} of it with us"
            write = f"what it spent with anyone, us included: `{written_amount(row.revenue)}` or more"
            faults.append(Fault(f"financials[{number}].customer_spend", message, write))
    return told(faults, "no revenue is more than what the client spends")


@rule(
    "FIG004",
    "figures-up-to-today",
    summary="Figures of a year that is not over say with `through` up to when they go, and no year to come has any",
    rationale=(
        "Revenue of ten months that is taken for a year's looks like a fall, and like a target missed. Collis asks "
        "how the account stands against its targets, which takes knowing how much of the year its figures cover."
    ),
    good=Example("financials: [{year: 2026, through: 2026-10, revenue: 910k}]"),
    bad=Example("financials: [{year: 2026, revenue: 910k}]"),
)
@with_years
def figures_up_to_today(plan: Plan, context: Context, years: tuple[FinancialYear, ...]) -> Outcome:
    calendar, as_of, faults = context.calendar, context.as_of, []
    for number, row in enumerate(years):
        key = f"financials[{number}]"
        if not plausible.has_actuals(row) or is_lost(plan.front):
            continue
        if plausible.is_to_begin(row, calendar, as_of):
            message = f"fiscal year {row.year} begins on {calendar.first_day(row.year)}: there are no figures of it yet"
            faults.append(Fault(f"{key}.year", message, "the year that is meant, and of a year to come targets only"))
        elif plausible.runs_ahead(row, calendar, as_of):
            stated = f"`through: {row.through}`" if row.through else "no `through`"
            last = calendar.last_day(row.year) if row.through is None else calendar.end(row.through)
            message = f"the figures of {row.year} have {stated}, and are taken to go up to {last}"
            month = plausible.closed_month(row.year, calendar, as_of)
            write = f"the last month that they cover, such as `through: {month}`"
            faults.append(Fault(f"{key}.{'through' if row.through else 'year'}", message, write, severity=_ODD))
    return told(faults, "no figures are of days to come")


@rule(
    "FIG005",
    "amounts-in-proportion",
    severity=_ODD,
    summary="No amount is 20 times (`leap`) that of the year before, or a twentieth, as a typing error makes it",
    rationale=(
        "Thousands written as millions move every sum, share and mean of the portfolio, and the account to the top of "
        "Graham's ranking. A year is compared as a whole, a target with the year's revenue, a deal with what the "
        "client spends; the years in which a client came or went are left out."
    ),
    good=Example("financials: [{year: 2024, revenue: 940k}, {year: 2025, revenue: 1.1M}]"),
    bad=Example("financials: [{year: 2024, revenue: 940k}, {year: 2025, revenue: 1.1}]"),
)
@with_amounts
def amounts_in_proportion(plan: Plan, context: Context, _: object) -> Outcome:
    faults = []
    for leap in leaps(plan, context):
        written, other = (money(each.written, plan, context.site) for each in (leap.amount, leap.other))
        many = (leap.times if leap.times > 1 else 1 / leap.times).quantize(Decimal(1), ROUND_HALF_UP)
        times = f"{many:,} times" if leap.times > 1 else f"1/{many:,} of"
        fits = f"`{written_amount(leap.scaled)}`, if that is meant" if leap.scaled else "the amount that is meant"
        message = f"{leap.amount.what}, {written}, is {times} the {leap.other.what}, {other}"
        faults.append(Fault(leap.amount.key, message, f"{fits}, or the reason under `waive` with `rule: FIG005`"))
    return told(faults, "no amount leaps")


RULES: tuple[Rule, ...] = (
    amounts_not_negative,
    profit_within_revenue,
    spend_covers_revenue,
    figures_up_to_today,
    amounts_in_proportion,
)
