"""An outcome in the client's metric: from where, to where, against which target."""

from __future__ import annotations

from markupsafe import Markup

from kamgen.render.charts.svg import Caption, at, picture

_LEFT, _RIGHT = 8.0, 96.0


def bullet(caption: Caption, baseline: float, actual: float, target: float, css: str) -> Markup:
    """A track from left to right in the direction of the target, whichever way the metric improves."""
    start, now, goal = _places(baseline, actual, target)
    left, right = min(start, now), max(start, now)
    shapes = (
        '<rect class="c-track" y="5" width="104" height="4"/>'
        f'<rect class="{css}" x="{at(left)}" y="5" width="{at(right - left)}" height="4"/>'
        f'<circle class="c-paper" cx="{at(start)}" cy="7" r="3.5"/>'
        f'<circle class="{css}" cx="{at(now)}" cy="7" r="4.5"/>'
        f'<path class="c-target" d="M{at(goal)} 0v14"/>'
    )
    return picture(caption, 'width="104" height="14" viewBox="0 0 104 14"', shapes)


def _places(baseline: float, actual: float, target: float) -> tuple[float, float, float]:
    """Where the three stand on the track: the target lies to the right of the baseline."""
    sign = -1 if target < baseline else 1
    values = [sign * baseline, sign * actual, sign * target]
    low, high = min(values), max(values)
    if high == low:
        return _LEFT, _LEFT, _LEFT
    start, now, goal = (_LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT) for value in values)
    return start, now, goal
