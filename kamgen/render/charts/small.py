"""Small pictures, as SVG: their frame, bars and a line by year, an outcome on its way, how much of a whole."""

from __future__ import annotations

from collections.abc import Sequence
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


def line(caption: Caption, points: Sequence[Bar]) -> Markup:
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
