"""Promises kept: what was settled in the last 12 months, and what is overdue today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.health.measurement import Measurement, scored, unknown
from kamgen.model.context import Context
from kamgen.model.groups import Promise
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.model.values import Duration
from kamgen.rules.dated import within
from kamgen.rules.words import counted, percent

COUNTED = Duration(12, "month")
"""How long a promise counts after it was kept or broken."""

_ON_TIME, _LATE, _NOT = Decimal(1), Decimal("0.5"), Decimal(0)


def promises(plan: Plan, context: Context) -> Measurement:
    """The part of the promises that were kept, late ones counted half; open ones count once they are overdue."""
    judged = [
        (found[0], (promise.promise, found[1], f"promises[{number}]"))
        for number, promise in enumerate(plan.front.promises)
        if (found := _judged(promise, context.as_of))
    ]
    if not judged:
        reason = "no promise was settled in the last 12 months and none is overdue"
        return unknown(reason, "write what was promised under `promises`, with `due`, and `kept` when it is done")
    credit = [kept for kept, _ in judged]
    ratio = sum(credit, Decimal(0)) / len(credit)
    kept, late = f"{credit.count(_ON_TIME)}", credit.count(_LATE)
    kept = f"({kept} on time + ½ × {late} late)" if late else kept
    words = f"{kept} of {counted(len(credit), 'promise')} kept = {percent(ratio)}"
    return scored(Signal.PROMISES, ratio, words, tuple(figure for _, figure in judged))


def _judged(promise: Promise, as_of: date) -> tuple[Decimal, str] | None:
    """How far it was kept, and in words; None when it is not settled, or was too long ago."""
    due, kept, broken = promise.due, promise.kept, promise.broken
    if broken and broken <= as_of:
        return (_NOT, f"broken {broken}") if within(broken, COUNTED, as_of) else None
    if kept and kept <= as_of:
        if not within(kept, COUNTED, as_of):
            return None
        late = (kept - due).days if due else 0
        return (_LATE, f"kept {kept}, {counted(late, 'day')} late") if late > 0 else (_ON_TIME, f"kept {kept}")
    return (_NOT, f"overdue since {due}") if due and due < as_of else None
