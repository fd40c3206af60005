"""What was measured, held against its target: service levels, and what the client got in its own metrics.

    service rows ─ by folded name of the measure ─ newest that has begun ─▶ the level that counts
    its target ─ the row's own, else the category's ─▶ met, or missed by so much

    better ─ as written, else from baseline towards target, else higher ─▶ direction
    baseline · target · actual ─ direction ─▶ reached, or the part of the way

A level counts once its period has begun; one without a period is older than all others. It is recent when its period
ends in the fiscal quarter of the day judged or in the two before. Beside a percentage, a plain number above 1 is read
as percent: 96.2 against 97% is missed by 0.8 points, 93% against 95 by 2.

An outcome that stands where it should from the start (baseline = target) is reached while its actual is no worse.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kamgen.facts.accounts import is_active, is_prospect
from kamgen.facts.dates import happened, within
from kamgen.facts.entries import lacks_outcome
from kamgen.model.client_value import Result
from kamgen.model.config import Measure, SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import Better
from kamgen.model.fields import folded
from kamgen.model.front_matter import ClientOutcome, ServiceActual
from kamgen.model.plan import Plan
from kamgen.model.values import Duration, Quantity

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
    calendar, as_of, recent = context.calendar, context.as_of, recent_from(context)
    asked = context.category.targets if context.category else {}
    targets = {folded(written): target for written, target in asked.items()}
    newest = _newest_rows(plan, context)
    levels = []
    for number, row in enumerate(plan.front.service):
        key, measure = measure_named(context.site, row.measure)
        target = row.target or targets.get(folded(row.measure))
        begun = not row.period or calendar.start(row.period) <= as_of
        lately = row.period is not None and calendar.end(row.period) >= recent
        met = is_met(row.actual, target, measure.better) if begun and target is not None else None
        levels.append(ServiceLevel(key, measure, number, row, target, number in newest, begun, lately, met))
    measured = {folded(row.measure) for row in plan.front.service}
    for written, target in asked.items():
        if folded(written) not in measured:
            key, measure = measure_named(context.site, written)
            levels.append(ServiceLevel(key, measure, -1, None, target, False, False, False, None))
    return levels


def newest_levels(plan: Plan, context: Context) -> list[ServiceLevel]:
    """The level that counts of each measure, in the order in which the plan first measures them."""
    levels = service_levels(plan, context)
    return [levels[number] for number in _newest_rows(plan, context)]


def _newest_rows(plan: Plan, context: Context) -> list[int]:
    """The place of each measure's newest row whose period has begun; the lower one of two that end together."""
    newest: dict[str, tuple[date, int]] = {}
    for number, row in enumerate(plan.front.service):
        if not row.period or context.calendar.start(row.period) <= context.as_of:
            measure, end = folded(row.measure), context.calendar.end(row.period) if row.period else date.min
            newest[measure] = max(newest.get(measure, (end, number)), (end, number))
    return [number for _, number in newest.values()]


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
    calendar = context.calendar
    first = calendar.start(calendar.quarter_of(context.as_of))
    for _ in range(RECENT_QUARTERS):
        first = calendar.start(calendar.quarter_of(first - timedelta(days=1)))
    return first


COUNTS_FOR = Duration(24, "month")
"""How long a measured outcome says something of today."""

FIGURES = ("baseline", "target", "actual")


def direction(outcome: ClientOutcome) -> Better:
    """Which way the metric improves: as written, else the way from baseline to target, else higher."""
    return direction_of(outcome.better, outcome.baseline, outcome.target)


def direction_of(written: Better | None, baseline: Decimal | None, target: Decimal | None) -> Better:
    """The same of the figures themselves."""
    if written is not None:
        return written
    return Better.LOWER if baseline is not None and target is not None and target < baseline else Better.HIGHER


def progress(outcome: ClientOutcome) -> Decimal | None:
    """The part of the way from baseline to target, 0 to 1; None without target or actual.

    Where the baseline is missing or on the wrong side of the target, all or nothing.
    """
    start, target, actual = outcome.baseline, outcome.target, outcome.actual
    if target is None or actual is None:
        return None
    up = direction(outcome) is Better.HIGHER
    if actual == target or (actual > target) == up:
        return Decimal(1)
    if start is None or start == target or (start < target) != up:
        return Decimal(0)
    return max((actual - start) / (target - start), Decimal(0))


def is_reached(outcome: ClientOutcome) -> bool:
    """Whether the actual is at its target or beyond it; False while either is not known."""
    return progress(outcome) == 1


def is_beyond(outcome: ClientOutcome) -> bool:
    """Whether the actual is better than its target asks for."""
    return is_reached(outcome) and outcome.actual != outcome.target


def is_nearer(outcome: ClientOutcome) -> bool:
    """Whether the metric moved towards its target, or is there."""
    return bool(progress(outcome))


def is_worse(outcome: ClientOutcome) -> bool:
    """Whether the metric moved away from its target since the baseline."""
    start, actual = outcome.baseline, outcome.actual
    if start is None or actual is None or is_reached(outcome):
        return False
    return actual < start if direction(outcome) is Better.HIGHER else actual > start


def is_measured(outcome: ClientOutcome, as_of: date) -> bool:
    """Whether it has an actual that was measured within `COUNTS_FOR`, as far as its day is known."""
    return outcome.actual is not None and (outcome.as_of is None or within(outcome.as_of, COUNTS_FOR, as_of))


def why_unmeasured(outcome: ClientOutcome, as_of: date) -> str:
    """Why an actual that is written says nothing of today; empty where it does, and where none is written."""
    if outcome.actual is None or is_measured(outcome, as_of):
        return ""
    return f"measured over {COUNTS_FOR} ago" if happened(outcome.as_of, as_of) else "not measured yet"


def lacking_figures(outcome: ClientOutcome) -> list[str]:
    """Which of baseline, target and actual it does not give."""
    return [name for name in FIGURES if getattr(outcome, name) is None]


def newest_result(plan: Plan, as_of: date) -> tuple[int, ClientOutcome] | None:
    """The outcome with an actual that was measured last, with its place; the first of those of one day."""
    dated = [
        (row.as_of, -number)
        for number, row in enumerate(plan.front.outcomes)
        if row.actual is not None and row.as_of is not None and happened(row.as_of, as_of)
    ]
    if not dated:
        return None
    number = -max(dated)[1]
    return number, plan.front.outcomes[number]


def is_result(outcome: ClientOutcome, as_of: date) -> bool:
    """Whether it says what a client got: an actual that was measured on a known day, two years ago at most."""
    return outcome.actual is not None and not lacks_outcome(outcome, as_of)


def newest_results(plan: Plan, as_of: date) -> list[Result]:
    """The newest result of each metric, known by name and unit; the lower one of those of one day.

    None of a prospect, which has had nothing from us yet.
    """
    rows = [each for each in enumerate(plan.front.outcomes) if is_result(each[1], as_of)]
    newest = {metric_key(row): (number, row) for number, row in sorted(rows, key=lambda each: each[1].as_of or as_of)}
    found = () if is_prospect(plan.front) else sorted(newest.values(), key=lambda each: each[0])
    return [
        Result(
            plan.at(f"outcomes[{number}]").line,
            row,
            None if row.target is None else is_reached(row),
            improvement(row),
        )
        for number, row in found
    ]


def metric_key(outcome: ClientOutcome) -> tuple[str, str]:
    """Name and unit of a metric, `folded`."""
    return folded(outcome.metric), folded(outcome.unit or "")


def improvement(outcome: ClientOutcome) -> Decimal | None:
    """How far the metric moved for the better since its baseline, in its unit; negative for the worse."""
    start, actual = outcome.baseline, outcome.actual
    if start is None or actual is None:
        return None
    return actual - start if direction(outcome) is Better.HIGHER else start - actual


def never_asked(plan: Plan, as_of: date) -> list[Result]:
    """The results by which a client of today got what it wanted, where it was never asked for a reference."""
    asked = bool(plan.front.references) or not is_active(plan.front)
    return [] if asked else [each for each in newest_results(plan, as_of) if each.reached]


def stands_beside(measured: date, feedback: date, most: Duration) -> bool:
    """Whether a result measured on one day says something beside a feedback score of another: ``most`` older."""
    return measured > feedback or within(measured, most, feedback)
