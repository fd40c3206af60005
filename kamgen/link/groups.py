"""Groups of accounts along `parent`: whose figures include whose, and what a group comes to.

    plans, their parents ─ included ─▶ by account and year, the figures that a parent's plan has already
                         └ groups ───▶ each tree with its money, nothing counted twice

A plan that says `figures: group` has the figures of all below it in its own. A figure that it does not give in a year
is not in it: there those below count for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kamgen.facts.pipeline import total
from kamgen.link.accounts import AccountHierarchy
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, Group, Member, Neighbour, YearRef

FIGURES = ("revenue", "target", "profit", "spend")

Included = Mapping[str, Mapping[int, frozenset[str]]]
"""By slug and fiscal year, figures by their names."""


def group_figures(plans: Sequence[AccountRef], site: SiteConfig) -> Included:
    """What those plans give whose figures are a group's. One without an exchange rate is in no sum itself, so that it
    takes nobody out of them."""
    return {
        plan.slug: {row.year: _given(row) for row in plan.years}
        for plan in plans
        if plan.of_group and site.rate(plan.currency or site.site.currency) is not None
    }


def included(plans: Sequence[AccountRef], family: AccountHierarchy, given: Included) -> Included:
    """What of each plan the figures of those above it include."""
    found: dict[str, dict[int, frozenset[str]]] = {}
    for plan in plans if given else ():
        years: dict[int, frozenset[str]] = {}
        for slug in _above(plan.slug, family):
            for year, figures in given.get(slug, {}).items():
                years[year] = years.get(year, frozenset()) | figures
        found[plan.slug] = years
    return found


def _given(row: YearRef) -> frozenset[str]:
    return frozenset((*(figure for figure in FIGURES if getattr(row, figure) is not None), *row.parts))


def _above(slug: str, family: AccountHierarchy) -> Iterator[str]:
    """The parents of an account, the nearest first."""
    while (parent := family.parents.get(slug)) is not None:
        yield parent
        slug = parent


def groups(
    plans: Sequence[AccountRef], family: AccountHierarchy, within: Included, site: SiteConfig, as_of: date
) -> dict[str, Group]:
    """By slug the group of each account that is in one."""
    year = site.calendar().last_full_year(as_of)
    known = {plan.slug: plan for plan in plans}
    found: dict[str, Group] = {}
    for top in family.children:
        if top not in family.parents:
            members = tuple(_members(known, family, within, site, year, top))
            whole = _group(known, members, site, year)
            found |= {member.account.slug: whole._replace(members=()) for member in members}
            found[top] = whole
    return found


def _members(
    known: Mapping[str, AccountRef],
    family: AccountHierarchy,
    within: Included,
    site: SiteConfig,
    year: int,
    top: str,
) -> Iterator[Member]:
    """The accounts of a tree, each before those below it, however deep it is."""
    waiting = [(top, 0)]
    while waiting:
        slug, depth = waiting.pop()
        plan = known[slug]
        above = within.get(slug, {}).get(year, frozenset())
        revenue, profit = (converted(plan, year, figure, site) for figure in ("revenue", "profit"))
        yield Member(Neighbour(slug, plan.name), depth, revenue, profit, tuple(sorted(above & {"revenue", "profit"})))
        waiting += [(child, depth + 1) for child in reversed(family.children.get(slug, []))]


def _group(known: Mapping[str, AccountRef], members: Sequence[Member], site: SiteConfig, year: int) -> Group:
    revenue = total(member.revenue for member in members if "revenue" not in member.included)
    profit = total(member.profit for member in members if "profit" not in member.included)
    spent = [
        (member.revenue, spend)
        for member in members
        if "revenue" not in member.included
        and member.revenue is not None
        and (spend := converted(known[member.account.slug], year, "spend", site))
    ]
    spends = total(spend for _, spend in spent)
    ours = total(amount for amount, _ in spent)
    wallet = ours / spends if ours is not None and spends is not None and spends > 0 else None
    return Group(members[0].account, year, len(members), revenue, profit, wallet, tuple(members))


def below(
    plans: Sequence[AccountRef], family: AccountHierarchy, given: Included, site: SiteConfig
) -> dict[str, dict[int, Decimal]]:
    """By slug and fiscal year, the revenue of all below an account together, in the site's currency."""
    found: dict[str, dict[int, Decimal]] = {}
    for plan in plans:
        for row in plan.years if plan.slug in family.parents else ():
            revenue = converted(plan, row.year, "revenue", site)
            for slug in _above(plan.slug, family) if revenue is not None else ():
                years = found.setdefault(slug, {})
                years[row.year] = years.get(row.year, Decimal(0)) + (revenue or 0)
                if "revenue" in given.get(slug, {}).get(row.year, ()):
                    break  # for those above, that plan's figure stands for all below it
    return found


def converted(plan: AccountRef, year: int, figure: str, site: SiteConfig) -> Decimal | None:
    """A figure of a fiscal year in the site's currency; None when it or the rate is not known."""
    amount: Decimal | None = next((getattr(row, figure) for row in plan.years if row.year == year), None)
    rate = site.rate(plan.currency or site.site.currency, year)
    return amount * rate if amount is not None and rate is not None else None
