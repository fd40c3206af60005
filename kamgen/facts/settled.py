"""What the change of an entry settles: a deal that is won or lost, a promise kept or broken, an action done."""

from __future__ import annotations

from kamgen.model.change import ChangeKind, EntryChange
from kamgen.model.enums import Stage

_DAYS = frozenset([("promises", "kept"), ("promises", "broken"), ("actions", "done")])
"""Group and field of the days that settle an entry once they are given."""


def settled(entry: EntryChange) -> str:
    """``won``, ``lost``, ``kept``, ``broken`` or ``done``; empty where the change settles nothing."""
    for field in entry.fields if entry.kind is not ChangeKind.REMOVED else ():
        if (entry.group, field.field) == ("opportunities", "stage") and field.now in (Stage.WON, Stage.LOST):
            return field.now
        if (entry.group, field.field) in _DAYS and field.was is None and field.now is not None:
            return field.field
    return ""
