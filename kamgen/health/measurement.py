"""What one signal says of one plan, before lines and weights are added."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.context import Context
from kamgen.model.health import Input, Signal
from kamgen.model.plan import Plan
from kamgen.rules.words import counted


class Measurement(NamedTuple):
    """Points with their figures, or no points and why."""

    score: int | None
    words: str
    inputs: tuple[Input, ...] = ()


Measure = Callable[[Plan, Context], Measurement]


def scored(signal: Signal, value: Decimal, words: str, inputs: tuple[Input, ...]) -> Measurement:
    """The points of ``value``; ``words`` says how it was reckoned."""
    points = signal.points(value)
    return Measurement(points, f"{words} → {counted(points, 'point')}", inputs)


def unknown(reason: str, write: str) -> Measurement:
    """Not known: why, and what to write."""
    return Measurement(None, f"{reason}: {write}" if write else reason)
