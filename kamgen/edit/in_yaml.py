"""Rows and fields in YAML: what to replace, by the places of its nodes, in the style of what stands around.

All offsets count from the beginning of the front matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kamgen.edit.kinds import Given, Row, yaml_pairs, yaml_row, yaml_value
from kamgen.edit.splice import Splice, into_flow
from kamgen.model.errors import EditError
from kamgen.model.front_matter import FrontMatter
from kamgen.source.nodes import Mapping, Node, Scalar, Sequence

_ORDER = FrontMatter.__struct_fields__
_NOTHING = re.compile(r"\[ *\]|~|null|Null|NULL|")
_DASH = re.compile(r"( *)-( +)")
_COMMENT = re.compile(r"( *)#[^\n]*(?:\n|\Z)")


class _Style(NamedTuple):
    """How rows of a block list are written."""

    indent: str = "  "
    """What stands before the dash."""
    gap: str = " "
    """What stands behind it."""
    braces: bool = True
    """Whether a row is one line in braces."""

    def lines(self, row: Row) -> str:
        """A row, with its line ends."""
        first = f"{self.indent}-{self.gap}"
        if self.braces:
            return f"{first}{yaml_row(row)}\n"
        return first + f"\n{' ' * len(first)}".join(yaml_pairs(row)) + "\n"


def add_row(text: str, root: Mapping, group: str, row: Row) -> list[Splice]:
    """What makes ``row`` the last one of a group. Raises `EditError`."""
    found = _pair(root, group)
    if found is None:
        return _new_group(text, root, group, row)
    key, value = found
    _refuse_special(text, key, value)
    if isinstance(value, Sequence) and value.items:
        last = value.items[-1]
        _refuse_special(text, last)
        if value.flow:
            return into_flow(text, value.start, (last.start, last.end), yaml_row(row))
        style = _style_of(text, value)
        where = _below(text, value.end, len(style.indent))
        return [Splice(where, where, style.lines(row))]
    if _NOTHING.fullmatch(text[value.start : value.end]):
        return _first_row(text, root, key, value, row)
    if isinstance(value, Sequence):
        return into_flow(text, value.start, None, yaml_row(row))
    raise EditError(f"`{group}` holds something else than a list of rows", "make it a list first: one row a line")


def set_fields(text: str, root: Mapping, group: str, number: int, row: Row) -> list[Splice]:
    """What gives the fields of ``row`` to a group's row of that number (as written, from 0). Raises `EditError`."""
    found = _pair(root, group)
    entry = found[1].items[number] if found and isinstance(found[1], Sequence) else None
    if found is None or not isinstance(entry, Mapping) or not entry.pairs:
        raise EditError(f"the row of `{group}` is not written as keys and values", "change it by hand")
    _refuse_special(text, *found, entry)
    changed, new = [], {}
    for key, given in row.items():
        pair = _pair(entry, key)
        if pair is None:
            new[key] = given
        else:
            changed.append(_replaced(text, pair[1], key, given))
    return [*changed, *(_more_fields(text, entry, new) if new else ())]


def _pair(node: Mapping, key: str) -> tuple[Scalar, Node] | None:
    found = [pair for pair in node.pairs if pair[0].text == key]
    if len(found) > 1:
        raise EditError(f"`{key}` is written twice", "write it once, and log again")
    return found[0] if found else None


def _new_group(text: str, root: Mapping, group: str, row: Row) -> list[Splice]:
    if root.flow:
        last = (root.pairs[-1][0].start, root.pairs[-1][1].end) if root.pairs else None
        return into_flow(text, root.start, last, f"{group}: [{yaml_row(row)}]")
    column = _column(text, root.start)
    where = _place_for(text, root, group, column)
    style = _style_around(text, root, " " * column)
    return [Splice(where, where, f"{' ' * column}{group}:\n{style.lines(row)}")]


def _place_for(text: str, root: Mapping, group: str, column: int) -> int:
    """Below the key that comes before ``group`` in the format's order; above all others when there is none."""
    if not root.pairs:
        return len(text)
    earlier = _ORDER[: _ORDER.index(group)]
    ranked = [(earlier.index(key.text), _end(key, value)) for key, value in root.pairs if key.text in earlier]
    if not ranked:
        return text.rfind("\n", 0, root.start) + 1
    return _below(text, max(ranked)[1], column)


def _style_around(text: str, root: Mapping, indent: str) -> _Style:
    """The style of the front matter's last block list of rows."""
    lists = [value for _, value in root.pairs if isinstance(value, Sequence) and value.items and not value.flow]
    rows = [value for value in lists if isinstance(value.items[-1], Mapping)]
    return _style_of(text, rows[-1]) if rows else _Style(f"{indent}  ")


def _style_of(text: str, rows: Sequence) -> _Style:
    """The style of a block list's last row."""
    last = rows.items[-1]
    found = _DASH.fullmatch(text, text.rfind("\n", 0, last.start) + 1, last.start)
    braces = not (isinstance(last, Mapping) and not last.flow)
    return _Style(found[1], found[2], braces) if found else _Style(" " * _column(text, rows.start), " ", braces)


def _first_row(text: str, root: Mapping, key: Scalar, value: Node, row: Row) -> list[Splice]:
    """A row for a key that holds nothing; what says so (``[]``, ``~``) makes room in block YAML."""
    if root.flow:
        return [Splice(value.start, value.end, f"{_gap(text, value)}[{yaml_row(row)}]")]
    column = _column(text, key.start)
    where = _below(text, value.end, column)
    cleared = [Splice(text.index(":", key.end) + 1, value.end, "")] if value.start != value.end else []
    return [*cleared, Splice(where, where, _style_around(text, root, " " * column).lines(row))]


def _replaced(text: str, value: Node, key: str, given: Given) -> Splice:
    if "\n" in text[value.start : value.end] or not (isinstance(value, Scalar) or value.flow):
        raise EditError(f"`{key}` is written over several lines", "change it by hand")
    return Splice(value.start, value.end, _gap(text, value) + yaml_value(given))


def _gap(text: str, value: Node) -> str:
    """What is needed between a colon and what follows, when the value is empty as yet."""
    return " " if value.start == value.end and text[value.start - 1] == ":" else ""


def _more_fields(text: str, entry: Mapping, row: Row) -> list[Splice]:
    key, value = entry.pairs[-1]
    if entry.flow:
        return into_flow(text, entry.start, (key.start, _end(key, value)), ", ".join(yaml_pairs(row)))
    indent, where = " " * _column(text, key.start), _below(text, _end(key, value))
    return [Splice(where, where, "".join(f"{indent}{pair}\n" for pair in yaml_pairs(row)))]


def _end(key: Scalar, value: Node) -> int:
    return max(key.end, value.end)


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _below(text: str, end: int, column: int | None = None) -> int:
    """Where the line below the one of ``end`` begins.

    With ``column``, below the comments too that are deeper than that: they belong to what stands above.
    """
    position = text.find("\n", end) + 1 or len(text)
    while column is not None and (found := _COMMENT.match(text, position)) and len(found[1]) > column:
        position = found.end()
    return position


def _refuse_special(text: str, *nodes: Node) -> None:
    """Anchors, aliases, tags and merge keys say one thing in several places; the last node is looked through."""
    for node in nodes:
        if text[node.start : node.start + 1] in ("&", "*", "!") or (isinstance(node, Scalar) and node.text == "<<"):
            raise EditError("an anchor, alias, tag or merge key (`&`, `*`, `!`, `<<`) is in the way")
    if isinstance(nodes[-1], Mapping):
        for key, value in nodes[-1].pairs:
            _refuse_special(text, key)
            _refuse_special(text, value)
