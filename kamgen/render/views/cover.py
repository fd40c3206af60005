"""The head of an account's page: its facts, and what keeps it when people leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_lost
from kamgen.model.account import Account
from kamgen.model.fields import Doc
from kamgen.model.front_matter import Assessment, Continuity, Handover, Loss, Reference
from kamgen.render.site_context import Link, SiteContext, account_url, owner_url
from kamgen.text.addresses import external


class Fact(Struct, frozen=True):
    """A label and what belongs to it."""

    label: str
    links: Annotated[tuple[Link, ...], Doc("Some lead somewhere.")]


def facts(account: Account, context: SiteContext) -> tuple[Fact, ...]:
    """The account in a few words; what is not known is left out."""
    return tuple([fact for fact in _facts(account, context) if _is_known(fact)])


def _is_known(fact: Fact) -> bool:
    return any(link.text for link in fact.links)


def _facts(account: Account, context: SiteContext) -> Iterator[Fact]:
    front, links = account.plan.front, account.links
    category = context.category(account.category)
    yield Fact("Owner", (Link(account.owner, owner_url(links)),))
    yield Fact("Category", (category if category.text else Link(front.category),))
    yield from _plain(
        ("Status", front.status.value),
        ("Lost", _lost(front.lost) if front.lost and is_lost(front) else ""),
        ("Objective", front.objective.value if front.objective else ""),
        ("Relationship", front.relationship.value if front.relationship else ""),
        ("Customer since", str(front.customer_since or "")),
        ("Industry", ", ".join([part for part in (front.industry, front.region) if part])),
        ("Currency", front.currency or context.currency),
        ("Horizon", str(front.horizon or "")),
        ("Share of revenue", "" if links.share is None else context.style.percent(links.share, 1)),
    )
    for label, others in (("Parent", (links.parent,) if links.parent else ()), ("Subsidiaries", links.children)):
        yield Fact(label, tuple([Link(other.name, account_url(other.slug)) for other in others]))
    yield Fact("CRM", _crm(account))
    yield from _plain(("Tags", ", ".join(front.tags)))


def _plain(*facts: tuple[str, str]) -> list[Fact]:
    """Labels with plain words; those without words are left out."""
    return [Fact(label, (Link(text),)) for label, text in facts if text]


def _lost(loss: Loss) -> str:
    parts = (
        loss.date.isoformat() if loss.date else "",
        loss.reason.value if loss.reason else "",
        f"to {loss.to}" if loss.to else "",
    )
    return ", ".join(part for part in parts if part)


def _crm(account: Account) -> tuple[Link, ...]:
    crm = account.plan.front.crm
    if crm is None:
        return ()
    address = external(crm.url)
    text = " ".join(part for part in (crm.system, crm.id) if part) or address
    return (Link(text, address, bool(address)),)


_MARKS = tuple(
    (name, name.replace("_", " ").capitalize())
    for name in ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")
)


def assessment_facts(assessment: Assessment | None, context: SiteContext) -> tuple[Fact, ...]:
    """The six scores of the assessment, and the two means they make."""
    if assessment is None:
        return ()
    means = (("Attractiveness", assessment.attractiveness), ("Position", assessment.position))
    return tuple(
        _plain(
            ("Assessed", assessment.date.isoformat()),
            *((label, "" if mean is None else f"{context.style.fixed(mean, 1)} of 5") for label, mean in means),
            *((label, str(getattr(assessment, name) or "")) for name, label in _MARKS),
        )
    )


def continuity_facts(account: Account) -> tuple[Fact, ...]:
    """Backup, sponsor, exit barriers, handover, references, and what we do if the account is lost."""
    front = account.plan.front
    found = [*_continuity(front.continuity or Continuity()), *_handover(front.handover or Handover())]
    found.append(Fact("References", tuple([Link(_reference(each)) for each in front.references])))
    return tuple([fact for fact in found if _is_known(fact)])


def _continuity(continuity: Continuity) -> Iterator[Fact]:
    sponsor = continuity.executive_sponsor or ""
    if sponsor and continuity.sponsor_contact:
        sponsor += f", last contact {continuity.sponsor_contact.isoformat()}"
    yield from _plain(("Backup", continuity.backup or ""), ("Executive sponsor", sponsor))
    yield Fact("Exit barriers", tuple([Link(barrier) for barrier in continuity.exit_barriers]))
    yield from _plain(("If lost", continuity.if_lost or ""))


def _handover(handover: Handover) -> list[Fact]:
    people = [part for part in (handover.giver, handover.receiver) if part]
    parts = [
        " to ".join(people),
        handover.date.isoformat() if handover.date else "",
        "" if handover.complete is None else "complete" if handover.complete else "not complete",
    ]
    return _plain(("Handover", ", ".join([part for part in parts if part])))


def _reference(reference: Reference) -> str:
    """``Testimonial of Kari Dahl, 2026-03-01``."""
    by = f" of {reference.party}" if reference.party else ""
    when = f", {reference.date.isoformat()}" if reference.date else ""
    return f"{reference.kind.value.capitalize()}{by}{when}"
