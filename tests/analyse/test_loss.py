"""Losing accounts: what is left is what a portfolio without their plans comes to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse.concentration import dependence
from kamgen.analyse.loss import Stakes, losable, owners_hit, service, stakes
from kamgen.analyse.loss_tables import loss_words, scenario, tables_of
from kamgen.analyse.pipeline import forecast
from kamgen.analyse.summary import figures
from kamgen.model.config import SiteConfig
from kamgen.model.summary import Portfolio
from kamgen.text.numbers import ENGLISH
from tests.analyse.portfolios import portfolio_of
from tests.records import record_of

YEAR, LAST = 2026, 2025
SETTINGS = {"site": {"currency": "EUR"}, "fx": {"NOK": 0.1}}
SITE = record_of(SiteConfig, SETTINGS)


def money(this: int | None, last: int | None, **more: Any) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    if last is not None:
        rows.append({"year": LAST, "revenue": last})
    if this is not None:
        row = {"year": YEAR, "revenue": this, "gross_profit": this // 2, "cost_to_serve": this // 5}
        rows.append(row | {"through": "2026-09", "target_revenue": 2000})
    return {"financials": rows} | more


def deal(value: int, probability: str = "50%") -> dict[str, Any]:
    return {"name": "More", "value": value, "probability": probability, "discussed": "2026-11-01", "close": "2027-Q1"}


GROUP = [
    money(900, 1800, figures="group"),
    money(400, 900, parent="a00", owner="Ida Ek", opportunities=[deal(100)]),
    money(300, 800, parent="a01"),
    money(3000, 8000, opportunities=[deal(1000)], owner="Ida Ek"),
    money(500, 100, currency="NOK"),
    money(None, 50, status="lost", lost={"reason": "price", "date": "2026-01-01"}),
]


def found_of(plans: list[dict[str, Any]], site: SiteConfig = SITE) -> Stakes:
    return stakes(portfolio_of(plans, site), YEAR)


def test_with_an_account_goes_all_below_it_and_lost_ones_cannot_be_lost() -> None:
    found = found_of(GROUP)
    assert [sorted(found.going([f"a0{number}"])) for number in range(5)] == [[0, 1, 2], [1, 2], [2], [3], [4]]
    assert losable(found) == [3, 0, 4, 1, 2]
    assert found.going(["a01", "a04"]) == {1, 2, 4}


def test_what_is_left_by_hand() -> None:
    found = found_of(GROUP)
    today = found.left()
    assert (today.accounts, today.revenue, today.profit, today.pipeline) == (5, 3950, Decimal("1185"), 550)
    assert today.expected is not None
    assert today.missing == found.target - today.expected
    assert round(today.expected, 6) == round(Decimal(3950) * 365 / 273, 6)
    assert today.largest == (Decimal(8000) / 9860, Decimal(9850) / 9860, None)
    assert today.hhi == Decimal(8000**2 + 1800**2 + 50**2 + 10**2) * 10_000 / 9860**2
    left = found.left(found.going(["a00"]))
    assert (left.accounts, left.revenue, left.pipeline) == (2, 3050, 500)
    assert left.missing is not None
    assert today.missing is not None
    assert round(left.missing - today.missing, 6) == round(Decimal(900) * 365 / 273, 6)
    assert left.largest[0] == Decimal(8000) / 8060
    assert left.hhi == Decimal(8000**2 + 50**2 + 10**2) * 10_000 / Decimal(8060) ** 2


def test_the_companys_revenue_is_less_by_what_goes() -> None:
    site = record_of(SiteConfig, SETTINGS | {"portfolio": {"company_revenue": {str(LAST): "20000"}}})
    found = found_of(GROUP, site)
    assert found.left().largest[0] == Decimal(8000) / 20_000
    assert found.left(found.going(["a03"])).largest[0] == Decimal(1800) / 12_000


def test_figures_that_a_parent_has_stay_and_are_named() -> None:
    found = found_of(GROUP)
    gone = found.going(["a02"])
    assert found.left(gone).revenue == found.left().revenue
    assert loss_words(found, gone, ENGLISH, "EUR").endswith(" Figures of A2 are in a parent's, and stay in all sums.")
    assert "stay" not in loss_words(found, found.going(["a00"]), ENGLISH, "EUR")


def test_owners_hit_whom_it_costs_most_first() -> None:
    found = found_of(GROUP)
    assert [tuple(each) for each in owners_hit(found, found.going(["a00", "a03"]))] == [
        ("Ida Ek", 2, 0, 3000, None), ("Per Moe", 3, 1, 950, 50),
    ]  # fmt: skip


def test_measures_of_service_with_and_without() -> None:
    rows = [{"measure": "Uptime", "period": "2026-Q3", "actual": "99%", "target": "98%"}]
    missed = [{"measure": "uptime", "period": "2026-Q3", "actual": "95%", "target": "98%"}]
    found = found_of([{"service": rows}, {"service": missed}, {"service": rows}])
    assert [tuple(each) for each in service(found, frozenset({1}))] == [("uptime", 2, 3, 2, 2)]


def test_what_plans_say_of_a_loss_is_shown_of_those_that_go() -> None:
    continuity = {"exit_barriers": ["Stock on site", "Own format"], "if_lost": "We close the depot."}
    found = found_of([money(10, 10, continuity=continuity), money(20, 20)])
    [_, _, _, plans] = scenario(found, frozenset({0}))
    assert [row.cells for row in plans.rows] == [("A0", "Per Moe", "Stock on site; Own format", "We close the depot.")]
    alone, everyone = tables_of(found)
    assert [(row.cells[0], *row.cells[-2:]) for row in alone.rows] == [("A1", 0, False), ("A0", 2, True)]
    assert [row.slug for row in everyone.rows] == ["a01", "a00"]


def test_nothing_is_left_where_all_goes() -> None:
    found = found_of([money(10, 10)])
    left = found.left(frozenset({0}))
    assert (left.accounts, left.revenue, left.missing, left.largest, left.hhi) == (0, None, None, (None,) * 3, None)
    assert loss_words(found, frozenset({0}), ENGLISH, "EUR") == "Without A0 10 of 10 EUR revenue 2026 go (100%)."


DRAWN = st.lists(
    st.tuples(
        st.integers(1, 10**6),
        st.integers(1, 10**6),
        st.sampled_from(["EUR", "NOK"]),
        st.sampled_from(["own", "group"]),
        st.integers(-4, 6),
        st.integers(0, 1000),
        st.booleans(),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=30, deadline=None)
@given(DRAWN)
def test_losing_accounts_equals_building_without_them(drawn: list[Any]) -> None:
    plans = [
        money(this, last, currency=currency, figures=figures, owner=f"Owner {value % 2}", opportunities=[deal(value)])
        | ({"parent": f"a{parent:02d}"} if 0 <= parent < number else {})
        for number, (this, last, currency, figures, parent, value, _) in enumerate(drawn)
    ]
    found = found_of(plans)
    gone = found.going([f"a{number:02d}" for number, each in enumerate(drawn) if each[-1]])
    rest = portfolio_of([None if place in gone else plan for place, plan in enumerate(plans)], SITE)
    left = found.left(gone)
    totals, year, spread = figures(rest, YEAR).whole, forecast(rest, YEAR), dependence(rest, LAST)
    assert left.accounts == len(rest.accounts)
    assert (left.revenue, left.profit) == (totals.revenue.amount, totals.profit.amount)
    assert (left.pipeline or 0) == sum(each.weighted for each in year.by_owner)
    assert abs((left.expected or 0) - year.whole.expected) < Decimal("1e-15")
    assert len(found.stakes) - len(gone) == len(rest.accounts)
    if spread.clients:
        assert left.largest[0] == spread.top(1)
        assert (left.largest[1] is None) == (len(spread.clients) < 3)
        assert abs((left.largest[1] or spread.top(3)) - spread.top(3)) < Decimal("1e-15")
        assert abs((left.hhi or 0) - spread.index) < Decimal("1e-15")
    assert_owners_add_up(found, gone, rest)


def assert_owners_add_up(found: Stakes, gone: frozenset[int], rest: Portfolio) -> None:
    """What owners lose together is what the portfolio loses, and each keeps what a portfolio without them gives it."""
    hit = owners_hit(found, gone)
    lost = sum(Fraction(each.revenue or 0) - Fraction(each.remaining or 0) for each in hit)
    assert lost == Fraction(found.left().revenue or 0) - Fraction(found.left(gone).revenue or 0)
    by_owner = figures(rest, YEAR).by_owner
    for each in hit:
        assert each.remaining == (by_owner[each.name].revenue.amount if each.name in by_owner else None)


@settings(max_examples=15, deadline=None)
@given(DRAWN)
def test_each_account_alone_is_the_scenario_of_losing_it(drawn: list[Any]) -> None:
    plans = [
        money(this, last, currency=currency) | ({"parent": f"a{parent:02d}"} if 0 <= parent < number else {})
        for number, (this, last, currency, _, parent, _, _) in enumerate(drawn)
    ]
    found = found_of(plans)
    for row in tables_of(found)[0].rows:
        left = found.left(found.going([row.slug]))
        now = found.left().revenue
        assert (now or 0) - (left.revenue or 0) == row.cells[3]
        assert (row.cells[7], row.cells[8]) == (left.largest[0], None if left.hhi is None else round(left.hhi))
        if left.missing is not None:
            assert isinstance(row.cells[6], Decimal)
            assert abs(row.cells[6] - left.missing) < Decimal("1e-15")
