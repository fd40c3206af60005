"""Records made by hand, from Python's own values or from YAML, through the binder that reads plans."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as Table
from typing import Any, TypeVar

from msgspec import Struct, structs

from kamgen.model.fields import Record
from kamgen.model.places import Lines, Places, lines_of
from kamgen.parse.binder import Binder
from kamgen.parse.plan import plan_binder
from kamgen.source.nodes import Mapping, Node, Scalar, Sequence
from kamgen.source.yaml import read_yaml

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def replace(value: T, **changes: Any) -> T:
    """The same value with other fields, whether it is a Struct, a NamedTuple or a dataclass."""
    if isinstance(value, tuple):
        changed: T = value._replace(**changes)  # type: ignore[attr-defined]
        return changed
    with_changes: Any = structs.replace if isinstance(value, Struct) else dataclasses.replace
    return with_changes(value, **changes)  # type: ignore[no-any-return]


def node_of(value: object) -> Node:
    """A value as it would stand in a file."""
    if isinstance(value, dict):
        return Mapping([(Scalar(str(key), 0, 0), node_of(item)) for key, item in value.items()], 0, 1)
    if isinstance(value, list | tuple):
        return Sequence([node_of(item) for item in value], 0, 1)
    if value is None or isinstance(value, bool):
        return Scalar("" if value is None else str(value).lower(), 0, 0)
    return Scalar(str(value), 0, 1)


def record_of(kind: type[R], given: Table[str, Any]) -> R:
    """A record of values that nothing is wrong with."""
    binder = Binder("a record", Lines(1), {}, {})
    found = binder.bind(kind, mapping_of(dict(given)))
    assert binder.found() == ()
    return found


def mapping_of(given: dict[str, Any]) -> Mapping:
    """A mapping as it would stand in a file."""
    node = node_of(given)
    assert isinstance(node, Mapping)
    return node


def places_in(front: str) -> Places:
    """Where the keys of a YAML text stand, which begins at the second line of its file."""
    lines = lines_of(front, 2)
    return plan_binder(lines, "").places(_root(front, lines))


def bound(kind: type[R], head: dict[str, Any], front: str) -> tuple[R, Places]:
    """What the YAML of ``front``, laid over ``head``, says without a mistake, and where."""
    lines = lines_of(front, 2)
    binder = plan_binder(lines, "")
    found = binder.bind(kind, Mapping([*mapping_of(head).pairs, *_root(front, lines).pairs], 0, 0))
    assert binder.left_out == {}
    assert "FMT002" not in {code for code, _ in binder.found()}
    return found, places_in(front)


def _root(front: str, lines: Lines) -> Mapping:
    root = read_yaml(front, lines).root or Mapping([], 0, 0)
    assert isinstance(root, Mapping)
    return root
