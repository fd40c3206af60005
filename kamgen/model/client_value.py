"""What client and we are worth to each other, of one account in brief: wallet, promises, results, references.

Amounts are in the plan's currency, those of part years extrapolated to whole ones; lines are those of the plan.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kamgen.model.front_matter import ClientOutcome, Promise, Reference


class Spend(NamedTuple):
    """What the client spends in our field in a year, with us and with others."""

    year: int
    line: int
    spend: Decimal
    ours: Decimal
    unsold: Decimal
    included: bool
    """Whether a parent's figures have it already, so that sums do not count it again."""


class OfferingSpace(NamedTuple):
    """What one of our offerings is at the account; amounts are None where a parent's figures have them."""

    name: str
    """As site.toml writes it, else as the plan does."""
    line: int
    space: str
    """``sold``, ``offered``, ``white`` or ``not relevant``; empty when the plan does not say."""
    year: int
    revenue: Decimal | None
    spend: Decimal | None
    """What the client spends on the like of it, with anyone."""
    unsold: Decimal | None
    """What of that it spends with others."""


class PromiseLeft(NamedTuple):
    """A promise that somebody should look at."""

    line: int
    row: Promise
    state: str
    """``19 days late``, ``broken 2026-07-01``, ``no due date``."""
    late: int
    """Days."""
    open: bool
    """Whether it is neither kept nor broken."""


class Result(NamedTuple):
    """The newest result of one of the client's metrics."""

    line: int
    row: ClientOutcome
    reached: bool | None
    """None when it has no target."""
    improvement: Decimal | None
    """How far it moved for the better since its baseline, in its unit; negative for the worse."""


class ReferenceGiven(NamedTuple):
    """What the client lent us its name for."""

    line: int
    row: Reference
    quotable: bool
    """Whether it was given in full, and the client may be named and quoted."""
    led: str
    """Slug of the account that it led to, or in whose plan that opportunity stands; empty for none."""
    stage: str
    """Where that opportunity stands; empty for an account."""


class ClientValue(NamedTuple):
    """All of that."""

    wallet: tuple[tuple[int, Decimal], ...] = ()
    """Share of wallet (fraction of one) of the last three full fiscal years and the current one, where known."""
    falling: bool = False
    """Whether it fell in two full years running."""
    spend: Spend | None = None
    offerings: tuple[OfferingSpace, ...] = ()
    lately: tuple[int, ...] = (0, 0, 0, 0, 0)
    """Promises as `kamgen.facts.promises.Ledger` counts them: those of the last 12 months."""
    ever: tuple[int, ...] = (0, 0, 0, 0, 0)
    """The same of all."""
    promises: tuple[PromiseLeft, ...] = ()
    """Those that are overdue, undated, or were missed in the last 12 months."""
    results: tuple[Result, ...] = ()
    stale: int = 0
    """Outcomes whose actual says nothing of today."""
    references: tuple[ReferenceGiven, ...] = ()
    unasked: tuple[Result, ...] = ()
    """Results by which it got what it wanted, while it was never asked for a reference."""
