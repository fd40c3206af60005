"""What an account tells of losses and of what threatens: values of a summary, each with the line of its plan.

Amounts are in the plan's currency.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.model.enums import Level, LossReason


class Lost(NamedTuple):
    """A lost account, or a lost deal."""

    name: str
    """Of the deal; empty for the account."""
    reason: LossReason | None
    to: str
    """The competitor; empty for nobody, and where that is not written."""
    day: date | None
    amount: Decimal | None
    """Value of the deal; of an account its revenue in the last full fiscal year that gives one above 0."""
    year: int | None
    """That fiscal year."""
    line: int


class Rival(NamedTuple):
    """A competitor with the client, or in the running for an open deal."""

    name: str
    offering: str
    """Which of ours it competes with; empty where that is not written."""
    threat: Level | None
    share: Decimal | None
    """Of what the client spends in our field, a fraction of one."""
    deal: str
    """The open deal; empty for a competitor that the client buys from."""
    amount: Decimal | None
    """What the deal is worth."""
    line: int


class Threat(NamedTuple):
    """A risk."""

    risk: str
    reason: LossReason | None
    likelihood: Level | None
    impact: Level | None
    exposure: int
    """Likelihood × impact, 1 to 9; what is not written counts as medium."""
    grave: bool
    """Whether likelihood and impact are both high, or one is and the other medium."""
    line: int


class Threats(NamedTuple):
    """All of that of one account."""

    lost: tuple[Lost, ...] = ()
    """The account itself, then its deals."""
    rivals: tuple[Rival, ...] = ()
    risks: tuple[Threat, ...] = ()
    revenues: tuple[Decimal | None, Decimal | None] = (None, None)
    """Revenue of the last two full fiscal years, the older one first (see `facts.retention`)."""
    in_parent: tuple[bool, bool] = (False, False)
    """Whether the figures of a parent include its revenue, in each of these years."""
