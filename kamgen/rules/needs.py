"""Lens: needs. What the client wants to accomplish is asked and confirmed before anything is offered.

    needs ─┬─ any                                        NED001
           ├─ each ─ confirmed how long ago              NED002
           └─ any that the client does not state itself  NED004
    open opportunities ─ each ─ the need it answers ─ confirmed?  NED003

An opportunity names its need, or the need names the opportunity or its offering as `met_by`: one of the two is enough.
A prospect has needs as well as a client has; of a lost account nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kamgen.facts.pipeline import Opened
from kamgen.facts.promises import is_confirmed, needs_answered
from kamgen.facts.prose import says_enough
from kamgen.model.enums import NeedKind
from kamgen.model.front_matter import Need, Opportunity
from kamgen.rules.declare import (
    CLIENT,
    OPEN_OPPORTUNITIES,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_each,
    judge_rows,
    met,
    needing,
    not_applicable,
    with_open_opportunities,
)
from kamgen.text.suggestions import did_you_mean
from kamgen.text.words import counted

rule = RuleFamily(Family.NEEDS, asks=CLIENT)

_NONE_YET = not_applicable("no need is written yet: NED001 asks for one", "needs")


def _needs(plan: Plan, _context: Context) -> tuple[Need, ...]:
    return plan.front.needs


with_needs = needing(_needs, _NONE_YET)


@rule(
    "NED001",
    "needs-assessed",
    summary="At least one need of the client is written",
    rationale=(
        "Selling skills calls it malpractice to prescribe before the patient was examined: orders are lost and "
        "clients too when sellers offer what does not quite fit. The assessment begins with what the client wants "
        "to accomplish, early, and not with what it says it wants to buy."
    ),
    good=Example("needs:\n  - {need: Fewer line stops, kind: stated}"),
    bad=Example("needs: []"),
)
def needs_assessed(plan: Plan, context: Context) -> Outcome:
    said = [row.need for row in plan.front.needs if says_enough(row.need, context.site)]
    if said:
        return met(f"{counted(len(said), 'need')} of the client written", "needs")
    if plan.front.needs:
        least = context.site.checklist.words.entries
        return gap(
            f"the need “{plan.front.needs[0].need}” has fewer than {least} real words",
            "needs[0].need",
            "write what the client wants to accomplish, in its own words",
        )
    return gap(
        "no need of the client is written",
        "needs",
        "ask the client what it wants to accomplish, and add a `need` in its words, with `kind` and `confirmed`, "
        "under `needs`",
    )


@rule(
    "NED002",
    "needs-confirmed",
    rows="needs",
    summary="The client confirmed each need within its cadence (`confirmed_every`, 6 months by default)",
    rationale=(
        "What was true in spring may be solved, forgotten or forbidden by autumn. Selling skills has each need "
        "confirmed with the client, and again and again in long selling cycles."
    ),
    good=Example("needs:\n  - {need: Fewer line stops, confirmed: 2026-05-20}"),
    bad=Example("needs:\n  - {need: Fewer line stops, confirmed: 2026-05-19}"),
)
@with_needs
def needs_confirmed(_plan: Plan, context: Context, needs: tuple[Need, ...]) -> Outcome:
    rows = [
        (
            f"needs[{number}].confirmed" if row.confirmed else f"needs[{number}]",
            f"the need “{row.need}”",
            row.confirmed,
        )
        for number, row in enumerate(needs)
    ]
    write = "go through the needs with the client, and write the day beside each as `confirmed`"
    return judge_each(rows, counted(len(rows), "need"), "confirmed", context.cadences.confirmed_every, context, write)


@rule(
    "NED003",
    "solution-after-need",
    summary="Each open opportunity answers a need (`need`, or the need's `met_by`) that the client has confirmed",
    rationale=(
        "No proposal, no quote, no advice before the need is known and confirmed, says Selling skills. An "
        "opportunity without one is ours, not the client's, and tends to stay in the forecast for years."
    ),
    good=Example(
        "needs:\n  - {need: Fewer line stops, confirmed: 2026-09-10}\n"
        "opportunities:\n  - {name: Platform phase 2, need: Fewer line stops}"
    ),
    bad=Example(
        "needs:\n  - {need: Fewer line stops}\nopportunities:\n  - {name: Platform phase 2, need: Fewer line stops}"
    ),
)
@with_open_opportunities
def solution_after_need(plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    needs = [row for row in plan.front.needs if says_enough(row.need, context.site)]
    doubts = [doubt for key, row in opened if (doubt := _doubt(key, row, needs, context.as_of))]
    fine = f"{counted(len(opened), *OPEN_OPPORTUNITIES)}, each with a confirmed need behind it"
    return judge_rows(doubts, fine, opened[0][0])


def _doubt(key: str, row: Opportunity, needs: Iterable[Need], as_of: date) -> Fault | None:
    """Why an opportunity does not answer a confirmed need."""
    answered = needs_answered(row, needs)
    if any(is_confirmed(need, as_of) for need in answered):
        return None
    who, place = f"the opportunity “{row.name}”", f"{key}.need" if row.need else key
    if answered:
        return Fault(
            place,
            f"{who} answers the need “{answered[0].need}”, which the client has not confirmed",
            "confirm that need with the client before anything is offered, and write the day beside it as `confirmed`",
        )
    if row.need:
        question = did_you_mean(row.need, [need.need for need in needs])
        write = question or "name one of the needs under `needs` in the same words, or add this one there"
        return Fault(place, f"{who} answers “{row.need}”, which is not among the needs", write)
    write = "ask the client what it would solve, and add that `need` to it, in the words under `needs`"
    return Fault(place, f"{who} names no need", write)


@rule(
    "NED004",
    "hidden-needs-explored",
    severity=Severity.ADVICE,
    summary="At least one need is of a kind that is not merely stated: policy, personal or other hidden",
    rationale=(
        "Selling skills looks behind the product: to company policy, structure and buying practice, and to the "
        "buyer who has a demanding boss or was let down before. Who knows these can make an offer that a "
        "competitor with the same product cannot."
    ),
    good=Example("needs:\n  - {need: No second failed audit under the new plant manager, kind: personal}"),
    bad=Example("needs:\n  - {need: Fewer line stops, kind: stated}"),
)
@with_needs
def hidden_needs_explored(_plan: Plan, _context: Context, needs: tuple[Need, ...]) -> Outcome:
    for number, row in enumerate(needs):
        if row.kind not in (None, NeedKind.STATED):
            return met(f"the need “{row.need}” is not merely stated: {row.kind}", f"needs[{number}].kind")
    return gap(
        f"{counted(len(needs), 'need')}, and no hidden one",
        "needs",
        "ask what lies behind what the client says (its policy, its buying practice, what is at stake for its people), "
        "and add such a need with `kind: policy`, `kind: personal` or `kind: other hidden`",
    )


RULES: tuple[Rule, ...] = (
    needs_assessed,
    needs_confirmed,
    solution_after_need,
    hidden_needs_explored,
)
