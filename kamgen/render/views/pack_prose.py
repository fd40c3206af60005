"""What the account review pack takes from a plan's prose: strengths, weaknesses, the client view."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kamgen.model.account import Account
from kamgen.model.body import SECTIONS, Section, heading_key
from kamgen.model.choices import ClientTopic
from kamgen.render.site_context import SiteContext
from kamgen.render.views.pack_part import CORNER, LINE, Items, PackPart, item, part, short

VIEW = 470
"""Characters of the client view; its topics share them."""

_VIEW, _STRENGTHS, _WEAKNESSES = "client view", "strengths", "weaknesses"
_TOPICS: dict[str, str] = {
    ClientTopic.CHANGING_PRIORITIES: "Priorities",
    ClientTopic.SATISFACTION: "Satisfaction",
    ClientTopic.NEEDS: "Needs",
    ClientTopic.EXPECTATIONS: "Expectations",
    ClientTopic.PROBLEMS: "Problems",
    ClientTopic.OPPORTUNITIES: "Opportunities",
    ClientTopic.CONCERNS: "Concerns",
    ClientTopic.METRICS: "Metrics",
}
"""The client's topics in as few letters as there is room for."""


def told(account: Account, context: SiteContext) -> tuple[Section | None, Section | None, Items]:
    """Strengths, weaknesses, and what is told of the client's topics, each once."""
    found: dict[str, Section] = {}
    for key, section in _sections(account, context):
        found.setdefault(key, section)
    strengths, weaknesses = found.pop(_STRENGTHS, None), found.pop(_WEAKNESSES, None)
    room = max(LINE, VIEW // (len(found) or 1))
    topics = [item("", short(f"{_TOPICS[key]}: {section.text}", room), "") for key, section in found.items()]
    return strengths, weaknesses, topics


def _sections(account: Account, context: SiteContext) -> Iterator[tuple[str, Section]]:
    """Those that say something real, with their keys; topics only below the client view."""
    known = _headings(tuple(context.site.sections.items()))
    view = 0
    for section in account.plan.body.sections:
        if section.level <= view:
            view = 0
        for key in known.get(heading_key(section.title), ()):
            if key == _VIEW:
                view = section.level
            elif section.text and (key not in _TOPICS or view):
                yield key, section


@lru_cache(maxsize=64)
def _headings(aliases: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    """Keys of the sections that are shown by the headings they go by; ``aliases`` are those of site.toml."""
    found: dict[str, tuple[str, ...]] = {}
    for key, names in (*SECTIONS.items(), *aliases):
        for name in map(heading_key, names if key in (_VIEW, _STRENGTHS, _WEAKNESSES, *_TOPICS) else ()):
            found[name] = (*found.get(name, ()), key)
    return found


def points(title: str, section: Section | None) -> PackPart:
    """A section's list items; its text when it has none."""
    found = (section.bullets or (section.text,)) if section else ()
    return part(title, [item("", short(text, LINE), "") for text in found[:CORNER]], len(found), "None written.")
