"""Element i: sales and profitability analysis."""

from __future__ import annotations

from datetime import date

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

FULL = "financials: [{year: 2025, revenue: 1.1M, gross_profit: 370k, cost_to_serve: 120k, customer_spend: 4.1M}]"
APRIL = record_of(SiteConfig, {"site": {"fiscal_year_start": 4}})


@pytest.mark.parametrize(
    ("code", "evidence", "field"),
    [
        ("SPA001", "revenue of 2025: 1,100,000 EUR", "revenue"),
        ("SPA002", "gross profit of 2025: 370,000 EUR", "gross_profit"),
        ("SPA003", "cost to serve of 2025: 120,000 EUR", "cost_to_serve"),
        ("SPA004", "profit after cost to serve of 2025: 250,000 EUR", "cost_to_serve"),
        ("SPA005", "customer spend of 2025: 4,100,000 EUR", "customer_spend"),
    ],
)
def test_a_full_row_meets_its_rules(code: str, evidence: str, field: str) -> None:
    assert judged(code, FULL) == met(evidence, f"financials[0].{field}")


def test_without_the_row_each_rule_asks_for_its_own_field() -> None:
    assert judged("SPA001") == gap(
        "no revenue of 2025 is written",
        "financials",
        "add a row with `year: 2025` and `revenue` under `financials`",
    )
    assert [judged(code).state for code in ("SPA002", "SPA003", "SPA005")] == [State.GAP] * 3


def test_a_row_without_the_field_is_where_it_is_asked_for() -> None:
    assert judged("SPA003", "financials: [{year: 2026}, {year: 2025, revenue: 1M}]") == gap(
        "no cost to serve of 2025 is written",
        "financials[1]",
        "add `cost_to_serve` to the row of 2025 under `financials`: the sales, service, logistics and support this "
        "client really took, not an average",
    )


def test_the_last_of_two_rows_of_a_year_counts() -> None:
    outcome = judged("SPA001", "financials: [{year: 2025, revenue: 1M}, {year: 2025, revenue: 2M}]")
    assert outcome == met("revenue of 2025: 2,000,000 EUR", "financials[1].revenue")


def test_a_year_that_was_never_finished_is_a_gap() -> None:
    assert judged("SPA001", "financials: [{year: 2025, through: 2025-11, revenue: 1M}]") == gap(
        "the figures of 2025 stop at 2025-11",
        "financials[0].through",
        "bring the row of 2025 up to the end of the year and take its `through` out",
    )
    assert judged("SPA001", "financials: [{year: 2025, through: 2025-12, revenue: 1M}]").state is State.PASS


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2026, 12, 30), State.PASS), (date(2026, 12, 31), State.GAP), (date(2027, 1, 1), State.GAP)],
)
def test_a_year_is_full_on_its_last_day(as_of: date, state: State) -> None:
    assert judged("SPA001", FULL, as_of=as_of).state is state


@pytest.mark.parametrize(("as_of", "state"), [(date(2026, 3, 30), State.PASS), (date(2026, 3, 31), State.GAP)])
def test_a_fiscal_year_from_april_is_named_by_its_end(as_of: date, state: State) -> None:
    assert judged("SPA001", FULL, as_of=as_of, site=APRIL).state is state


def test_a_profit_of_nothing_is_no_profit() -> None:
    front = "financials: [{year: 2025, gross_profit: 120k, cost_to_serve: 120k}]"
    outcome = judged("SPA004", front)
    assert (outcome.state, outcome.evidence) == (State.GAP, "profit after cost to serve of 2025: 0 EUR")


def test_an_unknown_profit_is_asked_for_elsewhere() -> None:
    assert judged("SPA004", "financials: [{year: 2025, gross_profit: 120k}]") == not_applicable(
        "profit of 2025 is not known: SPA002 and SPA003 ask for it", "financials"
    )


@pytest.mark.parametrize(
    ("since", "state"), [("2026-01", State.NOT_APPLICABLE), ("2025-12", State.GAP), ("2025", State.GAP)]
)
@pytest.mark.parametrize("code", ["SPA001", "SPA002", "SPA003", "SPA005"])
def test_a_client_since_this_year_has_no_full_year(code: str, since: str, state: State) -> None:
    assert judged(code, f"customer_since: {since}").state is state


def test_the_reason_names_both_dates() -> None:
    assert judged("SPA001", "customer_since: 2026-03") == not_applicable(
        "a customer since 2026-03, after fiscal year 2025 had ended", "customer_since"
    )


@pytest.mark.parametrize("code", ["SPA001", "SPA005"])
def test_a_prospect_needs_its_spend_alone_of_any_year(code: str) -> None:
    rows = "{year: 2023, customer_spend: 3.8M}, {year: 2024, customer_spend: 4M}, {year: 2025}"
    front = f"status: prospect\nfinancials: [{rows}]"
    assert judged(code, front) == met(
        "the prospect spends 4,000,000 EUR in our field (2024)", "financials[1].customer_spend"
    )
    assert judged(code, "status: prospect\nfinancials: [{year: 2025}]") == gap(
        "what the prospect spends in our field is not written",
        "financials",
        "add a row with its `year` and `customer_spend` under `financials`: an estimate is better than nothing",
    )


@pytest.mark.parametrize("code", ["SPA002", "SPA003", "SPA004", "SPA006", "SPA007"])
def test_sales_are_not_asked_of_a_prospect(code: str) -> None:
    outcome = judged(code, "status: prospect")
    assert outcome == not_applicable("nothing has been sold to a prospect yet", "status")


def test_a_lost_account_is_judged_by_the_last_year_it_was_whole() -> None:
    assert judged("SPA001", f"status: lost\nlost: {{date: 2026-07-31}}\n{FULL}").state is State.PASS
    assert judged("SPA001", f"status: lost\nlost: {{date: 2025-07-31}}\n{FULL}").evidence == (
        "no revenue of 2024 is written"
    )


@pytest.mark.parametrize(
    ("revenues", "state"),
    [
        ("1000 900 800", State.GAP),
        ("1000 900 900", State.PASS),
        ("1000 1000 900", State.PASS),
        ("800 900 1000", State.PASS),
    ],
)
def test_two_falls_in_a_row(revenues: str, state: State) -> None:
    rows = [f"{{year: {2023 + n}, revenue: {amount}}}" for n, amount in enumerate(revenues.split())]
    assert judged("SPA006", f"financials: [{', '.join(rows)}, {{year: 2026, revenue: 1}}]").state is state


def test_falling_revenue_is_told_year_by_year() -> None:
    front = "financials: [{year: 2025, revenue: 850}, {year: 2024, revenue: 900}, {year: 2023, revenue: 1000}]"
    assert judged("SPA006", front) == gap(
        "revenue fell two years in a row up to 2025: 1,000 EUR, 900 EUR then 850 EUR",
        "financials[0].revenue",
        "say under `actions` what turns it, and why it falls under `risks`, or waive it with the reason; it is met "
        "again after the first full year in which revenue does not fall",
    )


@pytest.mark.parametrize(
    "rows", ["", "{year: 2025, revenue: 1}", "{year: 2025}, {year: 2024, revenue: 1}, {year: 2023}"]
)
def test_fewer_than_three_years_say_nothing(rows: str) -> None:
    assert judged("SPA006", f"financials: [{rows}]") == not_applicable(
        "revenue of the three years up to 2025 is not known", "financials"
    )


def test_a_falling_share_of_wallet_is_told_year_by_year_though_revenue_grows() -> None:
    rows = ((100, 200), (110, 230), (120, 260))
    years = [f"{{year: {2023 + n}, revenue: {ours}, customer_spend: {spend}}}" for n, (ours, spend) in enumerate(rows)]
    front = f"financials: [{', '.join(years)}]"
    assert judged("SPA006", front).state is State.PASS
    assert judged("SPA007", front) == gap(
        "share of wallet fell two years in a row up to 2025: 50%, 47.8% then 46.2%",
        "financials[2].revenue",
        "ask the client what it buys from others and why, and write it under `offerings`, `competitors` and "
        "`opportunities`, or waive it with the reason; it is met again after the first full year in which share of "
        "wallet does not fall",
    )
    assert judged("SPA007", front.replace("spend: 260", "spend: 250")).state is State.PASS
    assert judged("SPA007", front.replace("year: 2025,", "year: 2025, through: 2025-10,")).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("rows", ["", "{year: 2025, revenue: 1, customer_spend: 2}, {year: 2024, revenue: 1}"])
def test_a_share_of_fewer_than_three_years_says_nothing(rows: str) -> None:
    assert judged("SPA007", f"financials: [{rows}]") == not_applicable(
        "share of wallet of the three years up to 2025 is not known", "financials"
    )
