"""Rows and fields in TOML: what to replace, by the places of `model.places.toml`.

A row of a group that has none, or tables, becomes a table of its own; in ``group = […]`` one more in braces.
All offsets count from the beginning of the front matter.
"""

from __future__ import annotations

import re

from kamgen.edit.flow import into_flow
from kamgen.edit.sheet import Splice
from kamgen.edit.values import Row, toml_pairs, toml_value
from kamgen.model.errors import EditError
from kamgen.model.places import KeyPath, Place, Written
from kamgen.model.places.toml import toml_places

_IDLE = re.compile(r"[ \t]*(?:#[^\n]*)?")
_COMMENT = re.compile(r"[ \t]*#[^\n]*\n?")


def add_row(text: str, group: str, row: Row) -> list[Splice]:
    """What makes ``row`` the last one of a group. Raises `EditError`."""
    front = _Front(text)
    if (group,) not in front.places:
        return [_table(text, len(text), group, row)]
    opening = front.start((group,))
    numbers = [path[1] for path in front.places if path[0] == group and len(path) == 2 and isinstance(path[1], int)]
    last = (group, max(numbers)) if numbers else None
    if text.startswith("[", opening):
        place = front.stretch(last) if last else None
        return into_flow(text, opening, place, f"{{{', '.join(toml_pairs(row))}}}")
    if last is None:
        raise EditError(f"`{group}` holds something else than a list of rows", f"make it `[[{group}]]` tables first")
    return [_table(text, _with_comments(text, front.end_of_table(last)), group, row)]


def set_fields(text: str, group: str, number: int, row: Row) -> list[Splice]:
    """What gives the fields of ``row`` to a group's row of that number (from 0). Raises `EditError`."""
    front, path = _Front(text), (group, number)
    if path not in front.places:
        raise EditError(f"the row of `{group}` is not written as keys and values", "change it by hand")
    new = {key: given for key, given in row.items() if (*path, key) not in front.places}
    changed = [Splice(*front.stretch((*path, key)), toml_value(given)) for key, given in row.items() if key not in new]
    if not new:
        return changed
    opening = front.start(path)
    if text.startswith("{", opening):
        inside = [front.stretch(found) for found in front.places if found[:2] == path and len(found) == 3]
        end = max((end for _, end in inside), default=None)
        last = None if end is None else (opening + 1, end)
        return [*changed, *into_flow(text, opening, last, ", ".join(toml_pairs(new)))]
    where = front.end_of_table(path)
    return [*changed, Splice(where, where, "".join(f"{pair}\n" for pair in toml_pairs(new)))]


class _Front:
    """A front matter in TOML, and where everything in it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = toml_places(text)
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def start(self, path: KeyPath) -> int:
        """Where the value at ``path`` begins, or its name in a table's header."""
        return self._offset(self.places[path].value)

    def stretch(self, path: KeyPath) -> tuple[int, int]:
        """Where the value at ``path`` begins and ends. Raises `EditError` when it runs over lines."""
        place = self.places[path].value
        start = self._offset(place)
        end = start + place.end_column - place.column
        written = self.text[start:end]
        if written.startswith(('"""', "'''")) or (written[0] in "[{\"'" and len(written) == 1):
            raise EditError(f"`{path[-1]}` is written over several lines", "change it by hand")
        return start, end

    def end_of_table(self, path: KeyPath) -> int:
        """Where the line below the last one of the table at ``path`` begins."""
        start = self._offset(self.places[path].key)
        others = (self._header(written) for found, written in self.places.items() if found[:2] != path)
        rows = self.text[: min((found for found in others if found > start), default=len(self.text))].split("\n")
        while len(rows) > 1 and _IDLE.fullmatch(rows[-1]):
            rows.pop()
        return min(len("\n".join(rows)) + 1, len(self.text))

    def _header(self, written: Written) -> int:
        """Where the line of a key begins."""
        return self._lines[written.key.line - 1]

    def _offset(self, place: Place) -> int:
        return self._lines[place.line - 1] + place.column - 1


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
