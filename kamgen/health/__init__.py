"""Health: how an account is doing, from nine signals that know nothing of the checklist.

plan, context ─ one measure a signal ─▶ points or a reason ─ weights ─▶ health, or "not scored" ─ knock-outs ─▶ verdict
"""

from __future__ import annotations

from msgspec.structs import replace

from kamgen.health.knock_outs import verdict
from kamgen.health.signals import (
    Measure,
    feedback,
    margin,
    outcomes,
    profit,
    promises,
    relationships,
    revenue,
    risks,
    service,
)
from kamgen.model.context import Context
from kamgen.model.enums import Band, Status
from kamgen.model.health import Health, Input, Signal, SignalValue, bands_of, mean_points, weights_of
from kamgen.model.plan import Plan
from kamgen.text.words import counted

__all__ = ["SIGNALS", "score_health"]

SIGNALS: tuple[tuple[Signal, Measure], ...] = (
    (Signal.REVENUE, revenue),
    (Signal.PROFIT, profit),
    (Signal.MARGIN, margin),
    (Signal.SERVICE, service),
    (Signal.PROMISES, promises),
    (Signal.OUTCOMES, outcomes),
    (Signal.FEEDBACK, feedback),
    (Signal.RELATIONSHIPS, relationships),
    (Signal.RISK, risks),
)


_WITHOUT = {
    Status.PROSPECT: "a prospect has no health yet: nothing was delivered, promised and measured so far",
    Status.LOST: "the account is lost: there is no health left to look after",
}


def score_health(plan: Plan, context: Context) -> Health:
    """The health of one account. Prospects, lost accounts and plans that cannot be read have none, and are told why."""
    without = _WITHOUT.get(plan.front.status) if plan.readable else "the plan cannot be read"
    if without:
        return Health((), None, Band.UNSCORED, without)
    values = _values(plan, context)
    known = sum(value.score is not None for value in values if value.weight)
    least = context.site.health.least_known
    if known < least:
        reason = f"{counted(known, 'signal')} known, and a health score needs {least}"
        return Health(values, None, Band.UNSCORED, reason)
    health = Health(values, mean_points(values), Band.UNJUDGED)
    band, held = verdict(plan, context, health, bands_of(context.site, context.category))
    return replace(health, band=band, held=held)


def _values(plan: Plan, context: Context) -> tuple[SignalValue, ...]:
    """All signals with their weights, and the lines of their inputs, which are looked up at once."""
    measured = [measure(plan, context) for _, measure in SIGNALS]
    lines = plan.lines({key for found in measured for _, _, key in found.inputs if key})
    values = []
    for signal, found, weight in zip(Signal, measured, weights_of(context.site, context.category), strict=True):
        inputs = tuple([Input(name, text, key, lines.get(key)) for name, text, key in found.inputs])
        formula, reason = ("", found.words) if found.score is None else (found.words, "")
        least = (found.score or 0) if found.least is None else found.least
        values.append(SignalValue(signal, found.score, weight, formula, inputs, reason, least))
    return tuple(values)
