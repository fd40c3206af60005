"""The contract with the client: when it ends, and until when notice of that can be given.

A contract whose end is a period ends on its last day. A lost account has none any more.
"""

from __future__ import annotations

from datetime import date

from kamgen.facts.accounts import is_lost
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import FrontMatter
from kamgen.model.values import Duration


def contract_end(front: FrontMatter, calendar: FiscalCalendar) -> date | None:
    """Its last day; None when the plan does not say."""
    contract = front.contract
    return calendar.end(contract.ends) if contract and contract.ends and not is_lost(front) else None


def last_notice(front: FrontMatter, calendar: FiscalCalendar) -> date | None:
    """The last day on which notice can be given; None without an end or a time of notice."""
    end, notice = contract_end(front, calendar), front.contract.notice if front.contract else None
    return Duration(-notice.count, notice.unit).after(end) if end and notice else None
