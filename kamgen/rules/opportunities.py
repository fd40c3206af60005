"""Lens: pipeline honesty. A forecast that rests on talks with the client and on days that are still to come.

    open opportunities ─┬─ probability ─ discussed at all?          OPP001
                        ├─ close ─ in the past?                     OPP002
                        ├─ value, probability, close                OPP003
                        ├─ discussed ─ how long ago                 OPP004
                        ├─ probability over 50% ─ decision maker?   OPP005
                        └─ who else is in the running?              OPP006

Without an open opportunity there is nothing to judge: PLN001 asks for growth. A period closes on its last day. Lost
accounts are not judged.
"""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter

from kamgen.facts.client import deciders
from kamgen.facts.pipeline import (
    Opened,
    closes_on,
    competitor_known,
    days_past_close,
    is_discussed,
    is_likely,
)
from kamgen.model.front_matter import Opportunity
from kamgen.model.values import Quantity
from kamgen.rules.declare import (
    NAMED,
    OPEN_OPPORTUNITIES,
    Context,
    Example,
    Family,
    Fault,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Severity,
    gap,
    judge_complete,
    judge_each,
    judge_rows,
    met,
    not_applicable,
    with_open_opportunities,
)
from kamgen.text.numbers import percent
from kamgen.text.words import ago, counted, named

rule = RuleFamily(Family.OPPORTUNITIES, prime=Prime.EMPHASISE)


@rule(
    "OPP001",
    "probability-earned",
    rows="opportunities",
    summary="Each open opportunity with a probability was discussed with the client (`discussed`)",
    rationale=(
        "In the account review that Collis describes, probabilities stood beside deals that nobody had talked "
        "through with the client. He calls such a pipeline fanciful: a probability is earned in a talk, not in a "
        "spreadsheet."
    ),
    good=Example("opportunities:\n  - {name: Platform phase 2, probability: 50%, discussed: 2026-09-10}"),
    bad=Example("opportunities:\n  - {name: Platform phase 2, probability: 50%}"),
)
@with_open_opportunities
def probability_earned(_plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    rated = [(key, row) for key, row in opened if row.probability is not None]
    if not rated:
        return not_applicable("no open opportunity has a probability: OPP003 asks for it", "opportunities")
    write = (
        "talk it through with the client and write the day as `discussed`, or take the `probability` out until you have"
    )
    unearned = []
    for key, row in rated:
        if not is_discussed(row, context.as_of):
            when = "was never discussed with the client"
            if row.discussed:
                when = f"is discussed with the client only on {row.discussed}, {ago(row.discussed, context.as_of)}"
            unearned.append(Fault(f"{key}.probability", f"{_at(row)}, but {when}", write))
    fine = f"{counted(len(rated), *OPEN_OPPORTUNITIES)} with a probability, each discussed with the client"
    return judge_rows(unearned, fine, rated[0][0])


def _at(row: Opportunity) -> str:
    return f"the opportunity “{row.name}” stands at {Quantity(row.probability or Decimal(0), percent=True)}"


@rule(
    "OPP002",
    "close-in-future",
    summary="No open opportunity was to close in the past; a quarter or year closes on its last day",
    rationale=(
        "A deal that should have been signed last quarter and is still open was lost or has slipped, and nobody "
        "has said so. Collis wants existing accounts worked with the same rigour as new ones, and each opportunity "
        "in a review with its quarter."
    ),
    good=Example("opportunities:\n  - {name: Platform phase 2, close: 2026-Q4}"),
    bad=Example("opportunities:\n  - {name: Platform phase 2, close: 2026-Q3}"),
)
@with_open_opportunities
def close_in_future(_plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    ends = [(closes_on(row, context.calendar), key, row) for key, row in opened]
    closing = sorted(((day, key, row) for day, key, row in ends if day), key=itemgetter(0, 1))
    if not closing:
        return not_applicable("no open opportunity has a close: OPP003 asks for it", "opportunities")
    write = "ask the client where it stands, and write `stage: won`, `stage: lost` or the new `close`"
    late = [
        Fault(f"{key}.close", f"the opportunity “{row.name}” was to close by {day}, {ago(day, context.as_of)}", write)
        for day, key, row in closing
        if days_past_close(row, context.calendar, context.as_of)
    ]
    day, key, _ = closing[0]
    return judge_rows(late, f"no open opportunity closes in the past; the next is to close by {day}", f"{key}.close")


@rule(
    "OPP003",
    "opportunity-complete",
    summary="Each open opportunity has value, probability and close",
    rationale=(
        "In an account review Collis asks three things of each opportunity: what it is worth, how likely it is, in "
        "which quarter. One that lacks any of them cannot be weighed against others, and falls out of every sum."
    ),
    good=Example("opportunities:\n  - {name: Platform phase 2, value: 240k, probability: 50%, close: 2027-Q1}"),
    bad=Example("opportunities:\n  - {name: Platform phase 2, value: 240k}"),
)
@with_open_opportunities
def opportunity_complete(_plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    return judge_complete(opened, context.as_of)


@rule(
    "OPP004",
    "discussed-lately",
    rows="opportunities",
    summary="Each open opportunity was discussed with the client lately (`discussed_every`, 90 days by default)",
    rationale=(
        "A deal nobody speaks of does not come nearer. Selling skills goes through needs again and again in long "
        "selling cycles; in Collis's example the meetings had been called off, and the forecast stood as before."
    ),
    good=Example("opportunities:\n  - {name: Platform phase 2, discussed: 2026-08-22}"),
    bad=Example("opportunities:\n  - {name: Platform phase 2, discussed: 2026-08-21}"),
)
@with_open_opportunities
def discussed_lately(_plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    judged = [(key, row) for key, row in opened if row.probability is None or is_discussed(row, context.as_of)]
    if not judged:
        return not_applicable("no open opportunity was discussed yet: OPP001 asks for it", "opportunities")
    rows = [
        (f"{key}.discussed" if row.discussed else key, f"the opportunity “{row.name}”", row.discussed)
        for key, row in judged
    ]
    write = "talk it through with the client and write the day as `discussed`, or give it up with `stage: lost`"
    number = counted(len(judged), *OPEN_OPPORTUNITIES)
    return judge_each(rows, number, "discussed", context.cadences.discussed_every, context, write)


@rule(
    "OPP005",
    "decision-maker-known",
    summary="An open opportunity stands above 50% (`likely`) only with a decision maker among the contacts",
    rationale=(
        "More likely than not is a strong word while nobody knows who will say yes. In Collis's example there was "
        "one contact at the top, no other director was known, a change of management was coming, and none of that "
        "lowered a probability."
    ),
    good=Example(
        "opportunities:\n  - {name: Platform phase 2, probability: 60%}\n"
        "contacts:\n  - {name: Kari Dahl, role: decision maker}"
    ),
    bad=Example(
        "opportunities:\n  - {name: Platform phase 2, probability: 60%}\n"
        "contacts:\n  - {name: Kari Dahl, role: champion}"
    ),
)
@with_open_opportunities
def decision_maker_known(plan: Plan, context: Context, opened: list[Opened]) -> Outcome:
    bound = percent(context.site.thresholds.likely)
    likely = [(key, row) for key, row in opened if is_likely(row, context.site)]
    if not likely:
        return not_applicable(f"no open opportunity stands above {bound}", "opportunities")
    for number, contact in deciders(plan, context.as_of):
        return met(f"{contact.name}, who decides, is among the contacts", f"contacts[{number}].role")
    return gap(
        f"{named([_at(row) for _, row in likely], NAMED)}, but no contact is a decision maker",
        f"{likely[0][0]}.probability",
        "find out who decides and add that contact under `contacts` with `role: decision maker`, or write a "
        f"`probability` of `{bound}` or less",
    )


@rule(
    "OPP006",
    "competitor-known",
    severity=Severity.ADVICE,
    summary="Each open opportunity says who else is in the running (`competitor`, `none` for nobody)",
    rationale=(
        "Graham wants each bid qualified before work goes into it, and whom we are up against is the first thing to "
        "ask. Collis adds that competitors tempt a client with ideas: who does not know them hears of theirs when the "
        "deal is gone. A rival under `competitors` with the deal's offering says it too."
    ),
    good=Example("opportunities:\n  - {name: Platform phase 2, competitor: none}"),
    bad=Example("opportunities:\n  - {name: Platform phase 2}"),
)
@with_open_opportunities
def rival_known(plan: Plan, _context: Context, opened: list[Opened]) -> Outcome:
    write = "ask the client who else it talks with, and write that as `competitor`, or `competitor: none`"
    unknown = [
        Fault(key, f"who else is in the running for “{row.name}” is not known", write)
        for key, row in opened
        if not competitor_known(row, plan)
    ]
    return judge_rows(unknown, f"{counted(len(opened), *OPEN_OPPORTUNITIES)}, each with its competition", opened[0][0])


RULES: tuple[Rule, ...] = (
    probability_earned,
    close_in_future,
    opportunity_complete,
    discussed_lately,
    decision_maker_known,
    rival_known,
)
