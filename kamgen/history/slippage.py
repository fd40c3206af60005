"""The slippage ledger: due dates, close dates and targets that version after version moved; and the currency, with
which every target moves.

A move is a value that was given and is another or gone; or that is given again after it was gone. An entry is followed
through its renames; one that was removed and comes back goes on with its count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, islice

from msgspec.structs import replace

from kamgen.compare.matching import likeness, triples
from kamgen.compare.value_format import apart
from kamgen.model.account_history import Move, Version
from kamgen.model.change import ChangeKind, EntryChange, FieldChange, PlanChange, ReviewFlag, ValueKind
from kamgen.model.plan import heading_key
from kamgen.model.source import Commit

_MOVING = frozenset(
    [
        ("promises", "due"),
        ("actions", "due"),
        ("opportunities", "close"),
        ("financials", "target_revenue"),
        ("financials", "target_profit"),
        ("", "currency"),
    ]
)
_ALIKE = 0.6
"""How much of the words of an entry that comes back is the same (`kamgen.compare.matching`)."""
_FIGURES = re.compile(r"\d+")


class _Entries:
    """The entries of one account, each followed through its names, and back where it was removed and comes again."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """What each entry is called, by its number; the last name stays."""
        self._times: Counter[tuple[int, str]] = Counter()
        self._there: dict[tuple[str, str], int] = {}
        self._gone: dict[tuple[str, str], int] = {}
        """By group and name."""
        self._last: dict[tuple[int, str], tuple[str, str]] = {}
        """What a date or target was given last, by its entry and field: exactly, and as plans have it."""

    def of(self, step: Sequence[Version]) -> list[list[tuple[int, EntryChange]]]:
        """The entries that each version of one step changed, with their numbers.

        All are looked up before any is put anew, whatever their order: several may have written in one entry.
        """
        found = []
        unknown: dict[tuple[str, str], int] = {}
        for entry in (entry for version in step for entry in version.plan.entries):
            known, new = (entry.group, entry.former or entry.title), entry.kind is ChangeKind.ADDED
            number = self._back(entry) if new else self._there.get(known, unknown.get(known))
            if number is None:
                number = len(self.names)
                self.names.append(entry.title)
                unknown |= {} if new else {known: number}
            found.append((number, entry))
        for _, entry in found:
            self._there.pop((entry.group, entry.former or entry.title), None)
        for number, entry in found:
            self.names[number] = entry.title
            if entry.kind is ChangeKind.REMOVED:
                self._gone[entry.group, heading_key(entry.title)] = number
            else:
                self._there[entry.group, entry.title] = number
        ahead = iter(found)
        return [list(islice(ahead, len(version.plan.entries))) for version in step]

    def _back(self, entry: EntryChange) -> int | None:
        """The number of the entry that was removed and comes back so: in much the same words, with the same figures."""
        key, letters = heading_key(entry.title), triples(entry.title)
        near = {
            (likeness(letters, triples(gone)), gone)
            for group, gone in self._gone
            if group == entry.group and _FIGURES.findall(gone) == _FIGURES.findall(key)
        }
        likely, name = max(near, default=(0.0, key))
        return self._gone.pop((entry.group, name if likely >= _ALIKE else key), None)

    def moved(self, number: int, entry: EntryChange, field: FieldChange) -> FieldChange | None:
        """The value when it moved, with how often it has: from what it was, or had been when its entry was removed."""
        known = number, field.field
        if (entry.group, field.field) not in _MOVING:
            return None
        last = self._last.get(known)
        if entry.kind is ChangeKind.REMOVED:
            if field.was is not None:
                self._last[known] = field.was, field.before
            return None
        if field.now is not None:
            self._last[known] = field.now, field.after
        if entry.kind is ChangeKind.ADDED:
            if last is None or field.now is None or field.now == last[0]:
                return None
            field = field._replace(was=last[0], before=last[1], difference=apart(field.kind, last[0], field.now))
        elif not _moves(entry, field, self._times[known]):
            return None
        self._times[known] += 1
        return field._replace(times=self._times[known])


def ledger(versions: Iterable[Version]) -> tuple[tuple[Version, ...], tuple[Move, ...]]:
    """The versions, each date and target in them knowing how often it has moved, and all moves; both newest first.

    ``versions`` are oldest first. An entry that was removed and comes back goes on with its count.
    """
    entries = _Entries()
    counted: list[Version] = []
    moves: list[list[tuple[int, Move]]] = []
    for _, several in groupby(versions, _step):
        step = list(several)
        for version, found in zip(step, entries.of(step), strict=True):
            changed = []
            moves.append([])
            for number, entry in found:
                fields = []
                for field in entry.fields:
                    if told := entries.moved(number, entry, field):
                        own = version.commit, entry.group, entry.noun, "", told, _days(told)
                        move = Move(version.day, *own, version.owner, version.merge, version.mended)
                        moves[-1].append((number, move))
                        if entry.kind is ChangeKind.ADDED and (move.lowers or (move.days or 0) > 0):
                            flag = ReviewFlag.TARGET_LOWERED if move.lowers else ReviewFlag.DATE_MOVED
                            entry = entry._replace(flag=flag)
                    fields.append(field._replace(times=told.times) if told else field)
                changed.append(entry._replace(fields=tuple(fields)))
            counted.append(version._replace(plan=replace(version.plan, entries=tuple(changed))))
    named = [move._replace(title=entries.names[number]) for found in reversed(moves) for number, move in found]
    return tuple(counted[::-1]), tuple(named)


def _step(version: Version) -> Commit:
    """What versions have in common that came to the main line at once."""
    return version.merge or (version.across[1] if version.across else version.commit)


def with_times(change: PlanChange, earlier: Sequence[Move]) -> PlanChange:
    """The same change, each date and target in it knowing how often it has moved, after the moves in ``earlier``.

    ``earlier`` are the moves up to the version that ``change`` begins with, in any order. An entry that comes back with
    another date than it had has moved it.
    """
    newest: dict[tuple[str, str, str], FieldChange] = {}
    for move in earlier:
        key = move.group, heading_key(move.title), move.field.field
        if key not in newest or newest[key].times < move.field.times:
            newest[key] = move.field

    def counted(entry: EntryChange, field: FieldChange) -> FieldChange:
        before = newest.get((entry.group, heading_key(entry.former or entry.title), field.field))
        if entry.kind is ChangeKind.ADDED and before and before.now and field.now and field.now != before.now:
            words, later = apart(field.kind, before.now, field.now), field.now > before.now
            flag = ReviewFlag.DATE_MOVED if later and field.kind is not ValueKind.MONEY else field.flag
            back = field._replace(was=before.now, before=before.after, difference=words, flag=flag)
            return back._replace(times=before.times + 1)
        times = before.times if before else 0
        return field._replace(times=times + 1) if _moves(entry, field, times) else field

    entries = (
        entry._replace(fields=tuple(counted(entry, field) for field in entry.fields)) for entry in change.entries
    )
    return replace(change, entries=tuple(entries))


def may_move(change: PlanChange) -> bool:
    """Whether a date or target of which moves are counted is in it."""
    return any((entry.group, field.field) in _MOVING for entry in change.entries for field in entry.fields)


def _moves(entry: EntryChange, field: FieldChange, before: int) -> bool:
    """Whether a value moved that had moved ``before`` times."""
    known = entry.kind is ChangeKind.CHANGED and (entry.group, field.field) in _MOVING
    return known and (field.was is not None or before > 0 or field.field == "currency")


def _days(field: FieldChange) -> int | None:
    """How many days later; None for targets, and when it was not or is not given."""
    if field.was is None or field.now is None or field.kind not in (ValueKind.DAY, ValueKind.PERIOD):
        return None
    return (date.fromisoformat(field.now) - date.fromisoformat(field.was)).days
