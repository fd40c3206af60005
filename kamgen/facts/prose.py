"""Which sections say enough to count, and which texts of entries do.

    section ─ real words ─┬─ fewer than `[checklist] words`      ─▶ does not count
                          └─ the same text as another section    ─▶ does not count: it was copied

A section that says word for word what an earlier one says has not been written yet; a topic that is told again under
its own heading, on another day, has.
"""

from __future__ import annotations

from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.plan import Plan, Section, heading_key
from kamgen.text.substance import real_words
from kamgen.text.words import counted


def says_enough(text: str | None, site: SiteConfig) -> bool:
    """Whether the text of an entry has as many real words as one should have."""
    return bool(text) and real_words(text or "") >= site.checklist.words.entries


def counts(plan: Plan, section: Section, site: SiteConfig) -> bool:
    """Whether a section says enough, in words of its own."""
    return section.words >= site.checklist.words.sections and not copied_from(plan, section)


def copied_from(plan: Plan, section: Section) -> Section | None:
    """An earlier section of another name that says the same, word for word; those around it are none."""
    title, said = heading_key(section.title), section.text.split()
    for other in plan.body.sections:
        if other.line >= section.line:
            return None
        alike = other.words == section.words and other.text.split() == said
        if alike and heading_key(other.title) != title and other.title not in section.parents:
            return other
    return None


def section_named(plan: Plan, context: Context, key: str) -> Section | None:
    """The first section that goes by ``key`` (see `SECTIONS`) and counts."""
    names = context.names_of(key)
    named = (section for section in plan.body.sections if heading_key(section.title) in names)
    return next((section for section in named if counts(plan, section, context.site)), None)


def why_not(plan: Plan, section: Section, site: SiteConfig) -> str:
    """Why a section that does not count does not, in words that follow its name."""
    other, least = copied_from(plan, section), site.checklist.words.sections
    if section.words and other:
        return f"says word for word what “{other.title}” says"
    if section.words:
        return f"has {counted(section.words, 'real word')}, and counts from {least} on"
    return "says nothing yet"
