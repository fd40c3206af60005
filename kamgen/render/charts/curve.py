"""A curve of what adds up: the share that the first, the first two, … have of the whole, with lines at bounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from kamgen.render.charts.small import Caption, at, picture, text

_LEFT, _TOP, _WIDE, _TALL = 40, 14, 560, 200
_NAMED = 6
"""Points that have a name beside them."""


def cumulative(
    caption: Caption, shares: Sequence[Decimal], names: Sequence[str], bounds: Sequence[tuple[Decimal, str]]
) -> Markup:
    """The curve from nothing; ``shares`` (fractions) already add up. Empty without any."""
    if not shares:
        return Markup()
    top = float(max(Decimal(1), *shares))
    step = _WIDE / len(shares)

    def height(share: Decimal) -> float:
        return _TOP + _TALL * (1 - max(float(share), 0.0) / top)

    points = [
        (_LEFT, _TOP + _TALL),
        *[(_LEFT + step * number, height(share)) for number, share in enumerate(shares, 1)],
    ]
    line = " ".join(f"{at(x)} {at(y)}" for x, y in points)
    shapes = f'<path class="c-axis" d="M{_LEFT} {_TOP + _TALL}h{_WIDE}M{_LEFT} {_TOP}v{_TALL}"/>'
    for bound, words in bounds:
        y = height(bound)
        shapes += f'<path class="q-watch" d="M{_LEFT} {at(y)}h{_WIDE}"/>{text(_LEFT + _WIDE, y - 4, words, "", "end")}'
    shapes += (
        "".join(text(_LEFT - 4, height(Decimal(mark)) + 4, f"{mark * 100:.0f}%", "", "end") for mark in (0, 1))
        + f'<path class="c-line" d="M{line}"/>'
    )
    for number, (name, share) in enumerate(zip(names, shares, strict=True), 1):
        x, y = points[number]
        shapes += (
            f'<circle class="c-data" cx="{at(x)}" cy="{at(y)}" r="2.5"><title>{_title(name, share)}</title></circle>'
        )
        if number <= _NAMED and len(shares) <= 3 * _NAMED:
            shapes += text(x + 5, y + 14, name, "", "start")
    shapes += text(_LEFT + _WIDE / 2, _TOP + _TALL + 18, f"{len(shares)} accounts, the largest first")
    return picture(caption, 'class="wide-chart" width="640" height="240" viewBox="0 0 640 240"', shapes)


def _title(name: str, share: Decimal) -> Markup:
    return Markup("{}: {}%").format(name, f"{share * 100:.0f}")
