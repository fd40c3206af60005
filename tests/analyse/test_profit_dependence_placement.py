"""Profit, dependence and placement: by hand, and against fractions of drawn portfolios."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse import concentration, placement, profit
from kamgen.analyse.concentration import dependence
from kamgen.analyse.placement import placed
from kamgen.analyse.profit import profits
from kamgen.model.config import SiteConfig
from tests.analyse.portfolios import portfolio_of
from tests.records import record_of

FX = {"fx": {"NOK": 0.1}}
SITE = record_of(SiteConfig, FX)


def earning(revenue: int | None, profit: int | None = None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"year": 2025} | ({"revenue": revenue} if revenue is not None else {})
    if profit is not None:
        row |= {"gross_profit": profit + 10, "cost_to_serve": 10}
    return {"financials": [row]} | more


def test_ranks_by_revenue_and_by_profit_the_curve_and_who_is_not_known() -> None:
    plans = [earning(1000, -50), earning(500, 100), earning(200, 60), earning(100, 10), earning(50), earning(None, 5)]
    found = profits(portfolio_of(plans, SITE), 2025)
    assert [(each.account.name, each.by_profit, each.by_revenue, each.profit) for each in found.earners] == [
        ("A1", 1, 2, 100), ("A2", 2, 3, 60), ("A3", 3, 4, 10), ("A0", 4, 1, -50),
    ]  # fmt: skip
    assert found.curve == tuple(Decimal(each) / 120 for each in (100, 160, 170, 120))
    assert [each.account.name for each in found.losers] == ["A0"]
    assert [(account.name, revenue) for account, revenue in found.unknown] == [("A4", 50)]
    assert found.share_of_top(Decimal("0.2")) == (1, Decimal(1000) / 1800, Decimal(-50) / 120)


def test_where_nothing_is_earned_there_is_no_curve() -> None:
    found = profits(portfolio_of([earning(100, -5), earning(50, 5)], SITE), 2025)
    assert (found.total, found.curve) == (0, ())
    assert found.share_of_top(Decimal("0.2")) == (1, Decimal(100) / 150, None)


def test_a_group_is_one_client_and_its_figures_count_once() -> None:
    plans = [
        earning(1_800_000, figures="group"),
        earning(900_000, parent="a00"),
        earning(900_000, parent="a00"),
        earning(8_000_000),
    ]
    found = dependence(portfolio_of(plans, SITE), 2025)
    assert [(each.account.name, each.accounts, each.revenue) for each in found.clients] == [
        ("A3", 1, 8_000_000), ("A0", 3, 1_800_000),
    ]  # fmt: skip
    assert (found.whole, found.of_company) == (9_800_000, False)
    assert round(found.clients[1].share, 3) == Decimal("0.184")


def test_shares_are_of_the_companys_revenue_where_it_is_known_and_covers_the_accounts() -> None:
    plans = [earning(300), earning(100)]
    for company, whole, of_company in (("1000", 1000, True), ("400", 400, True), ("399", 400, False)):
        site = record_of(SiteConfig, FX | {"portfolio": {"company_revenue": {"2025": company}}})
        found = dependence(portfolio_of(plans, site), 2025)
        assert (found.whole, found.of_company) == (whole, of_company)
    site = record_of(SiteConfig, FX | {"portfolio": {"company_revenue": {"2025": "1000"}}})
    found = dependence(portfolio_of(plans, site), 2025)
    assert (found.top(1), found.top(3), found.index) == (Decimal("0.3"), Decimal("0.4"), 1000)


@pytest.mark.parametrize(("revenue", "line"), [(180, "above"), (179, ""), (10, ""), (9, "below")])
def test_the_lines_of_18_and_of_1_percent(revenue: int, line: str) -> None:
    site = record_of(SiteConfig, {"portfolio": {"company_revenue": {"2025": "1000"}}})
    [clients, _] = concentration.tables(portfolio_of([earning(revenue)], site), 2026)
    assert clients.rows[0].cells[-1] == line


MARKS = {"size": 4, "growth": 4, "financial_stability": 4, "closeness": 4, "values_offer": 4, "relevance": 4}


def assessed(category: str, **marks: int) -> dict[str, Any]:
    return {"category": category, "assessment": {"date": "2026-09-01"} | MARKS | marks}


def test_an_account_belongs_where_its_assessment_says() -> None:
    low = {"size": 1, "growth": 1}
    plans = [
        assessed("strategic"),
        assessed("core"),
        assessed("strategic", **low),
        {},
        assessed("core", **low),
        assessed("strategic") | {"status": "lost"},
    ]
    portfolio = portfolio_of(plans, SITE)
    found, missing = placed(portfolio, 2026)
    assert [(each.account.name, each.expected, each.misplaced) for each in found] == [
        ("A0", "strategic", False), ("A1", "strategic", True), ("A2", "core", True), ("A4", "core", False),
    ]  # fmt: skip
    assert [account.name for account in missing] == ["A3"]
    wrong, everyone, absent = placement.tables(portfolio, 2026)
    assert [row.cells[:4] for row in wrong.rows] == [
        ("A1", "Per Moe", "Core", "Strategic"), ("A2", "Per Moe", "Strategic", "Core"),
    ]  # fmt: skip
    assert (len(everyone.rows), [row.cells[0] for row in absent.rows]) == (4, ["A3"])


def test_without_bounds_nothing_is_misplaced() -> None:
    site = record_of(SiteConfig, {"categories": {"core": {}, "strategic": {}}})
    assert [each.misplaced for each in placed(portfolio_of([assessed("core")], site), 2026)[0]] == [False]


AMOUNT = st.none() | st.integers(1, 60).map(lambda each: each * 1000)
PLANS = st.lists(
    st.tuples(AMOUNT, st.none() | st.integers(-30, 30).map(lambda each: each * 100), st.sampled_from(["EUR", "NOK"])),
    min_size=1,
    max_size=9,
)
RATES = {"EUR": Fraction(1), "NOK": Fraction(1, 10)}


def drawn(plans: list[Any]) -> list[dict[str, Any]]:
    return [earning(revenue, profit, currency=currency) for revenue, profit, currency in plans]


@settings(max_examples=60)
@given(PLANS)
def test_shares_add_up_and_the_index_is_that_of_their_squares(plans: list[Any]) -> None:
    found = dependence(portfolio_of(drawn(plans), SITE), 2025)
    revenues = sorted((Fraction(revenue) * RATES[currency] for revenue, _, currency in plans if revenue), reverse=True)
    total = sum(revenues)
    assert [Fraction(each.revenue) for each in found.clients] == revenues
    if revenues:
        shares = [revenue / total for revenue in revenues]
        assert abs(sum(Fraction(each.share) for each in found.clients) - 1) < Fraction(1, 10**20)
        assert abs(Fraction(found.index) - sum((share * 100) ** 2 for share in shares)) < Fraction(1, 10**15)
        for count in (1, 3, 10):
            assert abs(Fraction(found.top(count)) - sum(shares[:count])) < Fraction(1, 10**20)


@settings(max_examples=60)
@given(PLANS)
def test_profit_adds_up_and_the_curve_ends_at_all_of_it(plans: list[Any]) -> None:
    found = profits(portfolio_of(drawn(plans), SITE), 2025)
    own = [Fraction(profit) * RATES[currency] for revenue, profit, currency in plans if revenue and profit is not None]
    assert sum((Fraction(each.profit) for each in found.earners), Fraction(0)) == sum(own, Fraction(0))
    assert [Fraction(each.profit) for each in found.earners] == sorted(own, reverse=True)
    assert sorted(each.by_revenue for each in found.earners) == list(range(1, len(own) + 1))
    if found.curve:
        assert +found.curve[-1] == 1
        assert max(found.curve) >= 1
    assert len(found.unknown) == sum(revenue is not None and profit is None for revenue, profit, _ in plans)


@settings(max_examples=40)
@given(PLANS, st.randoms(use_true_random=False))
def test_order_and_the_sites_currency_change_no_ratio(plans: list[Any], random: Any) -> None:
    other = record_of(SiteConfig, {"site": {"currency": "XAU"}, "fx": {"EUR": 4, "NOK": 0.4}})
    given_ = drawn(plans)
    one = dependence(portfolio_of(given_, SITE), 2025)
    two = dependence(portfolio_of(random.sample(given_, len(given_)), SITE), 2025)
    three = dependence(portfolio_of(given_, other), 2025)
    assert (
        [each.share for each in one.clients]
        == [each.share for each in two.clients]
        == [each.share for each in three.clients]
    )
    curves = [profits(portfolio_of(given_, site), 2025).curve for site in (SITE, other)]
    assert curves[0] == curves[1]
    assert [row.cells[2:4] for row in profit.tables(portfolio_of(given_, SITE), 2025)[0].rows] == [
        row.cells[2:4] for row in profit.tables(portfolio_of(given_, other), 2025)[0].rows
    ]
