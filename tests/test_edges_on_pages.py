"""Edges as pages show them: fiscal years from February, no revenue, a planned loss, what is due today; by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgen.cli.main import run
from tests.read_pages import Page, read_page

PLAN = """---
name: Halden
owner: Ann Bo
category: strategic
financials:
  - {year: 2026, revenue: 0, gross_profit: 0, cost_to_serve: 10k, target_revenue: 100k, target_profit: -5k}
  - year: 2027
    through: 2026-07
    revenue: 300k
    gross_profit: 90k
    cost_to_serve: 20k
    target_revenue: 500k
    target_profit: 100k
promises:
  - {promise: Parts within a day, to: Kari, made: 2026-10-01, due: 2026-11-20}
  - {promise: A list of contacts, to: Kari, made: 2026-10-01, due: 2026-11-19}
actions:
  - {action: Call the yard, owner: Ann Bo, due: 2026-11-20}
---
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edges")
    (root / "content/accounts").mkdir(parents=True)
    (root / "site.toml").write_text('[site]\ncurrency = "EUR"\nfiscal_year_start = 2\n', encoding="utf-8")
    (root / "content/accounts/halden.md").write_text(PLAN, encoding="utf-8")
    command = ["build", "--site", str(root), "--as-of", "2026-11-20", "--no-cache", "-q", "--fail-on", "never"]
    assert run(command) == 0
    return root / "public"


def rows(page: Page, table: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[name].words for name in columns) for row in page.tables[table] if columns[0] in row]


def test_a_year_from_february_is_due_by_the_days_from_then(built: Path) -> None:
    """The year 2027 begins on 2026-02-01: up to July 181 of 365 days, so 247,945 of 500,000 and 49,589 of 100,000."""
    page = read_page(built / "accounts/halden.html")
    revenue, profit, *_ = rows(page, "Health", "How it came about")
    assert revenue[0].startswith("300,000 EUR of 247,945 EUR due by 2026-07-31 = 121% → 100 points")
    assert profit[0].startswith("Profit of 70,000 EUR of 49,589 EUR due by 2026-07-31 = 141.2% → 100 points")


def test_no_revenue_and_a_planned_loss_are_figures(built: Path) -> None:
    page = read_page(built / "accounts/halden.html")
    columns = ("Year", "Revenue", "Target", "Attained", "Profit", "Target 2", "Margin")
    assert rows(page, "Metrics by year", *columns) == [
        ("2027", "300k", "500k", "60% (121% to date)", "70k", "100k", "23.3%"),
        ("2026", "0", "100k", "0%", "−10k", "−5.0k", "–"),
    ]


def test_what_is_due_today_is_open_and_what_was_yesterday_is_late(built: Path) -> None:
    page = read_page(built / "accounts/halden.html")
    assert rows(page, "Promises", "Promise", "Kept") == [
        ("Parts within a day", "open"),
        ("A list of contacts", "1 day late"),
    ]
    assert rows(page, "Actions", "Action", "State") == [("Call the yard", "open")]
    for url, table in (("actions.html", "Actions and dates"), ("people/ann-bo.html", "What is due")):
        due = [row for row in read_page(built / url).tables[table] if "What" in row]
        told = [(row["Date"].words, row["What"].words, row["Days"].words) for row in due]
        assert told[0] == ("2026-11-19", "A list of contacts, to Kari", "1 late")
        assert {(day, days) for day, _, days in told[1:] if day == "2026-11-20"} == {("2026-11-20", "today")}


@pytest.mark.parametrize("url", ["categories/strategic.html", "people/ann-bo.html", "index.html"])
def test_lists_show_the_figures_of_the_running_year(built: Path, url: str) -> None:
    assert rows(read_page(built / url), "Accounts", "Account", "Revenue", "Profit") == [("Halden", "300k", "70k")]
