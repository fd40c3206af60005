"""Lines more in block YAML, in the style of those around them."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from kamgen.edit.values import Row, yaml_pairs, yaml_row

_DASH = re.compile(r"( *)-( +)")
_COMMENT = re.compile(r"( *)#[^\n]*(?:\n|\Z)")


class Style(NamedTuple):
    """How rows of a list are written."""

    indent: str = "  "
    """What stands before the dash."""
    gap: str = " "
    """What stands behind it."""
    braces: bool = True
    """Whether a row is one line in braces."""


def style_of(text: str, rows: yaml.SequenceNode) -> Style:
    """The style of a block list's last row."""
    last = rows.value[-1]
    start = last.start_mark.index
    found = _DASH.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
    braces = not (isinstance(last, yaml.MappingNode) and not last.flow_style)
    return Style(found[1], found[2], braces) if found else Style(" " * rows.start_mark.column, " ", braces)


def row_lines(row: Row, style: Style) -> str:
    """A row of a block list, with its line ends."""
    first = f"{style.indent}-{style.gap}"
    if style.braces:
        return f"{first}{yaml_row(row)}\n"
    return first + f"\n{' ' * len(first)}".join(yaml_pairs(row)) + "\n"


def below(text: str, end: int, column: int | None = None) -> int:
    """Where the line below the one of ``end`` begins.

    With ``column``, below the comments too that are deeper than that: they belong to what stands above.
    """
    position = text.find("\n", end) + 1 or len(text)
    while column is not None and (found := _COMMENT.match(text, position)) and len(found[1]) > column:
        position = found.end()
    return position


def end_of(text: str, node: yaml.Node) -> int:
    """Where what is written of a node ends: libyaml has blocks end where the next thing begins."""
    end: int = node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(end_of(text, part) for part in (last if isinstance(last, tuple) else (last,)))
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip("\n "))
    return end
