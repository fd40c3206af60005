"""Element vii: the key account plan.

    prose ─┬─ Growth (or complete open opportunities)  PLN001
           ├─ Relationship                             PLN002
           └─ Value                                    PLN003
    actions, front matter's and task lists' ─┬─ owner and due date  PLN004
                                             └─ overdue             PLN005
    version history ─ last change                      PLN006
    horizon ─ three years ahead (top category)         PLN007

A lost account is not planned for. A prospect is: growth, relationship and value are what it is to be won with.
"""

from __future__ import annotations

from operator import itemgetter

from kamgen.facts.dates import happened, open_actions
from kamgen.facts.pipeline import open_opportunities
from kamgen.facts.prose import section_named
from kamgen.model.rule import EXAMPLE_DATE
from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Fault,
    Outcome,
    Plan,
    Prime,
    Repeated,
    Rule,
    RuleFamily,
    State,
    gap,
    judge_age,
    judge_complete,
    judge_condition,
    judge_rows,
    judge_section,
    met,
    not_applicable,
)
from kamgen.text.substance import is_name
from kamgen.text.words import ago, counted

_NEXT_STEP = "actions:\n  - {action: Send the draft contract, owner: Per Moe, due: 2026-12-01}"

rule = RuleFamily(Element.PLAN, prime=Prime.EMPHASISE)

_PLANNED = ("growth", "relationship", "value")
"""Sections of which one at least is there once there is a plan to keep alive (PLN006)."""


@rule(
    "PLN001",
    "growth-planned",
    weight=3,
    summary="A Growth section, or open opportunities each with value, probability and close",
    rationale=(
        "Growth that is not planned is left to the client's purchasing department. Collis begins the key "
        "account plan with how revenue and profit of the account will grow; Graham would have sellers farm "
        "the accounts they have before they hunt for others."
    ),
    good=Example("", body="## Growth\n\nThe second yard opens in May; our platform is specified for it."),
    bad=Example("opportunities:\n  - {name: Platform phase 2, value: 240k}"),
)
def growth_planned(plan: Plan, context: Context) -> Outcome:
    section = judge_section(plan, context, "growth", "how revenue and profit will grow here")
    opened = open_opportunities(plan)
    if section.state is State.PASS or not opened:
        return section
    whole = judge_complete(opened)
    if whole.state is State.PASS:
        return whole
    return gap(f"{section.evidence}, and {whole.evidence}", whole.key, f"{whole.write}, or {section.write}")


@rule(
    "PLN002",
    "relationship-planned",
    weight=2,
    summary="A Relationship section",
    rationale=(
        "Collis wants the plan to say how the relationship will deepen. Vital accounts adds why: clients with "
        "many ties to us, influencers above all, survive the day on which one of those people leaves."
    ),
    good=Example("", body="## Relationship\n\nFinance meets finance once a quarter from January."),
    bad=Example("", body="## Relationship\n\nTBD"),
)
def relationship_planned(plan: Plan, context: Context) -> Outcome:
    return judge_section(plan, context, "relationship", "whom we will come to know, and how the tie will deepen")


@rule(
    "PLN003",
    "value-planned",
    weight=2,
    summary="A Value section",
    rationale=(
        "A plan that only says what we will sell is about us. Collis asks what more value and service the "
        "client will get, and measures it in the client's own figures: its savings, its margin, its stock "
        "accuracy."
    ),
    good=Example("", body="## Value\n\nStock counts fall from twelve a year to two."),
    bad=Example("", body="## Strengths\n\n- Short ways"),
)
def value_planned(plan: Plan, context: Context) -> Outcome:
    return judge_section(plan, context, "value", "what more the client will get from us, in its own figures")


@rule(
    "PLN004",
    "actions-assigned",
    weight=3,
    summary="At least one action is open, and every open one has an owner and a due date",
    rationale=(
        "A plan is what people do next. Collis ends each account review with next actions; one without a name "
        "is nobody's, one without a date is for never. Task-list items in the prose count too."
    ),
    good=Example(_NEXT_STEP),
    bad=Example("actions:\n  - {action: Send the draft contract, owner: Per Moe}"),
)
def actions_assigned(plan: Plan, context: Context) -> Outcome:
    steps = [step for step in open_actions(plan, context.as_of) if is_name(step.action.action)]
    if not steps:
        return gap("no action is open", "actions", "add a next step with `action`, `owner` and `due` under `actions`")
    lacking = []
    for key, action in ((step.key, step.action) for step in steps):
        if not is_name(action.owner) or action.due is None:
            missing = "owner" if action.due else "due date" if is_name(action.owner) else "owner and no due date"
            how = "in the list item: `@Name due:2026-12-01`" if key.startswith("@") else "as `owner` and `due`"
            said = f"the action “{action.action}” has no {missing}"
            lacking.append(Fault(key, said, f"say who does it and by when, {how}"))
    return judge_rows(lacking, f"{counted(len(steps), 'open action')}, each with owner and due date", steps[0].key)


@rule(
    "PLN005",
    "actions-on-time",
    weight=2,
    rows="actions",
    summary="No open action is past its due date",
    rationale=(
        "By Collis's account vendors keep about one promise in four. Most are not broken, they are forgotten: "
        "an action that was due last month is the first sign of it."
    ),
    good=Example("actions:\n  - {action: Send the draft contract, owner: Per Moe, due: 2026-11-20}"),
    bad=Example("actions:\n  - {action: Send the draft contract, owner: Per Moe, due: 2026-11-19}"),
)
def actions_on_time(plan: Plan, context: Context) -> Outcome:
    steps = [step for step in open_actions(plan, context.as_of) if is_name(step.action.action)]
    opened = [(step.action.due, step.key, step) for step in steps if step.action.due]
    due = sorted(opened, key=itemgetter(0, 1))
    if not due:
        return not_applicable("no open action has a due date: PLN004 asks for one", "actions")
    day, key, _ = due[0]
    where = key if key.startswith("@") else f"{key}.due"
    done = "tick it" if key.startswith("@") else "add `done` with the date"
    write = f"do it and {done}, or agree a new due date and write that"
    overdue = [
        Fault(where, f"the action “{step.action.action}” was due {day}, {ago(day, context.as_of)}", write)
        for day, _, step in due
        if step.late
    ]
    return judge_rows(overdue, f"no open action is overdue; the next is due {day}", where)


@rule(
    "PLN006",
    "plan-alive",
    weight=2,
    repeats=Repeated.PLAN,
    summary="The plan changed within its cadence (`plan_touched_every`, 3 months by default)",
    rationale=(
        "Clients change between two plans. Collis finds account plans and reviews badly wanting in many "
        "companies; a plan nobody has touched for a quarter is kept for the auditor. Judged where version "
        "history is read."
    ),
    good=Example(_NEXT_STEP, touched=EXAMPLE_DATE.replace(month=9)),
    bad=Example(_NEXT_STEP, touched=EXAMPLE_DATE.replace(month=6)),
)
def plan_alive(plan: Plan, context: Context) -> Outcome:
    touched = context.freshness.touched
    if touched is None:
        return not_applicable("version control does not tell when the plan last changed")
    if not open_actions(plan, context.as_of) and not any(section_named(plan, context, key) for key in _PLANNED):
        return not_applicable("nothing is planned yet that could be kept alive: PLN001 to PLN004 ask for it")
    if not happened(touched, context.as_of):
        return met(f"plan last changed {touched}, after the day judged")
    write = "go through the plan with its team, write what has changed, and commit it"
    return judge_age("plan last changed", touched, context.cadences.plan_touched_every, context, "", write)


@rule(
    "PLN007",
    "horizon-3-to-5-years",
    weight=1,
    top="only plans of the top category look three years ahead",
    summary="A plan of the top category looks three or more fiscal years ahead (`years_ahead`)",
    rationale=(
        "Principles sees a key account as a transparent relationship of three to five years, built on the "
        "client's long-term strategy. A plan to the end of the year cannot hold one. It is asked of the top "
        "category only."
    ),
    good=Example("horizon: 2029"),
    bad=Example("horizon: 2027"),
)
def horizon_3_to_5_years(plan: Plan, context: Context) -> Outcome:
    year, horizon = context.calendar.year_of(context.as_of), plan.front.horizon
    wanted = year + context.site.thresholds.years_ahead
    if horizon is None:
        return gap("no horizon is written", "horizon", f"add `horizon: {wanted}`, or a later year up to which to plan")
    evidence = f"the plan looks to {horizon}, {counted(max(0, horizon - year), 'year')} ahead"
    return judge_condition(
        horizon >= wanted, evidence, "horizon", f"plan up to {wanted} or later, and write `horizon: {wanted}`"
    )


RULES: tuple[Rule, ...] = (
    growth_planned,
    relationship_planned,
    value_planned,
    actions_assigned,
    actions_on_time,
    plan_alive,
    horizon_3_to_5_years,
)
