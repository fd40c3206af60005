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


def landed(log: Log, days: Iterable[date]) -> Iterator[int | None]:
    """The number of the last step that had landed by each day; None when none had.

    Commits may bear dates that are not in order; what counts is the last one that had landed by the day.
    """
    for day in days:
        yield max((number for number, step in enumerate(log.steps) if step.commit.date <= day), default=None)


def states_on(log: Log, days: Iterable[date]) -> Iterator[tuple[date, State]]:
    """The files of the log at the end of each of ``days``, which are in order."""
    days = tuple(days)
    held: State = {}
    at = 0
    for day, last in zip(days, landed(log, days), strict=True):
        end = 0 if last is None else last + 1
        for step in log.steps[at:end]:
            _play(step, held)
        at = max(at, end)
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
