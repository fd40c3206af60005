"""People on the client's side, and what could cost us the account."""

from __future__ import annotations

from datetime import date

from kamgen.facts.dates import happened, within
from kamgen.model.enums import ContactRole, Level, Sentiment
from kamgen.model.plan import Plan
from kamgen.model.plan_fields import Contact, Risk
from kamgen.model.values import Duration

LEVEL_WEIGHT = {Level.HIGH: 3, Level.MEDIUM: 2, Level.LOW: 1, None: 2}
"""A level that is not written counts as medium: leaving it out must not hide a risk, or a critic's influence."""


def decides(contact: Contact) -> bool:
    """Whether the contact is a decision maker."""
    return contact.role is ContactRole.DECISION_MAKER


def opposes(contact: Contact) -> str:
    """What a contact is against us, in a word: ``blocker`` or ``critic``; empty for all others."""
    if contact.role is ContactRole.BLOCKER:
        return "blocker"
    return "critic" if contact.sentiment is Sentiment.CRITIC else ""


def is_not_against(contact: Contact) -> bool:
    """Whether the contact's attitude is known, and is not against us."""
    return contact.sentiment in (Sentiment.SUPPORTER, Sentiment.NEUTRAL) and not opposes(contact)


def supports(contact: Contact) -> bool:
    """Whether the contact is for us."""
    return contact.sentiment is Sentiment.SUPPORTER


def matters(contact: Contact) -> bool:
    """Whether the contact decides, or has much influence."""
    return decides(contact) or contact.influence is Level.HIGH


def is_out_of_touch(contact: Contact, every: Duration, as_of: date) -> bool:
    """Whether someone who matters was not talked to within ``every``, or is met by nobody."""
    if not matters(contact):
        return False
    last = contact.last_contact
    return contact.met_by is None or last is None or not within(last, every, as_of)


def deciders(plan: Plan) -> list[tuple[int, Contact]]:
    """The decision makers, with their places."""
    return [(number, row) for number, row in enumerate(plan.front.contacts) if decides(row)]


def last_decider_contact(plan: Plan, as_of: date) -> tuple[date, int] | None:
    """The newest contact with a decision maker and that one's place, the first of those of one day; None for none."""
    dated = [(row.last_contact, -number) for number, row in deciders(plan) if row.last_contact]
    day, place = max(((day, place) for day, place in dated if happened(day, as_of)), default=(None, 0))
    return (day, -place) if day else None


def is_grave(risk: Risk) -> bool:
    """Whether likelihood and impact are both high, or one is high and the other medium."""
    levels = {risk.likelihood, risk.impact}
    return Level.HIGH in levels and levels <= {Level.HIGH, Level.MEDIUM}


def is_graded(risk: Risk) -> bool:
    """Whether both likelihood and impact are written."""
    return risk.likelihood is not None and risk.impact is not None


def exposure(risk: Risk) -> int:
    """Likelihood × impact, 1 to 9; what is not written counts as medium."""
    return LEVEL_WEIGHT[risk.likelihood] * LEVEL_WEIGHT[risk.impact]


def lacking_answers(risk: Risk) -> list[str]:
    """Which of mitigation and owner a risk does not have."""
    return [field for field in ("mitigation", "owner") if not getattr(risk, field)]
