"""A figure by year, such as profit after cost to serve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from kamgen.render.charts.svg import Caption, at, below, label, picture

_STEP, _LOW, _HIGH = 63, 96, 24


class Point(NamedTuple):
    """One year."""

    year: str
    value: float | None
    text: str
    """The value as written."""


def line(caption: Caption, points: Sequence[Point]) -> Markup:
    """A line through the known values, zero always in the picture; the axis stands at zero."""
    known = [point.value for point in points if point.value is not None]
    top, bottom = max([0.0, *known]), min([0.0, *known])
    span = top - bottom

    def height(value: float) -> float:
        return _LOW - (value - bottom) / span * (_LOW - _HIGH) if span > 0 else _LOW

    places = [(_STEP * number + 32, height(point.value or 0), point) for number, point in enumerate(points)]
    known_places = [place for place in places if place[2].value is not None]
    width = _STEP * len(points)
    shapes = f'<path class="c-axis" d="M0 {at(height(0))}h{width}"/>'
    if len(known_places) > 1:
        shapes += f'<path class="c-line" d="M{" ".join(f"{x} {at(y)}" for x, y, _ in known_places)}"/>'
    for x, y, point in known_places:
        css = "c-act" if (point.value or 0) < 0 else "c-data"
        shapes += f'<circle class="{css}" cx="{x}" cy="{at(y)}" r="3"/>{label(x, y - 9, point.text, "c-value")}'
    shapes += "".join(below(x, point.year) for x, _, point in places)
    return picture(caption, f'width="{width}" height="130" viewBox="0 0 {width} 130"', shapes)
