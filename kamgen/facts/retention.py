"""Who bought again: the last two full fiscal years held against each other, a part year never against a whole one.

revenue of the older year above 0 ─▶ a client ─┬─ above 0 in the newer one ─▶ kept
                                               ├─ 0, or lost by its end ────▶ gone
                                               └─ not known ────────────────▶ left out, and named
"""

from __future__ import annotations

from decimal import Decimal

from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.dates import happened, is_to_come
from kamgen.facts.money import is_full_year, year_row
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.plan import Plan


def whole_revenue(plan: Plan, calendar: FiscalCalendar, year: int) -> Decimal | None:
    """Revenue of a whole fiscal year; None where it is not known, or of a part of the year only.

    The figures of an account that was lost by the end of the year are final; what it does not give then is 0, as is
    what a prospect, or a client that first bought later, does not give.
    """
    found, front, last = year_row(plan, year), plan.front, calendar.last_day(year)
    gone = is_lost(front) and front.lost is not None and happened(front.lost.date, last)
    if found is None or found[1].revenue is None:
        later = front.customer_since is not None and is_to_come(calendar.start(front.customer_since), last)
        return Decimal(0) if gone or later or is_prospect(front) else None
    return found[1].revenue if gone or is_full_year(found[1], calendar) else None


def last_revenue(plan: Plan, calendar: FiscalCalendar) -> tuple[int, Decimal] | None:
    """The newest full fiscal year with a revenue above 0, and that revenue."""
    rows = [row for row in plan.front.financials if row.revenue is not None and is_full_year(row, calendar)]
    known = [(row.year, row.revenue) for row in rows if row.revenue is not None and bought(row.revenue)]
    return max(known, default=None)


def bought(revenue: Decimal | None) -> bool:
    """Whether somebody bought of us: a revenue is known and above 0."""
    return revenue is not None and revenue > 0
