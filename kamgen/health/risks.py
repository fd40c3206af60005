"""Risk left open: likelihood × impact of what nobody answers."""

from __future__ import annotations

from decimal import Decimal

from kamgen.health.measurement import Measurement, scored, unknown
from kamgen.model.choices import Level
from kamgen.model.context import Context
from kamgen.model.groups import Risk
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.rules.words import counted

_WEIGHT = {Level.HIGH: 3, Level.MEDIUM: 2, Level.LOW: 1, None: 2}
"""A level that is not written counts as medium: leaving it out must not hide a risk."""


def risks(plan: Plan, _context: Context) -> Measurement:
    """Exposure of the risks that lack mitigation or owner. Answered ones add nothing; none at all is not known."""
    written = plan.front.risks
    if not written:
        return unknown("no risks are written", "add what could cost us the account under `risks`")
    left = [(number, risk) for number, risk in enumerate(written) if not (risk.mitigation and risk.owner)]
    exposures = [_WEIGHT[risk.likelihood] * _WEIGHT[risk.impact] for _, risk in left]
    total = sum(exposures)
    inputs = tuple((risk.risk, _words(risk), f"risks[{number}]") for number, risk in left)
    if not left:
        return scored(Signal.RISK, Decimal(0), f"{counted(len(written), 'risk')}, none left open = 0", inputs)
    parts = " + ".join(map(str, exposures))
    words = (
        f"{len(left)} of {counted(len(written), 'risk')} left open: {parts if len(left) == 1 else f'{parts} = {total}'}"
    )
    return scored(Signal.RISK, Decimal(total), words, inputs)


def _words(risk: Risk) -> str:
    lacks = " and ".join(word for word in ("mitigation", "owner") if not getattr(risk, word))
    exposure = _WEIGHT[risk.likelihood] * _WEIGHT[risk.impact]
    return f"{_level(risk.likelihood)} × {_level(risk.impact)} = {exposure}, no {lacks}"


def _level(level: Level | None) -> str:
    return f"{level.value} {_WEIGHT[level]}" if level else f"not written {_WEIGHT[None]}"
