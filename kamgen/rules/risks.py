"""Lens: risk. What could cost us the account is named, and what is grave is answered.

    risks ─┬─ any                                            RSK001
           └─ high × high, high × medium ─ mitigation, owner  RSK002

A risk without likelihood or impact is not graded, and RSK002 cannot judge it; its evidence says how many those are. A
prospect can be lost too; an account that is lost has its reason under `lost`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.facts.client import is_graded, is_grave, lacking_answers
from kamgen.model.front_matter import Risk
from kamgen.rules.declare import (
    NAMED,
    Context,
    Example,
    Family,
    Outcome,
    Plan,
    Prime,
    Rule,
    RuleFamily,
    gap,
    met,
    not_applicable,
)
from kamgen.text.words import counted, listed, named

rule = RuleFamily(Family.RISKS, prime=Prime.MINIMISE)


@rule(
    "RSK001",
    "risks-named",
    summary="At least one risk is named",
    rationale=(
        "By Collis's account as many as one client in four is lost in a year, and for one of seven reasons that "
        "lie with the vendor. Risks belong to every account review; a plan that names none has not looked for "
        "them."
    ),
    good=Example("risks:\n  - {risk: Late deliveries in peak season, reason: delivery}"),
    bad=Example("risks: []"),
)
def risks_named(plan: Plan, _context: Context) -> Outcome:
    risks = plan.front.risks
    if risks:
        return met(f"{counted(len(risks), 'risk')} named", "risks")
    write = (
        "ask the team what could cost us this account, and add a `risk` with `reason`, `likelihood` and `impact` "
        "under `risks`"
    )
    return gap("no risk is named", "risks", write)


@rule(
    "RSK002",
    "high-risks-answered",
    summary="Each risk of high × high or high × medium (likelihood, impact) has a mitigation and an owner",
    rationale=(
        "To know of a grave risk and leave it is worse than not to know. Vital accounts wants the loss of a key "
        "account thought through before it comes; Collis closes a review with who minimises which weakness."
    ),
    good=Example(
        "risks:\n  - {risk: Late deliveries in peak season, likelihood: medium, impact: high,\n"
        "     mitigation: Stock on site from October, owner: Per Moe}"
    ),
    bad=Example("risks:\n  - {risk: Late deliveries in peak season, likelihood: medium, impact: high}"),
)
def high_risks_answered(plan: Plan, _context: Context) -> Outcome:
    risks = plan.front.risks
    if not risks:
        return not_applicable("no risk is named yet: RSK001 asks for one", "risks")
    grave = [(f"risks[{number}]", row) for number, row in enumerate(risks) if is_grave(row)]
    if not grave:
        return not_applicable(f"no risk is high × high or high × medium{_ungraded(risks)}", "risks")
    unanswered = [(key, row) for key, row in grave if lacking_answers(row)]
    if not unanswered:
        return met(f"{counted(len(grave), 'high risk')}, each with mitigation and owner{_ungraded(risks)}", grave[0][0])
    how = {"mitigation": "what we do about it as `mitigation`", "owner": "who of us answers for it as `owner`"}
    write = f"add {listed([how[field] for field in lacking_answers(unanswered[0][1])])}"
    return gap(named([_said(row) for _, row in unanswered], NAMED), unanswered[0][0], write)


def _said(row: Risk) -> str:
    missing = listed(lacking_answers(row), "and no")
    return f"the risk “{row.risk}” (likelihood {row.likelihood}, impact {row.impact}) has no {missing}"


def _ungraded(risks: Sequence[Risk]) -> str:
    number = sum(not is_graded(row) for row in risks)
    return f"; {counted(number, 'risk')} without likelihood or impact" if number else ""


RULES: tuple[Rule, ...] = (
    risks_named,
    high_risks_answered,
)
