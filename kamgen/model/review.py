"""What to talk about when people meet over an account.

Verdict   why it is in trouble, or what goes well (see `kamgen.facts.verdict`) ── Reason  with its figure
Agenda    an account on one day ── Meeting  the next review with the team, and with the client
                                      └── Part  a letter of PRIME ── Item  one thing to talk about, with its place
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.enums import Prime, ReviewWith
from kamgen.model.standing import Standing


class Trouble(Enum):
    """What is wrong with an account, the most serious first: its weight, and how it reads without figures."""

    UNREADABLE = (100, "plan cannot be read")
    LOSS = (90, "loses money")
    PROMISES_OVERDUE = (80, "promises overdue")
    POSTPONED = (70, "promises moved again and again")
    BEHIND = (60, "revenue behind its target")
    FALLING = (50, "revenue falls two years in a row")
    CANCELLED = (40, "the last two client meetings were cancelled")
    HEALTH = (30, "health asks for action")
    SERVICE = (10, "service below target")

    def __init__(self, weight: int, words: str) -> None:
        self.weight = weight
        self.words = words

    @property
    def alone(self) -> bool:
        """Whether it is trouble by itself; others only stand beside one that is."""
        return self.weight > Trouble.SERVICE.weight


class Strength(Enum):
    """What goes well, the most telling first."""

    REVENUE_REACHED = "revenue at its target to date"
    PROFIT_REACHED = "profit at its target to date"
    SERVICE_MET = "all service targets met"
    PROMISES_KEPT = "all promises of the last 12 months kept on time"
    OUTCOMES_REACHED = "all outcomes reached"
    CLIENT_CONTENT = "a content client"


class Reason(NamedTuple):
    """One thing that is wrong, with its figure."""

    trouble: Trouble
    figure: Decimal | None = None
    """The loss in the plan's currency, the promises, revenue as a fraction of what is due of its target, the health
    score; None where there is none."""
    times: int = 0
    """How often the first postponed promise was moved."""
    days: int = 0
    """How many days later, all of them together."""


class Verdict(NamedTuple):
    """Why an account is in trouble, and what goes well."""

    reasons: tuple[Reason, ...]
    """The most serious first."""
    strengths: tuple[Strength, ...]

    @property
    def in_trouble(self) -> bool:
        """Whether one of the reasons is trouble by itself."""
        return any(reason.trouble.alone for reason in self.reasons)


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
    due: date | None
    """By when the next one is due: planned, else the last one's day and its cadence; None when it was never held."""
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
    as_of: date
    lost: bool
    """Whether the account is lost: then no review is due."""
    mistakes: int
    """Findings about the file itself, to be mended before anybody meets."""
    meetings: tuple[Meeting, ...]
    never: tuple[str, ...] = ()
    """What was never held and is not planned either: ``Client review``, ``Feedback``."""
    health: Standing = Standing()
