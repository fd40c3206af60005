"""Waivers: criteria that a plan says do not apply to it, and whether that still holds.

A waiver needs a reason and may have a last day. `kamgen.check` applies it, and finds those that waive nothing,
since that takes the outcomes of all other rules.
"""

from __future__ import annotations

from functools import partial

from kamgen.model.choices import Severity
from kamgen.model.context import Context
from kamgen.model.plan import Fault, Plan
from kamgen.model.rule import Example, Family, Outcome, Rule, faulty
from kamgen.rules.collected import collected


def _not_expired(plan: Plan, context: Context) -> Outcome:
    faults = tuple(
        Fault(
            f"waive[{number}].until",
            f"the waiver of {waiver.rule} ended on {waiver.until}, and the criterion counts again",
            "a later `until` once that is agreed, or take the waiver out",
        )
        for number, waiver in enumerate(plan.front.waive)
        if waiver.until and waiver.until < context.as_of
    )
    return faulty(faults, "no waiver has ended")


RULES: tuple[Rule, ...] = (
    Rule(
        code="WVR001",
        name="waiver-expired",
        element=Family.WAIVERS,
        severity=Severity.ERROR,
        weight=0,
        summary="Fires when the last day of a waiver is over",
        rationale=(
            "A waiver is a decision for a time: the client's policy may change, and so may the person who approved it. "
            "When its day has passed somebody has to decide again, and until then the criterion counts."
        ),
        good=Example("waive: [{rule: FBK003, reason: Their policy forbids written surveys, until: 2027-03-31}]"),
        bad=Example("waive: [{rule: FBK003, reason: Their policy forbids written surveys, until: 2026-03-31}]"),
        check=_not_expired,
    ),
    Rule(
        code="WVR002",
        name="waiver-unused",
        element=Family.WAIVERS,
        severity=Severity.WARNING,
        weight=0,
        summary="Fires when what a waiver excuses is met or does not apply, or cannot be waived",
        rationale=(
            "A waiver that excuses nothing hides the gap of tomorrow: the day the criterion slips, nobody is told. It "
            "has done its work and can go."
        ),
        good=Example(
            "waive: [{rule: CRM001, reason: The client is not in our CRM until the merger, until: 2027-03-31}]"
        ),
        bad=Example(
            "crm: {system: Salesforce, id: 0015g00000XyZ}\n"
            "waive: [{rule: CRM001, reason: The client is not in our CRM until the merger, until: 2027-03-31}]"
        ),
        check=partial(collected, code="WVR002", fine="every waiver excuses a gap"),
    ),
)
