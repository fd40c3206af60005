"""Parents and subsidiaries: who belongs to whom, and parents that are unknown or their own descendants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamgen.link.known import Known
from kamgen.link.meant import asked
from kamgen.model.account_ref import AccountRef
from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault

BROKEN = "LNK004"
_SHOWN = 5
"""Accounts of a circle that a message names."""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """By slug: the parent, the subsidiaries in order of their paths, what is wrong with a parent."""

    parents: dict[str, str]
    children: dict[str, tuple[str, ...]]
    faults: dict[str, tuple[CodedFault, ...]]


def hierarchy(plans: Sequence[AccountRef], known: Known) -> Hierarchy:
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
    return Hierarchy(parents, _children(plans, parents), faults)


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
    write = asked(meant) if meant else "the slug of a plan that is there: its file name without `.md`"
    return BROKEN, Fault("parent", f"there is no plan `{written}` to be the parent", write)


def _circular(ring: Sequence[str]) -> CodedFault:
    message = "this account is its own parent"
    if len(ring) > 1:
        way = " is below ".join(f"`{slug}`" for slug in (*ring[:_SHOWN], ring[0]))
        message = f"the parents go round in a circle: {way}"
    return BROKEN, Fault("parent", message, "no `parent` in the plan of the account that stands on top")
