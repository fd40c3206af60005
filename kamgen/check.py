"""Checking: every rule held against one plan, waivers applied; and gaps turned into findings at their places.

rules of elements and lenses ─▶ outcomes ─ waivers ─▶ waived outcomes
                                   └─▶ waivers that excuse nothing ─▶ rules of format, links and waivers ─▶ outcomes
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter

from msgspec.structs import replace

from kamgen.facts.dates import is_over
from kamgen.facts.entries import WAIVED_FOR, has, lacks_waiver
from kamgen.facts.prose import says_enough
from kamgen.model.account import Criterion
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import Severity
from kamgen.model.finding import SEVERITIES, Finding, placed_fix
from kamgen.model.front_matter import Waiver
from kamgen.model.places import CodedFault, Fault
from kamgen.model.plan import Plan
from kamgen.model.rule import BINDING, Element, Family, Outcome, Rule, State
from kamgen.model.summary import Portfolio
from kamgen.rules.catalogue import PORTFOLIO_RULES, by_code, select
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import suggest_codes
from kamgen.text.words import listed

UNUSED = FaultCode.UNUSED_WAIVER
_OF_VALUES = frozenset([FaultCode.INVALID_VALUE, FaultCode.IMPOSSIBLE_DATE])


def check_plan(plan: Plan, context: Context, rules: Sequence[Rule]) -> tuple[Criterion, ...]:
    """What came of every rule, in their order. A plan that cannot be read is only told why."""
    if not plan.readable:
        own = {code for code, _ in (*plan.faults, *context.links.faults)}
        rules = [rule for rule in rules if rule.code in own]
    outcomes = {rule.code: rule.check(plan, context) for rule in rules if rule.element not in BINDING}
    if plan.readable and plan.front.waive:
        waived, faults = _apply_waivers(plan, context, outcomes)
        outcomes |= waived
        context = replace(context, links=replace(context.links, faults=(*context.links.faults, *faults)))
    unread = _unread(plan)
    written = _severities(context.site)
    criteria = []
    for rule in rules:
        # rules about waivers can answer only when all others have
        outcome = outcomes.get(rule.code) or rule.check(plan, context)
        if unread and outcome.state is State.GAP and rule.element not in BINDING:
            outcome = _not_asked_again(outcome, unread)
        severity = written.get(rule.code, rule.severity)
        scored = isinstance(rule.element, Element) and severity is not Severity.ADVICE
        criteria.append(Criterion(rule, outcome, severity, plan.at(outcome.key).line, scored))
    return tuple(criteria)


def _unread(plan: Plan) -> dict[tuple[str, str], int]:
    """The line of each value that is written and cannot be read, by the key of its record and its own."""
    faults = (fault for code, fault in plan.faults if code in _OF_VALUES and not fault.on_key)
    parts = ((fault.key.rpartition("."), fault) for fault in faults if not fault.key.startswith(("@", "#")))
    return {(record, name): plan.at(fault.key).line for (record, _, name), fault in parts}


def _not_asked_again(outcome: Outcome, unread: Mapping[tuple[str, str], int]) -> Outcome:
    """A gap; where what it asks for is written and cannot be read, it says so instead of asking for it."""

    def told(key: str, message: str, write: str) -> tuple[str, str]:
        for name in _ASKED.findall(write):
            record = key.removesuffix(f".{name}") if "[" in key or "." in key else ""
            if line := unread.get((record, name)):
                return f"`{name}` is written in line {line}, and cannot be read", f"mend `{name}` there"
        return message, write

    evidence, write = told(outcome.key, outcome.evidence, outcome.write)
    faults = []
    for fault in outcome.faults:
        message, better = told(fault.key, fault.message, fault.write)
        faults.append(fault if message == fault.message else replace(fault, message=message, write=better, fix=None))
    return outcome._replace(evidence=evidence, write=write, faults=tuple(faults))


_ASKED = re.compile(r"`([a-z_]+)[`:]")
"""A key that a rule tells to write."""


def check_portfolio(portfolio: Portfolio, rules: Sequence[Rule] | None = None) -> tuple[Criterion, ...]:
    """What came of ``rules`` for all accounts together; left out: those of the portfolio that site.toml selects."""
    checklist = portfolio.site.checklist
    asked = select(PORTFOLIO_RULES, checklist.select, checklist.ignore) if rules is None else rules
    severities = _severities(portfolio.site)
    return tuple(
        Criterion(rule, rule.check_portfolio(portfolio), severities.get(rule.code, rule.severity), 1, False)
        for rule in asked
        if rule.check_portfolio
    )


def find(plan: Plan, criteria: Sequence[Criterion]) -> tuple[Finding, ...]:
    """Every gap as a finding, or as several when its rule found several things; in order of their places."""
    findings = []
    for criterion in criteria:
        for fault in criterion.gaps:
            place, write, severity = plan.at(fault.key, fault.on_key), fault.write, criterion.severity
            if write and criterion.outcome.faults and not write.startswith("did you mean"):
                write = f"write {write}"  # a guess stays the question that it is
            findings.append(
                Finding(
                    code=criterion.rule.code,
                    name=criterion.rule.name,
                    severity=max(severity, fault.severity or severity, key=SEVERITIES.index),
                    account=plan.slug,
                    path=plan.path,
                    key=fault.key,
                    line=place.line,
                    column=place.column,
                    end_column=place.end_column,
                    message=fault.message,
                    write=write,
                    fix=fault.fix and placed_fix(fault.fix, *place),
                )
            )
    return tuple(sorted(findings, key=attrgetter("order")))


def _severities(site: SiteConfig) -> dict[str, Severity]:
    """What site.toml says of how bad a gap of a rule is."""
    return {code.strip().upper(): severity for code, severity in site.checklist.severity.items()}


def _apply_waivers(
    plan: Plan, context: Context, outcomes: Mapping[str, Outcome]
) -> tuple[dict[str, Outcome], tuple[CodedFault, ...]]:
    """The outcomes that are waived, and what is wrong with waivers that cannot hold."""
    waived: dict[str, Outcome] = {}
    faults: list[CodedFault] = []
    for number, waiver in enumerate(plan.front.waive):
        code = waiver.rule.strip().upper()
        outcome = outcomes.get(code)
        key = f"waive[{number}]"
        fault = _fault_of(key, waiver, code, outcome, context.site) or _not_agreed(key, waiver, code, plan, context)
        over = waiver.until is not None and is_over(waiver.until, context.as_of)
        if fault and not (over and fault[0] in (UNUSED, FaultCode.OPEN_WAIVER)):
            faults.append(fault)
        elif outcome and not fault and not over:
            evidence = f"waived: {waiver.reason.rstrip('.')}, until {waiver.until}, by {waiver.by}"
            waived.setdefault(code, Outcome(State.WAIVED, evidence, f"waive[{number}]"))
    return waived, tuple(faults)


def _not_agreed(key: str, waiver: Waiver, code: str, plan: Plan, context: Context) -> CodedFault | None:
    """Why a waiver does not hold yet that excuses a gap: nobody approved it, or it has no end."""
    lacking = lacks_waiver(waiver, plan.front.owner, context.as_of)
    if not lacking:
        return None
    latest = WAIVED_FOR.after(context.as_of)
    ways = {"by": "`by` with who approved it, not the owner", "until": f"`until` with a day up to {latest}"}
    write = listed([ways[lack.field] for lack in lacking])
    message = f"the waiver of {code} {has(lacking)}, so it does not hold"
    return FaultCode.OPEN_WAIVER, Fault(key, message, write)


def _fault_of(key: str, waiver: Waiver, code: str, outcome: Outcome | None, site: SiteConfig) -> CodedFault | None:
    """Why a waiver cannot hold; None for one that can, or whose rule is not checked on this site."""
    rule = by_code.get(code)
    if rule is None and outcome is None:
        write = suggest_codes(code, by_code) or "the code of a criterion, such as `FBK003`"
        return FaultCode.UNKNOWN_REFERENCE, Fault(f"{key}.rule", f"there is no rule `{waiver.rule}` to waive", write)
    if rule and rule.element in BINDING:
        message = f"`{code}` cannot be waived: it is about the file, not about the account"
        return UNUSED, Fault(f"{key}.rule", message, "no waiver here, and mend what it reports")
    if rule and rule.element is Family.PORTFOLIO:
        message = f"`{code}` cannot be waived by one plan: it is about all accounts together"
        return UNUSED, Fault(
            f"{key}.rule", message, f'no waiver here; `ignore = ["{code}"]` in [checklist] of site.toml'
        )
    if not says_enough(waiver.reason, site):
        write = f"why it does not apply here, in {site.checklist.words.entries} real words or more"
        return FaultCode.MISSING_FIELD, Fault(f"{key}.reason", f"the waiver of {code} gives no reason", write)
    if outcome and outcome.state is not State.GAP:
        message = f"the waiver of {code} excuses nothing: {outcome.evidence}"
        return UNUSED, Fault(f"{key}.rule", message, "no waiver of it")
    return None
