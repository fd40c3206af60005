"""The history of plans in version control: which commits wrote each, through every move of its file, and what all held.

steps, oldest first      a1 adds x.md      b2 moves it to y.md      c3 edits y.md
lineage of y.md          c3, b2, a1: newest first, each with the path and content the plan had from then on
files on a day           the steps of the log, played up to it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.source import Commit, CommitStep, Draft, Log, Touch


class PlanRevision(NamedTuple):
    """One content that a plan had, from one commit to the next."""

    day: date
    """When it came to the main line, later than all before it."""
    written: Commit
    """Who wrote it."""
    path: str
    blob: str
    """Id of the content."""
    cut: bool
    """Whether history was cut off here, so that it may be older."""
    deleted: tuple[date, Commit] | None = None
    """When and by whom it was deleted, before it came back with the next version; None when it was not."""
    merge: Commit | None = None
    """The merge that brought it to the main line; None when a commit of the main line itself wrote it."""
    drafts: tuple[Draft, ...] = ()
    """What the commits that the merge brought in made of the plan, newest first."""
    dated: date | None = None
    """The date of the commit of the main line, where it is out of order."""


def _revision(step: CommitStep, touch: Touch, deleted: tuple[date, Commit] | None = None) -> PlanRevision:
    merge = step.commit if step.merge else None
    dated = None if step.day == step.commit.date else step.commit.date
    return PlanRevision(step.day, touch.written, touch.path, touch.blob, step.cut, deleted, merge, touch.drafts, dated)


Lineage = tuple[PlanRevision, ...]
"""Newest first."""


class DeletedPlan(NamedTuple):
    """A plan that was deleted, and all that it was."""

    day: date
    commit: Commit
    lineage: Lineage

    @property
    def last(self) -> PlanRevision:
        """What it was when it was deleted."""
        return self.lineage[0]


def _play(step: CommitStep, files: dict[str, PlanRevision]) -> None:
    """Makes of the files before a step those after it."""
    for touch in step.touches:
        files.pop(touch.former or touch.path, None)
    for touch in step.touches:
        if touch.blob:
            files[touch.path] = _revision(step, touch)


def deleted_plans(log: Log, since: date) -> tuple[DeletedPlan, ...]:
    """The plans that were deleted on or after that day and that no commit brought back, newest first."""
    there: dict[str, list[PlanRevision]] = {}
    gone: dict[str, tuple[date, Commit, list[PlanRevision]]] = {}
    for step in log.steps:
        origins = dict.fromkeys(touch.former or touch.path for touch in step.touches)
        before = {origin: there.pop(origin) for origin in origins if origin in there}
        for touch in step.touches:
            origin = touch.former or touch.path
            if touch.blob:
                past = before.get(origin, [])
                if origin not in before and origin in gone:
                    day, commit, past = gone.pop(origin)
                    past[-1] = past[-1]._replace(deleted=(day, commit))
                past.append(_revision(step, touch))
                there[touch.path] = past
        for touch in step.touches:
            if not touch.blob and touch.path in before and touch.path not in there:
                gone[touch.path] = step.commit.date, touch.written, before[touch.path]
    found = [DeletedPlan(day, commit, tuple(past[::-1])) for day, commit, past in gone.values() if day >= since]
    return tuple(found[::-1])


def lineages(log: Log, paths: Iterable[str]) -> dict[str, Lineage]:
    """The lineage of each of these files; those that the log does not have are left out.

    A file that was deleted and came back goes on: it is the same account.
    """
    deleted: dict[str, tuple[date, Commit]] = {}
    names = {path: path for path in paths}
    """By the path that a file had at this point, the one it has now."""
    found: dict[str, list[PlanRevision]] = {}
    for step in reversed(log.steps):
        for touch in step.touches:
            now = names.get(touch.path)
            if now is None:
                continue
            if not touch.blob:
                deleted[now] = step.commit.date, touch.written
                continue
            current = _revision(step, touch, deleted.pop(now, None))
            found.setdefault(now, []).append(current)
        moved = {touch.path: touch.former for touch in step.touches if touch.former and touch.path in names}
        before = {former: names[path] for path, former in moved.items()}
        names = {path: now for path, now in names.items() if path not in moved} | before if moved else names
    return {path: tuple(current) for path, current in found.items()}


def last_steps(log: Log, days: Iterable[date]) -> Iterator[int | None]:
    """The number of the last step that was there by the end of each day; None when none had.

    Commits may bear dates that are not in order; what counts is the last one that was there by the end of the day.
    """
    for day in days:
        yield max((number for number, step in enumerate(log.steps) if step.day <= day), default=None)


def files_on(log: Log, days: Iterable[date]) -> Iterator[tuple[date, dict[str, PlanRevision]]]:
    """The files of the log at the end of each of ``days``, which are in order; by path, in order of the paths."""
    days = tuple(days)
    files: dict[str, PlanRevision] = {}
    at = 0
    for day, last in zip(days, last_steps(log, days), strict=True):
        end = 0 if last is None else last + 1
        for step in log.steps[at:end]:
            _play(step, files)
        at = max(at, end)
        yield day, dict(sorted(files.items()))


class PlanHistory(Struct, frozen=True):
    """The history of a site up to one commit, and how to read what plans held."""

    log: Log
    read: Callable[[Sequence[str]], Iterator[bytes]]
    """Contents by their ids, in order. Raises `GitError`."""
    blob_id: Callable[[bytes], str]
    """The id that a content has, or would have."""

    def is_same(self, data: bytes, blob: str) -> bool:
        """Whether a file of the working copy holds the content with that id; line ends may differ."""
        return blob == self.blob_id(data) or (b"\r" in data and blob == self.blob_id(data.replace(b"\r\n", b"\n")))


_YOUNG = 91
"""Days of history up to which trends have a point a week."""


def sample_days(first: date, as_of: date, months: int) -> tuple[date, ...]:
    """The days between ``first`` and ``as_of``, at most so many ``months`` back, that trends show; oldest first.

    They are ends of months, and Sundays while history is young: days of the calendar, so that a point once known stays;
    ``as_of`` itself is not among them.
    """
    if months == 0:
        return ()
    is_young = (as_of - first).days <= _YOUNG
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    first = max(first, date(year, month + 1, 1))
    days = [first + timedelta(days=number) for number in range((as_of - first).days)]
    if is_young:
        return tuple(day for day in days if day.isoweekday() == 7)
    return tuple(day for day in days if (day + timedelta(days=1)).day == 1)
