"""What tests of pages share: portfolios made by hand from YAML, and the demo theme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ryaml

from kamgen.analyse.figures import figures
from kamgen.check import check_plan, find
from kamgen.model.body import Body
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context, Surroundings
from kamgen.model.front import FrontMatter
from kamgen.model.links import LinkedPlan
from kamgen.model.places import FrontText
from kamgen.model.plan import Fault, Plan
from kamgen.model.portfolio import Account, Portfolio
from kamgen.model.rule import Element
from kamgen.render.guide import Guide, make_guide
from kamgen.rules.catalogue import RULES
from kamgen.score import score_plan

AS_OF = date(2026, 11, 20)
ROOT = Path(__file__).resolve().parents[2]
HEAD = {"name": "Halden Marine", "owner": "Ingrid Solberg", "category": "strategic"}


def site_of(**tables: Any) -> SiteConfig:
    """A site.toml with those tables."""
    return SiteConfig.model_validate(tables)


def account_of(
    front: str = "",
    slug: str = "halden-marine",
    site: SiteConfig | None = None,
    body: Body | None = None,
    **linked: Any,
) -> Account:
    """An account whose front matter is `HEAD`, overlaid with the YAML of ``front``; checked and scored."""
    config = site or SiteConfig()
    matter = FrontMatter.model_validate(HEAD | (ryaml.loads(front) or {} if front else {}))
    path = f"content/accounts/{slug}.md"
    plan = Plan(slug, path, matter, FrontText("yaml", front, 2), body or Body(), touched=linked.pop("touched", None))
    key = config.category_key(matter.category)
    category = config.categories[key] if key else None
    context = Context(AS_OF, config, category, config.cadences(key), config.calendar(), Surroundings())
    criteria = check_plan(plan, context, RULES)
    links = {"faults": (), "targets": (), "attachments": (), "backlinks": (), "children": (), "parent": None} | linked
    return Account(
        linked=LinkedPlan(plan=plan, **links),
        category=key,
        rate=config.rate(matter.currency or config.site.currency),
        share=None,
        scorecard=score_plan(criteria, config),
        others=tuple(each for each in criteria if not isinstance(each.rule.element, Element)),
        findings=find(plan, criteria),
    )


def unreadable_of(slug: str = "soderberg-papper") -> Account:
    """An account whose plan cannot be read."""
    given = account_of(slug=slug)
    fault = Fault("@1:1", "the front matter is never closed", "a line with `---` after the last field")
    front = FrontMatter(name=slug, owner="", category="")
    plan = replace(given.plan, front=front, faults=(("FMT001", fault),), readable=False)
    criteria = check_plan(
        plan, Context(AS_OF, SiteConfig(), None, SiteConfig().cadences(None), SiteConfig().calendar()), RULES
    )
    return replace(
        given,
        linked=replace(given.linked, plan=plan),
        category=None,
        scorecard=None,
        others=criteria,
        findings=find(plan, criteria),
    )


def portfolio_of(*accounts: Account, site: SiteConfig | None = None) -> Portfolio:
    """Those accounts on the day of the tests."""
    return Portfolio(site or SiteConfig(), AS_OF, accounts)


def guide_of(portfolio: Portfolio) -> Guide:
    """The guide of a portfolio, with all rules."""
    return make_guide(portfolio, figures(portfolio), RULES)
