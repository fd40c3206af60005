"""The head of an account's page: its facts, and what keeps it when people leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kamgen.model.choices import Status
from kamgen.model.groups import Assessment, Continuity, Handover, Loss
from kamgen.model.links import Neighbour
from kamgen.model.portfolio import Account
from kamgen.render.guide import Guide, Link, account_url, owner_url
from kamgen.render.links import external
from kamgen.render.views.work import reference_words


class Fact(NamedTuple):
    """A label and what belongs to it."""

    label: str
    links: tuple[Link, ...]


def facts(account: Account, guide: Guide) -> tuple[Fact, ...]:
    """The account in a few words; what is not known is left out."""
    return tuple(fact for fact in _facts(account, guide) if any(link.text for link in fact.links))


def _facts(account: Account, guide: Guide) -> Iterator[Fact]:
    front, links = account.plan.front, account.links
    category = guide.category(account.category)
    yield Fact("Owner", (Link(front.owner, owner_url(links)),))
    yield Fact("Category", (category if category.text else Link(front.category),))
    yield _plain("Status", front.status.value)
    if front.lost and front.status is Status.LOST:
        yield _plain("Lost", _lost(front.lost))
    yield _plain("Objective", front.objective.value if front.objective else "")
    yield _plain("Relationship", front.relationship.value if front.relationship else "")
    yield _plain("Customer since", str(front.customer_since or ""))
    yield _plain("Industry", ", ".join(part for part in (front.industry, front.region) if part))
    yield _plain("Currency", front.currency or guide.currency)
    yield _plain("Horizon", str(front.horizon or ""))
    if links.share is not None:
        yield _plain("Share of revenue", guide.style.percent(links.share, 1))
    yield Fact("Parent", tuple(_account(other) for other in (links.parent,) if other))
    yield Fact("Subsidiaries", tuple(_account(other) for other in links.children))
    yield Fact("CRM", _crm(account))
    yield _plain("Tags", ", ".join(front.tags))


def _account(other: Neighbour) -> Link:
    return Link(other.name, account_url(other.slug))


def _plain(label: str, text: str) -> Fact:
    return Fact(label, (Link(text),))


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


def assessment_facts(assessment: Assessment | None, guide: Guide) -> tuple[Fact, ...]:
    """The six scores of the assessment, and the two means they make."""
    if assessment is None:
        return ()
    names = ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")
    found = [_plain("Assessed", assessment.date.isoformat())]
    for label, mean in (("Attractiveness", assessment.attractiveness), ("Position", assessment.position)):
        if mean is not None:
            found.append(_plain(label, f"{guide.style.fixed(mean, 1)} of 5"))
    for name in names:
        mark = getattr(assessment, name)
        if mark is not None:
            found.append(_plain(name.replace("_", " ").capitalize(), str(mark)))
    return tuple(found)


def continuity_facts(account: Account) -> tuple[Fact, ...]:
    """Backup, sponsor, exit barriers, handover, references, and what we do if the account is lost."""
    front = account.plan.front
    found = [*_continuity(front.continuity or Continuity()), *_handover(front.handover or Handover())]
    found.append(Fact("References", reference_words(front)))
    return tuple(fact for fact in found if any(link.text for link in fact.links))


def _continuity(continuity: Continuity) -> Iterator[Fact]:
    yield _plain("Backup", continuity.backup or "")
    sponsor = continuity.executive_sponsor or ""
    if sponsor and continuity.sponsor_contact:
        sponsor += f", last contact {continuity.sponsor_contact.isoformat()}"
    yield _plain("Executive sponsor", sponsor)
    yield Fact("Exit barriers", tuple(Link(barrier) for barrier in continuity.exit_barriers))
    yield _plain("If lost", continuity.if_lost or "")


def _handover(handover: Handover) -> Iterator[Fact]:
    people = [part for part in (handover.giver, handover.receiver) if part]
    parts = [
        " to ".join(people),
        handover.date.isoformat() if handover.date else "",
        "" if handover.complete is None else "complete" if handover.complete else "not complete",
    ]
    yield _plain("Handover", ", ".join(part for part in parts if part))
