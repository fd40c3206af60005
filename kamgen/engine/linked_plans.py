"""Plans, parsed and linked: what everything else is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kamgen.cache import Key
from kamgen.engine import keys
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, Freshness, Links
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio, Summary


class LinkedPlan(NamedTuple):
    """One plan among the others."""

    key: Key
    """Of the parsed plan."""
    source: Source
    reference: AccountRef
    links: Links
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class LinkedPlans:
    """All plans of a site, parsed and linked."""

    content: Content
    site: SiteConfig
    as_of: date
    plans: tuple[LinkedPlan, ...]

    def summary_keys(self) -> list[Key]:
        """The key of each account in brief."""
        judge = keys.judge_key(self.site, self.as_of)
        return [keys.summary_key(plan.key, plan.links, plan.freshness, judge) for plan in self.plans]

    def portfolio(self, summaries: Iterable[Summary]) -> Portfolio:
        """All accounts together."""
        return Portfolio(self.site, self.as_of, tuple(summaries))
