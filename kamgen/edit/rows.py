"""Rows, fields and boxes: what to replace in a text, by the places of its nodes and in the style of what stands around.

YAML and TOML differ in where a row, and one more field of it, begins: all else is done alike. All offsets count from
the beginning of the front matter, or of the file for a box.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kamgen.edit.kinds import Row, written_pairs, yaml_row
from kamgen.model.errors import EditError
from kamgen.model.front_matter import FrontMatter
from kamgen.parse.frontmatter import Parts
from kamgen.source.nodes import Mapping, Node, Scalar, Sequence, walk


class Splice(NamedTuple):
    """``text`` in place of what stands from ``start`` to ``end``; both are offsets, and equal for an insertion."""

    start: int
    end: int
    text: str


_ORDER = FrontMatter.__struct_fields__
_NOTHING = re.compile(r"\[ *\]|~|null|Null|NULL|")
_DASH = re.compile(r" *- +")
_COMMENT = re.compile(r"([ \t]*)#[^\n]*(?:\n|\Z)")
_IDLE = re.compile(r"[ \t]*(?:#[^\n]*)?")
_OPEN_LINE = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
"""What may follow a thing on a line that the brackets do not close on."""
_BOX = re.compile(r"(?:[ \t>]|[-*+]|\d{1,9}[.)])*\[( )\]")
"""The box, behind whatever lists and quotes it stands in."""


def add_row(front: Parts, root: Mapping, group: str, row: Row) -> list[Splice]:
    """What makes ``row`` the last one of a group. Raises `EditError`."""
    text, toml = front.text, front.language == "toml"
    inline = f"{{{', '.join(written_pairs(row, 'toml'))}}}" if toml else yaml_row(row)
    found = _pair(root, group)
    if found is None:
        return [_table(text, len(text), group, row)] if toml else _new_group(text, root, group, row)
    key, rows = found
    _refuse_special(text, key, rows)
    if not toml and _NOTHING.fullmatch(text[rows.start : rows.end]):
        return _first_row(text, root, key, rows, row)
    if not isinstance(rows, Sequence):
        make = f"make it `[[{group}]]` tables first" if toml else "make it a list first: one row a line"
        raise EditError(f"`{group}` holds something else than a list of rows", make)
    last = rows.items[-1] if rows.items else None
    if last:
        _refuse_special(text, last)
    if rows.flow or last is None:
        return _into_flow(text, rows.start, (last.start, last.end) if last else None, inline)
    if toml:
        return [_table(text, _with_comments(text, _end_of_table(text, root, last)), group, row)]
    lines = _row_lines(text, rows, "", row)
    where = _below(text, rows.end, lines.index("-"))
    return [Splice(where, where, lines)]


def set_fields(front: Parts, root: Mapping, group: str, number: int, row: Row) -> list[Splice]:
    """What gives the fields of ``row`` to a group's row of that number (as written, from 0). Raises `EditError`."""
    text, toml = front.text, front.language == "toml"
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
            continue
        value = pair[1]
        if "\n" in text[value.start : value.end] or not (isinstance(value, Scalar) or value.flow):
            raise EditError(f"`{key}` is written over several lines", "change it by hand")
        changed.append(Splice(value.start, value.end, _gap(text, value) + given.written(front.language)))
    if not new:
        return changed
    pairs = written_pairs(new, front.language)
    last_key, last_value = entry.pairs[-1]
    end = max(last_key.end, last_value.end)
    if entry.flow:
        return [*changed, *_into_flow(text, entry.start, (last_key.start, end), ", ".join(pairs))]
    indent = "" if toml else " " * _column(text, last_key.start)
    where = _end_of_table(text, root, entry) if toml else _below(text, end)
    return [*changed, Splice(where, where, "".join(f"{indent}{pair}\n" for pair in pairs))]


def tick_box(text: str, line: int, start: int) -> list[Splice]:
    """What ticks the box in a line (from 1) that begins at ``start``. Raises `EditError` when there is none."""
    found = _BOX.match(text, start)
    if found is None:
        raise EditError(f"the box of the task in line {line} is not where it should be", "write `- [x]` there by hand")
    return [Splice(found.start(1), found.end(1), "x")]


def _pair(node: Mapping, key: str) -> tuple[Scalar, Node] | None:
    found = [pair for pair in node.pairs if pair[0].text == key]
    if len(found) > 1:
        raise EditError(f"`{key}` is written twice", "write it once, and log again")
    return found[0] if found else None


def _refuse_special(text: str, *nodes: Node) -> None:
    """Anchors, aliases, tags and merge keys say one thing in several places; the last node is looked through."""
    for node in nodes:
        if text[node.start : node.start + 1] in ("&", "*", "!") or (isinstance(node, Scalar) and node.text == "<<"):
            raise EditError("an anchor, alias, tag or merge key (`&`, `*`, `!`, `<<`) is in the way")
    if isinstance(nodes[-1], Mapping):
        for key, value in nodes[-1].pairs:
            _refuse_special(text, key)
            _refuse_special(text, value)


def _into_flow(text: str, opening: int, last: tuple[int, int] | None, thing: str) -> list[Splice]:
    """``thing`` behind the ``last`` one (from, to) of the brackets that open at ``opening``; None: there is none yet.

    Where each thing has a line of its own it gets one too, as deep as the last one.
    """
    if last is None:
        return [Splice(opening + 1, opening + 1, thing)]
    start, end = last
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start]
    if line <= opening or indent.strip():
        return [Splice(end, end, f", {thing}")]
    found = _OPEN_LINE.match(text, end)
    if found is None:
        return [Splice(end, end, f",\n{indent}{thing}")]
    comma = [] if found[1] else [Splice(end, end, ",")]
    return [*comma, Splice(found.end(), found.end(), f"{indent}{thing}{found[1]}\n")]


def _new_group(text: str, root: Mapping, group: str, row: Row) -> list[Splice]:
    """A group of YAML below the key that comes before it in the format's order; above all others for none."""
    if root.flow:
        last = (root.pairs[-1][0].start, root.pairs[-1][1].end) if root.pairs else None
        return _into_flow(text, root.start, last, f"{group}: [{yaml_row(row)}]")
    column = _column(text, root.start)
    earlier = _ORDER[: _ORDER.index(group)]
    ranked = [(earlier.index(key.text), max(key.end, value.end)) for key, value in root.pairs if key.text in earlier]
    if ranked:
        where = _below(text, max(ranked)[1], column)
    else:
        where = text.rfind("\n", 0, root.start) + 1 if root.pairs else len(text)
    indent = " " * column
    return [Splice(where, where, f"{indent}{group}:\n{_row_lines(text, _last_list(root), indent, row)}")]


def _first_row(text: str, root: Mapping, key: Scalar, value: Node, row: Row) -> list[Splice]:
    """A row for a key of YAML that holds nothing; what says so (``[]``, ``~``) makes room outside braces."""
    if root.flow:
        return [Splice(value.start, value.end, f"{_gap(text, value)}[{yaml_row(row)}]")]
    column = _column(text, key.start)
    where = _below(text, value.end, column)
    cleared = [Splice(text.index(":", key.end) + 1, value.end, "")] if value.start != value.end else []
    return [*cleared, Splice(where, where, _row_lines(text, _last_list(root), " " * column, row))]


def _last_list(root: Mapping) -> Sequence | None:
    """The last list of rows with dashes, whose style others follow."""
    lists = [value for _, value in root.pairs if isinstance(value, Sequence) and value.items and not value.flow]
    return next((rows for rows in reversed(lists) if isinstance(rows.items[-1], Mapping)), None)


def _row_lines(text: str, rows: Sequence | None, indent: str, row: Row) -> str:
    """A row of YAML in the style of the last of ``rows``; without any in braces, deeper than ``indent``."""
    dash, braces = f"{indent}  - ", True
    if rows:
        last = rows.items[-1]
        found = _DASH.fullmatch(text, text.rfind("\n", 0, last.start) + 1, last.start)
        dash = found[0] if found else f"{' ' * _column(text, rows.start)}- "
        braces = not isinstance(last, Mapping) or last.flow
    if braces:
        return f"{dash}{yaml_row(row)}\n"
    return dash + f"\n{' ' * len(dash)}".join(written_pairs(row, "yaml")) + "\n"


def _gap(text: str, value: Node) -> str:
    """What is needed between a colon and what follows, when the value is empty as yet."""
    return " " if value.start == value.end and text[value.start - 1] == ":" else ""


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


def _end_of_table(text: str, root: Mapping, table: Node) -> int:
    """Where the line below the last one of a table of TOML begins."""
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
    """A table of TOML of its own, with an empty line above."""
    above = "" if where == 0 or text[:where].endswith("\n\n") else "\n"
    return Splice(where, where, f"{above}[[{group}]]\n" + "".join(f"{pair}\n" for pair in written_pairs(row, "toml")))
