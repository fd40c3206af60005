"""The entries of a plan's groups, wherever they are written: lists, a mapping, single groups, task lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kamgen.compare.fields import Field, Sort, Values, fields_of, values_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import join_key
from kamgen.model.plan import Plan

TICKED = "ticked"
"""Stands for the day on which a ticked task was done, where the task does not say it."""


class PlanEntry(NamedTuple):
    """One entry."""

    key: str
    """Where it stands (see `Plan.at`)."""
    values: Values


class EntryGroup(NamedTuple):
    """The entries of one group of a plan."""

    key: str
    """As plans write it; empty for the plan's own fields."""
    fields: tuple[Field, ...]
    sort: Sort
    """`Sort.ROWS`, `Sort.TABLE`, or `Sort.GROUP` for what stands once."""
    entries: list[PlanEntry]

    @property
    def alone(self) -> bool:
        """Whether it stands once."""
        return self.sort is Sort.GROUP


_OWN = tuple(field for field in fields_of(FrontMatter) if field.sort not in (Sort.GROUP, Sort.ROWS, Sort.TABLE))
_GROUPS = tuple(field for field in fields_of(FrontMatter) if field not in _OWN)
_INNER = {
    field.key: tuple(inner for inner in fields_of(field.record) if inner.sort is Sort.ROWS)
    for field in _GROUPS
    if field.record
}
"""Lists within groups that stand once."""


def pairs_of_groups(before: Plan, after: Plan) -> Iterator[tuple[EntryGroup, EntryGroup]]:
    """The groups of two plans that are not the same in both, in the order of plans; the plans' own fields first."""
    one, other = before.front, after.front
    if any(getattr(one, field.name) != getattr(other, field.name) for field in _OWN):
        yield _own(before), _own(after)
    for field in _GROUPS:
        if field.key == "actions":
            if _steps(before) != _steps(after):
                yield _actions(before, field), _actions(after, field)
        elif getattr(one, field.name) != getattr(other, field.name):
            yield from zip(_groups(before, field), _groups(after, field), strict=True)


def _own(plan: Plan) -> EntryGroup:
    values = {field.key: getattr(plan.front, field.name) for field in _OWN}
    return EntryGroup("", _OWN, Sort.GROUP, [PlanEntry("", values)])


def _groups(plan: Plan, field: Field) -> Iterator[EntryGroup]:
    """The group of a field, and the lists within it."""
    value = getattr(plan.front, field.name)
    if field.record is None:
        yield _table(plan, field)
        return
    inner = _INNER[field.key]
    plain = tuple(each for each in fields_of(field.record) if each not in inner)
    if field.sort is Sort.ROWS:
        entries = [PlanEntry(f"{field.key}[{number}]", values_of(row)) for number, row in enumerate(value)]
        yield EntryGroup(field.key, fields_of(field.record), Sort.ROWS, entries)
        return
    yield EntryGroup(field.key, plain, Sort.GROUP, [] if value is None else [PlanEntry(field.key, values_of(value))])
    for each in inner:
        assert each.record is not None
        key = f"{field.key}.{each.key}"
        found = () if value is None else getattr(value, each.name)
        entries = [PlanEntry(f"{key}[{number}]", values_of(row)) for number, row in enumerate(found)]
        yield EntryGroup(key, fields_of(each.record), Sort.ROWS, entries)


def _table(plan: Plan, field: Field) -> EntryGroup:
    entries = [
        PlanEntry(join_key((field.key, name)), {"name": name, "state": str(state)})
        for name, state in getattr(plan.front, field.name).items()
    ]
    return EntryGroup(field.key, _TABLE, Sort.TABLE, entries)


_TABLE = (Field("state", "state", "state", Sort.WORD, None, None),)


def _steps(plan: Plan) -> tuple[object, ...]:
    return plan.front.actions, [(found.action, found.ticked) for found in plan.body.actions]


def _actions(plan: Plan, field: Field) -> EntryGroup:
    """Next steps: those of the front matter, then the prose's task lists."""
    assert field.record is not None
    ticked = {f"@{found.line}:1" for found in plan.body.actions if found.ticked and found.action.done is None}
    entries = [
        PlanEntry(key, {**values_of(action), "done": TICKED} if key in ticked else values_of(action))
        for key, action in plan.actions()
    ]
    return EntryGroup("actions", fields_of(field.record), Sort.ROWS, entries)
