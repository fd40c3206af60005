"""How much of a whole: a score of 100, revenue of its target."""

from __future__ import annotations

from markupsafe import Markup

from kamgen.render.charts.svg import Caption, at, picture

_FRAME = 'class="meter" viewBox="0 0 100 4" preserveAspectRatio="none"'


def meter(caption: Caption, percent: float, css: str = "c-data", mark: float | None = None) -> Markup:
    """A bar filled to ``percent`` (0 to 100); ``mark`` is where it should stand by now."""
    filled = at(min(max(percent, 0), 100))
    shapes = f'<rect class="c-track" width="100" height="4"/><rect class="{css}" width="{filled}" height="4"/>'
    if mark is not None:
        shapes += f'<rect class="c-na" x="{at(min(max(mark, 0), 99.5))}" y="-2" width=".5" height="8"/>'
    return picture(caption, _FRAME, shapes)
