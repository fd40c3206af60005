"""The agenda of an account's next reviews.

Agenda    an account on one day ── Meeting  the next review with the team, and with the client
                                      └── Part  a letter of PRIME ── Item  one thing to talk about, with its place
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.enums import Prime, ReviewWith

PRIME: dict[Prime | None, str] = {
    Prime.PROVE: "Prove value",
    Prime.RETRIEVE: "Retrieve missing information",
    Prime.MINIMISE: "Minimise weaknesses",
    Prime.EMPHASISE: "Emphasise strengths",
    None: "Other next steps",
}
"""The parts of a review in their order (Collis): the formula of next actions, and what was given no letter of it."""


class Item(NamedTuple):
    """One thing to talk about."""

    words: str
    """What there is to say, in a seller's words."""
    write: str
    """What to do about it, and what to write in the plan then; empty when the words say it all."""
    mark: str
    """Why it comes early: ``vital``, ``12 days late``; empty for the rest."""
    code: str
    """The rule whose gap it is; empty for what the plan itself lists."""
    line: int
    """Of the plan's file, 1-based."""


class Part(NamedTuple):
    """What falls under one letter of PRIME."""

    prime: Prime | None
    items: tuple[Item, ...]


class Meeting(Struct, frozen=True):
    """The next review with one party."""

    party: ReviewWith
    last: date | None
    """When the last one took place; None when none is on record."""
    due: date
    """By when the next one is due: planned, else the last one's day and its cadence, else the day judged."""
    planned: bool
    """Whether the plan has a day for it."""
    every: str
    """Its cadence: ``3 months``."""
    people: tuple[str, ...]
    """Who should be there, as far as the plan names them."""
    parts: tuple[Part, ...]
    """Those with something in them, in the order of `PRIME`."""


class Agenda(Struct, frozen=True):
    """What an account's next reviews are about."""

    slug: str
    name: str
    path: str
    """The plan's file below the site's root."""
    as_of: date
    lost: bool
    """Whether the account is lost: then no review is due."""
    mistakes: int
    """Findings about the file itself, to be mended before anybody meets."""
    meetings: tuple[Meeting, ...]
