"""Entries that are to be confirmed, since between two versions of a plan what they lean on changed in meaning.

change ─▶ causes: entries that are gone, or mean something else ─ leaning on them before and after ─▶ suspects

What was put right with the change is not suspect: an entry that is new, or leans on something else now. Whether one
was confirmed depends on days, and is asked where they are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from kamgen.compare.entries import PlanEntry, Values, entries_of, identity_of_key, label_of_key
from kamgen.facts.leaning import (
    LEANING,
    PEOPLE,
    LeansOn,
    changed_meaning,
    is_confirmed,
    is_leaning,
    leans,
    means_same,
    same_person,
)
from kamgen.model.change import ChangeKind, EntryChange, FieldChange, PlanChange, Suspect
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan

_ON = frozenset(relation.on for relation in LEANING)
_LABELS = {"decides": "decision maker", "in year": "close date"}


class Cause(NamedTuple):
    """An entry that changed in meaning."""

    group: str
    before: Values
    change: EntryChange
    """With the values alone that changed in meaning."""


def suspects_of(
    before: Plan, after: Plan, change: PlanChange, as_of: date, calendar: FiscalCalendar
) -> tuple[Suspect, ...]:
    """The entries of ``after`` that are to be confirmed after a change, in the order of `LEANING`."""
    causes = list(_causes(before, after, change))
    formers = {(edit.group, edit.title): edit.former or edit.title for edit in change.entries}
    found: dict[tuple[str, str, int], Suspect] = {}
    for relation, cause in product(LEANING, causes):
        for entry in entries_of(after, relation.group) if relation.on == cause.group else ():
            now, title = entry.values, identity_of_key(relation.group).title(entry.values)
            former = formers.get((relation.group, title))
            was = now if former is None else _named(before, relation.group, former)
            is_itself = (relation.group, title) == (cause.group, cause.change.title)
            if was is None or is_itself or not is_leaning(relation.group, now, as_of):
                continue
            if all(leans(relation, each, cause.before, calendar) for each in (was, now)):
                suspect = _suspect(relation, title, entry, cause, after)
                found.setdefault((relation.group, entry.key, id(cause)), suspect)
    return tuple(found.values())


def unconfirmed(
    found: tuple[Suspect, ...], change: PlanChange, since: date, day: date, as_of: date
) -> tuple[Suspect, ...]:
    """Those that the change itself, which came about between ``since`` and ``day``, did not confirm."""
    renewed = {
        (edit.group, edit.title) for edit in change.entries for field in edit.fields if field.field == "confirmed"
    }
    return tuple(
        each
        for each in found
        if not is_confirmed(each.confirmed, since if (each.group, each.title) in renewed else day, as_of)
    )


def _named(plan: Plan, group: str, title: str) -> Values | None:
    """The first entry of a group with that title."""
    entries = (entry.values for entry in entries_of(plan, group))
    return next((values for values in entries if identity_of_key(group).title(values) == title), None)


def _causes(before: Plan, after: Plan, change: PlanChange) -> Iterator[Cause]:
    for edit in change.entries:
        if not edit.group:
            yield from _former_owner(before, after, edit)
        if edit.group not in _ON or edit.kind is ChangeKind.ADDED:
            continue
        was = _named(before, edit.group, edit.former or edit.title)
        if was is None or (edit.kind is ChangeKind.REMOVED and _alike(edit, edit.title, after)):
            continue
        fields = changed_meaning(edit, was, _named(after, edit.group, edit.title))
        if fields is not None and not (fields and _is_twin(edit, fields, was, before, after)):
            yield Cause(edit.group, was, edit._replace(fields=fields or edit.fields))


def _alike(edit: EntryChange, named: str, plan: Plan, said: Values = MappingProxyType({})) -> list[Values]:
    """The entries of that name, however it is spelt, that say what is ``said``; the owner is one of us."""
    alike = same_person if edit.group in PEOPLE else means_same
    entries = [entry.values for entry in entries_of(plan, edit.group)]
    entries += [{"name": plan.front.owner}] if edit.group == "team" else []
    entries = [values for values in entries if all(values.get(key) == value for key, value in said.items())]
    return [values for values in entries if alike(named, identity_of_key(edit.group).title(values))]


def _is_twin(edit: EntryChange, fields: tuple[FieldChange, ...], was: Values, before: Plan, after: Plan) -> bool:
    """Whether as many entries of the name still say what one does no more: then twins have changed their places."""
    said, name = {field.field: was[field.field] for field in fields}, edit.former or edit.title
    return len(_alike(edit, name, after, said)) >= len(_alike(edit, name, before, said))


def _former_owner(before: Plan, after: Plan, edit: EntryChange) -> Iterator[Cause]:
    """Who answered for the account, and is nobody of ours any more; one of the team is told as that."""
    for field in edit.fields:
        named = [after.front.owner, *(row.name for row in (*before.front.team, *after.front.team))]
        if field.field == "owner" and field.was and not any(same_person(name, field.was) for name in named):
            yield Cause("team", {"name": field.was}, edit._replace(fields=(field,)))


def _suspect(relation: LeansOn, title: str, entry: PlanEntry, cause: Cause, after: Plan) -> Suspect:
    key = entry.key if entry.key.startswith("@") else f"{entry.key}.{relation.field}"
    until = entry.values["date"] if relation.group == "reviews" else None
    noun = identity_of_key(relation.group).noun
    label = _LABELS.get(relation.how) or label_of_key(relation.field)
    place = relation.group, noun, title, after.at(key).line
    return Suspect(*place, relation.field, label, cause.change, until, entry.values["confirmed"])
