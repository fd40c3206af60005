"""One account in full, as its own page shows it, with its scorecard; one at a time, as there may be thousands.

Scores are whole numbers from 0 to 100, rounded half up; bands are judged on the number that is shown.
None is "n/a": nothing that could be scored, which is neither 0 nor 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.context import UNKNOWN, Freshness, Links
from kamgen.model.enums import Band, Severity, Status, band_of
from kamgen.model.finding import Finding
from kamgen.model.front_matter import FinancialYear
from kamgen.model.health import NO_HEALTH, Health
from kamgen.model.places import Fault
from kamgen.model.plan import Plan
from kamgen.model.rule import Element, Outcome, Rule, State


def rounded_score(score: Fraction) -> int:
    """A score as shown: rounded half up."""
    return int(score + Fraction(1, 2))


def mean(scores: Iterable[int | None]) -> int | None:
    """The mean of those scores that are known, rounded as `whole` has it; None without any."""
    known = [score for score in scores if score is not None]
    return rounded_score(Fraction(sum(known), len(known))) if known else None


class Criterion(NamedTuple):
    """One rule held against one plan, waivers and site.toml applied; or against all accounts together."""

    rule: Rule
    outcome: Outcome
    severity: Severity
    """The rule's, unless site.toml says otherwise."""
    line: int
    """The plan's line that the outcome speaks of (1-based); 1 for all accounts together."""
    scored: bool
    """Whether it counts in its element's score."""

    @property
    def gaps(self) -> tuple[Fault, ...]:
        """What is to be mended, each a finding: nothing unless it is a gap."""
        outcome = self.outcome
        if outcome.state is not State.GAP:
            return ()
        return outcome.faults or (Fault(outcome.key, outcome.evidence, outcome.write),)


class ElementScore(Struct, frozen=True):
    """One of the nine elements for one account."""

    element: Element
    criteria: tuple[Criterion, ...]
    """All rules of the element that were checked, in the order of their codes."""
    earned: int
    """Sum of the weights of scored criteria that pass."""
    possible: int
    """Sum of the weights of scored criteria that pass or are gaps; 0 for n/a."""

    @property
    def exact(self) -> Fraction | None:
        """100 × earned ÷ possible; None when nothing is applicable."""
        return Fraction(100 * self.earned, self.possible) if self.possible else None

    @property
    def score(self) -> int | None:
        """The score as shown: `whole` of the exact one, in whole numbers because pages ask for it often."""
        return (200 * self.earned + self.possible) // (2 * self.possible) if self.possible else None

    @property
    def band(self) -> Band:
        """How the score reads."""
        return band_of(self.score)


class Scorecard(Struct, frozen=True):
    """The checklist of one account."""

    elements: tuple[ElementScore, ...]
    score: int | None
    """Mean of the elements' exact scores by their weights in site.toml; None when all nine are n/a."""

    @property
    def band(self) -> Band:
        """How the score reads."""
        return band_of(self.score)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of all nine elements."""
        return tuple(criterion for element in self.elements for criterion in element.criteria)


class Account(Struct, frozen=True):
    """One account, checked and scored, with everything that its own page shows."""

    plan: Plan
    links: Links
    category: str | None
    """Key of its category; None when site.toml does not define it."""
    rate: Decimal | None
    """What one unit of the plan's currency is worth in the site's; None when there is no rate."""
    scorecard: Scorecard | None
    """None when the plan is not readable."""
    others: tuple[Criterion, ...]
    """Outcomes of the rules outside the nine elements."""
    findings: tuple[Finding, ...]
    """In order of their places."""
    rates: tuple[tuple[int, Decimal], ...] = ()
    """The fiscal years with a rate of their own."""
    health: Health = NO_HEALTH
    freshness: Freshness = UNKNOWN

    @property
    def slug(self) -> str:
        """Its page's name; unique in the site."""
        return self.links.slug

    @property
    def name(self) -> str:
        """The account's name."""
        return self.plan.front.name

    @property
    def owner(self) -> str:
        """Who answers for it, as most plans write the name; empty when the plan names none."""
        return self.plan.front.owner

    @property
    def status(self) -> Status:
        """Prospect, active or lost."""
        return self.plan.front.status

    @property
    def score(self) -> int | None:
        """The checklist score."""
        return self.scorecard.score if self.scorecard else None

    @property
    def touched(self) -> date | None:
        """When its plan last changed; None when not known."""
        return self.freshness.touched

    def rate_of(self, year: int | None = None) -> Decimal | None:
        """The rate of a fiscal year; without one, that of today."""
        return dict(self.rates).get(year, self.rate) if year else self.rate

    def converted(self, amount: Decimal | None, year: int | None = None) -> Decimal | None:
        """An amount of the plan, of a fiscal year, in the site's currency; None when it or the rate is not known."""
        rate = self.rate_of(year)
        return None if amount is None or rate is None else amount * rate

    def year(self, year: int) -> FinancialYear | None:
        """The row of fiscal year ``year``; the last one when there are several."""
        return next((row for row in reversed(self.plan.front.financials) if row.year == year), None)
