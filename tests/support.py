"""What tests of rules and pages share: plans and contexts made by hand, and the examples of rules brought to life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kamgen.analyse.summary import summarise
from kamgen.cache import NullCache
from kamgen.check import check_portfolio
from kamgen.engine.engine import Engine
from kamgen.engine.site import build
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.config import SiteConfig
from kamgen.model.context import UNKNOWN, Context, Freshness, Links
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Body, Plan, Section
from kamgen.model.rule import EXAMPLE_DATE, Example, Family, Outcome, Rule
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.theme import load_theme
from kamgen.rules.catalogue import by_code
from kamgen.text.substance import real_words
from tests.records import bound, record_of

ROOT = Path(__file__).resolve().parent.parent
"""The project's own folder, whose site is the demo portfolio."""

HEAD = {"name": "Halden Marine", "owner": "Ingrid Solberg", "category": "strategic"}
"""The three required fields, as examples of rules have them."""


def plan_of(front: str = "", body: Body | None = None) -> Plan:
    """A plan whose front matter is `HEAD`, overlaid with the YAML of ``front``."""
    matter, places = bound(FrontMatter, HEAD, front)
    path = "content/accounts/halden-marine.md"
    return Plan("halden-marine", path, matter, body or Body(), places=places)


def context_of(
    plan: Plan,
    site: SiteConfig | None = None,
    as_of: date = EXAMPLE_DATE,
    share: Decimal | None = None,
    freshness: Freshness = UNKNOWN,
) -> Context:
    """The context of a plan that stands alone."""
    config = site or SiteConfig()
    key = config.category_key(plan.front.category)
    category = config.categories[key] if key else None
    links = Links("", share=share, share_of="the portfolio's own sum")
    return Context(as_of, config, category, config.cadences(key), config.calendar(), links, freshness)


def site_of_tables(**tables: Any) -> SiteConfig:
    """A site.toml with those tables."""
    return record_of(SiteConfig, tables)


def enough(title: str) -> str:
    """A text that counts, about something."""
    return f"Something real is said of {title} here, in words of its own."


def section_of(title: str, text: str | None = None) -> Section:
    """A second-level section; left out: with a text that counts."""
    text = enough(title) if text is None else text
    return Section(title, title.lower().replace(" ", "-"), 2, 20, None, text, (), (), real_words(text))


def judged(
    code: str,
    front: str = "",
    *,
    as_of: date = EXAMPLE_DATE,
    site: SiteConfig | None = None,
    body: Body | None = None,
    touched: date | None = None,
    sections: tuple[tuple[str, date], ...] = (),
    share: Decimal | None = None,
) -> Outcome:
    """What the rule ``code`` says of a plan made by `plan_of`."""
    plan = plan_of(front, body)
    freshness = UNKNOWN._replace(touched=touched, sections=sections)
    return by_code[code].check(plan, context_of(plan, site, as_of, share, freshness))


def evaluate_example(rule: Rule, example: Example) -> Outcome:
    """What ``rule`` says of an example, which goes through every stage as a site of its own."""
    site = parse_config(example.site)
    folder = site.content.accounts
    others = {f"{folder}/{path}": text for path, text in example.others}
    plans = [Source(f"{folder}/halden-marine.md", _written(example).encode())]
    plans += [Source(path, text.encode()) for path, text in others.items() if path.endswith(".md")]
    files = frozenset(path for path in others if not path.endswith(".md"))
    content = Content(folder, tuple(sorted(plans, key=lambda source: source.path)), files)
    if rule.element is Family.PORTFOLIO:
        return _of_all(rule, content, site)
    freshness = {f"{folder}/halden-marine.md": UNKNOWN._replace(touched=example.touched)}
    accounts = evaluate(content, site, EXAMPLE_DATE, freshness=freshness)
    account = next(each for each in accounts if each.slug == "halden-marine")
    criteria = (*(account.scorecard.criteria if account.scorecard else ()), *account.others)
    return next(criterion.outcome for criterion in criteria if criterion.rule is rule)


def _of_all(rule: Rule, content: Content, site: SiteConfig) -> Outcome:
    """What a rule of the whole portfolio says of all its accounts."""
    accounts = evaluate(content, site, EXAMPLE_DATE)
    brief = tuple(summarise(account, site, EXAMPLE_DATE) for account in accounts)
    return check_portfolio(Portfolio(site, EXAMPLE_DATE, brief), [rule])[0].outcome


def _written(example: Example) -> str:
    """The example as a file."""
    return "\n".join(_lines(example))


def _lines(example: Example) -> Iterator[str]:
    if not example.plan.startswith("---"):
        yield from ("---", *(f"{key}: {value}" for key, value in HEAD.items()), example.plan, "---", "")
    else:
        yield example.plan
    yield example.body


def build_site(root: Path, output: Path, as_of: date = EXAMPLE_DATE) -> None:
    """The site of the folder ``root``, built into ``output``."""
    site = parse_config(read_site_text(root))
    content = read_content(root, site.content)
    with WorkerPool() as pool:
        engine = Engine(NullCache(), pool)
        build(engine, engine.link(content, site, as_of), load_theme(root, site.site.theme), root, output)
