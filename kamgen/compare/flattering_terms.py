"""Terms, competition and figures of parts of a year that read better than before, and no talk tells of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kamgen.compare.edited import CLOSE, NEAR, Edit, ReviewContext, is_later, is_lowered, is_raised
from kamgen.compare.entries import Values
from kamgen.model.change import ReviewFlag as Flag
from kamgen.model.enums import Level, ReviewWith, Stage
from kamgen.model.fields import folded
from kamgen.model.front_matter import FrontMatter

_LEVELS = tuple(Level)


def last_talk(front: FrontMatter) -> date:
    """The last review with the client, or feedback of it."""
    reviews = [row.date for row in front.reviews if row.party is ReviewWith.CLIENT and not row.cancelled]
    return max([*reviews, *(row.date for row in front.feedback)], default=date.min)


def talked_since(context: ReviewContext) -> bool:
    """Whether a talk with the client is in the plan that was not there before."""
    return last_talk(context.now) > last_talk(context.was)


def contract_end(edit: Edit) -> Flag | None:
    """It holds longer, and neither a talk nor a deal that was won says why."""
    end = edit.context.calendar.end
    if edit.now is None:
        return Flag.DATE_REMOVED
    later = edit.was is not None and end(edit.now) > end(edit.was)
    return Flag.DATE_MOVED if later and not _agreed_since(edit.context) else None


def contract_value(edit: Edit) -> Flag | None:
    raised = is_raised(edit.was, edit.now) and not _agreed_since(edit.context)
    return Flag.FORECAST_RAISED if raised else None


def _agreed_since(context: ReviewContext) -> bool:
    won = [sum(deal.stage is Stage.WON for deal in front.opportunities) for front in (context.was, context.now)]
    return talked_since(context) or won[1] > won[0]


def agreed_day(edit: Edit) -> Flag | None:
    """The client is said to have agreed anew, and no review with it lies near that day."""
    if not is_later(edit.was, edit.now) or edit.was is None:
        return Flag.RECORD_REWRITTEN if edit.was is not None else None
    days = [row.date for row in edit.context.now.reviews if row.party is ReviewWith.CLIENT and not row.cancelled]
    return None if any(abs(day - edit.now) <= NEAR for day in days) else Flag.CONTACT_CLAIMED


def threat(edit: Edit) -> Flag | None:
    lower = edit.was is not None and (edit.now is None or _LEVELS.index(edit.now) < _LEVELS.index(edit.was))
    return Flag.RISK_LOWERED if lower else None


def rival_of_deal(edit: Edit) -> Flag | None:
    """An open deal against somebody is one against nobody."""
    is_nobody = [name is None or folded(name) == "none" for name in (edit.was, edit.now)]
    return Flag.RISK_REMOVED if is_nobody == [False, True] and edit.after["stage"] is Stage.OPEN else None


def phasing(edit: Edit) -> Flag | None:
    """Less of the year's target falls to its days so far."""
    calendar, as_of = edit.context.calendar, edit.context.as_of
    shares = [calendar.part(calendar.year_of(as_of), as_of, given) for given in (edit.was, edit.now)]
    return Flag.TARGET_LOWERED if shares[1] < shares[0] else None


def actuals(edit: Edit) -> Flag | None:
    """A quarter or month that is long over reads better, or is gone."""
    now, end = {row.period: row for row in edit.now or ()}, edit.context.calendar.end
    for row in edit.was or ():
        if end(row.period) + CLOSE < edit.context.as_of:
            if row.period not in now:
                return Flag.FIGURE_REMOVED
            if _better(row, now[row.period]):
                return Flag.PAST_FIGURE_CHANGED
    return None


def _better(was: Any, now: Any) -> bool:
    raised = any(is_raised(getattr(was, key), getattr(now, key)) for key in ("revenue", "gross_profit"))
    return raised or is_lowered(was.cost_to_serve, now.cost_to_serve)


def parts_of_past(edit: Edit) -> Flag | None:
    """Amounts by offering of a year whose books are closed."""
    was: dict[str, Decimal] = edit.was or {}
    changed = any((edit.now or {}).get(name) != amount for name, amount in was.items())
    return Flag.PAST_FIGURE_CHANGED if changed and edit.context.closed(edit.before["year"]) else None


def rival_gone(before: Values, context: ReviewContext) -> Flag | None:
    """A competitor that threatened, or against whom a deal is open still."""
    name = folded(before["name"])
    named = any(
        deal.stage is Stage.OPEN and folded(deal.competitor or "") == name for deal in context.now.opportunities
    )
    return Flag.RISK_REMOVED if named or before["threat"] in (Level.MEDIUM, Level.HIGH) else None
