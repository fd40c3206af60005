"""Service targets met: what POL003 judges, as far as POL002 finds it recent."""

from __future__ import annotations

from decimal import Decimal

from kamgen.health.measurement import Given, Measurement, scored, unknown
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.rules.service_targets import measure_named, meets, newest_actuals, quantity_words, recent_from
from kamgen.rules.words import counted, percent


def service(plan: Plan, context: Context) -> Measurement:
    """The part of the measures with a target and a recent actual that reach it."""
    judged = _judged(plan, context) if plan.front.service else []
    if not judged:
        reason = "no service level with a target was measured in this fiscal quarter or the two before"
        return unknown(reason, "add `measure`, `actual` and `period` under `service`, and its target in site.toml")
    reached = sum(met for met, _ in judged)
    ratio = Decimal(reached) / len(judged)
    words = f"{reached} of {counted(len(judged), 'service target')} met = {percent(ratio)}"
    return scored(Signal.SERVICE, ratio, words, tuple(figure for _, figure in judged))


def _judged(plan: Plan, context: Context) -> list[tuple[bool, Given]]:
    """Whether each newest recent actual reaches its target, as the plan lists them."""
    targets = {folded(key): target for key, target in context.category.targets.items()} if context.category else {}
    recent, judged = recent_from(context), []
    for name, (number, row) in newest_actuals(plan, context).items():
        target = row.target or targets.get(name)
        if target is None or row.period is None or context.calendar.end(row.period) < recent:
            continue
        key, measure = measure_named(context.site, row.measure)
        met = meets(row.actual, target, measure.better)
        text = (
            f"{quantity_words(row.actual, measure)} in {row.period}, target {quantity_words(target, measure)}: "
            f"{'met' if met else 'missed'}"
        )
        judged.append((met, (context.site.measure_title(key), text, f"service[{number}].actual")))
    return judged
