"""Accounts as those who write them know them: every entry has a number of its own, so that what changed is no guess.

account   its own fields · entries by number, each with its fields · sections of prose
by        who wrote each value last, by the number of the entry and the field: the mark of a commit
change    one value, entry or section that is different in the second of two accounts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Value = str | int | Decimal | date | None
Key = tuple[int, str]
"""A value: the number of its entry and its field; ``""`` is the entry itself. What is no entry has one below 1."""
Mark = int
"""A commit, in the order in which they were written."""

OWN, PROSE, FILE = 0, -1, -2
WHOLE = ""

NAMES = {
    "financials": "year", "contacts": "name", "opportunities": "name", "risks": "risk", "promises": "promise",
    "outcomes": "metric", "actions": "action",
}  # fmt: skip
"""What names an entry of each group."""
MOVING = frozenset(
    [
        ("promises", "due"), ("actions", "due"), ("opportunities", "close"), ("financials", "target_revenue"),
        ("financials", "target_profit"),
    ]
)  # fmt: skip
"""Values whose moves are counted."""


@dataclass(frozen=True)
class Entry:
    """One row of a group."""

    group: str
    values: Mapping[str, Value]

    @property
    def title(self) -> str:
        return exact(self.values[NAMES[self.group]]) or ""

    @property
    def told(self) -> str:
        """All that it gives."""
        given = {key: exact(value) for key, value in self.values.items() if value not in (None, "open")}
        return ", ".join(f"{key} {given[key]}" for key in sorted(given))


@dataclass(frozen=True)
class Account:
    """One account at one time."""

    number: int
    slug: str
    folder: str
    style: int
    """How it is written: says nothing."""
    own: Mapping[str, Value]
    entries: Mapping[int, Entry] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    by: Mapping[Key, Mark] = field(default_factory=dict)
    gone: Mapping[int, Entry] = field(default_factory=dict)
    """Entries that were taken out, as they were last."""
    broken: str = ""
    """How its text is broken; empty: it can be read."""
    stock: int = 0
    """Which names its entries have."""

    @property
    def path(self) -> str:
        folder = f"{self.folder}/" if self.folder else ""
        return f"content/accounts/{folder}{self.slug}.md"

    def of(self, group: str) -> list[int]:
        return [number for number, entry in self.entries.items() if entry.group == group]

    def with_own(self, key: str, value: Value, mark: Mark) -> Account:
        return replace(self, own={**self.own, key: value}, by={**self.by, (OWN, key): mark})

    def with_value(self, number: int, key: str, value: Value, mark: Mark) -> Account:
        entry = self.entries[number]
        changed = replace(entry, values={**entry.values, key: value})
        return replace(self, entries={**self.entries, number: changed}, by={**self.by, (number, key): mark})

    def with_entry(self, number: int, entry: Entry, mark: Mark) -> Account:
        by = {**self.by, (number, WHOLE): mark, **{(number, key): mark for key in entry.values}}
        return replace(self, entries={**self.entries, number: entry}, by=by)

    def without(self, number: int, mark: Mark) -> Account:
        entries = {key: entry for key, entry in self.entries.items() if key != number}
        gone = {**self.gone, number: self.entries[number]}
        return replace(self, entries=entries, gone=gone, by={**self.by, (number, WHOLE): mark})

    def credited(self, before: Account | None, mark: Mark) -> Account:
        """The same, with who brought it, moved it, and broke or mended its text."""
        found = {"here": before is None}
        if before:
            found |= {"path": before.path != self.path, "broken": bool(before.broken) != bool(self.broken)}
        return replace(self, by={**self.by, **{(FILE, key): mark for key, is_new in found.items() if is_new}})

    def with_prose(self, title: str, text: str, mark: Mark) -> Account:
        return replace(self, prose={**self.prose, title: text}, by={**self.by, (PROSE, title): mark})


class Change(NamedTuple):
    """One value, entry or section that is different."""

    group: str
    """``""`` for the account's own fields, ``prose`` for sections."""
    number: int
    kind: str
    """``added``, ``removed`` or ``changed``."""
    title: str
    former: str
    field: str
    """Empty where the whole entry is new or gone: ``was`` or ``now`` is then all that it gives."""
    was: str | None
    now: str | None
    by: Mark


def changes(before: Account, after: Account) -> Iterator[Change]:
    """What the second account says that the first does not, and the other way."""
    for key in before.own.keys() | after.own.keys():
        was, now = before.own.get(key), after.own.get(key)
        if was != now:
            yield Change("", OWN, "changed", "", "", key, exact(was), exact(now), after.by[OWN, key])
    for number in before.entries.keys() | after.entries.keys():
        yield from _entry_changes(number, before.entries.get(number), after.entries.get(number), after.by)
    for title in before.prose.keys() | after.prose.keys():
        one, other = before.prose.get(title), after.prose.get(title)
        if one != other:
            kind = "added" if one is None else "removed" if other is None else "changed"
            yield Change("prose", PROSE, kind, title, "", "", None, None, after.by[PROSE, title])


def _entry_changes(number: int, before: Entry | None, after: Entry | None, by: Mapping[Key, Mark]) -> Iterator[Change]:
    if before is None or after is None:
        entry = after or before
        assert entry is not None
        kind = "added" if before is None else "removed"
        was, now = (each and each.told for each in (before, after))
        yield Change(entry.group, number, kind, entry.title, "", "", was, now, by[number, WHOLE])
        return
    former = before.title if before.title != after.title else ""
    for key in before.values.keys() | after.values.keys():
        was, now = before.values.get(key), after.values.get(key)
        if was != now:
            mark = by[number, key]
            yield Change(after.group, number, "changed", after.title, former, key, exact(was), exact(now), mark)


def merged(base: Account, ours: Account, theirs: Account) -> Account:
    """What both sides wrote since ``base``; where both wrote one value, ours."""

    def pick(one: Mapping, two: Mapping, three: Mapping) -> dict:  # type: ignore[type-arg]
        found = dict(two)
        for key in one.keys() | three.keys():
            if two.get(key) == one.get(key):
                found.pop(key, None)
                if key in three:
                    found[key] = three[key]
        return found

    entries = {}
    for number, entry in pick(base.entries, ours.entries, theirs.entries).items():
        sides = [side.entries.get(number) for side in (base, ours, theirs)]
        if all(sides):
            values = pick(*(side.values for side in sides if side))
            entry = replace(entry, values=values)
        entries[number] = entry
    if (base.folder, base.slug) == (ours.folder, ours.slug):
        ours = replace(ours, folder=theirs.folder, slug=theirs.slug)
    if base.style == ours.style:
        ours = replace(ours, style=theirs.style)
    if base.broken == ours.broken:
        ours = replace(ours, broken=theirs.broken)
    new = {key: mark for key, mark in theirs.by.items() if mark != base.by.get(key) == ours.by.get(key)}
    return replace(
        ours,
        own=pick(base.own, ours.own, theirs.own),
        entries=dict(sorted(entries.items())),
        prose=pick(base.prose, ours.prose, theirs.prose),
        gone={**ours.gone, **theirs.gone},
        by={**ours.by, **new},
    )


def exact(value: Value) -> str | None:
    """A value as reports for programs have it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
