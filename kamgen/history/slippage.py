"""The slippage ledger: due dates, close dates and targets that version after version moved.

A move is a value that was given and is another or gone; or that is given again after it was gone. An entry is followed
through its renames, and ends when it is removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from kamgen.model.account_history import Move, Version
from kamgen.model.change import EntryChange, FieldChange, Kind, PlanChange, ValueKind

_MOVING = frozenset(
    [
        ("promises", "due"),
        ("actions", "due"),
        ("opportunities", "close"),
        ("financials", "target_revenue"),
        ("financials", "target_profit"),
    ]
)

_Entry = tuple[str, str]
"""Group and title."""


def moves_of(versions: Sequence[Version]) -> tuple[Move, ...]:
    """The moves of one account's dates and targets. Versions and moves are both newest first."""
    ledger = _Ledger()
    for version in reversed(versions):
        ledger.add(version)
    return ledger.moves()


def with_times(change: PlanChange, earlier: Sequence[Move]) -> PlanChange:
    """The same change, each date and target in it knowing how often it has moved, after the moves in ``earlier``.

    ``earlier`` are the moves up to the version that ``change`` begins with, in any order.
    """
    times: dict[tuple[str, str, str], int] = {}
    for move in earlier:
        key = move.group, move.title, move.field.field
        times[key] = max(times.get(key, 0), move.field.times)
    return replace(change, entries=tuple(_counted(entry, times) for entry in change.entries))


def may_move(change: PlanChange) -> bool:
    """Whether a date or target of which moves are counted is in it."""
    return any((entry.group, field.field) in _MOVING for entry in change.entries for field in entry.fields)


def _counted(entry: EntryChange, times: dict[tuple[str, str, str], int]) -> EntryChange:
    name = entry.former or entry.title
    fields = tuple(
        field._replace(times=times.get((entry.group, name, field.field), 0) + 1)
        if _moves(entry, field, times.get((entry.group, name, field.field), 0))
        else field
        for field in entry.fields
    )
    return entry if fields == entry.fields else entry._replace(fields=fields)


def _moves(entry: EntryChange, field: FieldChange, before: int) -> bool:
    """Whether a value moved that had moved ``before`` times."""
    known = entry.kind is Kind.CHANGED and (entry.group, field.field) in _MOVING
    return known and (field.was is not None or before > 0)


class _Ledger:
    """Filled version by version, oldest first."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        """What each entry is called, by its number; the last name stays."""
        self._numbers: dict[_Entry, int] = {}
        """The entries that are there."""
        self._times: dict[tuple[int, str], int] = {}
        self._moves: list[tuple[int, list[tuple[int, Move]]]] = []

    def add(self, version: Version) -> None:
        """Takes one version in."""
        entries = [(self._number(entry), entry) for entry in version.plan.entries]
        self._rename(entries)
        self._moves.append((len(self._moves), list(self._found(version, entries))))

    def _number(self, entry: EntryChange) -> int:
        """The number of an entry by the name it had; a new one for what was not met before."""
        known = None if entry.kind is Kind.ADDED else self._numbers.get((entry.group, entry.former or entry.title))
        if known is None:
            known = len(self._names)
            self._names[known] = entry.title
        return known

    def _rename(self, entries: Iterable[tuple[int, EntryChange]]) -> None:
        """All at once, so that the order of entries makes no difference."""
        entries = list(entries)
        for _, entry in entries:
            self._numbers.pop((entry.group, entry.former or entry.title), None)
        for number, entry in entries:
            self._names[number] = entry.title
            if entry.kind is not Kind.REMOVED:
                self._numbers[entry.group, entry.title] = number

    def _found(self, version: Version, entries: Iterable[tuple[int, EntryChange]]) -> Iterable[tuple[int, Move]]:
        for number, entry in entries:
            for field in entry.fields:
                before = self._times.get((number, field.field), 0)
                if _moves(entry, field, before):
                    self._times[number, field.field] = before + 1
                    told = field._replace(times=before + 1)
                    yield number, Move(version.day, version.commit, entry.group, entry.noun, "", told, _days(field))

    def moves(self) -> tuple[Move, ...]:
        """All moves, newest first, by the names that entries have last."""
        return tuple(
            move._replace(title=self._names[number]) for _, moves in reversed(self._moves) for number, move in moves
        )


def _days(field: FieldChange) -> int | None:
    """How many days later; None for targets, and when it was not or is not given."""
    if field.was is None or field.now is None or field.kind not in (ValueKind.DAY, ValueKind.PERIOD):
        return None
    return (date.fromisoformat(field.now) - date.fromisoformat(field.was)).days
