"""A plan: what its file says, typed, with every problem found while reading it.

Body    the prose, rendered once ── Section, Link, BodyAction  what was noted on the way
Plan    front matter, prose, and where each key is written
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from kamgen.model.fields import folded
from kamgen.model.front_matter import Action, FrontMatter
from kamgen.model.places import Fault, Place, Places


class LinkKind(StrEnum):
    """What a link in the prose points at.

    ACCOUNT: a relative path to another plan's ``.md`` file; WIKI: ``[[slug]]`` or ``[[slug|text]]``; FILE: a relative
    path to an attachment or image; ANCHOR: ``#heading`` on the same page; EXTERNAL: http, https or mailto, written as
    it is.
    """

    ACCOUNT = "account"
    WIKI = "wiki"
    FILE = "file"
    ANCHOR = "anchor"
    EXTERNAL = "external"


class Link(Struct, frozen=True):
    """A link or image in the prose; its target is filled in when pages are rendered."""

    kind: LinkKind
    target: str
    """The path (decoded, without fragment) or slug as written; empty for an anchor on the same page."""
    fragment: str
    """What follows ``#``, without it; empty for none."""
    line: int
    column: int
    """1-based place in the plan's file."""


class Section(Struct, frozen=True):
    """A heading and what stands below it, up to the next heading of its own level or above."""

    title: str
    """The heading's words, without its date."""
    anchor: str
    level: int
    line: int
    dated: date | None
    """The date in the heading: ``### Metrics (2026-09-14)``."""
    text: str
    """What it says, as plain text, sub-headings' words left out; empty when it says nothing real."""
    bullets: tuple[str, ...]
    parents: tuple[str, ...]
    """Titles of the headings around it, outermost first."""
    words: int = 0
    """How many real words it says (see `kamgen.text.substance`)."""


class BodyAction(Struct, frozen=True):
    """A task-list item: an action like those of the front matter, and its line in the file."""

    action: Action
    line: int
    ticked: bool


class Body(Struct, frozen=True):
    """The prose. ``html`` holds a mark (see `link_mark`) wherever a link's address belongs."""

    html: str = ""
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    actions: tuple[BodyAction, ...] = ()


LINK_MARK = re.compile("\u0001(\\d+)\u0002")
"""Stands in `Body.html` for the address of link number n. Control characters are refused in plans."""


def link_mark(number: int) -> str:
    """The stand-in for the address of link ``number``."""
    return f"\u0001{number}\u0002"


SECTIONS: dict[str, tuple[str, ...]] = {
    "strengths": ("Strengths",),
    "weaknesses": ("Weaknesses",),
    "client view": ("Client view",),
    "growth": ("Growth",),
    "relationship": ("Relationship",),
    "value": ("Value",),
    "innovation": ("Innovation",),
    "strategy": ("Client's business and strategy",),
    "changing priorities": ("Changing priorities",),
    "satisfaction": ("Satisfaction",),
    "needs and unmet needs": ("Needs and unmet needs", "Needs"),
    "expectations and perceptions": ("Expectations and perceptions", "Expectations"),
    "problems and challenges": ("Problems and challenges", "Problems"),
    "opportunities": ("Opportunities",),
    "anxieties and concerns": ("Anxieties and concerns", "Concerns"),
    "metrics": ("Metrics",),
}
"""The sections kamgen reads: key, and the headings it goes by. site.toml ``[sections]`` adds more."""


@lru_cache(maxsize=4096)
def heading_key(title: str) -> str:
    """A heading's words for comparison: `folded`, ``&`` is ``and``, and no punctuation matters."""
    return re.sub(r"[\W_]+", " ", folded(title).replace("&", " and ")).strip()


class Plan(Struct, frozen=True):
    """One account plan. What could not be read is left out of ``front`` and stands in ``faults``."""

    slug: str
    path: str
    front: FrontMatter
    """The front matter. Stand-ins where a required field is missing: name = slug, owner and category empty."""
    body: Body
    body_line: int = 1
    places: Places = Places()
    left_out: dict[str, int] = {}
    """How many entries of lists could not be read, by the keys of the lists; keys count without them."""
    faults: tuple[tuple[str, Fault], ...] = ()
    """Rule code and fault, for everything found wrong while reading."""
    own: dict[str, str | None] = {}
    """What stands at keys that the format does not have, which site.toml may know (`[fields]`): its text, or None for a
    list or a group.
    """
    readable: bool = True
    """False when there is no front matter to speak of: the file cannot be read, or its syntax is broken."""

    def at(self, key: str, on_key: bool = False) -> Place:
        """Where ``key`` is written: a front-matter key, ``#anchor`` of a section, or ``@line:column-end``."""
        if key.startswith("#"):
            line = next((section.line for section in self.body.sections if section.anchor == key[1:]), 1)
            return Place(line, 1, 2)
        return self.places.at(key, on_key)

    def lines(self, keys: Iterable[str]) -> dict[str, int]:
        """The line of each key, as `at` has it."""
        return {key: self.at(key).line for key in keys}

    def actions(self) -> Iterator[tuple[str, Action]]:
        """All next steps with their keys: those of the front matter, then the prose's task lists."""
        for number, action in enumerate(self.front.actions):
            yield f"actions[{number}]", action
        for found in self.body.actions:
            yield f"@{found.line}:1", found.action
