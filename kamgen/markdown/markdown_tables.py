"""Tables: read as markdown-it reads them, but given as one token with its rows instead of three tokens a cell."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.rules_block import StateBlock

from kamgen.markdown.markdown_tokens import QuickToken

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|:][|:\- \t][|:\- \t]*|-[|:\-][|:\- \t]*")
_COLUMN = re.compile(r"(:?)-+(:?)")
_SIDES = {("", ""): "", (":", ""): "left", (":", ":"): "center", ("", ":"): "right"}
_MOST_FILLED = 0x10000
"""Empty cells that a table's short rows may be filled up with."""
_MOST_COLUMNS = 1000
"""Columns after which a table is left as text: no page could show them."""
_MOST_CELLS = 50_000
"""Cells in one plan after which a table is left as text: a small file must not grow without end."""


def plain_table(lines: Sequence[str], env: MutableMapping[str, Any]) -> QuickToken | None:
    """The table that ``lines`` are, from its head to its last row; None when they are none, or not all of them.

    Each line begins with a pipe at the left edge, so that none can be anything but a row.
    """
    cells: int = env.get("cells", 0)
    sides, head = _sides_in(lines[1].strip()), _cells(lines[0].strip())
    if cells > _MOST_CELLS or len(sides) != len(head) or not 0 < len(head) <= _MOST_COLUMNS:
        return None
    width = len(head)
    rows = [_cells(line.strip()) for line in lines[2:]]
    if sum(width - len(row) for row in rows if len(row) < width) > _MOST_FILLED:
        return None
    token = QuickToken("table", "table")
    token.meta["rows"] = [head, *((row + [""] * (width - len(row)))[:width] for row in rows)]
    token.meta["sides"] = sides
    env["cells"] = cells + (len(rows) + 1) * width
    return token


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table as one token ``table``: ``meta["rows"]``, the head first, and ``meta["sides"]`` of its columns."""
    cells: int = state.env.get("cells", 0)
    if start + 2 > end or cells > _MOST_CELLS or "|" not in _line(state, start) or state.is_code_block(start):
        return False
    sides, head = _sides(state, start + 1), _cells(_line(state, start).strip())
    if len(sides) != len(head) or not 0 < len(head) <= _MOST_COLUMNS:
        return False
    if silent:
        return True
    token = state.push("table", "table", 0)
    rows = [head, *_rows(state, start + 2, end, len(head))]
    token.meta["rows"], token.meta["sides"] = rows, sides
    token.map = [start, start + len(rows) + 1]
    state.line = start + len(rows) + 1
    state.env["cells"] = cells + len(rows) * len(head)
    return True


def _rows(state: StateBlock, start: int, end: int, width: int) -> list[list[str]]:
    outer, state.parentType = state.parentType, "table"
    stops = state.md.block.ruler.getRules("blockquote")
    rows: list[list[str]] = []
    filled = 0
    for line in range(start, end):
        text = _line(state, line).strip()
        if not text or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if any(stop(state, line, end, True) for stop in stops):
            break
        row = _cells(text)
        filled += width - len(row)
        if filled > _MOST_FILLED:
            break
        rows.append((row + [""] * (width - len(row)))[:width])
    state.parentType = outer
    return rows


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _sides(state: StateBlock, line: int) -> list[str]:
    """The sides that the line below the head gives its columns; none when it is no such line."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return []
    return _sides_in(_line(state, line))


def _sides_in(text: str) -> list[str]:
    if not _RULE.fullmatch(text):
        return []
    columns = [column.strip() for column in text.split("|")]
    given = columns[not columns[0] : len(columns) - (not columns[-1])]
    found = [_COLUMN.fullmatch(column) for column in given]
    return [_SIDES[column[1], column[2]] for column in found if column] if all(found) else []


def _cells(text: str) -> list[str]:
    parts = text.split("|") if "\\" not in text else [part.replace("\\|", "|") for part in _PIPE.split(text)]
    first, last = not parts[0], len(parts) > 1 and not parts[-1]
    return [part.strip() for part in parts[first : len(parts) - last]]
