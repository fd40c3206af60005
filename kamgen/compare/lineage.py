"""Which commits wrote a plan, through every move of its file.

steps, oldest first      a1 adds x.md      b2 moves it to y.md      c3 edits y.md
lineage of y.md          c3, b2, a1: newest first, each with the path and content the plan had from then on
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kamgen.model.history import Commit, Log


class Held(NamedTuple):
    """One content that a plan had, from one commit to the next."""

    day: date
    """When it landed on the main line."""
    written: Commit
    """Who wrote it."""
    path: str
    blob: str
    """Id of the content."""
    cut: bool
    """Whether history was cut off here, so that it may be older."""


Lineage = tuple[Held, ...]
"""Newest first."""


class Gone(NamedTuple):
    """A plan that was deleted, and what it held last."""

    day: date
    commit: Commit
    last: Held


def gone(log: Log, since: date) -> tuple[Gone, ...]:
    """The plans that were deleted on or after that day and that no commit brought back, newest first."""
    held: dict[str, Held] = {}
    found: dict[str, Gone] = {}
    for step in log.steps:
        before = dict(held)
        for touch in step.touches:
            held.pop(touch.former or touch.path, None)
        for touch in step.touches:
            if touch.blob:
                held[touch.path] = Held(step.commit.date, touch.written, touch.path, touch.blob, step.cut)
                found.pop(touch.path, None)
            elif touch.path in before and touch.path not in held and step.commit.date >= since:
                found[touch.path] = Gone(step.commit.date, touch.written, before[touch.path])
    return tuple(reversed(found.values()))


def lineages(log: Log, paths: Iterable[str]) -> dict[str, Lineage]:
    """The lineage of each file at the end of the log; files that it does not have are left out."""
    names = {path: path for path in paths}
    """By the path that a file had at this point, the one it has now."""
    found: dict[str, list[Held]] = {}
    for step in reversed(log.steps):
        for touch in step.touches:
            now = names.get(touch.path)
            if now is None:
                continue
            if not touch.blob:  # what came later under this path was another file
                del names[touch.path]
                continue
            held = Held(step.commit.date, touch.written, touch.path, touch.blob, step.cut)
            found.setdefault(now, []).append(held)
        moved = {touch.path: touch.former for touch in step.touches if touch.former and touch.path in names}
        before = {former: names[path] for path, former in moved.items()}
        names = {path: now for path, now in names.items() if path not in moved} | before if moved else names
    return {path: tuple(held) for path, held in found.items()}
