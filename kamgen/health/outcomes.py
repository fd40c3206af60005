"""Outcomes reached: how far the client came in its own metrics."""

from __future__ import annotations

from decimal import Decimal

from kamgen.facts.outcomes import is_measured, progress
from kamgen.health.measurement import Measurement, scored, unknown
from kamgen.model.context import Context
from kamgen.model.groups import ClientOutcome
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.model.values import plain
from kamgen.rules.words import counted, percent


def outcomes(plan: Plan, context: Context) -> Measurement:
    """Mean of the way from baseline to target over all outcomes that were measured and have a target."""
    ways = [
        (way, (outcome.metric, _words(outcome, way), f"outcomes[{number}].actual"))
        for number, outcome in enumerate(plan.front.outcomes)
        if is_measured(outcome, context.as_of) and (way := progress(outcome)) is not None
    ]
    if not ways:
        return unknown("no outcome has both a target and an actual", "add `target` and `actual` under `outcomes`")
    mean = sum((way for way, _ in ways), Decimal(0)) / len(ways)
    reached = sum(way == 1 for way, _ in ways)
    words = f"{reached} of {counted(len(ways), 'outcome')} reached, {percent(mean)} of the way on average"
    return scored(Signal.OUTCOMES, mean, words, tuple(figure for _, figure in ways))


def _words(outcome: ClientOutcome, way: Decimal) -> str:
    unit = f" {outcome.unit}" if outcome.unit and outcome.unit != "%" else outcome.unit or ""
    start = f"from {plain(outcome.baseline)} " if outcome.baseline is not None else ""
    actual, target = plain(outcome.actual or Decimal(0)), plain(outcome.target or Decimal(0))
    return f"{actual}{unit}, {start}to {target}: {'reached' if way == 1 else f'{percent(way)} of the way'}"
