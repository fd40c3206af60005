"""Entries of a plan that are to be confirmed, from its versions: what they lean on changed, and nobody answered yet.

    versions, oldest first   a1 ── b2 the need says something else ── c3 the deal is edited ── the plan as it is
    to be confirmed              the deal, since b2 ─────────────────┘ no more

What was changed back is not told: what is left is held against the plan as it is once more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.compare.suspects import Span, suspects_of
from kamgen.facts.leaning import settles
from kamgen.history.plan_history import PlanRevision
from kamgen.model.account_history import ToConfirm
from kamgen.model.change import PlanChange, Suspect
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan


class Step(NamedTuple):
    """From one version of a plan to the next."""

    before: Plan
    after: Plan
    change: PlanChange
    since: date
    """The day of the version before."""
    revision: PlanRevision | None
    """None for what is not committed: that answers, and raises nothing, since it has no day yet."""


class _Raised(NamedTuple):
    step: Step
    suspect: Suspect


_Entry = tuple[str, str]
"""Group and title."""
_NEVER = Span(date.max, date.max)


def suspects_over(
    plan: Plan, steps: Sequence[Step], compare: Callable[[Plan, Plan], PlanChange], calendar: FiscalCalendar
) -> tuple[ToConfirm, ...]:
    """What is to be confirmed in ``plan`` after ``steps``, oldest first, the newest change first."""
    raised: dict[_Entry, list[_Raised]] = {}
    for step in steps:
        raised = _unanswered(raised, step)
        revision = step.revision
        if revision is None:
            continue
        span = Span(step.since, min(revision.day, revision.written.date))
        for each in suspects_of(step.before, step.after, step.change, span, revision.day, calendar):
            raised.setdefault((each.group, each.title), []).append(_Raised(step, each))
    found: list[ToConfirm] = []
    for base in {id(each[0].step): each[0].step for each in raised.values()}.values():
        standing = suspects_of(base.before, plan, compare(base.before, plan), _NEVER, date.min, calendar)
        for suspect in standing:
            told = raised.get((suspect.group, suspect.title), ())
            if told and told[0].step is base:
                found.append(_to_confirm(suspect, told))
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def _to_confirm(suspect: Suspect, told: Sequence[_Raised]) -> ToConfirm:
    """With who changed last on what it leans, and when."""
    cause = suspect.on.group, suspect.on.title
    same = [each for each in told if (each.suspect.on.group, each.suspect.on.title) == cause]
    revision = (same or told)[-1].step.revision
    assert revision is not None
    return ToConfirm(revision.day, revision.written, suspect)


def _unanswered(raised: dict[_Entry, list[_Raised]], step: Step) -> dict[_Entry, list[_Raised]]:
    """What is still to be confirmed after a step, by what each entry is called then."""
    edits = {(edit.group, edit.former or edit.title): edit for edit in step.change.entries} if raised else {}
    left: dict[_Entry, list[_Raised]] = {}
    for entry, told in raised.items():
        edit = edits.get(entry)
        if edit is None:
            left[entry] = told
            continue
        open_ones = [each for each in told if not settles(edit, _day(each.step))]
        if open_ones:
            left[entry[0], edit.title] = open_ones
    return left


def _day(step: Step) -> date:
    return min(step.revision.day, step.revision.written.date) if step.revision else step.since
