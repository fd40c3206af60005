"""The whole machine on one screen: content in, accounts out.

parse ─▶ plan ─▶ refer ─▶ reference ┐
         each on its own            ├─▶ link, all together ─▶ links ─┐
                                    ┘                                │
         plan ───────────────────────────────────────────────────────┴▶ check ─▶ score, health ─▶ account ─▶ summary

Only `link_plans` looks from one plan to another, and it sees references only. All else takes one plan at a time,
so that plans can be worked on in any process and cached one by one (see `kamgen.engine`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec.structs import replace

from kamgen.check import check_plan, find
from kamgen.facts.people import respelled
from kamgen.health import score_health
from kamgen.link import link_plans, refer
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, Context, Freshness, Links, context_of
from kamgen.model.plan import Plan
from kamgen.model.rule import Element, Rule
from kamgen.model.source import Content
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import PLAN_RULES, select
from kamgen.score import score_plan


def evaluate(
    content: Content,
    site: SiteConfig,
    as_of: date,
    rules: Sequence[Rule] | None = None,
    freshness: Mapping[str, Freshness] = MappingProxyType({}),
) -> tuple[Account, ...]:
    """All accounts of a small site on one day, in full, held against ``rules``; left out: those of site.toml.

    ``freshness`` is that of plans by their paths, as far as it is known.
    """
    plans = [parse_plan(source, content.folder) for source in content.plans]
    linked = link_plans([refer(plan) for plan in plans], content, site, as_of)
    judge = Judge(site, as_of, rules)
    return tuple(
        judge(plan, links, freshness.get(plan.path, UNKNOWN)) for plan, (_, links) in zip(plans, linked, strict=True)
    )


class Judge:
    """Holds plans against the checklist, one at a time."""

    def __init__(self, site: SiteConfig, as_of: date, rules: Sequence[Rule] | None = None) -> None:
        self.site = site
        self.as_of = as_of
        self.rules = select(PLAN_RULES, site.checklist.select, site.checklist.ignore) if rules is None else rules
        self._contexts: dict[str, tuple[str | None, Context]] = {}

    def __call__(self, plan: Plan, links: Links, freshness: Freshness = UNKNOWN) -> Account:
        """The account of ``plan``, checked and scored. Same plan, links and freshness, same account."""
        category, context = self.context(plan.front.category)
        plan = plan if plan.slug == links.slug else replace(plan, slug=links.slug)
        plan, misspelt = respelled(plan, dict(links.names))
        told = replace(links, faults=(*links.faults, *misspelt)) if misspelt else links
        context = replace(context, links=told, freshness=freshness)
        criteria = check_plan(plan, context, self.rules)
        return Account(
            plan=plan,
            links=links,
            category=category,
            rate=self.site.rate(plan.front.currency or self.site.site.currency),
            rates=self.site.rates(plan.front.currency or ""),
            scorecard=score_plan(criteria, self.site) if plan.readable else None,
            others=tuple([each for each in criteria if not isinstance(each.rule.element, Element)]),
            findings=find(plan, criteria),
            health=score_health(plan, context),
            freshness=freshness,
        )

    def context(self, written: str) -> tuple[str | None, Context]:
        """The key of a category as plans write it, and what all its accounts are judged by."""
        found = self._contexts.get(written)
        if found is None:
            site = self.site
            key = site.category_key(written) if written else None
            found = key, context_of(site, self.as_of, key)
            self._contexts[written] = found
        return found
