"""What all plans held on a day: the steps of the log, played up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kamgen.model.history import Log, Step


class Stood(NamedTuple):
    """One file as it stood on a day."""

    blob: str
    changed: date
    """When that content landed."""


State = dict[str, Stood]
"""By path below the site's root, in order of the paths."""


def states_on(log: Log, days: Iterable[date]) -> Iterator[tuple[date, State]]:
    """The files of the log at the end of each of ``days``, which are in order.

    Commits may bear dates that are not in order; what counts is the last one that had landed by the day.
    """
    steps = log.steps
    held: State = {}
    at = 0
    for day in days:
        landed = max((number for number, step in enumerate(steps) if step.commit.date <= day), default=-1)
        for step in steps[at : landed + 1]:
            _play(step, held)
        at = max(at, landed + 1)
        yield day, dict(sorted(held.items()))


def _play(step: Step, held: State) -> None:
    for touch in step.touches:
        if touch.former:
            held.pop(touch.former, None)
    for touch in step.touches:
        if touch.blob:
            held[touch.path] = Stood(touch.blob, step.commit.date)
        else:
            held.pop(touch.path, None)
