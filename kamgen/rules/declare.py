"""How a rule declares itself, once, over its predicate.

    rule = RuleFamily(Family.PROMISES, prime=Prime.MINIMISE, asks=BOTH)      what the rules of a file have in common

    @rule("PRM002", "promises-kept", summary=…, rationale=…, good=…, bad=…)
    def promises_kept(plan: Plan, context: Context) -> Outcome: …

A lost account is asked for what it should still document (``lost=True``): its figures, what the client said, its place
in the CRM. A prospect is asked for everything but what only a sale brings (``prospects`` says why not). ``top`` says
why a rule is asked of the top category only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from kamgen.facts.accounts import is_lost, is_prospect, is_top_category
from kamgen.model.context import Context
from kamgen.model.enums import ClientTopic, Prime, ReviewWith, Severity
from kamgen.model.plan import Fault, Plan
from kamgen.model.rule import (
    BOTH,
    CLIENT,
    TEAM,
    Check,
    Element,
    Example,
    Family,
    Outcome,
    PortfolioCheck,
    Repeated,
    Rule,
    State,
    faulty,
    gap,
    met,
    not_applicable,
)
from kamgen.model.values import Duration
from kamgen.model.verdict import Trouble

__all__ = [
    "BOTH",
    "CLIENT",
    "TEAM",
    "Context",
    "Duration",
    "Element",
    "Example",
    "Family",
    "Fault",
    "Outcome",
    "Plan",
    "Prime",
    "Repeated",
    "ReviewWith",
    "Rule",
    "RuleFamily",
    "Severity",
    "State",
    "Trouble",
    "faulty",
    "gap",
    "met",
    "not_applicable",
    "portfolio_rule",
]
"""What a file of rules needs beside facts and words."""

_LOST = not_applicable("the account is lost", "status")


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """What the rules of one element or family have in common; called with all else, it is their decorator."""

    element: Element | Family
    severity: Severity = Severity.WARNING
    prime: Prime = Prime.RETRIEVE
    """The letter of PRIME under which its gaps are talked about."""
    asks: tuple[ReviewWith, ...] = TEAM
    """In which reviews."""
    lost: bool = False
    """Whether lost accounts are asked too."""

    def __call__(
        self,
        code: str,
        name: str,
        *,
        summary: str,
        rationale: str,
        good: Example,
        bad: Example,
        weight: int = 0,
        severity: Severity | None = None,
        lost: bool | None = None,
        prospects: str = "",
        top: str = "",
        prime: Prime | None = None,
        asks: tuple[ReviewWith, ...] | None = None,
        trouble: Trouble | None = None,
        rows: str = "",
        topic: ClientTopic | None = None,
        meeting: ReviewWith | None = None,
        repeats: Repeated | None = None,
    ) -> Callable[[Check], Rule]:
        """The decorator that makes a rule of its predicate."""

        def declared(check: Check) -> Rule:
            return Rule(
                code=code,
                name=name,
                element=self.element,
                severity=severity or self.severity,
                weight=weight,
                summary=summary,
                rationale=rationale,
                good=good,
                bad=bad,
                check=_guarded(check, self.lost if lost is None else lost, prospects, top),
                prime=prime or self.prime,
                asks=asks or self.asks,
                trouble=trouble,
                rows=rows,
                topic=topic,
                meeting=meeting,
                repeats=repeats,
            )

        return declared


def portfolio_rule(
    code: str, name: str, *, summary: str, rationale: str, good: Example, bad: Example
) -> Callable[[PortfolioCheck], Rule]:
    """The decorator that makes a rule of the whole portfolio of its predicate."""
    declared = RuleFamily(Family.PORTFOLIO, severity=Severity.ADVICE, lost=True)(
        code, name, summary=summary, rationale=rationale, good=good, bad=bad
    )
    return lambda check: replace(declared(_asked_of_all), check_portfolio=check)


def _asked_of_all(_plan: Plan, _context: Context) -> Outcome:
    return not_applicable("asked of all accounts together")


def _guarded(check: Check, lost: bool, prospects: str, top: str) -> Check:
    """The same check, asked only of those accounts to which it has something to say."""
    if lost and not prospects and not top:
        return check
    not_of_prospects = not_applicable(prospects, "status")
    not_of_others = not_applicable(top, "category")

    @wraps(check)
    def guarded(plan: Plan, context: Context) -> Outcome:
        if not lost and is_lost(plan.front):
            return _LOST
        if prospects and is_prospect(plan.front):
            return not_of_prospects
        if top and not is_top_category(context.site, plan.front.category):
            return not_of_others
        return check(plan, context)

    return guarded
