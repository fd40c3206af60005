"""Small pictures, as SVG: their frame, bars and a line by year, an outcome on its way, how much of a whole, trends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from markupsafe import Markup, escape

from kamgen.model.fields import Doc


class Caption(NamedTuple):
    """What a picture says to those who do not see it; ``key`` makes its ids unique on the page."""

    key: str
    title: str
    description: str


def picture(caption: Caption, attributes: str, shapes: str) -> Markup:
    """A picture with its caption; ``attributes`` and ``shapes`` are SVG, with any text already escaped."""
    key = escape(caption.key)
    return Markup(
        f'<svg {attributes} role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(caption.title)}</title>'
        f'<desc id="{key}-d">{escape(caption.description)}</desc>{shapes}</svg>'
    )


def at(coordinate: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{coordinate:.1f}"
    if text[-1] != "0":
        return text
    return text[:-2] if text != "-0.0" else "0"


def text(x: float, y: float, words: str, css: str = "", anchor: str = "middle") -> str:
    """Words at a place; ``anchor`` is ``start``, ``middle``, ``end``, or empty for SVG's own."""
    named = f' class="{css}"' if css else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{named} x="{at(x)}" y="{at(y)}"{anchored}>{escape(words)}</text>'


_STEP, _WIDTH, _BASE, _TALL = 72, 44, 110.5, 86
_FOOT = 126
"""Where years stand."""


class Bar(NamedTuple):
    """One year."""

    year: str
    value: float | None
    target: float | None
    text: Annotated[str, Doc("The value as written.")]


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
    shapes += text(middle, 104 if inside else _BASE - tall - 6, bar.text, "c-inside" if inside else "c-value")
    return shapes + text(middle, _FOOT, bar.year)


_YEAR, _LOW, _HIGH = 63, 96, 24


def line_chart(caption: Caption, points: Sequence[Bar]) -> Markup:
    """A line through the known values, zero always in the picture; the axis stands at zero."""
    known = [point.value for point in points if point.value is not None]
    top, bottom = max([0.0, *known]), min([0.0, *known])
    span = top - bottom

    def height(value: float) -> float:
        return _LOW - (value - bottom) / span * (_LOW - _HIGH) if span > 0 else _LOW

    places = [(_YEAR * number + 32, height(point.value or 0), point) for number, point in enumerate(points)]
    known_places = [place for place in places if place[2].value is not None]
    width = _YEAR * len(points)
    shapes = f'<path class="c-axis" d="M0 {at(height(0))}h{width}"/>'
    if len(known_places) > 1:
        shapes += f'<path class="c-line" d="M{" ".join(f"{x} {at(y)}" for x, y, _ in known_places)}"/>'
    for x, y, point in known_places:
        css = "c-act" if (point.value or 0) < 0 else "c-data"
        shapes += f'<circle class="{css}" cx="{x}" cy="{at(y)}" r="3"/>{text(x, y - 9, point.text, "c-value")}'
    shapes += "".join(text(x, _FOOT, point.year) for x, _, point in places)
    return picture(caption, f'width="{width}" height="130" viewBox="0 0 {width} 130"', shapes)


_LEFT, _RIGHT = 8.0, 96.0


def bullet(caption: Caption, figures: Sequence[Decimal | float | None], css: str) -> Markup:
    """A track from baseline over actual to target, which lies to the right of the baseline whichever way is better.

    Empty when one of the three is not known.
    """
    known = [float(figure) for figure in figures if figure is not None]
    if len(known) < len(figures):
        return Markup()
    low, high = min(known), max(known)
    if known[2] < known[0]:
        low, high = high, low
    span = high - low
    start, now, goal = (_LEFT + (value - low) / span * (_RIGHT - _LEFT) if span else _LEFT for value in known)
    left, right = min(start, now), max(start, now)
    shapes = (
        '<rect class="c-track" y="5" width="104" height="4"/>'
        f'<rect class="{css}" x="{at(left)}" y="5" width="{at(right - left)}" height="4"/>'
        f'<circle class="c-paper" cx="{at(start)}" cy="7" r="3.5"/>'
        f'<circle class="{css}" cx="{at(now)}" cy="7" r="4.5"/>'
        f'<path class="c-target" d="M{at(goal)} 0v14"/>'
    )
    return picture(caption, 'width="104" height="14" viewBox="0 0 104 14"', shapes)


_FRAME = 'class="meter" viewBox="0 0 100 4" preserveAspectRatio="none"'


def meter(caption: Caption, percent: float, css: str = "c-data", mark: float | None = None) -> Markup:
    """A bar filled to ``percent`` (0 to 100); ``mark`` is where it should stand by now."""
    filled = at(min(max(percent, 0), 100))
    shapes = f'<rect class="c-track" width="100" height="4"/><rect class="{css}" width="{filled}" height="4"/>'
    if mark is not None:
        shapes += f'<rect class="c-na" x="{at(min(max(mark, 0), 99.5))}" y="-2" width=".5" height="8"/>'
    return picture(caption, _FRAME, shapes)


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
