"""Which accounts there are: unique slugs, accounts written up twice, parents and their subsidiaries."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kamgen.link.resolve_links import did_you_mean
from kamgen.link.site_index import FuzzyIndex
from kamgen.model.account_ref import AccountRef
from kamgen.model.enums import Severity
from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault
from kamgen.rules.codes import FaultCode

DUPLICATE = FaultCode.DUPLICATE_ACCOUNT


def unique_slugs(plans: Sequence[AccountRef]) -> tuple[str, ...]:
    """A slug for every plan: the first by path keeps its own, later ones get ``-2``, ``-3``, which nobody has."""
    taken = {_alike(plan.slug) for plan in plans}
    kept: set[str] = set()
    slugs: dict[str, str] = {}
    for plan in sorted(plans, key=_path):
        slug, number = plan.slug, 1
        while _alike(slug) in (kept if number == 1 else taken):
            number += 1
            slug = f"{plan.slug}-{number}"
        taken.add(_alike(slug))
        kept.add(_alike(slug))
        slugs[plan.path] = slug
    return tuple(slugs[plan.path] for plan in plans)


def duplicate_faults(plans: Sequence[AccountRef]) -> dict[str, tuple[CodedFault, ...]]:
    """By path, the faults of plans that share a slug, a name or a CRM id."""
    faults: dict[str, list[CodedFault]] = {plan.path: [] for plan in plans}
    for identity, fault in _IDENTITIES:
        for group in _shared(plans, identity):
            for plan in group:
                others = [other.path for other in group if other is not plan]
                faults[plan.path].append((DUPLICATE, fault(plan, _files(others))))
    return {path: tuple(found) for path, found in faults.items()}


def _shared(plans: Iterable[AccountRef], identity: Callable[[AccountRef], str]) -> Iterable[list[AccountRef]]:
    groups: dict[str, list[AccountRef]] = {}
    for plan in sorted(plans, key=_path):
        if known := identity(plan):
            groups.setdefault(known, []).append(plan)
    return (group for group in groups.values() if len(group) > 1)


def _path(plan: AccountRef) -> str:
    return plan.path


def _alike(text: str) -> str:
    """Text as a file system that ignores case, or a reader, sees it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _slug(plan: AccountRef) -> str:
    return _alike(plan.slug)


def _name(plan: AccountRef) -> str:
    """The name; empty when the plan gives none that can be read."""
    return _alike(plan.name) if plan.named else ""


def _crm(plan: AccountRef) -> str:
    system, identity = plan.crm
    return f"{_alike(system)}\n{identity}" if identity else ""


def _same_slug(plan: AccountRef, others: str) -> Fault:
    return Fault(
        "",
        f"the account `{plan.slug}` has a second plan in {others}",
        "one plan for one account, or another file name: it becomes the address of the account's page",
    )


def _same_name(plan: AccountRef, others: str) -> Fault:
    message = f"`{plan.name}` is also the name of the account in {others}"
    return Fault("name", message, "a name that tells them apart, or one plan for both", severity=Severity.WARNING)


def _same_crm(plan: AccountRef, others: str) -> Fault:
    message = f"the CRM id `{plan.crm[1]}` also stands in {others}"
    return Fault("crm.id", message, "the id of this account's own record in the CRM", severity=Severity.WARNING)


_IDENTITIES: tuple[tuple[Callable[[AccountRef], str], Callable[[AccountRef, str], Fault]], ...] = (
    (_slug, _same_slug),
    (_name, _same_name),
    (_crm, _same_crm),
)


def _files(paths: Sequence[str]) -> str:
    rest = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"`{paths[0]}`{rest}"


BROKEN = FaultCode.BROKEN_HIERARCHY
_SHOWN = 5
"""Accounts of a circle that a message names."""


@dataclass(frozen=True, slots=True)
class AccountHierarchy:
    """By slug: the parent, the subsidiaries in order of their paths, what is wrong with a parent."""

    parents: dict[str, str]
    children: dict[str, tuple[str, ...]]
    faults: dict[str, tuple[CodedFault, ...]]


def hierarchy(plans: Sequence[AccountRef], known: FuzzyIndex) -> AccountHierarchy:
    """Who belongs to whom among plans with unique slugs, which ``known`` knows."""
    faults: dict[str, tuple[CodedFault, ...]] = {}
    parents: dict[str, str] = {}
    for plan in plans:
        if written := plan.parent:
            if parent := known.find(written):
                parents[plan.slug] = parent
            else:
                faults[plan.slug] = (_unknown(written, known.nearest(written)),)
    for slug, ring in dict(_rings(parents)).items():
        faults[slug] = (_circular(ring),)
        del parents[slug]
    return AccountHierarchy(parents, _children(plans, parents), faults)


def _children(plans: Sequence[AccountRef], parents: dict[str, str]) -> dict[str, tuple[str, ...]]:
    children: dict[str, list[str]] = {}
    for plan in sorted(plans, key=lambda plan: plan.path):
        if plan.slug in parents:
            children.setdefault(parents[plan.slug], []).append(plan.slug)
    return {parent: tuple(slugs) for parent, slugs in children.items()}


def _rings(parents: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every slug that is its own ancestor, with the way up from it until it comes round."""
    done: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        slug: str | None = start
        while slug is not None and slug not in done and slug not in way:
            way[slug] = None
            slug = parents.get(slug)
        if slug is not None and slug in way:
            trail = tuple(way)
            ring = trail[trail.index(slug) :]
            for place, member in enumerate(ring):
                yield member, (*ring[place:], *ring[:place])
        done.update(way)


def _unknown(written: str, meant: str | None) -> CodedFault:
    write = did_you_mean(meant) if meant else "the slug of a plan that is there: its file name without `.md`"
    return BROKEN, Fault("parent", f"there is no plan `{written}` to be the parent", write)


def _circular(ring: Sequence[str]) -> CodedFault:
    message = "this account is its own parent"
    if len(ring) > 1:
        way = " is below ".join(f"`{slug}`" for slug in (*ring[:_SHOWN], ring[0]))
        message = f"the parents go round in a circle: {way}"
    return BROKEN, Fault("parent", message, "no `parent` in the plan of the account that stands on top")
