"""Bars of which each lies within the one around it: open, of that weighted, of that honest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from kamgen.render.charts.small import Caption, at, picture, text

_STEP, _WIDTH, _BASE, _TALL, _FOOT = 84, 52, 150.5, 116, 168
_CLASSES = ("c-open", "c-soft", "c-data")


class Nested(NamedTuple):
    """One bar with what lies within it."""

    label: str
    amounts: tuple[Decimal, ...]
    """The outer one first; each at most the one before it."""
    text: str
    """What stands above it."""


def nested_bars(caption: Caption, bars: Sequence[Nested]) -> Markup:
    """Bars from zero, side by side; empty without any."""
    top = max((max(bar.amounts) for bar in bars), default=Decimal(0))
    if top <= 0:
        return Markup()
    width, shapes = _STEP * len(bars), ""
    for place, bar in enumerate(bars):
        x = place * _STEP + (_STEP - _WIDTH) // 2
        for css, amount in zip(_CLASSES, bar.amounts, strict=False):
            tall = float(max(amount, Decimal(0)) / top) * _TALL
            shapes += f'<rect class="{css}" x="{x}" y="{at(_BASE - tall)}" width="{_WIDTH}" height="{at(tall)}"/>'
        tallest = float(max(bar.amounts) / top) * _TALL
        shapes += text(x + _WIDTH / 2, _BASE - tallest - 6, bar.text, "c-value")
        shapes += text(x + _WIDTH / 2, _FOOT, bar.label)
    frame = f'width="{width}" height="172" viewBox="0 0 {width} 172"'
    return picture(caption, frame, f'{shapes}<path class="c-axis" d="M0 {at(_BASE)}h{width}"/>')
