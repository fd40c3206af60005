"""Figures that cannot be, or that nobody would write on purpose: what a controller sees at a glance.

    two amounts ─ the part, the whole ─▶ exceeds
    a year's row ─ figures of days to come ─▶ runs_ahead
         customer_since, lost, status ─ a year's row ─▶ sold_without
    a day ─ ten years ahead, fifty years back ─▶ out_of_reach

What is odd may be true all the same (an account can grow twentyfold), and is then waived with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.money import figures_end
from kamgen.facts.pipeline import is_open
from kamgen.model.context import Context
from kamgen.model.enums import Stage
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import Contact, EvaluationCriterion, FinancialYear, Opportunity
from kamgen.model.plan import Plan
from kamgen.model.values import Duration, Period, Quantity
from kamgen.text.numbers import written_amount

ACTUALS = ("revenue", "gross_profit", "cost_to_serve")
"""What we did, which grows from day to day; targets are those of a whole year."""

LONG = 50
"""Years back before which nothing that a plan tells of happened, but that the client first bought."""


def is_below_zero(amount: Decimal | None) -> bool:
    """Whether an amount is known and negative."""
    return amount is not None and amount < 0


def is_free(row: FinancialYear) -> bool:
    """Whether an account that bought is said to have been served for nothing."""
    return row.cost_to_serve == 0 and row.revenue is not None and row.revenue > 0


def exceeds(part: Decimal | None, whole: Decimal | None) -> bool:
    """Whether a part is larger than its whole; not where either is unknown, or the whole is negative itself."""
    return part is not None and whole is not None and part > whole >= 0


_ALIKE = Decimal("0.05")


def is_sum_of(amount: Decimal | None, parts: Decimal) -> bool:
    """Whether an amount is, to a twentieth, what its ``parts`` come to."""
    return amount is not None and parts > 0 and abs(amount - parts) <= _ALIKE * parts


def doubt_of_actuals(row: FinancialYear, calendar: FiscalCalendar) -> str:
    """What is wrong with a year's figures by quarter or month; empty when they are all its own, and add up."""
    spans = sorted((calendar.start(each.period), calendar.end(each.period), str(each.period)) for each in row.actuals)
    first, last = calendar.first_day(row.year), calendar.last_day(row.year)
    for start, end, name in spans:
        if start < first or end > last:
            return f"{name} does not lie in the fiscal year {row.year}"
    for (_, end, one), (start, _, other) in pairwise(spans):
        if start <= end:
            return f"{one} and {other} overlap"
    for field in ("revenue", "gross_profit", "cost_to_serve"):
        amounts, whole = [getattr(each, field) for each in row.actuals], getattr(row, field)
        if whole is None or None in amounts:
            continue
        ours = sum(amounts, Decimal(0))
        gapless = spans[0][0] == first and all((b[0] - a[1]).days == 1 for a, b in pairwise(spans))
        reaches = gapless and spans[-1][1] == (min(calendar.end(row.through), last) if row.through else last)
        if (reaches and abs(ours - whole) > _ROUNDED * abs(whole)) or (ours > whole * (1 + _ROUNDED) and whole >= 0):
            words = field.replace("_", " ")
            both = f"{written_amount(ours)}, and the year's is {written_amount(whole)}"
            return f"the {words} of its quarters or months comes to {both}"
    return ""


_ROUNDED = Decimal("0.01")
"""How far rounded parts may be from the whole."""


def has_actuals(row: FinancialYear) -> bool:
    """Whether a year's row has figures of what happened, and not only targets and spend."""
    return any(getattr(row, field) is not None for field in ACTUALS)


def is_to_begin(row: FinancialYear, calendar: FiscalCalendar, as_of: date) -> bool:
    """Whether a year's first day is still to come."""
    return calendar.first_day(row.year) > as_of


def runs_ahead(row: FinancialYear, calendar: FiscalCalendar, as_of: date) -> bool:
    """Whether a year's figures are said to cover days beyond the month of ``as_of``."""
    return figures_end(row, calendar) > calendar.end(Period(as_of.year, month=as_of.month))


def closed_month(year: int, calendar: FiscalCalendar, as_of: date) -> Period:
    """The last month of a running year that is over; its first month while none is."""
    day = max(as_of.replace(day=1) - timedelta(days=1), calendar.first_day(year))
    return Period(day.year, month=day.month)


def sold_without(plan: Plan, row: FinancialYear, context: Context) -> str:
    """Why an account cannot have bought in a year in which it has revenue; empty where it can."""
    front, calendar = plan.front, context.calendar
    if not row.revenue or row.revenue < 0:
        return ""
    since, lost = front.customer_since, front.lost.date if front.lost and is_lost(front) else None
    if since and calendar.last_day(row.year) < calendar.start(since):
        return f"the client first bought in {since}"
    if lost and calendar.first_day(row.year) > lost:
        return f"the account was lost on {lost}"
    recent = row.year in calendar.judged_years(context.as_of)
    return "the account is a prospect, to which nothing was sold yet" if is_prospect(front) and recent else ""


def out_of_reach(days: Iterable[tuple[str, date]], context: Context) -> Iterator[tuple[str, date, str]]:
    """Those of the days, each with its key, that lie further ahead than any plan looks, or too far back."""
    most = context.site.thresholds.horizon_most
    first, last = (Duration(years, "year").after(context.as_of) for years in (-LONG, most))
    for key, day in days:
        if not first <= day <= last:
            yield key, day, f"more than {most} years ahead" if day > last else f"more than {LONG} years back"


def stage_meant(deal: Opportunity) -> Stage | None:
    """What an open deal is at 100% and at 0%; None between the two."""
    return Stage.WON if deal.probability == 1 else Stage.LOST if deal.probability == 0 else None


def is_closed_ahead(deal: Opportunity, context: Context) -> bool:
    """Whether a deal is won or lost, though the period in which it should be decided has not begun."""
    return not is_open(deal) and deal.close is not None and context.calendar.start(deal.close) > context.as_of


def horizon_years(horizon: int, context: Context) -> int:
    """How many fiscal years ahead a plan looks; negative when its horizon is over."""
    return horizon - context.calendar.year_of(context.as_of)


def doubt_of_horizon(ahead: int, context: Context) -> str:
    """Why a plan cannot look so many fiscal years ahead; empty where it can."""
    most = context.site.thresholds.horizon_most
    return "and that year is over" if ahead < 0 else f"more than {most} years ahead" if ahead > most else ""


def met_after_leaving(contact: Contact) -> bool:
    """Whether a contact was talked to after its last day with the client."""
    return contact.left is not None and contact.last_contact is not None and contact.last_contact > contact.left


def planned_days(plan: Plan, calendar: FiscalCalendar) -> Iterator[tuple[str, date]]:
    """Key and day of everything that may lie ahead; a period stands for its last day."""
    front = plan.front
    groups = (("reviews", "date", front.reviews), ("promises", "due", front.promises))
    for group, field, rows in groups:
        yield from ((f"{group}[{n}].{field}", day) for n, row in enumerate(rows) if (day := getattr(row, field)))
    closes = enumerate(front.opportunities)
    yield from ((f"opportunities[{n}].close", calendar.end(deal.close)) for n, deal in closes if deal.close)
    for key, action in plan.actions():
        if action.due:
            yield key if key.startswith("@") else f"{key}.due", action.due


def weights_beyond(criteria: Iterable[EvaluationCriterion]) -> Decimal | None:
    """What the weights of criteria add up to, where that is more than the whole and no matter of rounding."""
    total = sum((row.weight for row in criteria if row.weight is not None), Decimal(0))
    return total if total > Decimal("1.01") else None


_SCALES = frozenset(["%", "h", "hours", "min", "minutes", "days", "d", "weeks"])
"""Units of what cannot be below zero."""


def off_scale(level: Quantity, unit: str | None) -> str:
    """What a level of service is that it cannot, or can hardly, be; empty where it is on its scale."""
    share = level.value * 100 if level.percent else level.value if unit == "%" else None
    if level.value < 0 and (share is not None or unit in _SCALES):
        return "below 0"
    return "above 100%" if share is not None and share > 100 else ""


COUNTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contacts", ("name",)),
    ("opportunities", ("name", "close")),
    ("service", ("measure", "period")),
    ("risks", ("risk",)),
    ("promises", ("promise", "due")),
    ("outcomes", ("metric", "as_of")),
)
"""Lists whose entries are summed, averaged or counted, and the fields by which an entry is known."""


def twice(plan: Plan) -> Iterator[tuple[str, str, int]]:
    """Key of an entry that says the same as one before, the first of its words, and the place of the former."""
    for group, fields in COUNTED:
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(getattr(plan.front, group)):
            known = tuple([folded(str(getattr(row, field) or "")) for field in fields])
            former = seen.setdefault(known, number)
            if former != number:
                yield f"{group}[{number}]", str(getattr(row, fields[0])), former
