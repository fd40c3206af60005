"""What one signal says of one plan, before lines and weights are added."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.context import Context
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.rules.words import counted

Given = tuple[str, str, str]
"""A figure that goes in: name, text and key (see `Input`); its line is looked up together with those of all others."""


class Measurement(NamedTuple):
    """Points with their figures, or no points and why."""

    score: int | None
    words: str
    inputs: tuple[Given, ...] = ()


Measure = Callable[[Plan, Context], Measurement]


def scored(signal: Signal, value: Decimal, words: str, inputs: tuple[Given, ...]) -> Measurement:
    """The points of ``value``; ``words`` says how it was reckoned."""
    points = signal.points(value)
    return Measurement(points, f"{words} → {counted(points, 'point')}", inputs)


def unknown(reason: str, write: str) -> Measurement:
    """Not known: why, and what to write."""
    return Measurement(None, f"{reason}: {write}" if write else reason)
