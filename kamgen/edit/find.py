"""The entry that is meant by a name, or by a part of one that no other entry has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kamgen.edit.kinds import EntryKind
from kamgen.model.errors import EditError
from kamgen.model.fields import folded
from kamgen.model.places import short_text
from kamgen.model.plan import Plan
from kamgen.text.suggestions import nearest

_MOST_LISTED = 8


class Entry(NamedTuple):
    """A row of the front matter, or a task of the prose."""

    name: str
    line: int
    number: int | None
    """The row's number among those that could be read; None for a task."""
    closed: str = ""
    """How it was closed: ``kept on 2026-06-21``; empty while it is open."""


def plan_entries(plan: Plan, kind: EntryKind, tasks: bool = False) -> tuple[Entry, ...]:
    """The rows of a plan's group and, for actions with ``tasks``, the tasks of its prose."""
    found = []
    for number, row in enumerate(getattr(plan.front, kind.group)):
        days = ((key, getattr(row, key)) for key in kind.closing)
        closed = next((f"{key} on {day}" for key, day in days if day is not None), "")
        line = plan.at(f"{kind.group}[{number}]").line
        found.append(Entry(getattr(row, kind.naming), line, number, closed))
    for task in plan.body.actions if tasks and kind.group == "actions" else ():
        closed = "it is ticked" if task.ticked or task.action.done else ""
        found.append(Entry(task.action.action, task.line, None, closed))
    return tuple(found)


def by_name(plan: Plan, kind: EntryKind, name: str) -> Entry | None:
    """The entry of that very name, case aside, that is not closed; None when there is none.

    Raises `EditError` for several, and for a task of the prose.
    """
    open_ones = [entry for entry in plan_entries(plan, kind, tasks=True) if not entry.closed]
    found = [entry for entry in open_ones if folded(entry.name) == folded(name)]
    if len(found) > 1:
        raise EditError(
            f"several {kind.group} are called `{short_text(name)}`", f"change one by hand: {_listed(found)}"
        )
    if found and found[0].number is None:
        raise EditError(
            f"`{short_text(found[0].name)}` is a task of the prose",
            f"change it by hand in line {found[0].line}, or close it with `--done`",
        )
    return found[0] if found else None


def by_part(plan: Plan, kind: EntryKind, name: str, needed: bool) -> Entry | None:
    """The one open entry that is called so, begins so, or has a word that does; None for none, unless it is ``needed``.

    Raises `EditError` for several.
    """
    known = plan_entries(plan, kind, tasks=needed)
    for fits in FITS:
        found = [entry for entry in known if not entry.closed and fits(folded(entry.name), folded(name))]
        if len(found) > 1:
            alike = len({folded(entry.name) for entry in found}) == 1
            ask = "they have the same name; give one of them another by hand" if alike else "write more of the name"
            raise EditError(f"`{short_text(name)}` fits several {kind.group}", f"{ask}: {_listed(found)}")
        if found:
            return found[0]
    if needed:
        raise _none(kind, name, known)
    return None


def _has_words(name: str, part: str) -> bool:
    return bool(part) and f" {part}" in f" {name}"


FITS: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.startswith, _has_words)
"""How a folded name fits what was written, closest first: the whole, its beginning, the beginning of a word in it."""


def _none(kind: EntryKind, name: str, known: Sequence[Entry]) -> EditError:
    for entry in known:
        if entry.closed and folded(name) in folded(entry.name):
            message = f"`{short_text(entry.name)}` was closed already: {entry.closed} (line {entry.line})"
            return EditError(message, "change it by hand if that is wrong")
    open_ones = [entry for entry in known if not entry.closed]
    near = nearest(name, [entry.name for entry in open_ones], 0.4)
    asked = f"did you mean `{short_text(near)}`? " if near else ""
    what = f"open {kind.name}" if kind.closing else kind.name
    listing = f"there is {_listed(open_ones)}" if open_ones else f"this plan has no {what} at all"
    return EditError(f"there is no {what} `{short_text(name)}`", asked + listing)


def _listed(found: Sequence[Entry]) -> str:
    names = [f"`{short_text(entry.name)}` (line {entry.line})" for entry in found[:_MOST_LISTED]]
    more = len(found) - _MOST_LISTED
    return ", ".join([*names, *([f"and {more} more"] if more > 0 else [])])
