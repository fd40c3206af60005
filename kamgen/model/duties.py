"""What of an account hangs on one of us: who looks after it, meets its people, has work to do there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class DutyKind(StrEnum):
    """What somebody does for an account."""

    OWNER = "account manager"
    BACKUP = "backup"
    SPONSOR = "executive sponsor"
    DECIDER = "meets a decision maker"
    CONTACT = "meets a contact"
    PROMISE = "promise"
    ACTION = "action"
    DEAL = "open deal"
    REVIEW = "review"
    RISK = "answers for a risk"


class Duty(NamedTuple):
    """One duty of one of us."""

    kind: DutyKind
    who: str
    """Empty for nobody: of a contact whom none of us meets."""
    what: str
    """Whom, which or what; of an owner the account's objective, empty where that is not written."""
    day: date | None = None
    """When it is due; of contacts, when they were last met; None for never, and for no day."""
    late: bool = False
    """Whether it is overdue or was never done; of a decision maker, whether it was not met within its cadence."""
    amount: Decimal | None = None
    """What a deal is worth, in the plan's currency."""
    line: int = 0
    """Of the plan (1-based)."""
