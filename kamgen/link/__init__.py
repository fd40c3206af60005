"""Linking: what only shows when all plans are seen together. Looks at references only, never at whole plans.

accounts        what others may know of a plan; unique slugs, names and CRM ids that are not; parents and subsidiaries
attachments     which files may be published, and why others are not
groups          whose figures include whose, and what a group comes to
site_index      where plans, files and headings are; did you mean, among thousands
resolve_links   the links of a plan's prose, the documents its rows name, and what a broken one meant
references      what a reference led to
money           currencies without a rate, shares of our revenue, mean margins of categories
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from kamgen.facts.people import people
from kamgen.link.accounts import by_path, duplicate_faults, hierarchy, refer, unique_slugs
from kamgen.link.groups import below, group_figures, groups, included
from kamgen.link.money import category_margins, no_rate, revenue_shares
from kamgen.link.references import led_to
from kamgen.link.resolve_links import resolve_document, resolve_links
from kamgen.link.site_index import FuzzyIndex, index_site
from kamgen.model.config import SiteConfig
from kamgen.model.context import AccountRef, Links, Neighbour
from kamgen.model.fields import folded
from kamgen.model.places import CodedFault, Fault
from kamgen.model.source import Content
from kamgen.rules.codes import FaultCode
from kamgen.text.addresses import person_slugs

__all__ = ["index_site", "link_plans", "refer", "resolve_document"]


def link_plans(
    plans: Sequence[AccountRef], content: Content, site: SiteConfig, as_of: date
) -> tuple[tuple[AccountRef, Links], ...]:
    """All plans with unique slugs and what the others have to say of each, in the order given."""
    duplicates = duplicate_faults(plans, content.copies)
    named = [plan._replace(slug=slug) for plan, slug in zip(plans, unique_slugs(plans), strict=True)]
    index = index_site(named, content, site.content)
    resolved = {plan.slug: resolve_links(plan, index) for plan in named}
    family = hierarchy(named, index.slugs)
    of_groups = group_figures(named, site)
    within = included(named, family, of_groups)
    subsidiaries = below(named, family, of_groups, site)
    group_of = groups(named, family, within, site, as_of)
    shares = revenue_shares(named, within, group_of, site, as_of)
    margins = category_margins(named, site, as_of)
    usual = people(name for plan in named for name, times, _ in plan.people for _ in range(times))
    known = Counter(name for plan in named for name, _, known in plan.people if known)
    plans_of = Counter(map(folded, known.elements()))
    introduced = FuzzyIndex(known)
    owner_slugs = person_slugs(plan.owner for plan in named if plan.owner)
    neighbours = {plan.slug: Neighbour(plan.slug, plan.name) for plan in named}
    led, nowhere = led_to(named, index.slugs)
    backlinks: dict[str, list[Neighbour]] = {}
    for plan in by_path(named):
        for slug in resolved[plan.slug].accounts:
            backlinks.setdefault(slug, []).append(neighbours[plan.slug])

    named_files = {file for links in resolved.values() for file in links.attachments}
    unnamed = [each.path for each in content.documents if each.path not in named_files]

    def links_of(plan: AccountRef) -> Links:
        slug, links = plan.slug, resolved[plan.slug]
        share, share_of, few = shares.get(slug, (None, "", ""))
        ours = [(folded(name), name) for name, _, _ in plan.people]
        unknown = {key: introduced.nearest(key) or "" for key, _ in ours if not introduced.find(key)}
        if plan.owner and plans_of[folded(plan.owner)] == 1 and (meant := introduced.double(folded(plan.owner))):
            unknown[folded(plan.owner)] = usual[folded(meant)]
        orphan = [(FaultCode.BROKEN_HIERARCHY, family.faults[slug])] if slug in family.faults else []
        return Links(
            slug=slug,
            owner_slug=owner_slugs.get(plan.owner, ""),
            names=tuple({key: usual[key] for key, name in ours if name != usual[key]}.items()),
            strangers=tuple(unknown.items()),
            faults=(
                *duplicates[plan.path],
                *no_rate(plan, site),
                *links.faults,
                *nowhere.get(slug, ()),
                *orphan,
                *_unnamed(plan, unnamed),
            ),
            targets=links.targets,
            attachments=links.attachments,
            backlinks=tuple(backlinks.get(slug, ())),
            children=tuple(neighbours[child] for child in family.children.get(slug, ())),
            parent=neighbours.get(family.parents.get(slug, "")),
            group=group_of.get(slug),
            included=tuple([(year, tuple(sorted(those))) for year, those in sorted(within.get(slug, {}).items())]),
            below=tuple(sorted(subsidiaries.get(slug, {}).items())),
            share=share,
            share_of=share_of,
            few=few,
            led_to=tuple(led.get(slug, ())),
            margin=margins.get(slug),
        )

    return tuple((plan, links_of(plan)) for plan in named)


def _unnamed(plan: AccountRef, documents: Sequence[str]) -> Iterator[CodedFault]:
    """That Markdown files in the folder of an account are neither plans nor named by one."""
    folder = plan.path.removesuffix("index.md")
    for path in documents if plan.path.endswith("/index.md") else ():
        name = path.removeprefix(folder)
        if name != path and not name.rpartition("/")[2].startswith("_"):
            message = f"`{name}` is on no page: it has no front matter, so it is no plan, and no plan names it"
            write = f"`document: {name}` in a review or feedback, or `[words]({name})`"
            yield FaultCode.MISREAD, Fault("", message, write)
