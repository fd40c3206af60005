"""A plan: what its file says, typed, with every problem found while reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kamgen.model.body import Body
from kamgen.model.enums import Severity
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import Place, Places
from kamgen.model.plan_fields import Action


class Fault(Struct, frozen=True):
    """Something wrong at one place of a plan."""

    key: str
    """``financials[1].revenue``, ``#growth``, ``@42:7-12`` or empty for the plan as a whole (see `Plan.at`)."""
    message: str
    """What is wrong, in a seller's words."""
    write: str = ""
    """What to write instead."""
    on_key: bool = False
    """Whether it is the key itself that is wrong, not its value."""
    severity: Severity | None = None
    """At most how bad it is, when that is less than its rule's severity; None: as bad as the rule says."""


class Plan(Struct, frozen=True):
    """One account plan. What could not be read is left out of ``front`` and stands in ``faults``."""

    slug: str
    path: str
    """Where its file lies below the site's root."""
    front: FrontMatter
    """The front matter. Stand-ins where a required field is missing: name = slug, owner and category empty."""
    body: Body
    body_line: int = 1
    """The line of the file that the prose begins at."""
    places: Places = Places()
    """Where each key of the front matter is written."""
    left_out: dict[str, int] = {}
    """How many entries of lists could not be read, by the keys of the lists; keys count without them."""
    faults: tuple[tuple[str, Fault], ...] = ()
    """Rule code and fault, for everything found wrong while reading."""
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
