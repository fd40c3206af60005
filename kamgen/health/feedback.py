"""Feedback: the client's newest score, as long as it is fresh."""

from __future__ import annotations

from decimal import Decimal

from kamgen.health.measurement import Measurement, scored, unknown
from kamgen.model.context import Context
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.rules.dated import newest, within
from kamgen.rules.words import percent


def feedback(plan: Plan, context: Context) -> Measurement:
    """The newest score as a part of its scale. A stale one says nothing of today."""
    found = newest(plan.front.feedback, context.as_of, lambda row: row.score is not None)
    if found is None or (given := found[1].score) is None:
        return unknown("no feedback has a score", "add `score` and `scale` to an entry under `feedback`")
    number, row = found
    every = context.cadences.feedback_every
    if not within(row.date, every, context.as_of):
        reason = f"the last score is of {row.date}, and counts for {every}"
        return unknown(reason, "ask the client again, and write it under `feedback`")
    score = f"{given} of {row.scale}"
    ratio = Decimal(given) / row.scale
    inputs = ((f"feedback of {row.date}", score, f"feedback[{number}].score"),)
    return scored(Signal.FEEDBACK, ratio, f"{score} on {row.date} = {percent(ratio)}", inputs)
