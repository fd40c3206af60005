"""Which accounts there are: what others may know of each, unique slugs, accounts written up twice, subsidiaries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from kamgen.facts.accounts import has_group_figures, is_active
from kamgen.facts.money import revenue_target
from kamgen.facts.people import our_people
from kamgen.link.site_index import FuzzyIndex
from kamgen.model.context import AccountRef, YearRef
from kamgen.model.enums import Severity
from kamgen.model.fields import folded
from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault
from kamgen.model.plan import Plan
from kamgen.model.source import is_plan
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import question
from kamgen.text.words import listed

_SHOWN = 5
"""Accounts of a circle that a message names."""


def by_path(plans: Sequence[AccountRef]) -> list[AccountRef]:
    """The plans in order of their paths."""
    return sorted(plans, key=lambda plan: plan.path)


def unique_slugs(plans: Sequence[AccountRef]) -> tuple[str, ...]:
    """A slug for every plan: the first by path keeps its own, later ones get ``-2``, ``-3``, which nobody has."""
    taken = {plan.slug for plan in plans}
    kept: set[str] = set()
    slugs: dict[str, str] = {}
    for plan in by_path(plans):
        slug, number = plan.slug, 1
        while slug in (kept if number == 1 else taken):
            number += 1
            slug = f"{plan.slug}-{number}"
        taken.add(slug)
        kept.add(slug)
        slugs[plan.path] = slug
    return tuple(slugs[plan.path] for plan in plans)


def duplicate_faults(
    plans: Sequence[AccountRef], copies: Sequence[tuple[str, str]] = ()
) -> dict[str, list[CodedFault]]:
    """By path, the faults of plans that share a slug, a name or a CRM id, or have ``copies`` beside them."""
    sharing: dict[tuple[str, str], list[AccountRef]] = {}
    for plan in by_path(plans):
        for identity in _identities(plan):
            sharing.setdefault(identity, []).append(plan)
    faults: dict[str, list[CodedFault]] = {plan.path: [] for plan in plans}
    for plan in plans:
        for key, text in _identities(plan):
            others = [other.path for other in sharing[key, text] if other is not plan]
            if others:
                faults[plan.path].append((FaultCode.DUPLICATE_ACCOUNT, _duplicate(plan, key, others)))
    for original, copy in copies:
        message = (
            f"`{posixpath.basename(copy)}` looks like a copy that Dropbox, iCloud, OneDrive or an editor made of this "
            "plan, and is not read: take over what is new, and delete it"
        )
        severity = None if is_plan(copy) else Severity.WARNING
        faults[original].append((FaultCode.DUPLICATE_ACCOUNT, Fault("", message, severity=severity)))
    return faults


def _identities(plan: AccountRef) -> Iterator[tuple[str, str]]:
    """What only one account may have: the key it stands under (none for the slug), and its text for comparison."""
    system, identity = plan.crm
    yield "", plan.slug
    if plan.named:
        yield "name", folded(plan.name)
    if identity:
        yield "crm.id", f"{folded(system)}\n{identity}"


def _duplicate(plan: AccountRef, key: str, others: Sequence[str]) -> Fault:
    files = listed([f"`{other}`" for other in others], most=1)
    if not key:
        message = f"the account `{plan.slug}` has a second plan in {files}"
        write = "one plan for one account, or another file name: it becomes the address of the account's page"
        return Fault(key, message, write)
    if key == "name":
        message = f"`{plan.name}` is also the name of the account in {files}"
        return Fault(key, message, "a name that tells them apart, or one plan for both", severity=Severity.WARNING)
    message = f"the CRM id `{plan.crm[1]}` also stands in {files}"
    return Fault(key, message, "the id of this account's own record in the CRM", severity=Severity.WARNING)


class AccountHierarchy(Struct, frozen=True):
    """By slug: the parent, the subsidiaries in order of their paths, what is wrong with a parent."""

    parents: dict[str, str]
    children: dict[str, list[str]]
    faults: dict[str, Fault]


def hierarchy(plans: Sequence[AccountRef], known: FuzzyIndex) -> AccountHierarchy:
    """Who belongs to whom among plans with unique slugs, which ``known`` knows."""
    parents: dict[str, str] = {}
    children: dict[str, list[str]] = {}
    faults: dict[str, Fault] = {}
    for plan in plans:
        if plan.parent and (parent := known.find(plan.parent)):
            parents[plan.slug] = parent
        elif plan.parent:
            meant = known.nearest(plan.parent)
            write = question(meant) if meant else "the slug of a plan that is there: its file name without `.md`"
            fix = Fix(0, 0, plan.parent, slip) if (slip := known.slip(plan.parent)) else None
            faults[plan.slug] = Fault("parent", f"there is no plan `{plan.parent}` to be the parent", write, fix=fix)
    for slug, ring in dict(_rings(parents)).items():
        way = " is below ".join(f"`{member}`" for member in (*ring[:_SHOWN], slug))
        message = f"the parents go round in a circle: {way}" if len(ring) > 1 else "this account is its own parent"
        write = "no `parent` in the plan of the account that stands on top"
        faults[slug] = Fault("parent", message, write)
        del parents[slug]
    for plan in by_path(plans):
        if plan.slug in parents:
            children.setdefault(parents[plan.slug], []).append(plan.slug)
    return AccountHierarchy(parents, children, faults)


def _rings(parents: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every slug that is its own ancestor, with the way up from it until it comes round."""
    done: set[str] = set()
    for start in parents:
        way: list[str] = []
        slug = start
        while slug in parents and slug not in done:
            done.add(slug)
            way.append(slug)
            slug = parents[slug]
        if slug in way:
            ring = tuple(way[way.index(slug) :])
            for place, member in enumerate(ring):
                yield member, (*ring[place:], *ring[:place])


_AMOUNTS = (
    ("financials", ("revenue", "gross_profit", "cost_to_serve", "target_revenue", "target_profit", "customer_spend")),
    ("opportunities", ("value", "profit")),
)

_BY_OFFERING = ("revenue_by_offering", "spend_by_offering")

_KEPT = Decimal("0.0001")


def refer(plan: Plan) -> AccountRef:
    """What the rest of the site may know of ``plan``.

    The last row of a year is the one that counts. A margin beyond 100% either way counts as that: one odd row would
    move the mean of all. A document on the web is nobody's attachment.
    """
    front = plan.front
    crm = front.crm
    years = {row.year: row for row in front.financials}
    margins = [(year, row.margin) for year, row in years.items() if row.margin is not None]
    documents = {
        f"{group}[{number}].document": row.document or ""
        for group in ("feedback", "reviews")
        for number, row in enumerate(getattr(front, group))
    }
    return AccountRef(
        slug=plan.slug,
        path=plan.path,
        name=front.name,
        readable=plan.readable,
        named=plan.readable and not any(fault.key == "name" for _, fault in plan.faults),
        owner=front.owner,
        category=front.category,
        parent=front.parent or "",
        currency=front.currency or "",
        crm=((crm.system or "", crm.id or "") if crm else ("", "")),
        amounts=any(
            getattr(row, field) is not None
            for group, fields in _AMOUNTS
            for row in getattr(front, group)
            for field in fields
        ),
        years=tuple(
            YearRef(
                year,
                row.revenue,
                revenue_target(front, row),
                row.profit,
                row.customer_spend,
                (row.target_revenue, row.target_profit) != (None, None),
                tuple(f"{field}.{folded(name)}" for field in _BY_OFFERING for name in getattr(row, field)),
            )
            for year, row in years.items()
        ),
        of_group=has_group_figures(front),
        margins=tuple(
            (year, min(max(margin, Decimal(-1)), Decimal(1)).quantize(_KEPT))
            for year, margin in (margins if is_active(front) else ())
        ),
        reviews=tuple(review.date for review in front.reviews if not review.cancelled),
        anchors=tuple(section.anchor for section in plan.body.sections),
        links=plan.body.links,
        documents=tuple(
            (key, path) for key, path in documents.items() if path and not path.startswith(("https://", "http://"))
        ),
        deals=tuple((deal.name, deal.stage.value) for deal in front.opportunities),
        led_to=tuple(
            (f"references[{number}].led_to", row.led_to) for number, row in enumerate(front.references) if row.led_to
        ),
        people=our_people(plan),
    )
