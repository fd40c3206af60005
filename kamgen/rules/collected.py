"""Rules that only report: what reading and linking found, under the rule's own code."""

from __future__ import annotations

from kamgen.model.context import Context
from kamgen.model.plan import Fault, Plan
from kamgen.model.rule import Outcome, faulty


def faults_of(plan: Plan, context: Context, code: str) -> tuple[Fault, ...]:
    """What was found under ``code`` before any rule was asked."""
    return tuple(fault for of, fault in (*plan.faults, *context.around.faults) if of == code)


def collected(plan: Plan, context: Context, code: str, fine: str) -> Outcome:
    """The outcome of a rule that reading and linking have answered; ``fine`` when they found nothing."""
    faults = faults_of(plan, context, code) if plan.faults or context.around.faults else ()
    return faulty(faults, fine)
