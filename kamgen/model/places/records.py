"""Blocks of the plainest kind, in which nothing is nested: most of what a plan says is written so.

crm:                  contacts:                    offers:
  system: Kontakto      - name: Kari Dahl            - Platform
  id: 0015                function: finance          - Training
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.places.keys import KeyPath

Row = tuple[str, str, str, str, str, str]
"""Indent, dashes, key, spaces behind its colon, value; or the value last, when it is in brackets with quotes in it."""
Entry = tuple[int, int, str, str, str]
"""Line, columns before it, key, spaces behind its colon, value as written. No places yet, since a plan has a
hundred keys and few of them are ever asked for."""


def records(line: int, rows: Sequence[Row]) -> dict[KeyPath, Entry] | None:
    """The entries of a group, a list of groups or a list of values; None for a block of any other kind.

    The block begins at ``line`` with its own key.
    """
    _, _, name, space, value, unsure = rows[0]
    if value or unsure or not name:
        return None
    around: KeyPath = (name,)
    index: dict[KeyPath, Entry] = {around: (line, 0, name, space, "")}
    items, keys, outer, inner = 0, 0, -1, -1
    for number, (spaces, dashes, key, space, value, unsure) in enumerate(rows[1:], line + 1):
        column, value = len(spaces), value or unsure
        if dashes:
            if (items and column != outer) or (keys and not items) or dashes.count("-") > 1 or not (key or value):
                return None
            outer, around, column = column, (name, items), column + len(dashes)
            items += 1
            index[around] = (number, column, "", "", "" if key else value)
            inner = column if key else 0
        if not key:
            if value and not dashes:
                return None
            continue
        if not column or (column != inner and inner >= 0):
            return None
        inner = column
        keys += 1
        index[(*around, key)] = (number, column, key, space, value)
    return index if len(index) == 1 + items + keys else None
