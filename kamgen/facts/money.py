"""Fiscal years, targets and pace: what the figures of an account come to.

    row ─ covered ─▶ part of the year ─ attained ─▶ an amount as a fraction of that part of the target

A row with ``through`` before the end of its year is a part year: it is judged pro rata, by the phasing of the account
or the site, else by days, and never as a whole year. A target of revenue of 0 or less is none; a planned loss is a
target of profit. Amounts are in the plan's currency but where the docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamgen.facts.accounts import HasStatus, is_lost
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, Context
from kamgen.model.fiscal import WIDE, FiscalCalendar
from kamgen.model.front_matter import FinancialYear
from kamgen.model.plan import Plan

Phasing = tuple[Decimal, ...]
"""Shares of a year's 4 quarters or 12 months; empty for none."""


def year_row(plan: Plan, year: int) -> tuple[int, FinancialYear] | None:
    """The row of fiscal year ``year`` with its place; the last one when there are several."""
    rows = plan.front.financials
    for number in range(len(rows) - 1, -1, -1):
        if rows[number].year == year:
            return number, rows[number]
    return None


def is_full_year(row: FinancialYear, calendar: FiscalCalendar) -> bool:
    """Whether the figures of ``row`` cover its whole fiscal year."""
    return row.through is None or calendar.end(row.through) >= calendar.last_day(row.year)


def figures_end(row: FinancialYear, calendar: FiscalCalendar) -> date:
    """The last day that the figures of ``row`` speak of, within its year."""
    last = calendar.last_day(row.year)
    return last if row.through is None else min(calendar.end(row.through), last)


def covered(row: FinancialYear, calendar: FiscalCalendar, phasing: Phasing = ()) -> Decimal:
    """The fraction of its fiscal year that the figures of ``row`` cover, as targets spread over it.

    1 without ``through``, 0 when ``through`` lies before the year. ``phasing`` is the account's own; without one the
    site's counts, else days.
    """
    return calendar.part(row.year, figures_end(row, calendar), phasing)


def attained(amount: Decimal | None, target: Decimal | None, part: Decimal) -> Decimal | None:
    """``amount`` as a fraction of the part of ``target`` that is due; None without either, and when nothing is due.

    Where a loss is planned it is 1 less the part by which the loss is worse: 0.8 for a loss of 60 instead of 50.
    """
    if amount is None or not target or not part:
        return None
    ratio = +WIDE.divide(amount, WIDE.multiply(target, part))
    return ratio if target > 0 else 2 - ratio


def revenue_target(account: HasStatus, row: FinancialYear) -> Decimal | None:
    """The revenue target of a year; None for a lost account, and for 0 or less, against which nothing can be held."""
    target = row.target_revenue
    return target if target is not None and target > 0 and not is_lost(account) else None


def is_no_target(row: FinancialYear) -> bool:
    """Whether a revenue target is written against which nothing can be held."""
    return row.target_revenue is not None and row.target_revenue <= 0


def attainment(account: HasStatus, row: FinancialYear) -> Decimal | None:
    """Revenue as a fraction of the whole year's target; None without either."""
    target = revenue_target(account, row)
    return row.revenue / target if target and row.revenue is not None else None


class Pace(NamedTuple):
    """An amount of one fiscal year against the part of its target that is due."""

    number: int
    """The row's place in `financials`."""
    row: FinancialYear
    amount: Decimal
    target: Decimal
    """For the whole year."""
    due: Decimal
    """The part of it that falls to the days the figures cover."""
    ratio: Decimal
    """See `attained`."""
    until: date
    """The last day that the figures speak of."""


def revenue_pace(plan: Plan, calendar: FiscalCalendar, year: int) -> Pace | None:
    """Revenue to date against its target; None without a row, a revenue or a target, and when nothing is due."""
    found = year_row(plan, year)
    target = revenue_target(plan.front, found[1]) if found else None
    return _pace(found, found[1].revenue, target, calendar, plan.front.phasing) if found else None


def profit_pace(plan: Plan, calendar: FiscalCalendar, year: int) -> Pace | None:
    """Profit after cost to serve to date against its target; a planned loss is a target too."""
    found = None if is_lost(plan.front) else year_row(plan, year)
    return _pace(found, found[1].profit, found[1].target_profit, calendar, plan.front.phasing) if found else None


def is_on_track(pace: Pace, site: SiteConfig) -> bool:
    """Whether so much of what is due was reached as the site's `on_track` asks for."""
    return pace.ratio >= site.thresholds.on_track


PaceOf = Callable[[Plan, FiscalCalendar, int], Pace | None]


def _pace(
    found: tuple[int, FinancialYear],
    amount: Decimal | None,
    target: Decimal | None,
    calendar: FiscalCalendar,
    phasing: Phasing,
) -> Pace | None:
    number, row = found
    part = covered(row, calendar, phasing)
    ratio = attained(amount, target, part)
    if amount is None or target is None or ratio is None:
        return None
    until = figures_end(row, calendar)
    return Pace(number, row, amount, target, +WIDE.multiply(target, part), ratio, until)


def revenue_change(
    row: FinancialYear | None, before: FinancialYear | None, calendar: FiscalCalendar, phasing: Phasing = ()
) -> Decimal | None:
    """Revenue against the full year before, as a fraction; a part year against the same part of that year."""
    if not row or not before or row.revenue is None or not before.revenue or not is_full_year(before, calendar):
        return None
    part = covered(row, calendar, phasing)
    return +WIDE.divide(row.revenue, WIDE.multiply(before.revenue, part)) - 1 if part else None


class Fall(NamedTuple):
    """A figure of three fiscal years in a row."""

    number: int
    """The place of the newest one's row in `financials`."""
    values: tuple[Decimal, ...]
    """Oldest first."""
    falling: bool
    """Whether it fell twice."""
    partial: FinancialYear | None
    """The newest of the rows that is a part year; then nothing is judged."""


def revenue_fall(plan: Plan, calendar: FiscalCalendar, year: int) -> Fall | None:
    """Revenue of the three years up to ``year``; None unless all three are given."""
    return _fall(plan, calendar, year, lambda row: row.revenue)


def wallet_fall(plan: Plan, calendar: FiscalCalendar, year: int) -> Fall | None:
    """Share of wallet of the three years up to ``year``, as shown: fractions of one to a tenth of a percent."""
    return _fall(plan, calendar, year, lambda row: _as_shown(row.share_of_wallet))


def _fall(
    plan: Plan, calendar: FiscalCalendar, year: int, figure: Callable[[FinancialYear], Decimal | None]
) -> Fall | None:
    found = [row for each in (year - 2, year - 1, year) if (row := year_row(plan, each))]
    values = [value for _, row in found if (value := figure(row)) is not None]
    if len(values) < 3:
        return None
    partial = [row for _, row in found if not is_full_year(row, calendar)]
    falling = not partial and values[0] > values[1] > values[2]
    return Fall(found[-1][0], tuple(values), falling, partial[-1] if partial else None)


_SHOWN = Decimal("0.001")
"""Margins and shares of wallet are judged as they are shown, to a tenth of a percent."""


def _as_shown(fraction: Decimal | None) -> Decimal | None:
    return None if fraction is None else fraction.quantize(_SHOWN, ROUND_HALF_UP)


def in_grace(plan: Plan, context: Context, field: str) -> bool:
    """Whether this fiscal year is so new that ``field``, a target that the year before had, may still be missing."""
    calendar, as_of = context.calendar, context.as_of
    year = calendar.year_of(as_of)
    now, before = year_row(plan, year), year_row(plan, year - 1)
    new = context.site.thresholds.target_grace.after(calendar.first_day(year)) >= as_of
    missing = now is None or getattr(now[1], field) is None
    return new and missing and before is not None and getattr(before[1], field) is not None


def margin_above(own: Decimal, mean: Decimal) -> Decimal:
    """How far a margin lies above the mean of its category, both to a tenth of a percent.

    A margin beyond 100% either way counts as that: one odd row would move the mean of all.
    """
    return min(max(own, Decimal(-1)), Decimal(1)).quantize(_SHOWN, ROUND_HALF_UP) - mean


def judged_row(plan: Plan, context: Context) -> tuple[int, FinancialYear] | None:
    """The newest row of the current and the last full fiscal year in which something was measured, with its place.

    What it lacks is not known: an older year does not stand in for it. A row of targets alone has not begun.
    """
    rows = (year_row(plan, year) for year in context.calendar.judged_years(context.as_of))
    return next((found for found in rows if found and _is_begun(found[1])), None)


def last_profit(plan: Plan, year: int) -> FinancialYear | None:
    """The newest row up to fiscal year ``year`` whose profit after cost to serve is known."""
    known = (row for row in plan.front.financials if row.profit is not None and row.year <= year)
    return max(known, key=lambda row: row.year, default=None)


def _is_begun(row: FinancialYear) -> bool:
    return any(each is not None for each in (row.through, row.revenue, row.gross_profit, row.cost_to_serve))


def loses_money(profit: Decimal | None) -> bool:
    """Whether a profit after cost to serve is known and below zero."""
    return profit is not None and profit < 0


def earns_money(profit: Decimal) -> bool:
    """Whether a profit after cost to serve is above zero."""
    return profit > 0


def analysed_year(plan: Plan, context: Context) -> tuple[int, bool]:
    """The fiscal year that analysis looks at, and whether the account became a customer only after it.

    That is the last year that is over; for a lost account the last one that was over on the day it was lost.
    """
    lost = plan.front.lost.date if plan.front.lost and is_lost(plan.front) else None
    day = min(lost or context.as_of, context.as_of)
    year, since = context.calendar.last_full_year(day), plan.front.customer_since
    return year, since is not None and context.calendar.start(since) > context.calendar.last_day(year)


def display_year(plans: Iterable[AccountRef], calendar: FiscalCalendar, as_of: date, aims: bool = False) -> int:
    """The fiscal year whose sums are shown: the current one when a plan gives revenue for it, else the last one.

    With ``aims`` a target is enough: changes of a year's targets are told before it has figures.
    """
    current = calendar.year_of(as_of)
    rows = (row for plan in plans for row in plan.years if row.year == current)
    given = any(row.revenue is not None or (aims and row.aims) for row in rows)
    return current if given else calendar.last_full_year(as_of)
