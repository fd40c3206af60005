"""The rows of `financials`, by fiscal year."""

from __future__ import annotations

from decimal import Decimal

from kamgen.model.context import Context
from kamgen.model.groups import FinancialYear
from kamgen.model.plan import Plan
from kamgen.model.rule import Outcome, gap, met
from kamgen.rules.words import money


def year_row(plan: Plan, year: int) -> tuple[int, FinancialYear] | None:
    """The row of fiscal year ``year`` with its place; the last one when there are several."""
    rows = plan.front.financials
    for number in range(len(rows) - 1, -1, -1):
        if rows[number].year == year:
            return number, rows[number]
    return None


def judge_amount(plan: Plan, context: Context, year: int, field: str, label: str, hint: str = "") -> Outcome:
    """Met when the row of ``year`` gives ``field``; ``label`` names it in words, ``hint`` says what belongs there."""
    found = year_row(plan, year)
    if found is None:
        write = f"add a row with `year: {year}` and `{field}` under `financials`{hint}"
        return gap(f"no {label} of {year} is written", "financials", write)
    number, row = found
    amount: Decimal | None = getattr(row, field)
    if amount is not None:
        return met(f"{label} of {year}: {money(amount, plan, context.site)}", f"financials[{number}].{field}")
    write = f"add `{field}` to the row of {year} under `financials`{hint}"
    return gap(f"no {label} of {year} is written", f"financials[{number}]", write)
