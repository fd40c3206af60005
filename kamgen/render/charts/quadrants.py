"""Accounts by checklist score and health, in four fields: what is from a bound on lies right of the middle, or above.

Both axes are stretched so that their bounds meet in the middle: most scores are high, and the four fields are what
is asked. Health may have another bound in each category, so every dot brings its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from markupsafe import Markup, escape

from kamgen.model.enums import Band
from kamgen.model.fields import Doc
from kamgen.model.health import Bands
from kamgen.model.standing import Standing
from kamgen.render.charts.small import Caption, at, picture, text
from kamgen.text.health import standing_words
from kamgen.text.words import counted

_LEFT, _TOP, _SIDE = 32, 34, 360
_HALF = _SIDE // 2
_FOOT = _TOP + _SIDE
_FRAME = 'class="quadrants" width="404" height="450" viewBox="0 0 404 450"'

_NAMED = 60
"""So many places have room for a dot that can be pointed at; more are small and nameless."""

_SHAPES = {
    Band.OK: (4.5, "m-{0} 0a{0} {0} 0 1 0 {1} 0a{0} {0} 0 1 0-{1} 0z"),
    Band.WATCH: (5.5, "m0-{0}l{0} {0}-{0} {0}-{0}-{0}z"),
    Band.ACT: (5.5, "m0-{0}l{0} {1}h-{1}z"),
}
"""Round, diamond and triangle, as everywhere: half the width, and the path round the middle."""


class Dot(NamedTuple):
    """One account."""

    checklist: int
    health: Standing
    bands: Annotated[Bands, Doc("Those its health is judged by.")]
    name: str


class Quadrant(NamedTuple):
    """One of the four fields."""

    title: str
    accounts: int
    right: bool
    above: bool
    worth: Annotated[bool, Doc("Whether it is one of the two that scores alone would hide.")]


def quadrants(
    caption: Caption, dots: Sequence[Dot], fields: Sequence[Quadrant], complete: int, bands: Bands | None
) -> Markup:
    """A dot for each place where accounts are; ``complete`` divides left and right, and ``bands`` are those of all.

    Without ``bands`` the accounts are judged by different ones, and the axis of health has no numbers between its ends.
    """
    shapes = "".join(_field(field) for field in fields) + _axes(complete, bands) + _dots(dots, complete)
    return picture(caption, _FRAME, shapes)


def _along(score: int, bound: int) -> float:
    """How far along its axis a score is, in the picture's units; the bound is in the middle."""
    return (score / bound / 2 if score < bound else 0.5 + (score - bound) / max(100 - bound, 1) / 2) * _SIDE


def _field(field: Quadrant) -> str:
    x, y = _LEFT + _HALF * field.right, _TOP + _HALF * (not field.above)
    words = 12 if field.above else _FOOT + 38
    css = "q-worth" if field.worth else "q-field"
    return (
        f'<rect class="{css}" x="{x}" y="{y}" width="{_HALF}" height="{_HALF}"/>'
        f"{text(x + 2, words, field.title, 'c-value', '')}"
        f"{text(x + 2, words + 14, counted(field.accounts, 'account'), anchor='')}"
    )


def _axes(complete: int, bands: Bands | None) -> str:
    across = "".join(
        text(_LEFT + _along(score, complete), _FOOT + 15, str(score)) for score in sorted({0, complete, 100})
    )
    ok = bands.ok if bands else 1
    marks = sorted({0, bands.watch, bands.ok, 100} if bands else {0, 100})
    up = "".join(text(17, round(_FOOT - _along(score, ok)) + 4, str(score)) for score in marks)
    watch = f'<path class="q-watch" d="M{_LEFT} {at(_FOOT - _along(bands.watch, ok))}h{_SIDE}"/>' if bands else ""
    names = (
        text(_LEFT + _HALF * 3 // 2, _FOOT + 15, "checklist score →")
        + f'<g transform="rotate(-90 17 {_TOP + _HALF // 2})">{text(17, _TOP + _HALF // 2 + 4, "health →")}</g>'
    )
    return across + up + watch + names


def _dots(dots: Sequence[Dot], complete: int) -> str:
    """Those that want action are drawn last, so that no other lies over them."""
    places: dict[Band, dict[str, list[Dot]]] = {band: {} for band in _SHAPES}
    for dot in dots:
        place = f"{at(_LEFT + _along(dot.checklist, complete))} {at(_FOOT - _along(_height(dot), dot.bands.ok))}"
        places[dot.health.band].setdefault(place, []).append(dot)
    crowded = sum(map(len, places.values())) > _NAMED
    return "".join(_band(band, found, crowded) for band, found in places.items())


def _height(dot: Dot) -> int:
    """The health score; below the middle where the verdict is held down."""
    score = dot.health.score or 0
    return score if dot.health.band is Band.OK else min(score, dot.bands.ok - 1)


def _band(band: Band, places: dict[str, list[Dot]], crowded: bool) -> str:
    if not places:
        return ""
    size, path = _SHAPES[band]
    if crowded:
        shape = path.format(at(size / 2), at(size))
        return f'<path class="q-crowd c-{band.key}" d="{"".join(f"M{place}{shape}" for place in places)}"/>'
    shape = path.format(at(size), at(2 * size))
    return "".join(
        f'<g class="q-dot c-{band.key}"><title>{_named(found)}</title><path d="M{place}{shape}"/></g>'
        for place, found in places.items()
    )


def _named(dots: Sequence[Dot]) -> str:
    """``Halden Marine: checklist 93, health 31, 5 of 9 known: act``."""
    words = (f"{dot.name}: checklist {dot.checklist}, health {standing_words(dot.health)}" for dot in dots)
    return escape("; ".join(words))
