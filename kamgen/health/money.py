"""Revenue and profit against their targets, margin against the category's.

Each looks at the newest of the current and the last full fiscal year that has what it needs; what is due of a target
is pro rata by days (see `kamgen.model.pace`). Amounts stay in the plan's currency: only fractions are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamgen.health.measurement import Given, Measurement, scored, unknown
from kamgen.model.context import Context
from kamgen.model.groups import FinancialYear
from kamgen.model.health import Signal
from kamgen.model.pace import attained, covered, due
from kamgen.model.plan import Plan
from kamgen.rules.figures import year_row
from kamgen.rules.words import listed, money, percent

_SHOWN = Decimal("0.001")


class _Aim(NamedTuple):
    """An amount and its target in the row of one fiscal year."""

    number: int
    row: FinancialYear
    amount: Decimal
    due: Decimal
    """The part of its target that is due."""
    ratio: Decimal
    """See `attained`."""


def revenue(plan: Plan, context: Context) -> Measurement:
    """Revenue to date against the part of its target that is due. A target of 0 or less is none."""
    aim = _aim(plan, context, lambda row: row.revenue, lambda row: _positive(row.target_revenue))
    if aim is None:
        return _nothing(plan, context, ("revenue", "target_revenue"))
    words = f"{money(aim.amount, plan, context.site)} of {_of_due(aim, plan, context)}"
    fields = ("revenue", "target_revenue", "through")
    return scored(Signal.REVENUE, aim.ratio, words, _inputs(aim.number, aim.row, plan, context, fields))


def profit(plan: Plan, context: Context) -> Measurement:
    """Profit after cost to serve against the part of its target that is due; a planned loss is a target too."""
    aim = _aim(plan, context, lambda row: row.profit, lambda row: row.target_profit or None)
    if aim is None:
        return _nothing(plan, context, ("gross_profit", "cost_to_serve", "target_profit"))
    of = "of" if aim.due > 0 else "against a planned loss of"
    words = f"profit of {money(aim.amount, plan, context.site)} {of} {_of_due(aim, plan, context)}"
    fields = ("gross_profit", "cost_to_serve", "target_profit", "through")
    return scored(Signal.PROFIT, aim.ratio, words, _inputs(aim.number, aim.row, plan, context, fields))


def margin(plan: Plan, context: Context) -> Measurement:
    """Profit as a part of revenue against the mean of the category, both to a tenth of a percent."""
    peers = context.around.margin
    found = year_row(plan, peers.year) if peers else None
    own = found[1].margin if found else None
    if peers is None or found is None or own is None:
        return _no_margin(plan, context)
    above = min(max(own, Decimal(-1)), Decimal(1)).quantize(_SHOWN, ROUND_HALF_UP) - peers.mean
    distance = f"{percent(abs(above)).removesuffix('%')} percentage points {'below' if above < 0 else 'above'} it"
    words = f"{percent(own)} of revenue in {peers.year}, mean of the category {percent(peers.mean)}: {distance}"
    mean = (f"mean margin of the category {peers.year}", percent(peers.mean), "")
    fields = ("revenue", "gross_profit", "cost_to_serve")
    return scored(Signal.MARGIN, above, words, (*_inputs(*found, plan, context, fields), mean))


def _aim(
    plan: Plan,
    context: Context,
    amount: Callable[[FinancialYear], Decimal | None],
    target: Callable[[FinancialYear], Decimal | None],
) -> _Aim | None:
    """The newest year with both, of which something is due."""
    for year in context.calendar.judged_years(context.as_of):
        number, row = year_row(plan, year) or (-1, None)
        if row is None:
            continue
        reached, wanted, days = amount(row), target(row), covered(row, context.calendar)
        ratio = attained(reached, wanted, days)
        if reached is not None and wanted is not None and ratio is not None:
            return _Aim(number, row, reached, due(wanted, days), ratio)
    return None


def _positive(amount: Decimal | None) -> Decimal | None:
    return amount if amount is not None and amount > 0 else None


def _of_due(aim: _Aim, plan: Plan, context: Context) -> str:
    last = context.calendar.last_day(aim.row.year)
    day = min(context.calendar.end(aim.row.through), last) if aim.row.through else last
    amount = abs(aim.due).to_integral_value(ROUND_HALF_UP)
    return f"{money(amount, plan, context.site)} due by {day} = {percent(aim.ratio)}"


def _inputs(
    number: int, row: FinancialYear, plan: Plan, context: Context, fields: tuple[str, ...]
) -> tuple[Given, ...]:
    return tuple(
        (
            f"{field.replace('_', ' ')} {row.year}",
            money(value, plan, context.site) if isinstance(value, Decimal) else str(value),
            f"financials[{number}].{field}",
        )
        for field in fields
        if (value := getattr(row, field)) is not None
    )


def _nothing(plan: Plan, context: Context, fields: tuple[str, ...]) -> Measurement:
    """Why there is no attainment: what the newest row lacks."""
    years = context.calendar.judged_years(context.as_of)
    found = next((row for year in years if (row := plan.front.financial_year(year))), None)
    if found is None:
        return _no_row(years, fields)
    missing = [f"`{field}`" for field in fields if getattr(found, field) is None]
    if missing:
        return unknown(f"{found.year} has no {listed(missing, 'or')}", "add it to the row of that year in `financials`")
    if not covered(found, context.calendar)[0]:
        return unknown(f"the figures of {found.year} end before the year begins", "write `through` as a month of it")
    worth = "0" if not getattr(found, fields[-1]) else "below 0"
    reason = f"`{fields[-1]}` of {found.year} is {worth}, and nothing can be held against that"
    return unknown(reason, "write the target that was agreed")


def _no_margin(plan: Plan, context: Context) -> Measurement:
    years = context.calendar.judged_years(context.as_of)
    rows = [row for year in years if (row := plan.front.financial_year(year))]
    fields = ("revenue", "gross_profit", "cost_to_serve")
    if not rows:
        return _no_row(years, fields)
    if all(row.margin is None for row in rows):
        missing = [f"`{field}`" for field in fields if not getattr(rows[0], field)]
        what = f"no {listed(missing, 'or')}" if missing else "no revenue above 0"
        return unknown(f"{rows[0].year} has {what}", "add it to the row of that year in `financials`")
    reason = f"too few accounts of its category give a margin of {listed(list(map(str, years)), 'or')} to compare with"
    return unknown(reason, "add `revenue`, `gross_profit` and `cost_to_serve` to theirs")


def _no_row(years: tuple[int, ...], fields: tuple[str, ...]) -> Measurement:
    wanted = listed([f"`year: {years[0]}`", *(f"`{field}`" for field in fields)])
    return unknown(
        f"no figures of {listed(list(map(str, years)), 'or')} are written",
        f"add a row with {wanted} under `financials`",
    )
