"""Linking: what only shows when all plans are seen together.

accounts    slugs that are unique; names and CRM ids that are not
atlas       where plans, files and headings are
known       did you mean, among thousands
prose       the links of a plan's prose, and the documents its rows name
meant       what a broken link meant
hierarchy   parents and subsidiaries
money       currencies without a rate
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kamgen.link.accounts import twice, unique_slugs
from kamgen.link.atlas import atlas
from kamgen.link.hierarchy import Hierarchy, hierarchy
from kamgen.link.money import no_rate
from kamgen.link.prose import Prose, prose
from kamgen.model.config import SiteConfig
from kamgen.model.links import CodedFault, LinkedPlan
from kamgen.model.plan import Plan
from kamgen.model.source import Content

__all__ = ["link_plans"]


def link_plans(plans: Sequence[Plan], content: Content, site: SiteConfig) -> tuple[LinkedPlan, ...]:
    """All plans with unique slugs, their links resolved and their hierarchy known, in the order given."""
    found = twice(plans)
    slugs = unique_slugs(plans)
    named = tuple(
        plan if plan.slug == slug else replace(plan, slug=slug) for plan, slug in zip(plans, slugs, strict=True)
    )
    map_of_site = atlas(named, content)
    proses = tuple(prose(plan, map_of_site) for plan in named)
    family = hierarchy(named, map_of_site.slugs)
    backlinks = _backlinks(named, proses)
    return tuple(
        _linked(plan, (*found[plan.path], *no_rate(plan, site)), written, family, backlinks)
        for plan, written in zip(named, proses, strict=True)
    )


def _linked(
    plan: Plan,
    faults: tuple[CodedFault, ...],
    written: Prose,
    family: Hierarchy,
    backlinks: dict[str, list[str]],
) -> LinkedPlan:
    return LinkedPlan(
        plan=plan,
        faults=(*faults, *written.faults, *family.faults.get(plan.slug, ())),
        targets=written.targets,
        attachments=written.attachments,
        backlinks=tuple(backlinks.get(plan.slug, ())),
        children=family.children.get(plan.slug, ()),
        parent=family.parents.get(plan.slug),
    )


def _backlinks(plans: Sequence[Plan], proses: Sequence[Prose]) -> dict[str, list[str]]:
    """By slug, who links there; plans in order of their paths."""
    backlinks: dict[str, list[str]] = {}
    for plan, written in sorted(zip(plans, proses, strict=True), key=lambda pair: pair[0].path):
        for slug in written.accounts:
            backlinks.setdefault(slug, []).append(plan.slug)
    return backlinks
