"""The slippage ledger: due dates, close dates and targets that version after version moved.

A move is a value that was given and is another or gone; or that is given again after it was gone. An entry is followed
through its renames, and ends when it is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from kamgen.model.account_history import Move, Version
from kamgen.model.change import ChangeKind, EntryChange, FieldChange, PlanChange, ValueKind

_MOVING = frozenset(
    [
        ("promises", "due"),
        ("actions", "due"),
        ("opportunities", "close"),
        ("financials", "target_revenue"),
        ("financials", "target_profit"),
    ]
)


def moves_of(versions: Sequence[Version]) -> tuple[Move, ...]:
    """The moves of one account's dates and targets. Versions and moves are both newest first."""
    names: list[str] = []
    """What each entry is called, by its number; the last name stays."""
    numbers: dict[tuple[str, str], int] = {}
    """The entries that are there, by group and title."""
    times: Counter[tuple[int, str]] = Counter()
    moves: list[list[tuple[int, Move]]] = []
    for version in reversed(versions):
        entries: list[tuple[int, EntryChange]] = []
        for entry in version.plan.entries:
            known = None if entry.kind is ChangeKind.ADDED else numbers.get((entry.group, entry.former or entry.title))
            if known is None:
                known = len(names)
                names.append(entry.title)
            entries.append((known, entry))
        for _, entry in entries:  # all before any, so that the order of entries makes no difference
            numbers.pop((entry.group, entry.former or entry.title), None)
        moves.append([])
        for number, entry in entries:
            names[number] = entry.title
            if entry.kind is not ChangeKind.REMOVED:
                numbers[entry.group, entry.title] = number
            for field in entry.fields:
                if _moves(entry, field, times[number, field.field]):
                    times[number, field.field] += 1
                    told = field._replace(times=times[number, field.field])
                    move = Move(version.day, version.commit, entry.group, entry.noun, "", told, _days(field))
                    moves[-1].append((number, move))
    return tuple(move._replace(title=names[number]) for found in reversed(moves) for number, move in found)


def with_times(change: PlanChange, earlier: Sequence[Move]) -> PlanChange:
    """The same change, each date and target in it knowing how often it has moved, after the moves in ``earlier``.

    ``earlier`` are the moves up to the version that ``change`` begins with, in any order.
    """
    times: Counter[tuple[str, str, str]] = Counter()
    for move in earlier:
        key = move.group, move.title, move.field.field
        times[key] = max(times[key], move.field.times)

    def counted(entry: EntryChange, field: FieldChange) -> FieldChange:
        before = times[entry.group, entry.former or entry.title, field.field]
        return field._replace(times=before + 1) if _moves(entry, field, before) else field

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
    return known and (field.was is not None or before > 0)


def _days(field: FieldChange) -> int | None:
    """How many days later; None for targets, and when it was not or is not given."""
    if field.was is None or field.now is None or field.kind not in (ValueKind.DAY, ValueKind.PERIOD):
        return None
    return (date.fromisoformat(field.now) - date.fromisoformat(field.was)).days
