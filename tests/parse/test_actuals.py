"""A year's quarters and months: what the year leaves to them, and what contradicts it."""

from __future__ import annotations

import pytest

from kamgen.facts.plausible import doubt_of_actuals
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.front_matter import FinancialYear
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan


def year_of(row: str) -> FinancialYear:
    text = f"---\nname: A\nowner: B\ncategory: core\nfinancials:\n  - {{year: 2026, {row}}}\n---\n"
    plan = parse_plan(Source("content/accounts/a.md", text.encode()), "content/accounts")
    assert plan.faults == ()
    return plan.front.financials[0]


Q = "{{period: 2026-Q{}, revenue: {}, gross_profit: 10k}}"


def quarters(*amounts: str) -> str:
    return f"actuals: [{', '.join(Q.format(n, amount) for n, amount in enumerate(amounts, 1))}]"


@pytest.mark.parametrize(
    ("row", "revenue", "gross_profit", "through"),
    [
        (quarters("100k", "120k"), 220_000, 20_000, "2026-Q2"),
        (quarters("100k", "120k", "1k", "1k"), 222_000, 40_000, None),
        (f"through: 2026-06, {quarters('100k', '120k')}", 220_000, 20_000, "2026-06"),
        (f"revenue: 230k, through: 2026-07, {quarters('100k', '120k')}", 230_000, 20_000, "2026-07"),
        ("actuals: [{period: 2026-02, revenue: 2k}, {period: 2026-01, revenue: 1k}]", 3_000, None, "2026-02"),
        ("actuals: [{period: 2026-Q1, revenue: 2k}, {period: 2026-04, revenue: 1k}]", None, None, None),
        ("actuals: [{period: 2026-Q1, revenue: 2k}, {period: 2026-Q2}]", None, None, None),
        ("actuals: [{period: 2026-Q1, revenue: 2k}, {period: 2026-Q1, revenue: 2k}]", None, None, None),
    ],
)
def test_a_year_has_what_its_quarters_or_months_come_to(
    row: str, revenue: int | None, gross_profit: int | None, through: str | None
) -> None:
    year = year_of(row)
    assert (year.revenue, year.gross_profit) == (revenue, gross_profit)
    assert (str(year.through) if year.through else None) == through


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (f"revenue: 220k, through: 2026-06, {quarters('100k', '120k')}", ""),
        (f"revenue: 221k, through: 2026-06, {quarters('100k', '120k')}", ""),
        (
            f"revenue: 250k, through: 2026-06, {quarters('100k', '120k')}",
            "the revenue of its quarters or months comes to 220k, and the year's is 250k",
        ),
        (f"revenue: 250k, through: 2026-07, {quarters('100k', '120k')}", ""),
        (
            f"revenue: 200k, through: 2026-07, {quarters('100k', '120k')}",
            "the revenue of its quarters or months comes to 220k, and the year's is 200k",
        ),
        ("revenue: 1M, actuals: [{period: 2025-Q4, revenue: 1k}]", "2025-Q4 does not lie in the fiscal year 2026"),
        (
            "revenue: 1M, actuals: [{period: 2026-Q1, revenue: 1k}, {period: 2026-03, revenue: 1k}]",
            "2026-Q1 and 2026-03 overlap",
        ),
    ],
)
def test_parts_that_are_not_of_the_year_or_do_not_add_up_are_told(row: str, doubt: str) -> None:
    assert doubt_of_actuals(year_of(row), FiscalCalendar()) == doubt
