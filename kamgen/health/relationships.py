"""Relationships: who decides, how many threads hold, and how much of the influence is against us.

Each part speaks only where the plan does: a decision maker without a date, or contacts without any sentiment, leave
their part out, so that a short plan is not taken for a bad relationship.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from kamgen.health.measurement import Measurement, scored, unknown
from kamgen.model.choices import ContactRole, Level, Sentiment
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.groups import Contact
from kamgen.model.health import Signal
from kamgen.model.plan import Plan
from kamgen.rules.dated import within
from kamgen.rules.words import ago, counted, percent

CONTACTS, FUNCTIONS, OF_US = 3, 2, 2
"""With fewer an account hangs on a single thread (REL002)."""

_INFLUENCE = {Level.HIGH: 3, Level.MEDIUM: 2, Level.LOW: 1, None: 2}


class _Part(NamedTuple):
    name: str
    value: Decimal
    """0 to 1."""
    text: str
    key: str


def relationships(plan: Plan, context: Context) -> Measurement:
    """Mean of the parts that are known."""
    contacts = plan.front.contacts
    if not contacts:
        return unknown(
            "no contacts are written", "add the client's people under `contacts`, each with `name` and `role`"
        )
    found = (_decision_maker(contacts, context), _threads(contacts), _goodwill(contacts))
    parts = [part for part in found if part]
    mean = sum((part.value for part in parts), Decimal(0)) / len(parts)
    words = f"{', '.join(f'{part.name} {percent(part.value)}' for part in parts)}: {percent(mean)} on average"
    inputs = tuple([(part.name, part.text, part.key) for part in parts])
    return scored(Signal.RELATIONSHIPS, mean, words, inputs)


def _decision_maker(contacts: tuple[Contact, ...], context: Context) -> _Part | None:
    """Whether one was met in time; None where that cannot be told."""
    name, deciders = "decision maker", [
        (number, each) for number, each in enumerate(contacts) if each.role is ContactRole.DECISION_MAKER
    ]  # fmt: skip
    if not deciders:
        roles = any(each.role for each in contacts)
        return _Part(name, Decimal(0), "none among the contacts", "contacts") if roles else None
    as_of, every = context.as_of, context.cadences.contact_every
    met = [(each.last_contact, number) for number, each in deciders if each.last_contact and each.last_contact <= as_of]
    if not met:
        return None
    day, number = max(met)
    text = f"{contacts[number].name}, last contact {day}, {ago(day, as_of)}; due every {every}"
    return _Part(name, Decimal(within(day, every, as_of)), text, f"contacts[{number}].last_contact")


def _threads(contacts: tuple[Contact, ...]) -> _Part:
    """The weakest of three; functions and our people only where they are written."""
    people = _different(each.name for each in contacts)
    functions = _different(each.function for each in contacts)
    of_us = _different(each.met_by for each in contacts)
    parts = [(people, CONTACTS, counted(people, "contact"))]
    parts += [(functions, FUNCTIONS, f"in {counted(functions, 'function')}")] if functions else []
    parts += [(of_us, OF_US, f"met by {of_us} of us")] if of_us else []
    weakest = min(Decimal(min(count, least)) / least for count, least, _ in parts)
    return _Part("threads", weakest, " ".join(words for _, _, words in parts), "contacts")


def _different(words: Iterable[str | None]) -> int:
    return len({folded(word) for word in words if word})


def _goodwill(contacts: tuple[Contact, ...]) -> _Part | None:
    """The part of the influence of those we know the attitude of that is not against us."""
    known = [(number, each) for number, each in enumerate(contacts) if _against(each) or _for(each)]
    if not known:
        return None
    against = [(number, each) for number, each in known if _against(each)]
    lost, total = (sum(_INFLUENCE[each.influence] for _, each in group) for group in (against, known))
    who = ", ".join(each.name for _, each in against)
    text = f"{lost} of {total} parts of influence against us: {who}" if who else "no critic and no blocker"
    key = f"contacts[{against[0][0]}]" if against else "contacts"
    return _Part("goodwill", 1 - Decimal(lost) / total, text, key)


def _against(contact: Contact) -> bool:
    return contact.sentiment is Sentiment.CRITIC or contact.role is ContactRole.BLOCKER


def _for(contact: Contact) -> bool:
    return contact.sentiment in (Sentiment.SUPPORTER, Sentiment.NEUTRAL)
