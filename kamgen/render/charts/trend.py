"""A figure over time: a small line beside a number, or a chart with its first and last value and days that matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from kamgen.render.charts.small import Caption, at, picture, text

_SPARK = (4.0, 116.0, 20.0, 4.0)
_CHART = (50.0, 230.0, 88.0, 14.0)
"""Left, right, low and high: where the line may go."""

_ROOM = 0.15
"""A line that hardly moves is not stretched: the picture spans at least this part of the largest value."""


class Mark(NamedTuple):
    """A figure on one day; None when it is not known."""

    day: date
    value: float | None


def spark(caption: Caption, marks: Sequence[Mark]) -> Markup:
    """A line beside a number; its figures are to be read elsewhere on the page."""
    shapes = _line(marks, *_SPARK)
    return picture(caption, 'class="spark" width="120" height="24" viewBox="0 0 120 24"', shapes)


def chart(caption: Caption, marks: Sequence[Mark], first: str, last: str, days: Sequence[date] = ()) -> Markup:
    """A line through the known values between their least and largest; ``days`` are marked by dashed lines.

    ``first`` and ``last`` are the first and the last known value as written.
    """
    left, right, low, high = _CHART
    dashes = "".join(
        f'<path class="c-mark" d="M{at(_x(day, marks, left, right))} {at(high - 8)}V{at(low + 6)}"/>'
        for day in days
        if marks[0].day <= day <= marks[-1].day
    )
    places = _places(marks, *_CHART)
    words = (
        text(left - 8, places[0][1] + 4, first, "c-value", "end")
        + text(right + 8, places[-1][1] + 4, last, "c-value", "start")
        + text(left, 112, marks[0].day.isoformat())
        + text(right, 112, marks[-1].day.isoformat())
    )
    axis = f'<path class="c-axis" d="M{at(left)} {at(low + 6)}H{at(right)}"/>'
    frame = 'width="280" height="118" viewBox="0 0 280 118"'
    return picture(caption, frame, f"{axis}{dashes}{_line(marks, *_CHART)}{words}")


def _x(day: date, marks: Sequence[Mark], left: float, right: float) -> float:
    span = (marks[-1].day - marks[0].day).days
    return left + (day - marks[0].day).days / span * (right - left) if span else right


def _places(marks: Sequence[Mark], left: float, right: float, low: float, high: float) -> list[tuple[float, float]]:
    """Where the known values are."""
    values = [mark.value for mark in marks if mark.value is not None]
    middle = (max(values) + min(values)) / 2
    span = max(max(values) - min(values), _ROOM * max(map(abs, values))) or 1.0
    return [
        (_x(mark.day, marks, left, right), (low + high) / 2 - (mark.value - middle) / span * (low - high))
        for mark in marks
        if mark.value is not None
    ]


def _line(marks: Sequence[Mark], left: float, right: float, low: float, high: float) -> str:
    """A line that has a gap where values are not known, and a dot at its end; a value alone is a dot, too."""
    places = iter(_places(marks, left, right, low, high))
    drawn, pen, x, y = "", "M", 0.0, 0.0
    for mark in marks:
        if mark.value is None:
            pen = "M"
            continue
        x, y = next(places)
        drawn += f"{pen}{at(x)} {at(y)}{'h0' if pen == 'M' else ''}"
        pen = "L"
    return f'<path class="c-line" d="{drawn}"/><circle class="c-data" cx="{at(x)}" cy="{at(y)}" r="2.5"/>'
