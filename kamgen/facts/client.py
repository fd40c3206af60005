"""The client: its people, what could cost us the account, and the client view of the plan.

The client view is the section of that name, with the eight topics below it. A topic is as old as the day in its
heading, else the day in the heading of the view, else the last change of its section, else that of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kamgen.facts.accounts import is_prospect
from kamgen.facts.dates import happened, within
from kamgen.facts.people import has_left
from kamgen.facts.prose import counts, says_enough
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import ClientTopic, ContactRole, Level, Sentiment
from kamgen.model.front_matter import Contact, Risk
from kamgen.model.plan import SECTIONS, Plan, Section, heading_key
from kamgen.model.values import Duration
from kamgen.text.substance import is_name

LEVEL_WEIGHT = {Level.HIGH: 3, Level.MEDIUM: 2, Level.LOW: 1, None: 2}
"""A level that is not written counts as medium: leaving it out must not hide a risk, or a critic's influence."""


def known_contacts(plan: Plan, as_of: date) -> list[tuple[int, Contact]]:
    """The contacts that have names and are still there, with their places."""
    return [
        (number, row)
        for number, row in enumerate(plan.front.contacts)
        if is_name(row.name) and not has_left(row, as_of)
    ]


def decides(contact: Contact) -> bool:
    """Whether the contact is a decision maker."""
    return contact.role is ContactRole.DECISION_MAKER


def opposes(contact: Contact) -> str:
    """What a contact is against us, in a word: ``blocker`` or ``critic``; empty for all others."""
    if contact.role is ContactRole.BLOCKER:
        return "blocker"
    return "critic" if contact.sentiment is Sentiment.CRITIC else ""


def deciders_against(plan: Plan, as_of: date) -> tuple[list[Contact], list[Contact]]:
    """Decision makers against us, and those of whom that cannot be told; of high influence, or one not written."""
    found = [row for _, row in deciders(plan, as_of) if row.influence in (Level.HIGH, None)]
    opposed = [row for row in found if opposes(row)]
    return opposed, [row for row in found if not opposes(row) and not is_not_against(row)]


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
    if not matters(contact) or has_left(contact, as_of):
        return False
    last = contact.last_contact
    return contact.met_by is None or last is None or not within(last, every, as_of)


def deciders(plan: Plan, as_of: date) -> list[tuple[int, Contact]]:
    """The decision makers who are still there, with their places."""
    contacts = enumerate(plan.front.contacts)
    return [(number, row) for number, row in contacts if decides(row) and not has_left(row, as_of)]


def last_decider_contact(plan: Plan, as_of: date) -> tuple[date, int] | None:
    """The newest contact with a decision maker and that one's place, the first of those of one day; None for none."""
    dated = [(row.last_contact, -number) for number, row in deciders(plan, as_of) if row.last_contact]
    day, place = max(((day, place) for day, place in dated if happened(day, as_of)), default=(None, 0))
    return (day, -place) if day else None


def is_grave(risk: Risk) -> bool:
    """Whether likelihood and impact are both high, or one is high and the other medium."""
    levels = {risk.likelihood, risk.impact}
    return Level.HIGH in levels and levels <= {Level.HIGH, Level.MEDIUM}


SERIOUS = 3
"""From this exposure on a risk is serious."""


def is_serious(risk: Risk) -> bool:
    """Whether both likelihood and impact are written, and their product is `SERIOUS` or more."""
    return is_graded(risk) and exposure(risk) >= SERIOUS


def is_graded(risk: Risk) -> bool:
    """Whether both likelihood and impact are written."""
    return risk.likelihood is not None and risk.impact is not None


def exposure(risk: Risk) -> int:
    """Likelihood × impact, 1 to 9; what is not written counts as medium."""
    return LEVEL_WEIGHT[risk.likelihood] * LEVEL_WEIGHT[risk.impact]


def lacking_answers(risk: Risk, site: SiteConfig) -> list[str]:
    """Which of mitigation, in words, and owner a risk does not have."""
    answers = {"mitigation": says_enough(risk.mitigation, site), "owner": is_name(risk.owner)}
    return [field for field, given in answers.items() if not given]


VIEW = "client view"
"""The key of the section whose sub-headings are the topics."""

TOPICS = tuple(ClientTopic)
"""All eight, in their order."""

PROSPECT_TOPICS = tuple(topic for topic in TOPICS if topic is not ClientTopic.SATISFACTION)


class TopicSection(NamedTuple):
    """A topic's heading, and what stands below it."""

    section: Section
    day: date | None
    """The day in its heading, else that in the heading of the client view around it."""


def topics_asked(plan: Plan) -> tuple[ClientTopic, ...]:
    """The topics that a plan should have: of a prospect all but its satisfaction, since it has bought nothing yet."""
    return PROSPECT_TOPICS if is_prospect(plan.front) else TOPICS


def _below(plan: Plan, context: Context) -> Iterator[tuple[str, Section, Section]]:
    """The headings below “Client view”: the `heading_key` of each, the heading, and the view around it."""
    views = context.names_of(VIEW)
    view: Section | None = None
    for section in plan.body.sections:
        if view and section.level <= view.level:
            view = None
        words = heading_key(section.title)
        if words in views:
            view = section
        elif view:
            yield words, section, view


def topic_sections(plan: Plan, context: Context, topic: ClientTopic) -> list[TopicSection]:
    """The headings of one topic below “Client view”, whether or not they say something."""
    names = context.names_of(topic)
    return [
        TopicSection(section, _dated(section, view)) for words, section, view in _below(plan, context) if words in names
    ]


def topics_missing(plan: Plan, context: Context) -> list[ClientTopic]:
    """The topics asked of the plan of which nothing is told."""
    real = {words for words, section, _ in _below(plan, context) if counts(plan, section, context.site)}
    return [topic for topic in topics_asked(plan) if real.isdisjoint(context.names_of(topic))]


def view_of(plan: Plan, context: Context) -> Section | None:
    """The section “Client view”, whatever it says."""
    names = context.names_of(VIEW)
    return next((section for section in plan.body.sections if heading_key(section.title) in names), None)


def heading_of(key: str, context: Context) -> str:
    """The name of a section as the site writes it."""
    return (*context.site.sections.get(key, ()), *SECTIONS[key])[0]


def undated_topics(plan: Plan, context: Context) -> frozenset[str]:
    """Anchors of the topics' headings that no heading dates, neither their own nor that of the view."""
    names = frozenset[str]().union(*(context.names_of(topic) for topic in TOPICS))
    below = _below(plan, context)
    return frozenset(section.anchor for words, section, view in below if words in names and not _dated(section, view))


def _dated(section: Section, view: Section) -> date | None:
    return section.dated or view.dated


def newest_section(plan: Plan, context: Context, sections: Iterable[TopicSection]) -> TopicSection | None:
    """The newest of those that count; an undated one is older than all others."""
    real = [each for each in sections if counts(plan, each.section, context.site)]
    return max(real, key=lambda each: each.day or date.min) if real else None
