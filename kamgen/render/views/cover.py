"""The head of an account's page: its facts, and what keeps it when people leave."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_lost
from kamgen.facts.own import own_values
from kamgen.model.account import Account
from kamgen.model.enums import FieldType
from kamgen.model.fields import Doc
from kamgen.model.front_matter import Assessment, Competitor, Continuity, Contract, Handover, Loss, Reference
from kamgen.render.site_context import NavLink, SiteContext, account_url, owner_url
from kamgen.render.views.rows import status_words
from kamgen.text.addresses import external
from kamgen.text.words import iso, joined


class Fact(Struct, frozen=True):
    """A label and what belongs to it."""

    label: str
    links: Annotated[tuple[NavLink, ...], Doc("Some lead somewhere.")]


def _fact(label: str, *words: str | None) -> Fact:
    return Fact(label, tuple([NavLink(word) for word in words if word]))


def _known(*facts: Fact) -> tuple[Fact, ...]:
    """Those that say something."""
    return tuple([fact for fact in facts if any(link.text for link in fact.links)])


def facts(account: Account, context: SiteContext) -> tuple[Fact, ...]:
    """The account in a few words; what is not known is left out."""
    front, links = account.plan.front, account.links
    category = context.category(account.category)
    loss = front.lost if front.lost and is_lost(front) else Loss()
    family = (("Parent", (links.parent,) if links.parent else ()), ("Subsidiaries", links.children))
    return _known(
        Fact("Owner", (NavLink(account.owner, owner_url(links)),)),
        Fact("Category", (category if category.text else NavLink(front.category),)),
        _fact("Status", status_words(account, context.site)),
        _fact("Lost", joined(iso(loss.date), loss.reason, loss.to and f"to {loss.to}")),
        _fact("Objective", front.objective),
        _fact("Relationship", front.relationship),
        _fact("Customer since", str(front.customer_since or "")),
        _fact("Industry", joined(front.industry, front.region)),
        _fact("Currency", front.currency or context.currency),
        _fact("Horizon", str(front.horizon or "")),
        _fact("Agreed", joined(iso(front.agreed.date), front.agreed.by) if front.agreed else ""),
        _fact("Competitors", *[_competitor(each, context) for each in front.competitors]),
        _fact("Share of revenue", None if links.share is None else context.style.percent(links.share, 1)),
        *[
            Fact(label, tuple([NavLink(each.name, account_url(each.slug)) for each in others]))
            for label, others in family
        ],
        Fact("CRM", _crm(account)),
        _fact("Tags", ", ".join(front.tags)),
    )


def _crm(account: Account) -> tuple[NavLink, ...]:
    crm = account.plan.front.crm
    if crm is None:
        return ()
    address = external(crm.url)
    text = " ".join(part for part in (crm.system, crm.id) if part) or address
    return (NavLink(text, address, bool(address)),)


_MARKS = tuple(
    (name, name.replace("_", " ").capitalize())
    for name in ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")
)


def assessment_facts(assessment: Assessment | None, context: SiteContext) -> tuple[Fact, ...]:
    """The six scores of the assessment, and the two means they make."""
    if assessment is None:
        return ()
    means = (("Attractiveness", assessment.attractiveness), ("Position", assessment.position))
    return _known(
        _fact("Assessed", assessment.date.isoformat()),
        *[_fact(label, None if mean is None else f"{context.style.fixed(mean, 1)} of 5") for label, mean in means],
        *[_fact(label, str(getattr(assessment, name) or "")) for name, label in _MARKS],
    )


class OwnGroup(Struct, frozen=True):
    """Fields of the team's own that stand under one heading."""

    title: str
    facts: tuple[Fact, ...]


def own_groups(account: Account, context: SiteContext) -> tuple[OwnGroup, ...]:
    """What the plan says in fields of the team's own, by their groups, both in the order of site.toml."""
    groups: dict[str, list[Fact]] = {}
    for key, field, value, _ in own_values(account.plan.own, context.site):
        words = str(value)
        if isinstance(value, Decimal):
            words = context.style.plain(value)
            if field.type is FieldType.MONEY:
                words = f"{words} {account.plan.front.currency or context.currency}"
        elif isinstance(value, bool):
            words = "yes" if value else "no"
        if value is not None:
            groups.setdefault(field.group, []).append(_fact(context.site.field_title(key), words))
    return tuple([OwnGroup(title, tuple(facts)) for title, facts in groups.items()])


def continuity_facts(account: Account, context: SiteContext) -> tuple[Fact, ...]:
    """Backup, sponsor, exit barriers, contract, handover, references, and what we do if the account is lost."""
    front = account.plan.front
    continuity, handover = front.continuity or Continuity(), front.handover or Handover()
    met = f"last contact {continuity.sponsor_contact}" if continuity.sponsor_contact else ""
    sponsor = continuity.executive_sponsor and joined(continuity.executive_sponsor, met)
    people = " to ".join([name for name in (handover.giver, handover.receiver) if name])
    complete = "" if handover.complete is None else "complete" if handover.complete else "not complete"
    return _known(
        _fact("Backup", continuity.backup),
        _fact("Executive sponsor", sponsor),
        _fact("Exit barriers", *continuity.exit_barriers),
        _fact("If lost", continuity.if_lost),
        _fact("Contract", _contract(front.contract, context)),
        _fact("Handover", joined(people, iso(handover.date), complete)),
        _fact("References", *map(_reference, front.references)),
    )


def _contract(contract: Contract | None, context: SiteContext) -> str:
    """``to 2027-06-30, 6 months' notice, renews by itself, 2.10M a year``."""
    if contract is None:
        return ""
    return joined(
        f"to {contract.ends}" if contract.ends else "",
        f"{contract.notice}' notice" if contract.notice else "",
        "renews by itself" if contract.auto_renews else "",
        f"{context.style.compact(contract.value)} a year" if contract.value is not None else "",
    )


def _competitor(competitor: Competitor, context: SiteContext) -> str:
    """``CompetitorX: Platform, 25% of their spend, high threat``."""
    share = f"{context.style.percent(competitor.share)} of their spend" if competitor.share is not None else ""
    said = joined(competitor.offering, share, f"{competitor.threat} threat" if competitor.threat else "")
    return f"{competitor.name}: {said}" if said else competitor.name


def _reference(reference: Reference) -> str:
    """``Testimonial of Kari Dahl for Platform, 2026-03-01, may be quoted, led to brekke-group``."""
    by = f" of {reference.party}" if reference.party else ""
    about = f" for {reference.about}" if reference.about else ""
    quotable = "" if reference.quotable is None else "may be quoted" if reference.quotable else "not to be quoted"
    led = f"led to {reference.led_to}" if reference.led_to else ""
    return joined(f"{reference.kind.value.capitalize()}{by}{about}", iso(reference.date), quotable, led)
