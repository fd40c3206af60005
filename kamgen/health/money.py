"""Revenue and profit against their targets, margin against the category's.

Each looks at the newest of the current and the last full fiscal year that has what it needs; what is due of a target
is pro rata by days (see `kamgen.facts.money`). Amounts stay in the plan's currency: only fractions are compared.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from kamgen.facts import money as figures
from kamgen.health.signals import Measurement, SignalInput, scored, unknown
from kamgen.model.context import Context
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import FinancialYear
from kamgen.text.numbers import money as money_words
from kamgen.text.numbers import percent
from kamgen.text.words import listed

_SHOWN = Decimal("0.001")


def revenue(plan: Plan, context: Context) -> Measurement:
    """Revenue to date against the part of its target that is due. A target of 0 or less is none."""
    pace = _newest(plan, context, figures.revenue_pace)
    if pace is None:
        return _no_pace(plan, context, ("revenue", "target_revenue"))
    words = f"{money_words(pace.amount, plan, context.site)} of {_of_due(pace, plan, context)}"
    fields = ("revenue", "target_revenue", "through")
    return scored(Signal.REVENUE, pace.ratio, words, _inputs(pace.number, pace.row, plan, context, fields))


def profit(plan: Plan, context: Context) -> Measurement:
    """Profit after cost to serve against the part of its target that is due; a planned loss is a target too."""
    pace = _newest(plan, context, figures.profit_pace)
    if pace is None:
        return _no_pace(plan, context, ("gross_profit", "cost_to_serve", "target_profit"))
    of = "against a planned loss of" if figures.loses_money(pace.target) else "of"
    words = f"profit of {money_words(pace.amount, plan, context.site)} {of} {_of_due(pace, plan, context)}"
    fields = ("gross_profit", "cost_to_serve", "target_profit", "through")
    return scored(Signal.PROFIT, pace.ratio, words, _inputs(pace.number, pace.row, plan, context, fields))


def margin(plan: Plan, context: Context) -> Measurement:
    """Profit as a part of revenue against the mean of the category, both to a tenth of a percent."""
    peers = context.around.margin
    found = figures.year_row(plan, peers.year) if peers else None
    own = found[1].margin if found else None
    if peers is None or found is None or own is None:
        return _no_margin(plan, context)
    above = figures.margin_above(own, peers.mean)
    distance = f"{percent(abs(above)).removesuffix('%')} percentage points {'below' if above < 0 else 'above'} it"
    words = f"{percent(own)} of revenue in {peers.year}, mean of the category {percent(peers.mean)}: {distance}"
    mean = (f"mean margin of the category {peers.year}", percent(peers.mean), "")
    fields = ("revenue", "gross_profit", "cost_to_serve")
    return scored(Signal.MARGIN, above, words, (*_inputs(*found, plan, context, fields), mean))


def _newest(plan: Plan, context: Context, pace_of: figures.PaceOf) -> figures.Pace | None:
    """The newest of the years judged in which something is due."""
    paces = (pace_of(plan, context.calendar, year) for year in context.calendar.judged_years(context.as_of))
    return next((pace for pace in paces if pace), None)


def _of_due(pace: figures.Pace, plan: Plan, context: Context) -> str:
    amount = abs(pace.due).to_integral_value(ROUND_HALF_UP)
    return f"{money_words(amount, plan, context.site)} due by {pace.until} = {percent(pace.ratio)}"


def _inputs(
    number: int, row: FinancialYear, plan: Plan, context: Context, fields: tuple[str, ...]
) -> tuple[SignalInput, ...]:
    return tuple(
        (
            f"{field.replace('_', ' ')} {row.year}",
            money_words(value, plan, context.site) if isinstance(value, Decimal) else str(value),
            f"financials[{number}].{field}",
        )
        for field in fields
        if (value := getattr(row, field)) is not None
    )


def _no_pace(plan: Plan, context: Context, fields: tuple[str, ...]) -> Measurement:
    """Why there is no attainment: what the newest row lacks."""
    years = context.calendar.judged_years(context.as_of)
    row = next((found[1] for year in years if (found := figures.year_row(plan, year))), None)
    if row is None:
        return _no_row(years, fields)
    missing = [f"`{field}`" for field in fields if getattr(row, field) is None]
    if missing:
        return unknown(f"{row.year} has no {listed(missing, 'or')}", "add it to the row of that year in `financials`")
    if not figures.covered(row, context.calendar)[0]:
        return unknown(f"the figures of {row.year} end before the year begins", "write `through` as a month of it")
    worth = "0" if not getattr(row, fields[-1]) else "below 0"
    reason = f"`{fields[-1]}` of {row.year} is {worth}, and nothing can be held against that"
    return unknown(reason, "write the target that was agreed")


def _no_margin(plan: Plan, context: Context) -> Measurement:
    years = context.calendar.judged_years(context.as_of)
    rows = [found[1] for year in years if (found := figures.year_row(plan, year))]
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
    reason = f"no figures of {listed(list(map(str, years)), 'or')} are written"
    return unknown(reason, f"add a row with {wanted} under `financials`")
