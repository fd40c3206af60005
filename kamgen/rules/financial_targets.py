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

from kamgen.model.choices import Severity
from kamgen.model.context import Context
from kamgen.model.pace import attained, covered, due
from kamgen.model.plan import Plan
from kamgen.model.rule import Element, Example, Outcome, Rule, gap, met, not_applicable
from kamgen.model.values import Duration
from kamgen.model.verdict import Trouble
from kamgen.rules.applies import unless_lost, unless_prospect
from kamgen.rules.dated import judge_age
from kamgen.rules.figures import judge_amount, year_row
from kamgen.rules.sections import judge_section
from kamgen.rules.words import money, percent

REVISED_EVERY = Duration(12, "month")
"""How often targets should be set or revised (TGT003)."""

ON_TRACK = Decimal("0.9")
"""The part of the target pro rata that revenue to date should have reached (TGT004)."""

_NO_CLIENT = "what is expected of a prospect stands in its opportunities"


@unless_lost
@unless_prospect(_NO_CLIENT)
def _revenue_target_set(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    return judge_amount(plan, context, year, "target_revenue", "revenue target")


@unless_lost
@unless_prospect(_NO_CLIENT)
def _profit_target_set(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    return judge_amount(plan, context, year, "target_profit", "profit target", ": profit after cost to serve")


@unless_lost
@unless_prospect(_NO_CLIENT)
def _targets_revised(plan: Plan, context: Context) -> Outcome:
    revised = plan.front.targets_revised
    write = "go through the targets, and write the date under `targets_revised`"
    if revised is None:
        return gap("when targets were last set is not written", "targets_revised", write)
    return judge_age("targets last revised", revised, REVISED_EVERY, context, "targets_revised", write)


@unless_lost
@unless_prospect(_NO_CLIENT)
def _targets_on_track(plan: Plan, context: Context) -> Outcome:
    year = context.calendar.year_of(context.as_of)
    found = year_row(plan, year)
    target = found[1].target_revenue if found else None
    if found is None or target is None or target <= 0:
        return not_applicable(f"there is no revenue target of {year}: TGT001 asks for it", "financials")
    number, row = found
    through = context.calendar.end(row.through) if row.through else context.calendar.last_day(year)
    days = covered(row, context.calendar)
    reached = attained(row.revenue, target, days)
    if row.revenue is None or reached is None:
        write = f"add `revenue` so far to the row of {year}, and `through` with the month it goes up to"
        return gap(f"no revenue of {year} is written", f"financials[{number}]", write)
    evidence = (
        f"revenue up to {through}: {money(row.revenue, plan, context.site)}, {percent(reached, ON_TRACK)} of the "
        f"{money(Decimal(round(due(target, days))), plan, context.site)} that the target asks for pro rata"
    )
    key = f"financials[{number}].revenue"
    if row.revenue * days[1] >= ON_TRACK * target * days[0]:
        return met(evidence, key)
    write = (
        f"say under `actions` what turns it, or waive it with the reason; it is met again when revenue is back at "
        f"{percent(ON_TRACK)} of the target pro rata"
    )
    return gap(evidence, key, write)


@unless_lost
@unless_prospect(_NO_CLIENT)
def _innovation_planned(plan: Plan, context: Context) -> Outcome:
    return judge_section(plan, context, "innovation", "what will be new in service or delivery for this client")


RULES: tuple[Rule, ...] = (
    Rule(
        code="TGT001",
        name="revenue-target-set",
        element=Element.FINANCIAL_TARGETS,
        severity=Severity.WARNING,
        weight=3,
        summary="A revenue target is set for this fiscal year",
        rationale=(
            "Without a target of its own an account is measured by whatever is left of the firm's. Collis wants "
            "targets for the revenue of existing customers, not of new ones alone."
        ),
        good=Example("financials:\n  - {year: 2026, target_revenue: 1.3M}"),
        bad=Example("financials:\n  - {year: 2025, target_revenue: 1.2M}"),
        check=_revenue_target_set,
    ),
    Rule(
        code="TGT002",
        name="profit-target-set",
        element=Element.FINANCIAL_TARGETS,
        severity=Severity.WARNING,
        weight=3,
        summary="A profit target is set for this fiscal year",
        rationale=(
            "Who is paid for revenue sells revenue. Collis sets targets for profit beside those for revenue, and "
            "Principles says that a link that brings no profit should not have been started."
        ),
        good=Example("financials:\n  - {year: 2026, target_profit: 260k}"),
        bad=Example("financials:\n  - {year: 2026, target_revenue: 1.3M}"),
        check=_profit_target_set,
    ),
    Rule(
        code="TGT003",
        name="targets-revised",
        element=Element.FINANCIAL_TARGETS,
        severity=Severity.WARNING,
        weight=2,
        summary="Targets were set or revised in the last 12 months",
        rationale=(
            "Collis speaks of setting and of revising targets: one that was carried over from a year with another "
            "budget at the client measures nothing."
        ),
        good=Example("targets_revised: 2026-01-15"),
        bad=Example("targets_revised: 2025-11-19"),
        check=_targets_revised,
    ),
    Rule(
        code="TGT004",
        name="targets-on-track",
        element=Element.FINANCIAL_TARGETS,
        severity=Severity.WARNING,
        weight=2,
        summary="Revenue to date is at least 90% of this fiscal year's target pro rata by days",
        rationale=(
            "A target that is looked at in December only is an obituary. Collis wants targets to be revised as "
            "well as set, which takes knowing where the account stands; at a tenth behind there is still time to "
            "act. The share of the year is counted in days up to the end of the row's `through`; without it the "
            "row is taken for the whole year."
        ),
        good=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 1M, target_revenue: 1.3M}"),
        bad=Example("financials:\n  - {year: 2026, through: 2026-10, revenue: 910k, target_revenue: 1.3M}"),
        check=_targets_on_track,
        trouble=Trouble.BEHIND,
    ),
    Rule(
        code="TGT005",
        name="innovation-planned",
        element=Element.FINANCIAL_TARGETS,
        severity=Severity.WARNING,
        weight=1,
        summary="An Innovation section",
        rationale=(
            "More of the same seldom earns more. Collis joins financial targets with innovation in service and "
            "delivery that raises the value to the client; Principles counts innovation among what kept clients "
            "bring."
        ),
        good=Example("", body="## Innovation\n\nSpare parts are ordered by the machine itself from spring."),
        bad=Example("", body="## Innovation\n\nTODO"),
        check=_innovation_planned,
    ),
)
