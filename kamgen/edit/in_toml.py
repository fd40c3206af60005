"""Rows and fields in TOML: what to replace, by the places of its nodes.

A row of a group that has none, or tables, becomes a table of its own; in ``group = […]`` one more in braces.
All offsets count from the beginning of the front matter.
"""

from __future__ import annotations

import re

from kamgen.edit.kinds import Row, toml_pairs, toml_value
from kamgen.edit.splice import Splice, into_flow
from kamgen.model.errors import EditError
from kamgen.source.nodes import Mapping, Node, Sequence, walk

_IDLE = re.compile(r"[ \t]*(?:#[^\n]*)?")
_COMMENT = re.compile(r"[ \t]*#[^\n]*\n?")


def add_row(text: str, root: Mapping, group: str, row: Row) -> list[Splice]:
    """What makes ``row`` the last one of a group. Raises `EditError`."""
    rows = root.get(group)
    if rows is None:
        return [_table(text, len(text), group, row)]
    if isinstance(rows, Sequence) and rows.flow:
        last = (rows.items[-1].start, rows.items[-1].end) if rows.items else None
        return into_flow(text, rows.start, last, f"{{{', '.join(toml_pairs(row))}}}")
    if not isinstance(rows, Sequence):
        raise EditError(f"`{group}` holds something else than a list of rows", f"make it `[[{group}]]` tables first")
    return [_table(text, _with_comments(text, _end_of_table(text, root, rows.items[-1])), group, row)]


def set_fields(text: str, root: Mapping, group: str, number: int, row: Row) -> list[Splice]:
    """What gives the fields of ``row`` to a group's row of that number (from 0). Raises `EditError`."""
    rows = root.get(group)
    entry = rows.items[number] if isinstance(rows, Sequence) else None
    if not isinstance(entry, Mapping):
        raise EditError(f"the row of `{group}` is not written as keys and values", "change it by hand")
    changed, new = [], {}
    for key, given in row.items():
        value = entry.get(key)
        if value is None:
            new[key] = given
        elif "\n" in text[value.start : value.end]:
            raise EditError(f"`{key}` is written over several lines", "change it by hand")
        else:
            changed.append(Splice(value.start, value.end, toml_value(given)))
    if not new:
        return changed
    if entry.flow:
        last = (entry.start + 1, entry.pairs[-1][1].end) if entry.pairs else None
        return [*changed, *into_flow(text, entry.start, last, ", ".join(toml_pairs(new)))]
    where = _end_of_table(text, root, entry)
    return [*changed, Splice(where, where, "".join(f"{pair}\n" for pair in toml_pairs(new)))]


def _end_of_table(text: str, root: Mapping, table: Node) -> int:
    """Where the line below the last one of a table begins."""
    own = {id(node) for node in walk(table)}
    others = (text.rfind("\n", 0, node.start) + 1 for node in walk(root) if id(node) not in own)
    end = min((start for start in others if start > table.start), default=len(text))
    rows = text[:end].split("\n")
    while len(rows) > 1 and _IDLE.fullmatch(rows[-1]):
        rows.pop()
    return min(len("\n".join(rows)) + 1, len(text))


def _with_comments(text: str, position: int) -> int:
    """Below the comments that stand right below a table, unless they stand right above something else."""
    end = position
    while found := _COMMENT.match(text, end):
        end = found.end()
    return end if end == len(text) or text.startswith("\n", end) else position


def _table(text: str, where: int, group: str, row: Row) -> Splice:
    """A table of its own, with an empty line above."""
    above = "" if where == 0 or text[:where].endswith("\n\n") else "\n"
    return Splice(where, where, f"{above}[[{group}]]\n" + "".join(f"{pair}\n" for pair in toml_pairs(row)))
