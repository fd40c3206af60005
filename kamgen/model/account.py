"""One account in full, as its own page shows it. A portfolio may have thousands, so one at a time is held."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from kamgen.model.commits import UNKNOWN, Freshness
from kamgen.model.enums import Status
from kamgen.model.finding import Finding
from kamgen.model.health import NO_HEALTH, Health
from kamgen.model.links import Links
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import FinancialYear
from kamgen.model.scorecard import Criterion, Scorecard


class Account(Struct, frozen=True):
    """One account, checked and scored, with everything that its own page shows."""

    plan: Plan
    """What its file says."""
    links: Links
    """How it hangs together with the others."""
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
    health: Health = NO_HEALTH
    """How it is doing; never part of the checklist score."""
    freshness: Freshness = UNKNOWN
    """When its plan last said something else than before."""

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
        return self.links.owner or self.plan.front.owner

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

    def converted(self, amount: Decimal | None) -> Decimal | None:
        """An amount of the plan in the site's currency; None when it or the rate is not known."""
        return None if amount is None or self.rate is None else amount * self.rate

    def year(self, year: int) -> FinancialYear | None:
        """The row of fiscal year ``year``."""
        return self.plan.front.financial_year(year)
