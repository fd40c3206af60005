"""Possible sales: which are open, talked through with the client, past their close, and worth how much.

A period closes on its last day. A lost account has no pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kamgen.facts.accounts import is_lost
from kamgen.facts.dates import days_late, happened, within
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import Stage
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import Opportunity
from kamgen.model.plan import Plan
from kamgen.model.values import Duration

Opened = tuple[str, Opportunity]
"""An open opportunity and its key: ``opportunities[1]``."""


def is_open(row: Opportunity) -> bool:
    """Whether it is neither won nor lost."""
    return row.stage is Stage.OPEN


def lost_deals(plan: Plan) -> list[Opened]:
    """The opportunities that were lost, in the order of the plan."""
    rows = enumerate(plan.front.opportunities)
    return [(f"opportunities[{number}]", row) for number, row in rows if row.stage is Stage.LOST]


def open_opportunities(plan: Plan) -> list[Opened]:
    """The opportunities that are neither won nor lost, in the order of the plan; none of a lost account."""
    if is_lost(plan.front):
        return []
    return [(f"opportunities[{number}]", row) for number, row in enumerate(plan.front.opportunities) if is_open(row)]


def is_discussed(row: Opportunity, as_of: date) -> bool:
    """Whether it was ever talked through with the client."""
    return happened(row.discussed, as_of)


def is_discussed_lately(row: Opportunity, as_of: date, every: Duration) -> bool:
    """Whether it was talked through with the client within ``every``."""
    return row.discussed is not None and within(row.discussed, every, as_of)


def closes_on(row: Opportunity, calendar: FiscalCalendar) -> date | None:
    """The last day of the period in which it should be decided."""
    return calendar.end(row.close) if row.close else None


def days_past_close(row: Opportunity, calendar: FiscalCalendar, as_of: date) -> int:
    """Days since an open one should have been decided; 0 while there is time, and once it is decided."""
    return days_late(closes_on(row, calendar), as_of) if is_open(row) else 0


def lacking_fields(row: Opportunity) -> list[str]:
    """Which of value, probability and close it does not give."""
    fields = {"value": row.value, "probability": row.probability, "close": row.close}
    return [field for field, value in fields.items() if value is None]


def is_likely(row: Opportunity, site: SiteConfig) -> bool:
    """Whether its probability is above the site's `likely`."""
    return row.probability is not None and row.probability > site.thresholds.likely


NOBODY = "none"
"""What `competitor` says of a deal for which nobody else is in the running."""


def rival_of(row: Opportunity) -> str:
    """Who else is, or was, in the running; empty for nobody, and where that is not written."""
    return "" if row.competitor is None or folded(row.competitor) == NOBODY else row.competitor


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def weighted_pipeline(plan: Plan) -> Decimal | None:
    """Value times probability of the open opportunities, in the plan's currency; None when none gives both."""
    return total(row.weighted for _, row in open_opportunities(plan))


def last_won(plan: Plan, context: Context, lately: Duration) -> tuple[int, Opportunity] | None:
    """The deal won last, ``lately`` at the most, with its place.

    One whose period is not over was won today, and so was one that does not say when.
    """
    won = []
    for number, row in enumerate(plan.front.opportunities):
        day = closes_on(row, context.calendar) or context.as_of if row.stage is Stage.WON else None
        if day and within(min(day, context.as_of), lately, context.as_of):
            won.append((day, -number))
    return (-max(won)[1], plan.front.opportunities[-max(won)[1]]) if won else None
