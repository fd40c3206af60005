"""The open opportunities of a plan, and what each still lacks."""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.choices import Stage
from kamgen.model.groups import Opportunity
from kamgen.model.plan import Plan
from kamgen.rules.words import counted, listed

Opened = tuple[str, Opportunity]
"""An open opportunity and its key: ``opportunities[1]``."""


def open_opportunities(plan: Plan) -> list[Opened]:
    """The opportunities that are neither won nor lost, in the order of the plan."""
    rows = enumerate(plan.front.opportunities)
    return [(f"opportunities[{number}]", row) for number, row in rows if row.stage is Stage.OPEN]


def counted_open(opened: Sequence[Opened]) -> str:
    """``1 open opportunity``, ``3 open opportunities``."""
    return counted(len(opened), "open opportunity", "open opportunities")


def lacking(row: Opportunity) -> list[str]:
    """Which of value, probability and close an opportunity does not say."""
    fields = {"value": row.value, "probability": row.probability, "close": row.close}
    return [field for field, value in fields.items() if value is None]


def what_lacks(row: Opportunity) -> str:
    """The same as a sentence: ``the opportunity “Platform phase 2” has no value and no close``."""
    return f"the opportunity “{row.name}” has no {listed(lacking(row), 'and no')}"
