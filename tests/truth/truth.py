"""What there is to tell of a story: its events, and how often dates and targets moved; nothing here reads a repository.

event   one value, entry, section or account that a commit of the line made another
move    a date or target that was given and is another or gone, or is given again: also when what gives it was gone
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from tests.truth.model import FILE, MOVING, OWN, Account, Change, Key, Mark, Value, changes, exact
from tests.truth.story import AS_OF, Step, Story

_MANY = 100
"""Versions that are many."""


class Event(NamedTuple):
    """Something that became another."""

    account: str
    """Its slug at the end, or the last it had."""
    day: date
    """When it came to the line."""
    commit: Mark
    """Who wrote it."""
    authors: frozenset[str]
    group: str
    """A group of plans, ``""`` for a plan's own fields, ``prose``, or ``account`` for a plan as a whole."""
    kind: str
    title: str
    former: str
    field: str
    was: str | None
    now: str | None


class Move(NamedTuple):
    """A line of the ledger."""

    account: str
    day: date
    commit: Mark
    authors: frozenset[str]
    owner: str
    """Who owned the account then."""
    group: str
    title: str
    """What names the entry at the end, or named it last."""
    field: str
    was: str | None
    now: str | None
    times: int


class Truth(NamedTuple):
    """All of it; each event with what is special about it."""

    events: dict[Event, frozenset[str]]
    moves: dict[Move, frozenset[str]]


def truth_of(story: Story) -> Truth:
    """What a story told has to tell at its end."""
    numbers = dict.fromkeys(number for step in story.steps for number in step.commit.after)
    pasts = [_Past(story, number) for number in numbers]
    return Truth(
        {event: tags for past in pasts for event, tags in past.events()},
        {move: tags for past in pasts for move, tags in past.moves()},
    )


class _Past:
    """One account from step to step."""

    def __init__(self, story: Story, number: int) -> None:
        self._story = story
        self._number = number
        self._steps = [
            (step, step.commit.before.get(number), step.commit.after.get(number))
            for step in story.steps
            if step.commit.before.get(number) is not step.commit.after.get(number)
        ]
        self._slug = next(account.slug for _, *sides in reversed(self._steps) for account in sides[::-1] if account)

    def changes(self) -> Iterator[tuple[Step, Account, list[Change]]]:
        """What each step changed that could be read after it, against the last version that could be."""
        known: Account | None = None
        for step, _, after in self._steps:
            if after and not after.broken:
                if known:
                    yield step, after, list(changes(known, after))
                known = after

    def events(self) -> Iterator[tuple[Event, frozenset[str]]]:
        """Of an account that is gone as of one that is there."""
        for step, _, found in self.changes():
            for each in found:
                told = each._asdict()
                del told["number"], told["by"]
                yield self._event(step, each.by, **told), self._tags(step)
        there: Account | None = None
        for step, before, after in self._steps:
            for kind, was, now in _whole(before, after, there):
                mark = after.by[FILE, _WHO[kind]] if after else self._deleted(step)
                kind = "readable" if kind == "mended" else kind
                yield self._event(step, mark, "account", kind, was=was, now=now), self._tags(step)
            there = after or there

    def _deleted(self, step: Step) -> Mark:
        """Who deleted it before or in this step."""
        return max(mark for mark in self._story.deleted[self._number] if mark <= step.commit.mark)

    def _tags(self, step: Step) -> frozenset[str]:
        """What is special about what a step did to this account."""
        later = len(self._steps) - 1 - next(at for at, each in enumerate(self._steps) if each[0] is step)
        old = {"over a hundred versions ago"} if later >= _MANY else set()
        return step.tags | old | ({"after the day judged"} if step.commit.day > AS_OF else set())

    def _event(self, step: Step, mark: Mark, group: str, kind: str, title: str = "", former: str = "",
               field: str = "", was: str | None = None, now: str | None = None) -> Event:  # fmt: skip
        return Event(
            self._slug, step.commit.day, mark, self._authors(mark), group, kind, title, former, field, was, now
        )

    def _authors(self, mark: Mark) -> frozenset[str]:
        wrote = self._story.commits[mark - 1]
        return frozenset([wrote.author, *wrote.beside])

    def moves(self) -> Iterator[tuple[Move, frozenset[str]]]:
        """Of an account that is gone as of one that is there."""
        times: Counter[Key] = Counter()
        last: dict[Key, str | None] = {}
        names = {number: entry.title for _, before, after in self._steps for side in (before, after) if side
                 for number, entry in side.entries.items()}  # fmt: skip
        for step, after, begun in self._versions():
            for key, group, value in _moving(after):
                was, now = last.get(key), exact(value)
                if begun and key in last and was != now and (was is not None or times[key] or not group):
                    times[key] += 1
                    mark, owner = after.by[key], str(after.own["owner"])
                    told = group, names.get(key[0], ""), key[1], was, now, times[key]
                    move = Move(self._slug, step.commit.day, mark, self._authors(mark), owner, *told)
                    yield move, self._tags(step)
                last[key] = now

    def _versions(self) -> Iterator[tuple[Step, Account, bool]]:
        begun = False
        for step, _, after in self._steps:
            if after and not after.broken:
                yield step, after, begun
                begun = True


_WHO = {
    "added": "here",
    "returned": "here",
    "moved": "path",
    "unreadable": "broken",
    "readable": "broken",
    "mended": "here",
}


def _moving(account: Account) -> Iterator[tuple[Key, str, Value]]:
    """The values whose moves count, with their groups: dates, targets, and the currency that all are in."""
    yield (OWN, "currency"), "", account.own["currency"]
    for number, entry in account.entries.items():
        for group, field in MOVING:
            if entry.group == group:
                yield (number, field), group, entry.values[field]


def _whole(
    before: Account | None, after: Account | None, there: Account | None
) -> Iterator[tuple[str, str | None, str | None]]:
    """What became of an account as a whole; ``there`` is what it was last."""
    if after is None:
        yield "removed", None, None
    elif before is None:
        paths = (there.path, after.path) if there and there.path != after.path else (None, None)
        yield ("returned" if there else "added"), *paths
        if there and there.broken and not after.broken:
            yield "mended", None, None
    else:
        if before.path != after.path:
            yield "moved", before.path, after.path
        if bool(before.broken) != bool(after.broken):
            yield ("unreadable" if after.broken else "readable"), None, None


def between(story: Story, first: int, last: int) -> dict[Event, frozenset[str]]:
    """What is different after one step from what was after another; by nobody, on no day.

    What could not be read then, or had been deleted, is held against the last version before that could be read.
    """
    before, after = (story.steps[at].commit.after for at in (first, last))
    read: dict[int, Account] = {}
    for step in story.steps[: first + 1]:
        read |= {number: account for number, account in step.commit.after.items() if not account.broken}
    found = []
    for number in before.keys() | after.keys():
        was, now, known = before.get(number), after.get(number), read.get(number)
        one = now or was
        assert one is not None
        if was and now and was.broken and was.slug != now.slug:  # what cannot be read is known by its slug alone
            for slug, kind in ((was.slug, "removed"), (now.slug, "added")):
                found.append(Event(slug, date.min, 0, frozenset(), "account", kind, "", "", "", None, None))
            continue
        told = partial(Event, one.slug, date.min, 0, frozenset())
        found += [
            told("account", kind, "", "", "", *(paths if kind == "moved" else (None, None)))
            for kind, *paths in _whole(was, now, known)
            if kind != "mended"
        ]
        if now and not now.broken:
            different = changes(known, now) if known else ()
        else:
            different = (each for each in changes(was, now) if each.group == "prose") if _both_broken(was, now) else ()
        found += [told(*each[:1], *each[2:8]) for each in different]
    return dict.fromkeys(found, frozenset())


def _both_broken(was: Account | None, now: Account | None) -> bool:
    return bool(was and now and was.broken and now.broken)
