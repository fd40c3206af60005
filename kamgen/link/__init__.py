"""Linking: what only shows when all plans are seen together. Looks at references only, never at whole plans.

account_refs    what others may know of a plan
accounts        slugs that are unique, names and CRM ids that are not; parents and subsidiaries
site_index      where plans, files and headings are; did you mean, among thousands
resolve_links   the links of a plan's prose, the documents its rows name, and what a broken one meant
money           currencies without a rate, shares of our revenue, mean margins of categories
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kamgen.facts.accounts import people, person_key
from kamgen.link.account_refs import refer
from kamgen.link.accounts import duplicate_faults, hierarchy, unique_slugs
from kamgen.link.money import category_margins, no_rate, revenue_shares
from kamgen.link.resolve_links import ResolvedLinks, resolve_links
from kamgen.link.site_index import index_site
from kamgen.model.account_ref import AccountRef
from kamgen.model.config import SiteConfig
from kamgen.model.links import Links, Neighbour
from kamgen.model.source import Content
from kamgen.text.slugs import page_slugs

__all__ = ["link_plans", "refer"]


def link_plans(
    plans: Sequence[AccountRef], content: Content, site: SiteConfig, as_of: date
) -> tuple[tuple[AccountRef, Links], ...]:
    """All plans with unique slugs and what the others have to say of each, in the order given."""
    found = duplicate_faults(plans)
    slugs = unique_slugs(plans)
    named = tuple(
        plan if plan.slug == slug else plan._replace(slug=slug) for plan, slug in zip(plans, slugs, strict=True)
    )
    index = index_site(named, content)
    resolved = tuple(resolve_links(plan, index) for plan in named)
    family = hierarchy(named, index.slugs)
    backlinks = _backlinks(named, resolved)
    shares = revenue_shares(named, site, as_of)
    margins = category_margins(named, site, as_of)
    owners = people(plan.owner for plan in named)
    owner_slugs = page_slugs(owners.values())
    neighbours = {plan.slug: Neighbour(plan.slug, plan.name) for plan in named}

    def around(plan: AccountRef, resolved_links: ResolvedLinks) -> Links:
        slug = plan.slug
        share, share_of = shares.get(slug, (None, ""))
        return Links(
            slug=slug,
            owner=owners.get(person_key(plan.owner), ""),
            owner_slug=owner_slugs.get(owners.get(person_key(plan.owner), ""), ""),
            faults=(*found[plan.path], *no_rate(plan, site), *resolved_links.faults, *family.faults.get(slug, ())),
            targets=resolved_links.targets,
            attachments=resolved_links.attachments,
            backlinks=_those(neighbours, backlinks.get(slug, ())),
            children=_those(neighbours, family.children.get(slug, ())),
            parent=neighbours.get(family.parents.get(slug, "")),
            share=share,
            share_of=share_of,
            margin=margins.get(slug),
        )

    return tuple((plan, around(plan, resolved_links)) for plan, resolved_links in zip(named, resolved, strict=True))


def _those(neighbours: Mapping[str, Neighbour], slugs: Iterable[str]) -> tuple[Neighbour, ...]:
    return tuple(neighbours[slug] for slug in slugs)


def _backlinks(plans: Sequence[AccountRef], resolved: Sequence[ResolvedLinks]) -> dict[str, list[str]]:
    """By slug, who links there; plans in order of their paths."""
    backlinks: dict[str, list[str]] = {}
    for plan, resolved_links in sorted(zip(plans, resolved, strict=True), key=lambda pair: pair[0].path):
        for slug in resolved_links.accounts:
            backlinks.setdefault(slug, []).append(plan.slug)
    return backlinks
