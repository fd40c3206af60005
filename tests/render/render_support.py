"""What tests of pages share: portfolios made by hand from YAML, and the demo theme."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kamgen.analyse.summary import figures, summarise
from kamgen.check import check_plan, check_portfolio, find
from kamgen.facts.money import display_year
from kamgen.health import score_health
from kamgen.link import refer
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, Context, Links
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import Fault
from kamgen.model.plan import Body, Plan
from kamgen.model.rule import Element
from kamgen.model.summary import Portfolio
from kamgen.render.account_rows import PortfolioData, make_portfolio_data
from kamgen.render.site import Renderer
from kamgen.render.site_context import SiteContext, make_site_context, site_frame
from kamgen.render.theme import RenderConfig, load_theme
from kamgen.rules.catalogue import PLAN_RULES
from kamgen.score import score_plan
from kamgen.text.addresses import person_slugs
from tests.records import bound, record_of, replace

AS_OF = date(2026, 11, 20)
ROOT = Path(__file__).resolve().parents[2]
HEAD = {"name": "Halden Marine", "owner": "Ingrid Solberg", "category": "strategic"}


def site_of(**tables: Any) -> SiteConfig:
    """A site.toml with those tables."""
    return record_of(SiteConfig, tables)


def account_of(
    front: str = "",
    slug: str = "halden-marine",
    site: SiteConfig | None = None,
    body: Body | None = None,
    **linked: Any,
) -> Account:
    """An account whose front matter is `HEAD`, overlaid with the YAML of ``front``; checked and scored."""
    config = site or SiteConfig()
    matter, places = bound(FrontMatter, HEAD, front)
    path = f"content/accounts/{slug}.md"
    plan = Plan(slug, path, matter, body or Body(), places=places)
    freshness = UNKNOWN._replace(touched=linked.pop("touched", None))
    key = config.category_key(matter.category)
    category = config.categories[key] if key else None
    context = Context(AS_OF, config, category, config.cadences(key), config.calendar(), freshness=freshness)
    criteria = check_plan(plan, context, PLAN_RULES)
    owner = person_slugs([matter.owner])[matter.owner] if matter.owner else ""
    return Account(
        plan=plan,
        links=Links(slug, owner, **linked),
        category=key,
        rate=config.rate(matter.currency or config.site.currency),
        scorecard=score_plan(criteria, config),
        others=tuple(each for each in criteria if not isinstance(each.rule.element, Element)),
        findings=find(plan, criteria),
        health=score_health(plan, context),
        freshness=freshness,
    )


def unreadable_of(slug: str = "soderberg-papper") -> Account:
    """An account whose plan cannot be read."""
    given = account_of(slug=slug)
    fault = Fault("@1:1", "the front matter is never closed", "a line with `---` after the last field")
    front = FrontMatter(name=slug, owner="", category="")
    plan = replace(given.plan, front=front, faults=(("FMT001", fault),), readable=False)
    criteria = check_plan(
        plan, Context(AS_OF, SiteConfig(), None, SiteConfig().cadences(None), SiteConfig().calendar()), PLAN_RULES
    )
    return replace(
        given,
        plan=plan,
        links=Links(slug),
        category=None,
        scorecard=None,
        others=criteria,
        findings=find(plan, criteria),
    )


class Site(NamedTuple):
    """Accounts in full, and the site they are of."""

    accounts: tuple[Account, ...]
    config: SiteConfig

    @property
    def portfolio(self) -> Portfolio:
        """The same in brief."""
        return Portfolio(self.config, AS_OF, tuple(summarise(each, self.config, AS_OF) for each in self.accounts))


def portfolio_of(*accounts: Account, site: SiteConfig | None = None) -> Site:
    """Those accounts on the day of the tests."""
    return Site(accounts, site or SiteConfig())


def site_context_of(site: Site, since: date | None = None) -> SiteContext:
    """The context of a site, with all rules."""
    references = [refer(account.plan) for account in site.accounts]
    year = display_year(references, site.config.calendar(), AS_OF)
    return make_site_context(site.config, AS_OF, year, len(site.accounts), since)


def renderer_of(site: Site, since: date | None = None) -> Renderer:
    """What renders a site in kamgen's own theme."""
    context = site_context_of(site, since)
    config = RenderConfig(
        context, load_theme(Path("nowhere"), "default"), site_frame(context, "0.1.0"), "content/accounts"
    )
    return Renderer(config)


def portfolio_data_of(site: Site) -> PortfolioData:
    """The site as the pages of the portfolio see it."""
    renderer, portfolio = renderer_of(site), site.portfolio
    made = map(renderer.rows, site.accounts, portfolio.accounts)
    sums = figures(portfolio, site_context_of(site).year)
    return make_portfolio_data(portfolio, sums, {rows.row.slug: rows for rows in made}, check_portfolio(portfolio))
