"""Rows and fields in YAML and in JSON, which is YAML in brackets: what to replace, by libyaml's own places.

All offsets count from the beginning of the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import yaml

from kamgen.edit.block import Style, below, end_of, row_lines, style_of
from kamgen.edit.flow import into_flow
from kamgen.edit.sheet import Splice
from kamgen.edit.values import Given, Row, json_pairs, json_value, yaml_pairs, yaml_value
from kamgen.model.errors import EditError
from kamgen.model.front import FrontMatter
from kamgen.model.places.composed import root_of

_ORDER = tuple(FrontMatter.model_fields)
_SPECIAL = re.compile(r"[&*!]|<<")
_NOTHING = re.compile(r"\[ *\]|~|null|Null|NULL")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Front(NamedTuple):
    """A front matter, and how things are written in its language."""

    text: str
    root: yaml.MappingNode | None
    pairs: Callable[[Row], list[str]]
    value: Callable[[Given], str]
    quote: str

    def node(self, key: str) -> tuple[yaml.Node, yaml.Node] | None:
        """A key of the front matter and its value."""
        return _pair(self.root, key) if self.root is not None else None


def add_row(text: str, language: str, group: str, row: Row) -> list[Splice]:
    """What makes ``row`` the last one of a group. Raises `EditError`."""
    front = _front(text, language)
    found = front.node(group)
    if found is None:
        return _new_group(front, group, row)
    key, value = found
    _refuse_special(text, key.end_mark.index, value.start_mark.index + 1)
    if isinstance(value, yaml.SequenceNode) and value.value:
        _refuse_special(text, value.value[-1].start_mark.index, end_of(text, value))
        return _into_list(front, value, row)
    if value.start_mark.index == value.end_mark.index or _NOTHING.fullmatch(_written(text, value)):
        return _first_row(front, key, value, row)
    if isinstance(value, yaml.SequenceNode):
        return into_flow(text, value.start_mark.index, None, _braces(front, row))
    raise EditError(f"`{group}` holds something else than a list of rows", "make it a list first: one row a line")


def set_fields(text: str, language: str, group: str, number: int, row: Row) -> list[Splice]:
    """What gives the fields of ``row`` to a group's row of that number (as written, from 0). Raises `EditError`."""
    front = _front(text, language)
    found = front.node(group)
    entry = found[1].value[number] if found and isinstance(found[1], yaml.SequenceNode) else None
    if found is None or not isinstance(entry, yaml.MappingNode) or not entry.value:
        raise EditError(f"the row of `{group}` is not written as keys and values", "change it by hand")
    _refuse_special(text, found[0].end_mark.index, found[1].start_mark.index + 1)
    _refuse_special(text, entry.start_mark.index, end_of(text, entry))
    new = {key: given for key, given in row.items() if _pair(entry, key) is None}
    changed = [_replaced(front, entry, key, given) for key, given in row.items() if key not in new]
    return [*changed, *(_more_fields(front, entry, new) if new else ())]


def _front(text: str, language: str) -> _Front:
    root = root_of(text)
    if not (isinstance(root, yaml.MappingNode) or (root is None and _is_blank(text))):
        raise EditError("the front matter cannot be taken apart safely")
    if language == "json":
        return _Front(text, root, json_pairs, json_value, '"')
    return _Front(text, root, yaml_pairs, yaml_value, "")


def _is_blank(text: str) -> bool:
    return all(not row.strip() or row.lstrip().startswith("#") for row in text.split("\n"))


def _pair(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    found = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode) and pair[0].value == key]
    if len(found) > 1:
        raise EditError(f"`{key}` is written twice", "write it once, and log again")
    return found[0] if found else None


def _new_group(front: _Front, group: str, row: Row) -> list[Splice]:
    text, root = front.text, front.root
    if root is not None and root.flow_style:
        thing = f"{front.quote}{group}{front.quote}: [{_braces(front, row)}]"
        last = root.value[-1] if root.value else None
        place = (last[0].start_mark.index, end_of(text, last[1])) if last else None
        return into_flow(text, root.start_mark.index, place, thing)
    column = root.start_mark.column if root is not None else 0
    where = _place_for(front, group, column)
    style = _style_around(front, " " * column)
    return [Splice(where, where, f"{' ' * column}{group}:\n{row_lines(row, style)}")]


def _place_for(front: _Front, group: str, column: int) -> int:
    """Below the key that comes before ``group`` in the format's order; above all others when there is none."""
    if front.root is None:
        return len(front.text)
    earlier = _ORDER[: _ORDER.index(group)]
    ranked = [(earlier.index(key.value), key, value) for key, value in front.root.value if key.value in earlier]
    if not ranked:
        return front.text.rfind("\n", 0, front.root.start_mark.index) + 1
    _, key, value = max(ranked, key=lambda found: found[0])
    return below(front.text, max(key.end_mark.index, end_of(front.text, value)), column)


def _style_around(front: _Front, indent: str) -> Style:
    """The style of the front matter's last block list of rows."""
    lists = [value for _, value in front.root.value if _is_block_of_rows(value)] if front.root is not None else []
    return style_of(front.text, lists[-1]) if lists else Style(f"{indent}  ")


def _is_block_of_rows(node: yaml.Node) -> bool:
    return (
        isinstance(node, yaml.SequenceNode)
        and not node.flow_style
        and bool(node.value)
        and isinstance(node.value[-1], yaml.MappingNode)
    )


def _into_list(front: _Front, rows: yaml.SequenceNode, row: Row) -> list[Splice]:
    if rows.flow_style:
        last = rows.value[-1]
        place = (last.start_mark.index, last.end_mark.index)
        return into_flow(front.text, rows.start_mark.index, place, _braces(front, row))
    style = style_of(front.text, rows)
    where = below(front.text, end_of(front.text, rows), len(style.indent))
    return [Splice(where, where, row_lines(row, style))]


def _first_row(front: _Front, key: yaml.Node, value: yaml.Node, row: Row) -> list[Splice]:
    """A row for a key that holds nothing; what says so (``[]``, ``~``) makes room in block YAML."""
    start, end = value.start_mark.index, value.end_mark.index
    if front.root is not None and front.root.flow_style:
        return [Splice(start, end, f"{_gap(front.text, value)}[{_braces(front, row)}]")]
    column = key.start_mark.column
    where = below(front.text, end, column)
    cleared = [Splice(front.text.index(":", key.end_mark.index) + 1, end, "")] if start != end else []
    return [*cleared, Splice(where, where, row_lines(row, _style_around(front, " " * column)))]


def _replaced(front: _Front, entry: yaml.MappingNode, key: str, given: Given) -> Splice:
    found = _pair(entry, key)
    if found is None or found[1].start_mark.line != found[1].end_mark.line or not _is_single(found[1]):
        raise EditError(f"`{key}` is written over several lines", "change it by hand")
    start, end = found[1].start_mark.index, found[1].end_mark.index
    return Splice(start, end, _gap(front.text, found[1]) + front.value(given))


def _gap(text: str, value: yaml.Node) -> str:
    """What is needed between a colon and what follows, when the value is empty as yet."""
    start = value.start_mark.index
    return " " if start == value.end_mark.index and text[start - 1] == ":" else ""


def _is_single(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) or (isinstance(node, yaml.CollectionNode) and bool(node.flow_style))


def _more_fields(front: _Front, entry: yaml.MappingNode, row: Row) -> list[Splice]:
    text, (key, value) = front.text, entry.value[-1]
    end = max(key.end_mark.index, end_of(text, value))
    if entry.flow_style:
        place = (key.start_mark.index, end)
        return into_flow(text, entry.start_mark.index, place, ", ".join(front.pairs(row)))
    indent, where = " " * key.start_mark.column, below(text, end)
    return [Splice(where, where, "".join(f"{indent}{pair}\n" for pair in front.pairs(row)))]


def _braces(front: _Front, row: Row) -> str:
    return f"{{{', '.join(front.pairs(row))}}}"


def _written(text: str, node: yaml.Node) -> str:
    return text[node.start_mark.index : node.end_mark.index]


def _refuse_special(text: str, start: int, end: int) -> None:
    """Anchors, aliases, tags and merge keys say one thing in several places.

    What an alias stands for begins elsewhere, so that ``end`` lies before ``start``.
    """
    special = partial(_is_special, start=start, end=end)
    if end < start or (_SPECIAL.search(text, start, end) and any(map(special, yaml.scan(text, Loader=_LOADER)))):
        raise EditError("an anchor, alias, tag or merge key (`&`, `*`, `!`, `<<`) is in the way")


def _is_special(token: yaml.Token, start: int, end: int) -> bool:
    kinds = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)
    merges = isinstance(token, yaml.ScalarToken) and token.value == "<<"
    return start <= token.start_mark.index < end and (isinstance(token, kinds) or merges)
