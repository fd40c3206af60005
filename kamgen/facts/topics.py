"""The client view of a plan: the section of that name, and the eight topics below it.

A topic is as old as the day in its heading, else the day in the heading of the view, else the last change of its
section, else that of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kamgen.facts.accounts import is_prospect
from kamgen.model.body import SECTIONS, Section, heading_key
from kamgen.model.context import Context
from kamgen.model.enums import ClientTopic
from kamgen.model.plan import Plan
from kamgen.model.values import Duration

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
    real = {words for words, section, _ in _below(plan, context) if section.text or section.bullets}
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


TOPIC_EVERY = Duration(6, "month")
"""How old what the plan says of a topic may be."""


def newest_section(sections: Iterable[TopicSection]) -> TopicSection | None:
    """The newest of those that say something; an undated one is older than all others."""
    real = [each for each in sections if each.section.text or each.section.bullets]
    return max(real, key=lambda each: each.day or date.min) if real else None
