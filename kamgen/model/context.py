"""What a rule may know beside the plan itself: the day, site.toml, and what the portfolio says of the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamgen.model.body import SECTIONS, Section, heading_key
from kamgen.model.config import Cadences, Category, SiteConfig
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Fault, Plan


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the portfolio says of one account."""

    share: Decimal | None = None
    """The account's fraction of revenue of the last full fiscal year; None when it is not known."""
    share_of: str = "the portfolio's own sum"
    """What ``share`` is a fraction of."""
    faults: tuple[tuple[str, Fault], ...] = ()
    """Rule code and fault: broken links, duplicates, hierarchy, a missing exchange rate."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a check may look at beside its plan. Same plan, same context, same outcome."""

    as_of: date
    site: SiteConfig
    category: Category | None
    """The plan's category; None when site.toml does not define it."""
    cadences: Cadences
    """How often what is due for this category."""
    calendar: FiscalCalendar
    around: Surroundings = Surroundings()

    def section(self, plan: Plan, key: str, below: str = "") -> Section | None:
        """The first section of ``plan`` that goes by ``key`` (see `SECTIONS`) and says something real.

        ``below`` is the key of a section that must stand around it.
        """
        names = self._names(key)
        around = self._names(below) if below else frozenset()
        for section in plan.body.sections:
            real = bool(section.text or section.bullets) and heading_key(section.title) in names
            if real and (not around or any(heading_key(parent) in around for parent in section.parents)):
                return section
        return None

    def _names(self, key: str) -> frozenset[str]:
        return frozenset(heading_key(name) for name in (*SECTIONS[key], *self.site.sections.get(key, ())))
