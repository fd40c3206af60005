"""Revenue against target by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from kamgen.render.charts.svg import Caption, at, below, label, picture

_STEP, _WIDTH, _BASE, _TALL = 72, 44, 110.5, 86


class Bar(NamedTuple):
    """One year."""

    year: str
    value: float | None
    target: float | None
    text: str
    """The value as written."""


def bars(caption: Caption, years: Sequence[Bar]) -> Markup:
    """A bar a year with its value, and a line where the target was."""
    top = max((number for bar in years for number in (bar.value, bar.target) if number), default=0)
    width = _STEP * len(years)
    shapes = "".join(_bar(bar, place * _STEP + 6, top) for place, bar in enumerate(years))
    frame = f'width="{width}" height="130" viewBox="0 0 {width} 130"'
    return picture(caption, frame, f'{shapes}<path class="c-axis" d="M0 {at(_BASE)}h{width}"/>')


def _bar(bar: Bar, x: int, top: float) -> str:
    tall = max(bar.value or 0, 0) / top * _TALL if top > 0 else 0
    middle = x + _WIDTH // 2
    shapes = f'<rect class="c-data" x="{x}" y="{at(_BASE - tall)}" width="{_WIDTH}" height="{at(tall)}"/>'
    if bar.target is not None and bar.target > 0:
        shapes += f'<path class="c-target" d="M{x - 5} {at(_BASE - bar.target / top * _TALL)}h{_WIDTH + 10}"/>'
    inside = tall >= 18
    shapes += label(middle, 104 if inside else _BASE - tall - 6, bar.text, "c-inside" if inside else "c-value")
    return shapes + below(middle, bar.year)
