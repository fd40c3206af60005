"""Service levels against their targets.

    service rows ─ by folded name of the measure ─ newest that has begun ─▶ the level that counts
    its target ─ the row's own, else the category's ─▶ met, or missed by so much

A level counts once its period has begun; one without a period is older than all others. It is recent when its period
ends in the fiscal quarter of the day judged or in the two before. Beside a percentage, a plain number above 1 is read
as percent: 96.2 against 97% is missed by 0.8 points, 93% against 95 by 2.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kamgen.model.config import Measure, SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import Better
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import ServiceActual
from kamgen.model.values import Quantity

RECENT_QUARTERS = 2
"""How many fiscal quarters before the current one a level may lie and still be recent."""


class ServiceLevel(NamedTuple):
    """One measure of one account: a row of `service`, or a target that was never measured."""

    key: str
    """Its key in site.toml; as the plan writes it where there is none."""
    measure: Measure
    number: int
    """The row's place in `service`; -1 when it was not measured."""
    row: ServiceActual | None
    """None when it was not measured."""
    target: Quantity | None
    """The row's own, else the category's."""
    counts: bool
    """Whether it is the newest of its measure that has begun."""
    begun: bool
    """Whether its period has begun; False when it was not measured."""
    recent: bool
    """Whether its period ends lately enough."""
    met: bool | None
    """None without a target, when it was not measured, and before its period has begun."""

    @property
    def gap(self) -> tuple[Decimal, bool]:
        """See `difference`; 0 when it was not measured or has no target."""
        if self.row is None or self.target is None:
            return Decimal(0), False
        return difference(self.row.actual, self.target)


def service_levels(plan: Plan, context: Context) -> list[ServiceLevel]:
    """All rows of `service` as the plan lists them, then the category's targets that no row measures."""
    targets = category_targets(context)
    rows, site, recent = plan.front.service, context.site, recent_from(context)
    newest = set(newest_rows(plan, context).values())
    levels = []
    for number, row in enumerate(rows):
        key, measure = measure_named(site, row.measure)
        target = row.target or targets.get(folded(row.measure))
        begun = not row.period or context.calendar.start(row.period) <= context.as_of
        lately = row.period is not None and context.calendar.end(row.period) >= recent
        met = is_met(row.actual, target, measure.better) if begun and target is not None else None
        levels.append(ServiceLevel(key, measure, number, row, target, number in newest, begun, lately, met))
    measured = {folded(row.measure) for row in rows}
    for written, target in context.category.targets.items() if context.category else ():
        if folded(written) not in measured:
            key, measure = measure_named(site, written)
            levels.append(ServiceLevel(key, measure, -1, None, target, False, False, False, None))
    return levels


def newest_levels(plan: Plan, context: Context) -> list[ServiceLevel]:
    """The level that counts of each measure, in the order in which the plan first measures them."""
    levels = {level.number: level for level in service_levels(plan, context)} if plan.front.service else {}
    return [levels[number] for number in newest_rows(plan, context).values()]


def newest_rows(plan: Plan, context: Context) -> dict[str, int]:
    """By folded name, the place of each measure's newest row whose period has begun."""
    ends: dict[str, date] = {}
    newest: dict[str, int] = {}
    for number, row in enumerate(plan.front.service):
        if row.period and context.calendar.start(row.period) > context.as_of:
            continue
        measure, end = folded(row.measure), context.calendar.end(row.period) if row.period else date.min
        if end >= ends.get(measure, date.min):
            ends[measure], newest[measure] = end, number
    return newest


def category_targets(context: Context) -> dict[str, Quantity]:
    """The category's targets by the folded names of their measures."""
    return {folded(key): target for key, target in context.category.targets.items()} if context.category else {}


def measure_named(site: SiteConfig, written: str) -> tuple[str, Measure]:
    """The measure of site.toml that a plan names, with its key; a plain one where there is none."""
    wanted = folded(written)
    return next((pair for pair in site.measures.items() if folded(pair[0]) == wanted), (written, Measure()))


def is_met(actual: Quantity, target: Quantity, better: Better) -> bool:
    """Whether ``actual`` reaches ``target``, in the direction in which the measure improves."""
    above, _ = difference(actual, target)
    return above >= 0 if better is Better.HIGHER else above <= 0


def difference(actual: Quantity, target: Quantity) -> tuple[Decimal, bool]:
    """By how much ``actual`` lies above ``target`` (negative: below), and whether that is in percentage points."""
    if not actual.percent and not target.percent:
        return actual.value - target.value, False
    return (_fraction(actual) - _fraction(target)) * 100, True


def _fraction(number: Quantity) -> Decimal:
    return number.value / 100 if number.value > 1 and not number.percent else number.value


def recent_from(context: Context) -> date:
    """The first day of the quarter that lies `RECENT_QUARTERS` before the current one."""
    return _recent_from(context.calendar, context.as_of)


@lru_cache(maxsize=64)
def _recent_from(calendar: FiscalCalendar, as_of: date) -> date:
    first = calendar.start(calendar.quarter_of(as_of))
    for _ in range(RECENT_QUARTERS):
        first = calendar.start(calendar.quarter_of(first - timedelta(days=1)))
    return first
