"""Bars from left to right with names beside them, and a grid of likelihood × impact with names in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from markupsafe import Markup

from kamgen.model.enums import Level
from kamgen.model.fields import Doc
from kamgen.render.charts.orgchart import fitted
from kamgen.render.charts.small import Caption, at, picture, text

_NAMES, _BARS, _ROW = 150, 200, 22
_LETTERS = 20
"""Letters of a name that fit beside its bar."""


class Rank(NamedTuple):
    """One bar."""

    name: str
    parts: Annotated[tuple[float, ...], Doc("Lengths of its pieces from the left; the first is the darkest.")]
    words: Annotated[str, Doc("What stands at its end.")]


_CSS = ("c-data", "c-soft", "c-track")


def ranks(caption: Caption, rows: Sequence[Rank], limit: float | None = None) -> Markup:
    """A bar a row, all from 0; a line stands at ``limit``."""
    longest = max([limit or 0, *[sum(row.parts) for row in rows]]) or 1
    shapes = ""
    for number, row in enumerate(rows):
        y, x = number * _ROW + 4, float(_NAMES)
        shapes += text(_NAMES - 8, y + 11, fitted(row.name, _LETTERS), anchor="end")
        for part, css in zip(row.parts, _CSS, strict=False):
            wide = part / longest * _BARS
            shapes += f'<rect class="{css}" x="{at(x)}" y="{y}" width="{at(wide)}" height="14"/>'
            x += wide
        shapes += text(x + 6, y + 11, row.words, "c-value", "start")
    tall = len(rows) * _ROW + 4
    shapes += f'<path class="c-axis" d="M{_NAMES} 0v{tall}"/>'
    if limit is not None:
        shapes += f'<path class="c-target" d="M{at(_NAMES + limit / longest * _BARS)} 0v{tall}"/>'
    return picture(caption, f'class="quadrants" width="440" height="{tall}" viewBox="0 0 440 {tall}"', shapes)


_LEVELS = tuple(Level)
_EDGE, _CELL, _LINE, _LISTED = 56, 128, 15, 6


def grid(caption: Caption, cells: Mapping[tuple[Level, Level], Sequence[str]]) -> Markup:
    """Names in nine cells by likelihood (upwards) and impact (to the right); of many the first, and how many more."""
    shapes, y = "", 0
    for likelihood in reversed(_LEVELS):
        row = [cells.get((likelihood, impact), ()) for impact in _LEVELS]
        tall = max([2, *[min(len(names), _LISTED + 1) for names in row]]) * _LINE + 10
        shapes += text(_EDGE - 8, y + tall / 2 + 4, likelihood.value, anchor="end")
        for place, (impact, names) in enumerate(zip(_LEVELS, row, strict=True)):
            x = _EDGE + place * _CELL
            css = (
                "q-worth" if Level.HIGH in (likelihood, impact) and Level.LOW not in (likelihood, impact) else "q-field"
            )
            shapes += f'<rect class="{css}" x="{x}" y="{y}" width="{_CELL}" height="{tall}"/>'
            more = [f"and {len(names) - _LISTED} more"] if len(names) > _LISTED else []
            for line, name in enumerate([*names[:_LISTED], *more]):
                shapes += text(x + 6, y + 15 + line * _LINE, fitted(name, 20), "c-value", "start")
        y += tall
    shapes += "".join(text(_EDGE + (place + 0.5) * _CELL, y + 16, level.value) for place, level in enumerate(_LEVELS))
    return picture(caption, f'class="quadrants" width="440" height="{y + 20}" viewBox="0 0 440 {y + 20}"', shapes)
