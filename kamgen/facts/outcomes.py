"""What the client got, in its own metrics: how far each came from its baseline to its target.

    better ─ as written, else from baseline towards target, else higher ─▶ direction
    baseline · target · actual ─ direction ─▶ reached, or the part of the way

An outcome that stands where it should from the start (baseline = target) is reached while its actual is no worse.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.facts.dates import happened, within
from kamgen.model.enums import Better
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import ClientOutcome
from kamgen.model.values import Duration

MEASURED_WITH = Duration(12, "month")
"""How much older than a feedback score the result beside it may be."""

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
    """Whether it has an actual that was not measured on a day to come."""
    return outcome.actual is not None and (outcome.as_of is None or outcome.as_of <= as_of)


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


def stands_beside(measured: date, feedback: date) -> bool:
    """Whether a result measured on one day says something beside a feedback score of another."""
    return measured > feedback or within(measured, MEASURED_WITH, feedback)
