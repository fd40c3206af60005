"""Element viii: targets for revenue and profit, set and revised, and the innovation that should earn them.

    financials, this fiscal year ─┬─ target_revenue  TGT001 ─ revenue to date, pro rata by days  TGT004
                                  └─ target_profit   TGT002
    targets_revised               TGT003
    Innovation section            TGT005

Collis speaks of existing customers here, so prospects are not judged (what is expected of them stands in their
opportunities), and neither are lost accounts.
"""

from __future__ import annotations

from decimal import Decimal

from kamgen.facts.money import in_grace, is_no_target, is_on_track, revenue_pace, revenue_target, year_row
from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    Trouble,
    gap,
    judge_age,
    judge_amount,
    judge_condition,
    judge_section,
    not_applicable,
)
from kamgen.text.numbers import money as money_words
from kamgen.text.numbers import percent

rule = RuleFamily(Element.FINANCIAL_TARGETS, prime=Prime.EMPHASISE)


def _grace(context: Context, year: int) -> Outcome:
    grace = context.site.thresholds.target_grace
    until = grace.after(context.calendar.first_day(year))
    return not_applicable(f"fiscal year {year} is new: targets, and figures against them, are asked for after {until}")


_NO_CLIENT = "what is expected of a prospect stands in its opportunities"


@rule(
    "TGT001",
    "revenue-target-set",
    weight=3,
    prospects=_NO_CLIENT,
    summary="A revenue target is set for this fiscal year (a new one has a grace, `target_grace`, of 60 days)",
    rationale=(
        "Without a target of its own an account is measured by whatever is left of the firm's. Collis wants "
        "targets for the revenue of existing customers, not of new ones alone."
    ),
    good=Example("financials:\n  - {year: 2026, target_revenue: 1.3M}"),
    bad=Example("financials:\n  - {year: 2025, target_revenue: 1.2M}"),
)
def revenue_target_set(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    if in_grace(plan, context, "target_revenue"):
        return _grace(context, year)
    found = year_row(plan, year)
    if found and is_no_target(found[1]):
        evidence = f"the revenue target of {year} is 0 or less, and nothing can be held against it"
        return gap(evidence, f"financials[{found[0]}].target_revenue", "write the target that was agreed")
    return judge_amount(plan, context, year, "target_revenue", "revenue target")


@rule(
    "TGT002",
    "profit-target-set",
    weight=3,
    prospects=_NO_CLIENT,
    summary="A profit target is set for this fiscal year (a new one has a grace, `target_grace`, of 60 days)",
    rationale=(
        "Who is paid for revenue sells revenue. Collis sets targets for profit beside those for revenue, and "
        "Principles says that a link that brings no profit should not have been started."
    ),
    good=Example("financials:\n  - {year: 2026, target_profit: 260k}"),
    bad=Example("financials:\n  - {year: 2026, target_revenue: 1.3M}"),
)
def profit_target_set(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    if in_grace(plan, context, "target_profit"):
        return _grace(context, year)
    return judge_amount(plan, context, year, "target_profit", "profit target", ": profit after cost to serve")


@rule(
    "TGT003",
    "targets-revised",
    weight=2,
    prospects=_NO_CLIENT,
    summary="Targets were set or revised within their cadence (`targets_every`, 12 months by default)",
    rationale=(
        "Collis speaks of setting and of revising targets: one that was carried over from a year with another "
        "budget at the client measures nothing."
    ),
    good=Example("targets_revised: 2026-01-15"),
    bad=Example("targets_revised: 2025-11-19"),
)
def targets_revised(plan: Plan, context: Context) -> Outcome:
    revised = plan.front.targets_revised
    write = "go through the targets, and write the date under `targets_revised`"
    if revised is None:
        return gap("when targets were last set is not written", "targets_revised", write)
    return judge_age("targets last revised", revised, context.cadences.targets_every, context, "targets_revised", write)


@rule(
    "TGT004",
    "targets-on-track",
    weight=2,
    prospects=_NO_CLIENT,
    prime=Prime.MINIMISE,
    trouble=Trouble.BEHIND,
    summary="Revenue to date is at least 90% (`on_track`) of this fiscal year's target pro rata by days",
    rationale=(
        "A target that is looked at in December only is an obituary. Collis wants targets to be revised as "
        "well as set, which takes knowing where the account stands; at a tenth behind there is still time to "
        "act. The share of the year is counted in days up to the end of the row's `through`; without it the "
        "row is taken for the whole year."
    ),
    good=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 1M, target_revenue: 1.3M}"),
    bad=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 910k, target_revenue: 1.3M}"),
)
def targets_on_track(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    found = year_row(plan, year)
    if in_grace(plan, context, "target_revenue"):
        return _grace(context, year)
    if found is None or revenue_target(plan.front, found[1]) is None:
        return not_applicable(f"there is no revenue target of {year}: TGT001 asks for it", "financials")
    pace = revenue_pace(plan, context.calendar, year)
    if pace is None and in_grace(plan, context, "revenue"):
        return _grace(context, year)
    if pace is None:
        write = f"add `revenue` so far to the row of {year}, and `through` with the month it goes up to"
        return gap(f"no revenue of {year} is written", f"financials[{found[0]}]", write)
    bound = context.site.thresholds.on_track
    amount, due = (money_words(each, plan, context.site) for each in (pace.amount, Decimal(round(pace.due))))
    return judge_condition(
        is_on_track(pace, context.site),
        f"revenue up to {pace.until}: {amount}, {percent(pace.ratio, bound)} of the {due} that the target asks for "
        "pro rata",
        f"financials[{pace.number}].revenue",
        f"say under `actions` what turns it, or waive it with the reason; it is met again when revenue is back at "
        f"{percent(bound)} of the target pro rata",
    )


@rule(
    "TGT005",
    "innovation-planned",
    weight=1,
    prospects=_NO_CLIENT,
    summary="An Innovation section",
    rationale=(
        "More of the same seldom earns more. Collis joins financial targets with innovation in service and "
        "delivery that raises the value to the client; Principles counts innovation among what kept clients "
        "bring."
    ),
    good=Example("", body="## Innovation\n\nSpare parts are ordered by the machine itself from spring."),
    bad=Example("", body="## Innovation\n\nTODO"),
)
def innovation_planned(plan: Plan, context: Context) -> Outcome:
    return judge_section(plan, context, "innovation", "what will be new in service or delivery for this client")


RULES: tuple[Rule, ...] = (
    revenue_target_set,
    profit_target_set,
    targets_revised,
    targets_on_track,
    innovation_planned,
)
