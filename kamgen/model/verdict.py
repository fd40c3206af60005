"""How an account stands: why it is in trouble, or what goes well (see `kamgen.facts.verdict`)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple


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
