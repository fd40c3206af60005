"""The contract with the client: when it ends, until when notice of that can be given, and whether the plan answers it.

A contract whose end is a period ends on its last day. A lost account has none any more.
"""

from __future__ import annotations

from datetime import date

from kamgen.facts.accounts import is_lost
from kamgen.facts.dates import days_late, happened, open_actions
from kamgen.facts.pipeline import closes_on, open_opportunities
from kamgen.model.context import Context
from kamgen.model.fields import folded
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Plan
from kamgen.model.values import Duration


def contract_end(front: FrontMatter, calendar: FiscalCalendar) -> date | None:
    """Its last day; None when the plan does not say."""
    contract = front.contract
    return calendar.end(contract.ends) if contract and contract.ends and not is_lost(front) else None


def last_notice(front: FrontMatter, calendar: FiscalCalendar) -> date | None:
    """The last day on which notice can be given; None without an end or a time of notice."""
    end, notice = contract_end(front, calendar), front.contract.notice if front.contract else None
    return Duration(-notice.count, notice.unit).after(end) if end and notice else None


AHEAD = Duration(3, "month")
"""How long before the last day on which it can still be decided an end wants an answer."""

ANSWERS = ("contract", "renew", "notice", "tender", "agreement", "vertrag", "contrat", "kontrakt", "avtal", "umow")
"""Words, or parts of them, of which one stands in whatever answers the end of a contract."""


def wants_answer(front: FrontMatter, calendar: FiscalCalendar, as_of: date) -> bool:
    """Whether a contract ends soon: from `AHEAD` of its last day of notice on, or of its end where none is known."""
    day = last_notice(front, calendar) or contract_end(front, calendar)
    return day is not None and happened(Duration(-AHEAD.count, AHEAD.unit).after(day), as_of)


def answer_to_end(plan: Plan, context: Context, end: date) -> str:
    """The key of the first open action or deal that names the contract and is due by its ``end``; empty for none.

    One without a day answers too: other criteria ask for the day. Of a contract that is over the day is today.
    """
    last, calendar = max(end, context.as_of), context.calendar
    steps = [(step.key, step.action.action, step.action.due) for step in open_actions(plan, context.as_of)]
    steps += [(key, row.name, closes_on(row, calendar)) for key, row in open_opportunities(plan)]
    named = ((key, due) for key, words, due in steps if any(each in folded(words) for each in ANSWERS))
    return next((key for key, due in named if due is None or not days_late(last, due)), "")
