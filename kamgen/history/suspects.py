"""Entries of a plan that are to be confirmed, from its versions: what they lean on changed, and nobody answered yet.

    versions, oldest first   a1 ── b2 the need says something else ── c3 the deal is edited ── the plan as it is
    to be confirmed              the deal, since b2 ─────────────────┘ no more

What was changed back is not told: what is left is held against the plan as it is once more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.compare.suspects import suspects_of
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
    revision: PlanRevision | None
    """None for what is not committed: that answers, and raises nothing, since it has no day yet."""


_Raised = dict[tuple[str, str], list[tuple[Step, Suspect]]]
"""What is to be confirmed, by group and title of the entry, the oldest first."""


def suspects_over(
    plan: Plan, steps: Sequence[Step], compare: Callable[[Plan, Plan], PlanChange], calendar: FiscalCalendar
) -> tuple[ToConfirm, ...]:
    """What is to be confirmed in ``plan`` after ``steps``, oldest first, the newest change first."""
    raised: _Raised = {}
    for step in steps:
        raised = _unanswered(raised, step)
        if step.revision is not None:
            for each in suspects_of(step.before, step.after, step.change, step.revision.day, calendar):
                raised.setdefault((each.group, each.title), []).append((step, each))
    found: list[ToConfirm] = []
    for base in {id(told[0][0]): told[0][0] for told in raised.values()}.values():
        for suspect in suspects_of(base.before, plan, compare(base.before, plan), date.min, calendar):
            told = raised.get((suspect.group, suspect.title), ())
            if told and told[0][0] is base:
                found.append(_to_confirm(suspect, told))
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def _to_confirm(suspect: Suspect, told: Sequence[tuple[Step, Suspect]]) -> ToConfirm:
    """With who changed last on what it leans, and when."""
    cause = suspect.on.group, suspect.on.title
    same = [step for step, each in told if (each.on.group, each.on.title) == cause]
    revision = (same or [step for step, _ in told])[-1].revision
    assert revision is not None
    return ToConfirm(revision.day, revision.written, suspect)


def _unanswered(raised: _Raised, step: Step) -> _Raised:
    """What is still to be confirmed after a step, by what each entry is called then."""
    edits = {(edit.group, edit.former or edit.title): edit for edit in step.change.entries}
    left: _Raised = {}
    for (group, title), told in raised.items():
        edit = edits.get((group, title))
        if still := [each for each in told if edit is None or not settles(edit)]:
            left[group, edit.title if edit else title] = still
    return left
