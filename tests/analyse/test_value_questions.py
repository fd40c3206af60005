"""Unsold money, promises, results and references of a portfolio: by hand, and against sums of drawn portfolios."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse import outcomes, promises, references, whitespace
from kamgen.model.config import SiteConfig
from kamgen.text.numbers import ENGLISH
from tests.analyse.portfolios import AS_OF, portfolio_of
from tests.records import record_of

SITE = record_of(
    SiteConfig,
    {"site": {"currency": "EUR"}, "fx": {"NOK": 0.1}, "portfolio": {"offerings": ["Meters", "Service"]}},
)


def spending(spend: int | None, revenue: int | None, **more: Any) -> dict[str, Any]:
    given = {"customer_spend": spend, "revenue": revenue}
    return {"financials": [{"year": 2025} | {key: value for key, value in given.items() if value is not None}]} | more


def test_unsold_money_is_what_clients_spend_with_others_the_most_first() -> None:
    plans = [
        spending(1000, 400),
        spending(5000, 1000, currency="NOK"),
        spending(900, 100, status="lost", lost={"reason": "price", "date": "2026-01-01"}),
        spending(None, 300),
        spending(1000, 200, figures="group"),
        spending(500, 100, parent="a04"),
        spending(50, None, status="prospect"),
        spending(50, 10, currency="SEK"),
    ]
    found = whitespace.white_space(portfolio_of(plans, SITE))
    assert [(a.name, whitespace.spend_of(a, "unsold")) for a in found.accounts] == [
        ("A4", 800), ("A0", 600), ("A1", 400), ("A5", 400), ("A6", 50), ("A3", None), ("A7", None),
    ]  # fmt: skip
    assert (found.spend, found.ours, found.unsold, found.counted) == (2550, 700, 1850, 4)


def test_an_offering_is_sold_offered_white_or_not_relevant_at_each_account() -> None:
    row = {"year": 2025, "revenue": 100, "revenue_by_offering": {"meters": 60}, "spend_by_offering": {"Meters": 200}}
    deal = {"name": "More", "offering": "Service"}
    plans = [
        {"financials": [row], "opportunities": [deal]},
        {"offerings": {"Meters": "none", "Training": "not relevant"}},
        {},
    ]
    found = whitespace.white_space(portfolio_of(plans, SITE))
    assert [(each.name, each.accounts, each.revenue, each.spend, each.unsold) for each in found.offerings] == [
        ("Meters", (1, 0, 1, 0, 1), 60, 200, 140),
        ("Service", (0, 1, 0, 0, 2), None, None, None),
        ("Training", (0, 0, 0, 1, 2), 0, None, None),
    ]
    matrix, unsold, _, _ = whitespace.tables(found)
    assert [column.title for column in matrix.columns] == ["Account", "Unsold a year", "Meters", "Service", "Training"]
    assert {row.cells[0]: row.cells[2:] for row in matrix.rows} == {
        "A0": ("sold", "offered", None), "A1": ("white", None, "not relevant"), "A2": (None, None, None),
    }  # fmt: skip
    assert [row.cells for row in unsold.rows] == [("A0", "Meters", "sold", 200, 60, 140)]


def test_a_wallet_that_falls_two_full_years_running_is_named() -> None:
    def years(*shares: int) -> dict[str, Any]:
        rows = [{"year": 2023 + at, "revenue": each, "customer_spend": 100} for at, each in enumerate(shares)]
        return {"financials": rows}

    found = whitespace.white_space(portfolio_of([years(50, 40, 30), years(50, 40, 40), years(50, 60, 30)], SITE))
    assert [account.name for account in found.falling] == ["A0"]
    wallet = whitespace.tables(found)[3]
    assert {row.cells[0]: row.cells[5:] for row in wallet.rows} == {
        "A0": (Decimal("0.5"), Decimal("0.4"), Decimal("0.3"), None, True),
        "A1": (Decimal("0.5"), Decimal("0.4"), Decimal("0.4"), None, False),
        "A2": (Decimal("0.5"), Decimal("0.6"), Decimal("0.3"), None, False),
    }


AMOUNTS = st.integers(1, 10**9)
SPENDING = st.tuples(AMOUNTS, st.fractions(0, 1, max_denominator=50), st.sampled_from(["EUR", "NOK"]))


@settings(max_examples=15, deadline=None)
@given(st.lists(SPENDING, min_size=1, max_size=5), st.randoms())
def test_unsold_money_adds_up_whatever_the_order_and_the_currency(drawn: list[Any], random: Any) -> None:
    plans = [spending(spend, int(spend * part), currency=currency) for spend, part, currency in drawn]
    found = whitespace.white_space(portfolio_of(plans, SITE))
    rates = {"EUR": Fraction(1), "NOK": Fraction(1, 10)}
    spend = sum(rates[currency] * amount for amount, _, currency in drawn)
    ours = sum(rates[currency] * int(amount * part) for amount, part, currency in drawn)
    assert found.spend is not None
    assert (Fraction(found.spend), Fraction(found.unsold or 0)) == (spend, spend - ours)
    random.shuffle(plans)
    again = whitespace.white_space(portfolio_of(plans, SITE))
    assert (again.spend, again.ours, again.unsold) == (found.spend, found.ours, found.unsold)
    norwegian = record_of(SiteConfig, {"site": {"currency": "NOK"}, "fx": {"EUR": 10}})
    norse = whitespace.white_space(portfolio_of(plans, norwegian))
    assert Fraction(norse.unsold or 0) * spend == Fraction(norse.spend or 0) * (spend - ours)


def promised(due: str | None, **day: str) -> dict[str, str]:
    return {"promise": "A day", "to": "Ann", "made": "2024-01-01"} | ({"due": due} if due else {}) | day


def test_promises_in_time_late_broken_overdue_and_open_by_client_and_owner() -> None:
    mine = [
        promised("2026-06-01", kept="2026-06-01"),
        promised("2026-06-01", kept="2026-06-11"),
        promised("2026-06-01", broken="2026-06-01"),
        promised("2026-11-10"),
        promised("2026-12-10"),
        promised("2025-06-01", kept="2025-06-01"),
    ]
    plans = [{"promises": mine}, {"promises": [promised(None)], "owner": "Ida Ek"}, {}]
    found = promises.promises_kept(portfolio_of(plans, SITE))
    assert [(each.name, each.lately, each.ever) for each in found.clients] == [
        ("A0", (1, 1, 1, 1, 1), (2, 1, 1, 1, 1)), ("A1", (0, 0, 0, 0, 1), (0, 0, 0, 0, 1)),
    ]  # fmt: skip
    assert [(each.name, each.lately) for each in found.owners] == [
        ("Per Moe", (1, 1, 1, 1, 1)), ("Ida Ek", (0, 0, 0, 0, 1)),
    ]  # fmt: skip
    left, by_client, _ = promises.tables(found)
    assert by_client.rows[0].cells == ("A0", 1, 1, 1, 1, Decimal("0.5"), Decimal("0.25"), Decimal("0.6"), 5, 1)
    assert [(row.cells[0], row.cells[-2], row.cells[-1]) for row in left.rows] == [
        ("A0", "10 days late", 10), ("A1", "no due date", 0), ("A0", "2026-06-11, 10 days late", 10),
        ("A0", "broken 2026-06-01", 0),
    ]  # fmt: skip


DAYS = st.integers(-800, 60).map(lambda days: (AS_OF + timedelta(days=days)).isoformat())
PROMISES = st.lists(st.tuples(DAYS, st.sampled_from(["kept", "broken", ""]), DAYS), max_size=4)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Per Moe", "Ida Ek"]), PROMISES), min_size=1, max_size=4))
def test_promises_of_clients_and_of_owners_add_to_all(drawn: list[Any]) -> None:
    plans = [
        {"owner": owner, "promises": [promised(due, **({how: day} if how else {})) for due, how, day in made]}
        for owner, made in drawn
    ]
    found = promises.promises_kept(portfolio_of(plans, SITE))
    for when in ("lately", "ever"):
        whole = getattr(found.whole, when)
        assert [sum(row) for row in zip(*[getattr(each, when) for each in found.clients], strict=True)] in (
            [*whole],
            [],
        )
        assert [sum(row) for row in zip(*[getattr(each, when) for each in found.owners], strict=True)] in ([*whole], [])
    today, state = AS_OF.isoformat(), Counter[str]()
    for _, made in drawn:
        for due, how, day in made:
            settled = how if how and day <= today else "overdue" if due < today else "open"
            state["late" if settled == "kept" and day > due else settled] += 1
    assert found.whole.ever == tuple(state[each] for each in ("kept", "late", "broken", "overdue", "open"))


def result(actual: float, metric: str = "Hours lost", **more: Any) -> dict[str, Any]:
    row = {"metric": metric, "unit": "h", "baseline": 100, "target": 40, "actual": actual, "as_of": "2026-09-30"}
    return {"outcomes": [row | more]}


def test_a_metric_of_several_clients_says_how_many_how_far_and_since_when() -> None:
    plans = [
        result(30),
        result(60, metric="hours  LOST"),
        result(90, as_of="2025-12-31"),
        result(1, as_of="2024-11-01"),
        result(1, status="prospect") | {"status": "prospect"},
        result(5, unit="days"),
    ]
    hours, days = outcomes.metrics(portfolio_of(plans, SITE))
    assert ([account.name for account, _ in hours.results], hours.reached) == (["A0", "A1", "A2"], (1, 3))
    assert (hours.moved, hours.mean) == ([10, 40, 70], 40)
    assert outcomes.quotable(hours, ENGLISH) == (
        "3 clients, “Hours lost”: 1 of 3 reached the target; it improved by 40 h on average, by 10 to 70 "
        "(2025-12 to 2026-09)."
    )
    assert outcomes.quotable(days, ENGLISH) == (
        "One client only: “Hours lost” from 100 to 5 days, the target was reached (2026-09)."
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 200), min_size=2, max_size=6))
def test_what_may_be_said_of_a_metric_is_the_mean_and_range_of_its_clients(actuals: list[int]) -> None:
    [metric] = outcomes.metrics(portfolio_of([result(each) for each in actuals], SITE))
    moved = [100 - each for each in actuals]
    assert metric.mean is not None
    assert abs(Fraction(metric.mean) - Fraction(sum(moved), len(moved))) < Fraction(1, 10**20)
    assert (metric.moved[0], metric.moved[-1]) == (min(moved), max(moved))
    assert metric.reached == (sum(each <= 40 for each in actuals), len(actuals))


def test_a_sentence_never_hides_that_it_is_of_one_client_or_that_the_goal_was_missed() -> None:
    plans = [result(60), result(80, metric="Scrap", unit="%"), result(70, metric="Scrap", unit="%", baseline=None)]
    hours, scrap = sorted(outcomes.metrics(portfolio_of(plans, SITE)), key=lambda metric: metric.name)
    assert outcomes.quotable(hours, ENGLISH) == (
        "One client only: “Hours lost” from 100 to 60 h, the target is not reached yet (2026-09)."
    )
    assert outcomes.quotable(scrap, ENGLISH) == (
        "2 clients, “Scrap”: 1 of 2 reached the target; it improved by 20 points on average at 1 of them, by 20 to 20 "
        "(2026-09)."
    )


def test_references_say_who_may_be_quoted_for_what_and_what_they_led_to() -> None:
    deal = {"name": "Phase 2"}
    referral = {"kind": "referral", "with": "Ann", "date": "2026-01-02", "quotable": False, "led_to": "A1"}
    study = {"kind": "case study", "with": "Ann", "date": "2025-01-02", "quotable": True, "about": "Meters"}
    plans = [
        {"references": [referral, study]},
        {"opportunities": [deal]},
        result(30),
        result(60),
        {"references": [{"kind": "referral", "date": "2026-03-01", "led_to": "Phase 2"}]},
    ]
    found = references.references(portfolio_of(plans, SITE))
    given, unasked = references.tables(found)
    assert [(row.cells[0], row.cells[1], *row.cells[3:]) for row in given.rows] == [
        ("A0", "case study", "Meters", date(2025, 1, 2), True, None),
        ("A4", "referral", None, date(2026, 3, 1), None, "Phase 2, open, at A1"),
        ("A0", "referral", None, date(2026, 1, 2), False, "A1, active"),
    ]
    assert [row.cells[0] for row in unasked.rows] == ["A2"]
