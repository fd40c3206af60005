"""What a rule may know beside the plan itself: the day, site.toml, and what the portfolio says of the account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from kamgen.model.body import SECTIONS, Section, heading_key
from kamgen.model.commits import UNKNOWN, Freshness
from kamgen.model.config import Cadences, Category, SiteConfig
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.links import CategoryMargin
from kamgen.model.plan import Fault, Plan


class PortfolioContext(Struct, frozen=True):
    """What the rest of the portfolio, and version control, say of one account."""

    share: Decimal | None = None
    """The account's fraction of revenue of the last full fiscal year; None when it is not known."""
    share_of: str = "the portfolio's own sum"
    """What ``share`` is a fraction of."""
    faults: tuple[tuple[str, Fault], ...] = ()
    """Rule code and fault: broken links, duplicates, hierarchy, a missing exchange rate."""
    margin: CategoryMargin | None = None
    """What the account's category earns on average; None when that cannot be compared."""
    freshness: Freshness = UNKNOWN
    """When version control says the plan and its sections last changed."""


class Context(Struct, frozen=True):
    """Everything a check may look at beside its plan. Same plan, same context, same outcome."""

    as_of: date
    site: SiteConfig
    category: Category | None
    """The plan's category; None when site.toml does not define it."""
    cadences: Cadences
    """How often what is due for this category."""
    calendar: FiscalCalendar
    around: PortfolioContext = PortfolioContext()

    def section(self, plan: Plan, key: str, below: str = "") -> Section | None:
        """The first section of ``plan`` that goes by ``key`` (see `SECTIONS`) and says something real.

        ``below`` is the key of a section that must stand around it.
        """
        names = self.names_of(key)
        around = self.names_of(below) if below else frozenset()
        for section in plan.body.sections:
            real = heading_key(section.title) in names and (section.text or section.bullets)
            if real and (not around or any(heading_key(parent) in around for parent in section.parents)):
                return section
        return None

    def names_of(self, key: str) -> frozenset[str]:
        """The headings that a section goes by, as `heading_key` compares them."""
        return _names((*SECTIONS[key], *self.site.sections.get(key, ())))

    def among(self, around: PortfolioContext) -> Context:
        """The same for an account with those surroundings."""
        return Context(self.as_of, self.site, self.category, self.cadences, self.calendar, around)


def context_of(site: SiteConfig, as_of: date, category: str | None) -> Context:
    """What a plan of ``category`` (its key in site.toml, None for none) is judged by; nothing of its portfolio yet."""
    return Context(
        as_of, site, site.categories[category] if category else None, site.cadences(category), site.calendar()
    )


@lru_cache(maxsize=256)
def _names(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(heading_key, headings))
