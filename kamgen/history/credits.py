"""Who wrote what a merge brought: of each value, entry and section the newest commit of the branch that made it so.

    merge m    due: May ─▶ July, target 1.3M ─▶ 1.1M, note: gone        (against the main line)
    draft b2   due: June ─▶ July                                        wrote the due date
    draft b1   due: May ─▶ June, target 1.3M ─▶ 1.1M                    wrote the target
    m itself                                                            took out the note

A merge that was made within a branch is asked last, and what no draft made so, who merged wrote in the merge itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kamgen.model.change import ChangeKind, EntryChange, FieldChange, PlanChange, SectionChange, ValueKind

if TYPE_CHECKING:
    from kamgen.history.plan_history import Lineage, PlanRevision
    from kamgen.model.source import Commit, Draft

Told = EntryChange | SectionChange
_ITSELF = -1
"""Stands for the merge among its drafts."""


def only_writer(revision: PlanRevision, before: str) -> Commit | None:
    """Who wrote all of a version, told by contents alone (``before``: the one that it followed); None when not so."""
    if not revision.drafts:
        return revision.written
    first, *others = revision.drafts
    alone = not others and (first.before, first.after, first.merge) == (before, revision.blob, False)
    return first.commit if alone else None


def drafts_needed(lineage: Lineage) -> list[str]:
    """The ids of contents beside the main line without which nobody can tell who wrote what, each once."""
    known = {revision.blob for revision in lineage}
    found = [
        blob
        for newer, older in pairwise(lineage)
        if not only_writer(newer, older.blob)
        for draft in newer.drafts
        for blob in (draft.before, draft.after)
        if blob
    ]
    return [blob for blob in dict.fromkeys(found) if blob not in known]


def credited(
    change: PlanChange, merge: Commit, drafts: Sequence[tuple[Draft, PlanChange]]
) -> tuple[tuple[Commit, PlanChange], ...]:
    """What ``merge`` changed, taken apart by who wrote it; ``drafts`` and those that are given are newest first."""
    credit = _Credit(drafts)
    entries: defaultdict[int, list[EntryChange]] = defaultdict(list)
    sections: defaultdict[int, list[SectionChange]] = defaultdict(list)
    for entry in change.entries:
        for number, part in credit.of_entry(entry):
            entries[number].append(part)
    for section in change.sections:
        sections[credit.of_whole(section)].append(section)
    return tuple(
        (
            merge if number == _ITSELF else drafts[number][0].commit,
            PlanChange(tuple(entries[number]), tuple(sections[number])),
        )
        for number in sorted(entries.keys() | sections.keys())
    )


class _Credit:
    """Looks for who wrote a thing."""

    def __init__(self, drafts: Sequence[tuple[Draft, PlanChange]]) -> None:
        self._merges = [draft.merge for draft, _ in drafts]
        self._told: list[defaultdict[str, list[Told]]] = []
        """What each draft changed, by group."""
        for _, change in drafts:
            by_group: defaultdict[str, list[Told]] = defaultdict(list)
            told: list[Told] = [*change.entries, *change.sections]
            for each in told:
                by_group[_group(each)].append(each)
            self._told.append(by_group)

    def of_entry(self, entry: EntryChange) -> Iterator[tuple[int, EntryChange]]:
        """The entry in parts, each with the number of the draft that wrote it; one that is new or gone is whole."""
        if entry.kind is not ChangeKind.CHANGED:
            yield self.of_whole(entry), entry
            return
        parts: defaultdict[int, list[FieldChange]] = defaultdict(list)
        for field in entry.fields:
            said = self._first(entry, lambda each, field=field: _says(each, field, _is_same))  # type: ignore[misc]
            if said == _ITSELF:
                said = self._first(entry, lambda each, field=field: _says(each, field, _is_within))  # type: ignore[misc]
            parts[said].append(field)
        for number, fields in parts.items():
            yield number, entry._replace(fields=tuple(fields))

    def of_whole(self, told: Told) -> int:
        """The number of the draft that made an entry or section new, gone or, of a section, other."""
        if told.kind is ChangeKind.REMOVED:
            return self._last(told)
        return self._first(told, lambda each: each.kind is told.kind or isinstance(each, SectionChange))

    def _first(self, told: Told, is_it: Callable[[Told], bool]) -> int:
        """The newest draft with that in which it is so, found through earlier names."""
        for merges in (False, True):
            names = {told.title}
            for number, by_group in enumerate(self._told):
                for each in by_group[_group(told)]:
                    if each.title in names:
                        if self._merges[number] is merges and is_it(each):
                            return number
                        names.add(each.former or each.title)
        return _ITSELF

    def _last(self, told: Told) -> int:
        """The newest draft that took it out, found through later names."""
        for merges in (False, True):
            names, found = {told.title}, _ITSELF
            for number in range(len(self._told) - 1, -1, -1):
                for each in self._told[number][_group(told)]:
                    if (each.former or each.title) in names:
                        names.add(each.title)
                        if each.kind is ChangeKind.REMOVED and self._merges[number] is merges:
                            found = number
            if found != _ITSELF:
                return found
        return _ITSELF


def _group(told: Told) -> str:
    return told.group if isinstance(told, EntryChange) else "#"


def _says(each: Told, field: FieldChange, alike: Callable[[FieldChange, FieldChange], bool]) -> bool:
    """Whether a draft gave a field the value that it has."""
    if not isinstance(each, EntryChange) or each.kind is ChangeKind.REMOVED:
        return False
    return any(other.field == field.field and alike(other, field) for other in each.fields)


def _is_same(draft: FieldChange, field: FieldChange) -> bool:
    return _items(draft.now) == _items(field.now)


def _is_within(draft: FieldChange, field: FieldChange) -> bool:
    """Whether what a draft put into a list is in it, and what it took out is not: both sides may have written there."""
    if field.kind is not ValueKind.TEXT:
        return False
    was, now, merged = _items(draft.was), _items(draft.now), _items(field.now)
    return now - was <= merged and not (was - now) & merged


def _items(value: str | None) -> frozenset[str]:
    """The items of a list, or the one value."""
    return frozenset(" ".join(item.split()) for item in (value or "").split(", "))
