"""Possible sales: which are open, talked through with the client, past their close, and worth how much.

A period closes on its last day. A lost account has no pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kamgen.facts.accounts import is_lost
from kamgen.facts.dates import days_late, happened, is_over, within
from kamgen.facts.promises import is_confirmed_lately, needs_answered
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.enums import Stage
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import Action, Opportunity
from kamgen.model.plan import Plan
from kamgen.model.values import Duration
from kamgen.text.words import counted

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


def why_not_counted(row: Opportunity, calendar: FiscalCalendar, as_of: date) -> str:
    """Why a weighted sum leaves an open deal out; empty where it counts it.

    A probability that was never earned in a talk, and a day that has passed, say nothing of what will come (Collis,
    "… out of the dark ages").
    """
    if not is_discussed(row, as_of):
        return "never discussed with the client"
    late = days_past_close(row, calendar, as_of)
    return f"{counted(late, 'day')} past its close" if late else ""


def weighted(row: Opportunity, calendar: FiscalCalendar, as_of: date) -> Decimal | None:
    """Value times probability of an open deal; None without either, and for one that sums leave out."""
    return None if why_not_counted(row, calendar, as_of) else row.weighted


def weighted_pipeline(plan: Plan, calendar: FiscalCalendar, as_of: date) -> Decimal | None:
    """`weighted` of the open deals together, in the plan's currency; None when none counts."""
    return total(weighted(row, calendar, as_of) for _, row in open_opportunities(plan))


def is_honest(row: Opportunity, plan: Plan, context: Context) -> bool:
    """Whether an open deal was talked through lately, closes on a day to come, and answers a need that holds."""
    closes, every = closes_on(row, context.calendar), context.cadences
    needs = needs_answered(row, plan.front.needs)
    return (
        is_discussed_lately(row, context.as_of, every.discussed_every)
        and closes is not None
        and not is_over(closes, context.as_of)
        and any(is_confirmed_lately(need, context.as_of, every.confirmed_every) for need in needs)
    )


def competitor_known(row: Opportunity, plan: Plan) -> bool:
    """Whether it is said who else is in the running, if only that nobody is."""
    own = folded(row.offering or "")
    return bool(row.competitor) or any(own and folded(each.offering or "") == own for each in plan.front.competitors)


INSIDE = ("team_gains", "cost_of_waiting", "follow_up")
"""Keys of what sells a change inside the client (Selling skills, "Selling change")."""


def told_inside(row: Opportunity | Action) -> dict[str, str]:
    """Which of `INSIDE` it says."""
    return {key: text for key in INSIDE if (text := getattr(row, key))}


def age(row: Opportunity, calendar: FiscalCalendar, as_of: date) -> int | None:
    """Days from when it came up until it was decided, or until today; None when either is not known."""
    until = as_of if is_open(row) else closes_on(row, calendar)
    return max(0, (min(until, as_of) - row.opened).days) if until and row.opened else None


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
