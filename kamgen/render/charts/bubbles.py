"""Accounts by two marks of 1 to 5, their revenue as area, a number for the category, dashed where it is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from kamgen.render.charts.orgchart import fitted
from kamgen.render.charts.small import Caption, at, picture, text

_LEFT, _TOP, _SIDE, _LARGEST, _LEAST = 40, 20, 400, 26.0, 4.0
_NAMED, _LETTERS = 12, 24
"""So many of the largest have their names beside them, as far as there is room."""
_LETTER, _HIGH = 6.2, 11.0
"""How wide a letter of a name is, and how high."""


class Bubble(NamedTuple):
    """One account."""

    name: str
    across: Decimal
    up: Decimal
    size: Decimal | None
    mark: tuple[str, bool]
    """The number of its category, and whether it belongs to another."""
    note: str
    before: tuple[Decimal, Decimal] | None = None
    """Where it stood before: up and across; None where that is not known."""


def bubbles(caption: Caption, accounts: Sequence[Bubble]) -> Markup:
    """The largest are drawn first, so that none is hidden; straight axes from 1 to 5. Empty without any."""
    if not accounts:
        return Markup()
    most = max((each.size for each in accounts if each.size), default=Decimal(1))
    shapes = f'<path class="c-axis" d="M{_LEFT} {_TOP}v{_SIDE}h{_SIDE}"/>'
    for mark in range(1, 6):
        shapes += text(_at(mark), _TOP + _SIDE + 16, str(mark)) + text(_LEFT - 8, _up(mark) + 4, str(mark), "", "end")
    shapes += text(_LEFT + _SIDE / 2, _TOP + _SIDE + 34, "our position →")
    shapes += f'<g transform="rotate(-90 14 {_TOP + _SIDE // 2})">{text(14, _TOP + _SIDE / 2, "attractiveness →")}</g>'
    shown = sorted(accounts, key=lambda each: -(each.size or Decimal(0)))
    shapes += "".join(_bubble(each, most) for each in shown) + "".join(_names(shown[:_NAMED], most))
    return picture(caption, 'width="480" height="464" viewBox="0 0 480 464"', shapes)


def _at(mark: Decimal | int) -> float:
    return _LEFT + 20 + float(mark - 1) / 4 * (_SIDE - 40)


def _up(mark: Decimal | int) -> float:
    return _TOP + _SIDE - 20 - float(mark - 1) / 4 * (_SIDE - 40)


def _names(accounts: Sequence[Bubble], most: Decimal) -> Iterator[str]:
    """Names above their bubbles, else below, else none: no name stands on another."""
    taken: list[tuple[float, float, float]] = []
    for each in accounts:
        x, half, name = _at(each.across), min(len(each.name), _LETTERS) * _LETTER / 2, fitted(each.name, _LETTERS)
        for y in (_up(each.up) - _radius(each, most) - 3, _up(each.up) + _radius(each, most) + _HIGH):
            if all(abs(y - other) >= _HIGH or x + half < left or x - half > right for other, left, right in taken):
                taken.append((y, x - half, x + half))
                yield text(x, y, name, "c-value")
                break


def _radius(each: Bubble, most: Decimal) -> float:
    part: Decimal = max(each.size or Decimal(0), Decimal(0)) / most
    return max(_LEAST, float(part.sqrt()) * _LARGEST)


def _bubble(each: Bubble, most: Decimal) -> str:
    radius, x, y, (number, wrong) = _radius(each, most), _at(each.across), _up(each.up), each.mark
    note = f", {each.note}" if each.note else ""
    title = Markup("<title>{}: {}, {}{}</title>").format(each.name, f"{each.across:.1f}", f"{each.up:.1f}", note)
    css = "c-bubble c-wrong" if wrong else "c-bubble"
    shape = f'<circle class="{css}" cx="{at(x)}" cy="{at(y)}" r="{at(radius)}">{title}</circle>{text(x, y + 4, number)}'
    if each.before and each.before != (each.up, each.across):
        shape = (
            f'<path class="c-axis" d="M{at(_at(each.before[1]))} {at(_up(each.before[0]))}L{at(x)} {at(y)}"/>{shape}'
        )
    return shape
