"""The prose of a plan: rendered once, its sections, links and task-list actions taken note of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kamgen.model.groups import Action
from kamgen.model.packed import Packed


class LinkKind(StrEnum):
    """What a link in the prose points at."""

    ACCOUNT = "account"
    """A relative path to another plan's ``.md`` file."""
    WIKI = "wiki"
    """``[[slug]]`` or ``[[slug|text]]``."""
    FILE = "file"
    """A relative path to an attachment or image."""
    ANCHOR = "anchor"
    """``#heading`` on the same page."""
    EXTERNAL = "external"
    """http, https or mailto: written as it is."""


@dataclass(frozen=True, slots=True)
class Link(Packed):
    """A link or image in the prose; its target is filled in when pages are rendered."""

    kind: LinkKind
    target: str
    """The path (decoded, without fragment) or slug as written; empty for an anchor on the same page."""
    fragment: str
    """What follows ``#``, without it; empty for none."""
    line: int
    column: int
    """1-based place in the plan's file."""


@dataclass(frozen=True, slots=True)
class Section(Packed):
    """A heading and what stands below it, up to the next heading of its own level or above."""

    title: str
    """The heading's words, without its date."""
    anchor: str
    """The id of the heading on the page."""
    level: int
    line: int
    dated: date | None
    """The date in the heading: ``### Metrics (2026-09-14)``."""
    text: str
    """What it says, as plain text, sub-headings' words left out; empty when it says nothing real."""
    bullets: tuple[str, ...]
    """Its list items, as plain text."""
    parents: tuple[str, ...]
    """Titles of the headings around it, outermost first."""


@dataclass(frozen=True, slots=True)
class BodyAction(Packed):
    """A task-list item: an action like those of the front matter, and its line in the file."""

    action: Action
    line: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The prose. ``html`` holds a mark (see `link_mark`) wherever a link's address belongs."""

    html: str = ""
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    actions: tuple[BodyAction, ...] = ()

    def __getstate__(self) -> tuple[Any, ...]:
        """For pickle: the HTML holds nearly all lines of the sections' texts, so they are kept as stretches of it."""
        stretches, rest = _stretches(self)
        sections = [
            (
                [stretches[line] for line in section.text.split("\n")],
                [stretches[line] for line in section.bullets],
                *_rest_of(section),
            )
            for section in self.sections
        ]
        return self.html, rest, sections, self.links, self.actions

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Takes what `__getstate__` gave."""
        html, rest, sections, links, actions = state
        values = html, _sections(html + rest, sections), links, actions
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)


def _stretches(body: Body) -> tuple[dict[str, tuple[int, int]], str]:
    """Where each line of a body's sections begins and ends in its HTML and, behind that, the text that comes back."""
    stretches: dict[str, tuple[int, int]] = {}
    rest, end = "", 0
    for section in body.sections:
        for line in (*section.text.split("\n"), *section.bullets):
            if line not in stretches:
                start = body.html.find(line, end, end + len(line) + _NEAR)
                end = max(end, start) + len(line)
                if start < 0:
                    start = len(body.html) + len(rest)
                    rest += line
                stretches[line] = start, start + len(line)
    return stretches, rest


_NEAR = 4096
"""How far from the line before a line is looked for: far enough for a table, and near enough for any length of text."""
_rest_of = attrgetter("title", "anchor", "level", "line", "dated", "parents")


def _sections(whole: str, packed: list[tuple[Any, ...]]) -> tuple[Section, ...]:
    sections = [
        Section(
            *(title, anchor, level, line, dated),
            "\n".join([whole[start:end] for start, end in text]),
            tuple([whole[start:end] for start, end in bullets]),
            parents,
        )
        for text, bullets, title, anchor, level, line, dated, parents in packed
    ]
    return tuple(sections)


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

PLACEHOLDERS = frozenset(
    ["todo", "tbd", "tba", "tbc", "n/a", "none yet", "xxx", "fixme", "...", "…", "-", "–", "?", "??", "???"]
)


def is_placeholder(text: str) -> bool:
    """Whether text only holds a place: ``TODO``, ``TBD``, ``n/a``, ``…``, lorem ipsum, or a sentence of them."""
    folded = text.strip().strip("*_`[]()<>.:!").casefold() or text.strip()
    return folded in PLACEHOLDERS or folded.startswith(("lorem ipsum", "todo:", "tbd:"))


@lru_cache(maxsize=4096)
def heading_key(title: str) -> str:
    """A heading's words for comparison: case, quotes and punctuation do not matter."""
    folded = unicodedata.normalize("NFKC", title).casefold().replace("’", "'")
    return re.sub(r"[\s\W_]+", " ", folded).strip()
