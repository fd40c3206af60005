"""The whole machine: content in, portfolio out.

parse_plans ─▶ judge: link ─▶ shares of revenue ─▶ a context for each ─▶ check ─▶ score ─▶ accounts ─▶ portfolio
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kamgen.analyse.concentration import revenue_shares
from kamgen.check import check_plan, find
from kamgen.link import link_plans
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context, Surroundings
from kamgen.model.errors import ConfigError
from kamgen.model.links import LinkedPlan
from kamgen.model.nearest import nearest, one_of
from kamgen.model.plan import Plan
from kamgen.model.portfolio import Account, Portfolio, mean_score
from kamgen.model.rule import Element, Rule
from kamgen.model.source import Content
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import RULES, by_code, select, unknown_codes
from kamgen.score import score_plan


def evaluate(content: Content, site: SiteConfig, as_of: date, rules: Sequence[Rule] | None = None) -> Portfolio:
    """All accounts of a site on one day, held against ``rules``; left out: those that site.toml selects."""
    return judge(parse_plans(content), content, site, as_of, rules)


def parse_plans(content: Content) -> tuple[Plan, ...]:
    """Every plan on its own. Nothing here looks from one plan to another."""
    return tuple(parse_plan(source, content.folder) for source in content.plans)


def judge(
    plans: Sequence[Plan], content: Content, site: SiteConfig, as_of: date, rules: Sequence[Rule] | None = None
) -> Portfolio:
    """Plans that were parsed, linked, checked and scored. The mean score is that of the accounts that are not lost."""
    chosen = select(RULES, site.checklist.select, site.checklist.ignore) if rules is None else rules
    linked = link_plans(plans, content, site)
    shares = revenue_shares([each.plan for each in linked], site, as_of)
    contexts = {written: _context(written, site, as_of) for written in {plan.front.category for plan in plans}}
    accounts = tuple(_account(each, *contexts[each.plan.front.category], shares, chosen) for each in linked)
    return Portfolio(site, as_of, accounts, mean_score(accounts))


def _context(written: str, site: SiteConfig, as_of: date) -> tuple[str | None, Context]:
    """The key of a category as plans write it, and what all its accounts are judged by."""
    key = site.category_key(written) if written else None
    category = site.categories[key] if key else None
    return key, Context(as_of, site, category, site.cadences(key), site.calendar())


def _account(
    linked: LinkedPlan,
    category: str | None,
    context: Context,
    shares: dict[str, tuple[Decimal, str]],
    rules: Sequence[Rule],
) -> Account:
    plan, site = linked.plan, context.site
    share = shares.get(plan.slug)
    around = Surroundings(*share, faults=linked.faults) if share else Surroundings(faults=linked.faults)
    criteria = check_plan(plan, context.among(around), rules)
    return Account(
        linked=linked,
        category=category,
        rate=site.rate(plan.front.currency or site.site.currency),
        share=share[0] if share else None,
        scorecard=score_plan(criteria, site) if plan.readable else None,
        others=tuple(each for each in criteria if not isinstance(each.rule.element, Element)),
        findings=find(plan, criteria),
    )


def validate_codes(site: SiteConfig) -> None:
    """Raises `ConfigError`, naming each, for rule codes and elements in ``[checklist]`` that do not exist."""
    table = site.checklist
    mistakes = [
        _unknown(key, code, meant)
        for key, codes in (("select", table.select), ("ignore", table.ignore))
        for code, meant in unknown_codes(codes)
    ]
    mistakes += [_unknown("severity", code, _code_meant(code)) for code in table.severity if _code(code) not in by_code]
    elements = [element.key for element in Element]
    mistakes += [
        f"`weights` in [checklist]: there is no element `{key}`: write {_meant(nearest(key, elements), elements)}"
        for key in table.weights
        if key not in elements
    ]
    mistakes += [
        f"`weights` in [checklist]: `{key}` weighs less than nothing: write 0 or more"
        for key, weight in table.weights.items()
        if weight < 0
    ]
    if mistakes:
        raise ConfigError("site.toml: " + "\n".join(mistakes), "`kamgen explain` lists all rules")


def _code(written: str) -> str:
    return written.strip().upper()


def _code_meant(written: str) -> str | None:
    """The nearest whole code; the first of those that a prefix stands for."""
    return next(
        (code for code in by_code if code.startswith(_code(written))), dict(unknown_codes([written])).get(written)
    )


def _unknown(key: str, code: str, meant: str | None) -> str:
    return f"`{key}` in [checklist]: there is no rule `{code}`" + (f": did you mean `{meant}`?" if meant else "")


def _meant(meant: str | None, known: Sequence[str]) -> str:
    return f"`{meant}`" if meant else one_of(known)
