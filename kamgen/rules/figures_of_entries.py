"""Lens: figures, of days, people and lists: what a controller sees beyond the amounts of years.

days ─ ten years ahead, fifty years back                      FIG009
shares ─ weights of the client's criteria, levels of service  FIG010
lists ─ one entry twice                                       FIG011
team, contacts ─ who left ─ open work, later contact          FIG012
"""

from __future__ import annotations

from decimal import Decimal

from kamgen.facts import plausible
from kamgen.facts.dates import is_to_come
from kamgen.facts.people import key_of, left_behind
from kamgen.facts.pipeline import open_opportunities
from kamgen.facts.results import measure_named
from kamgen.model.front_matter import FinancialYear
from kamgen.model.values import Quantity
from kamgen.rules.consistency import past_events
from kamgen.rules.declare import Context, Example, Fault, Outcome, Plan, Rule, Severity, not_applicable
from kamgen.rules.figures import rule, told, with_years
from kamgen.text.words import counted

_ODD = Severity.WARNING


@rule(
    "FIG006",
    "sold-to-a-client",
    severity=_ODD,
    summary="No revenue is of a year before the client first bought, or after it was lost, or of a prospect",
    rationale=(
        "Status, `customer_since` and `lost` decide what is asked of an account, and its figures what it counts for. "
        "Graham's farmers and hunters are counted by them: revenue of a prospect is either old, or the prospect a "
        "client."
    ),
    good=Example("customer_since: 2024-04\nfinancials: [{year: 2024, revenue: 310k}]"),
    bad=Example("customer_since: 2024-04\nfinancials: [{year: 2023, revenue: 310k}]"),
)
@with_years
def sold_to_a_client(plan: Plan, context: Context, years: tuple[FinancialYear, ...]) -> Outcome:
    faults = []
    for number, row in enumerate(years):
        why = plausible.sold_without(plan, row, context)
        if why:
            message = f"there is revenue of {row.year}, but {why}"
            faults.append(
                Fault(f"financials[{number}].revenue", message, "the year, the date or the status that is true")
            )
    return told(faults, "all revenue is of years in which the account was a client")


@rule(
    "FIG007",
    "horizon-in-reach",
    severity=_ODD,
    summary="The horizon is not over, and not more than ten fiscal years ahead (`horizon_most`)",
    rationale=(
        "Principles plans three to five years ahead with a key account. A horizon that is over plans nothing; one of "
        "more than ten years is mistyped, or a wish."
    ),
    good=Example("horizon: 2036"),
    bad=Example("horizon: 2037"),
)
def horizon_in_reach(plan: Plan, context: Context) -> Outcome:
    horizon = plan.front.horizon
    if horizon is None:
        return not_applicable("no horizon is written", "horizon")
    ahead = plausible.horizon_years(horizon, context)
    why = plausible.doubt_of_horizon(ahead, context)
    write = f"the year up to which the plan looks, such as `{horizon - ahead + 3}`"
    said = f"the plan looks to {horizon}"
    return told([Fault("horizon", f"{said}, {why}", write)] if why else [], f"{said}, {counted(ahead, 'year')} ahead")


@rule(
    "FIG008",
    "deals-decided",
    severity=_ODD,
    summary="No open opportunity stands at 100% or 0%, and none is won or lost before its `close` begins",
    rationale=(
        "A deal at 100% is won, or it is not 100%: Collis calls a pipeline fanciful whose probabilities nobody earned. "
        "One at 0% is lost, and one that was decided has the day of that."
    ),
    good=Example("opportunities: [{name: Platform phase 2, probability: 90%}]"),
    bad=Example("opportunities: [{name: Platform phase 2, probability: 100%}]"),
)
def deals_decided(plan: Plan, context: Context) -> Outcome:
    if not plan.front.opportunities:
        return not_applicable("no opportunity is written", "opportunities")
    faults = []
    for key, deal in open_opportunities(plan):
        stage = plausible.stage_meant(deal)
        if stage:
            message = (
                f"the opportunity “{deal.name}” is open and stands at {Quantity(deal.probability or Decimal(0), True)}"
            )
            write = f"`stage: {stage}` if it is, or the probability that was earned in talks with the client"
            faults.append(Fault(f"{key}.probability", message, write))
    for number, deal in enumerate(plan.front.opportunities):
        if plausible.is_closed_ahead(deal, context):
            message = f"the opportunity “{deal.name}” is {deal.stage}, and its close {deal.close} has not begun"
            faults.append(Fault(f"opportunities[{number}].close", message, f"when it was {deal.stage}"))
    return told(faults, "no opportunity is decided and open at once")


@rule(
    "FIG009",
    "days-in-reach",
    severity=_ODD,
    summary="No day lies more than ten years ahead (`horizon_most`), or more than fifty back",
    rationale=(
        "A promise that is due in 2062 is never late, and feedback of 1926 is no feedback. Collis counts promises by "
        "their days; a mistyped year takes one out of the count."
    ),
    good=Example("promises: [{promise: Spare parts within 24 hours, due: 2026-12-01}]"),
    bad=Example("promises: [{promise: Spare parts within 24 hours, due: 2062-12-01}]"),
)
def days_in_reach(plan: Plan, context: Context) -> Outcome:
    planned = list(plausible.planned_days(plan, context.calendar))
    # of what belongs to the past FMT009 tells when it lies ahead
    past = [(key, day) for key, day, *_ in past_events(plan) if day and not is_to_come(day, context.as_of)]
    if not planned and not past:
        return not_applicable("no day is written")
    faults = [
        Fault(key, f"`{day}` lies {why}", "the year that is meant")
        for key, day, why in plausible.out_of_reach((*planned, *past), context)
    ]
    return told(faults, "every day is in reach")


@rule(
    "FIG010",
    "shares-on-their-scale",
    summary="The weights of the client's criteria are 100% at most, no time or share is below 0, none above 100%",
    rationale=(
        "A level of 962% is 96.2% without its point, and meets every target. Collis has promise and performance "
        "compared by figures, which takes figures that can be."
    ),
    good=Example("service: [{measure: on_time_delivery, actual: 96.2%, period: 2026-Q3}]"),
    bad=Example("service: [{measure: on_time_delivery, actual: 962%, period: 2026-Q3}]"),
)
def shares_on_their_scale(plan: Plan, context: Context) -> Outcome:
    evaluation, faults = plan.front.vendor_evaluation, []
    beyond = plausible.weights_beyond(evaluation.criteria) if evaluation else None
    if beyond is not None:
        message = f"the weights of the client's criteria add up to {Quantity(beyond, True)}"
        faults.append(Fault("vendor_evaluation.criteria", message, "weights that add up to 100%"))
    for number, row in enumerate(plan.front.service):
        unit = measure_named(context.site, row.measure)[1].unit
        for field, level in (("actual", row.actual), ("target", row.target)):
            why = plausible.off_scale(level, unit) if level else ""
            if why:
                message = f"{field} of {context.site.measure_title(row.measure)} is {level}, which is {why}"
                odd = _ODD if why.startswith("above") else None
                faults.append(Fault(f"service[{number}].{field}", message, "what was measured", severity=odd))
    if not plan.front.service and not evaluation:
        return not_applicable("no share is written", "service")
    return told(faults, "every share is on its scale")


@rule(
    "FIG011",
    "counted-once",
    severity=_ODD,
    summary="No contact, deal, level of service, risk, promise or outcome stands twice in its list",
    rationale=(
        "A deal that was copied counts twice in the pipeline, a promise twice among those kept. Collis would call the "
        "first fanciful; nobody meant either."
    ),
    good=Example("opportunities: [{name: Platform phase 2, value: 240k}, {name: Platform phase 3, value: 90k}]"),
    bad=Example("opportunities: [{name: Platform phase 2, value: 240k}, {name: platform phase 2, value: 240k}]"),
)
def counted_once(plan: Plan, _context: Context) -> Outcome:
    if not any(getattr(plan.front, group) for group, _ in plausible.COUNTED):
        return not_applicable("nothing is listed that could stand twice")
    faults = []
    for key, name, former in plausible.twice(plan):
        message = f"“{name}” stands twice, here and as entry {former + 1} of `{key.partition('[')[0]}`"
        faults.append(Fault(key, message, "what tells the two apart, or take one of them out"))
    return told(faults, "nothing stands twice")


@rule(
    "FIG012",
    "people-still-there",
    severity=_ODD,
    summary="Nobody of us who `left` still owns open work, and no contact was talked to after the last day",
    rationale=(
        "Work of somebody who went is nobody's. Vital accounts plans for our own turnover, and for that of the client: "
        "who left is written with the last day, and what that person did gets another name."
    ),
    good=Example(
        "team: [{name: Per Moe, left: 2026-08-31}]\nactions: [{action: Send the draft contract, owner: Ingrid Solberg}]"
    ),
    bad=Example(
        "team: [{name: Per Moe, left: 2026-08-31}]\nactions: [{action: Send the draft contract, owner: Per Moe}]"
    ),
)
def people_still_there(plan: Plan, context: Context) -> Outcome:
    gone = sum(row.left is not None for rows in (plan.front.team, plan.front.contacts) for row in rows)
    if not gone:
        return not_applicable("nobody has a last day", "team")
    faults = [
        Fault(key_of(plan, person), f"{person.name} left on {day}, and is still named here", "who does it now")
        for person, day in left_behind(plan, context.as_of)
    ]
    for number, row in enumerate(plan.front.contacts):
        if plausible.met_after_leaving(row):
            message = f"last contact with {row.name} on `{row.last_contact}`, after the last day, `{row.left}`"
            faults.append(
                Fault(f"contacts[{number}].last_contact", message, "the day that is meant, here or as `left`")
            )
    return told(faults, f"{counted(gone, 'person', 'people')} with a last day, and no open work left behind")


RULES: tuple[Rule, ...] = (
    sold_to_a_client,
    horizon_in_reach,
    deals_decided,
    days_in_reach,
    shares_on_their_scale,
    counted_once,
    people_still_there,
)
