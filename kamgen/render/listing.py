"""One account as other pages list it: its rows in their tables, ready HTML, and what puts them in order.

Made account by account, like the account's own page, so that a page of ten thousand rows is put together from
remembered ones (see `render.views.listing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamgen.render.deadlines import Deadline


class Noted(NamedTuple):
    """Something that changed and wants to be looked at."""

    rank: int
    """0 the most serious."""
    day: str
    row: str
    """It as a line of a list."""


class Change(NamedTuple):
    """One commit that changed what the plan says."""

    day: str
    row: str
    """It as a row of the table of changes."""
    looks: tuple[Noted, ...]


class Slippage(NamedTuple):
    """How much the dates and targets of an account were moved."""

    moves: int = 0
    days: int = 0
    """How many days later all of them together; earlier ones count against it."""
    lowered: int = 0
    """Targets that were lowered or taken out."""
    often: int = 0
    """Dates and targets that were moved three times or more."""
    rows: tuple[tuple[str, str], ...] = ()
    """Day of each move and its row of the ledger, newest first, as many as are listed."""


class Listing(NamedTuple):
    """One account on the pages of the portfolio; rows are ready HTML, kept as plain text, which is read faster."""

    slug: str
    order: tuple[bool, bool, Decimal, str, str]
    """What lists of accounts are sorted by."""
    account: str
    """Its row on the first page."""
    heat: str
    """Its row in the heatmap; empty when it has no scores."""
    of_owner: str
    """Its row on its owner's page."""
    of_category: str
    """Its row on its category's page."""
    practice: tuple[str, ...]
    """Its rows on the pages of the nine elements; empty when it has no scores."""
    outcomes: tuple[tuple[str, str], ...]
    """Codes of the rules that it leaves a gap in or has waived, and its row on their pages."""
    dues: tuple[Deadline, ...]
    """What is due, soonest first."""
    reasons: tuple[tuple[int, str], ...]
    """Reasons to worry and their ranks, 0 the most serious."""
    silence: tuple[date, str] | None
    """Since when, and in words, nothing was heard or written; None when all was in time."""
    versions: tuple[Change, ...]
    """Its changes, newest first, as many as are listed."""
    heading: str
    """What stands above them in the table of changes; empty without any."""
    slippage: Slippage
    cut: bool
    """Whether history is cut off, so that older changes may be missing."""
    author: str
    """Who last changed the plan; empty when not known."""
    document: str
    """What can be found of it, as JSON."""


def together(slippages: Iterable[Slippage]) -> Slippage:
    """The totals of several accounts, without rows."""
    found = list(slippages)
    return Slippage(
        moves=sum(each.moves for each in found),
        days=sum(each.days for each in found),
        lowered=sum(each.lowered for each in found),
        often=sum(each.often for each in found),
    )
