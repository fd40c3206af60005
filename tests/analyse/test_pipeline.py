"""Will we make the year: the deals and the run rate, against figures reckoned by hand and another way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse.pipeline import Forecast, forecast, mean_age
from kamgen.analyse.pipeline_tables import tables_of
from kamgen.model.config import SiteConfig
from tests.analyse.portfolios import AS_OF, portfolio_of
from tests.records import record_of

SITE = record_of(SiteConfig, {"fx": {"NOK": 0.1}, "portfolio": {"owner_targets": {"Per Moe": {"2026": "2M"}}}})


def found_in(*plans: dict[str, Any], site: SiteConfig = SITE) -> Forecast:
    return forecast(portfolio_of(plans, site), 2026)


NEEDS = [{"need": "Fewer stops", "confirmed": "2026-09-10"}, {"need": "Old", "confirmed": "2026-01-10"}]
GOOD = {"name": "Good", "value": 1000, "probability": "50%", "close": "2026-12-15", "discussed": "2026-11-02",
        "need": "Fewer stops"}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "weighted", "honest", "why"),
    [
        ({}, 500, 500, ""),
        ({"discussed": None}, 0, 0, "never discussed with the client"),
        ({"discussed": "2026-11-21"}, 0, 0, "never discussed with the client"),
        ({"discussed": "2026-08-21"}, 500, 0, ""),
        ({"discussed": "2026-08-22"}, 500, 500, ""),
        ({"close": "2026-11-19"}, 0, 0, "1 day past its close"),
        ({"close": "2026-11-20"}, 500, 500, ""),
        ({"close": "2026-11"}, 500, 500, ""),
        ({"close": None}, 500, 0, ""),
        ({"need": None}, 500, 0, ""),
        ({"need": "Old"}, 500, 0, ""),
        ({"need": "Unknown"}, 500, 0, ""),
        ({"probability": None}, 0, 0, ""),
        ({"value": None}, 0, 0, ""),
    ],
    ids=str,
)
def test_what_is_weighted_and_what_is_honest(changed: dict[str, Any], weighted: int, honest: int, why: str) -> None:
    deal = {key: value for key, value in (GOOD | changed).items() if value is not None}
    found = found_in({"needs": NEEDS, "opportunities": [deal]})
    [bucket] = found.by_owner
    assert (bucket.deals, bucket.weighted, bucket.honest) == (1, weighted, honest)
    assert [each.deal.left_out for each in found.left_out] == ([why] if why else [])


def test_run_rate_goes_by_the_part_of_the_year_that_revenue_covers() -> None:
    even = {"financials": [{"year": 2026, "through": "2026-Q2", "revenue": 181_000, "target_revenue": 400_000}]}
    phased = {"phasing": [0.1, 0.1, 0.3, 0.5], **even}
    silent = {"financials": [{"year": 2026, "target_revenue": 50_000}]}
    found = found_in(even, phased, silent)
    assert (found.whole.revenue, found.whole.target) == (362_000, 850_000)
    assert found.whole.expected.quantize(Decimal("0.01")) == 365_000 + 905_000
    assert found.silent == ("A2",)
    assert (found.owners[0].own_target, found.owners[0].missing.quantize(Decimal("0.01"))) == (2_000_000, 730_000)


def test_won_and_lost_by_count_by_money_and_by_age() -> None:
    won = {"name": "W", "value": 300, "stage": "won", "opened": "2026-01-01", "close": "2026-01-11"}
    lost = {
        "name": "L",
        "value": 100,
        "stage": "lost",
        "opened": "2026-01-01",
        "close": "2026-01-21",
        "reason": "price",
    }
    found = found_in({"opportunities": [won, won | {"name": "W2", "opened": "2026-01-04"}, lost]})
    stages = {
        str(row.cells[0]): row.cells[1:]
        for row in next(t for t in tables_of(found) if t.name == "pipeline_decided").rows
    }
    assert stages == {"won": (2, 600, 9), "lost": (1, 100, 20), "open": (0, 0, None)}
    owners = next(t for t in tables_of(found) if t.name == "pipeline_owner").rows[0].cells
    assert owners[5:] == (2, 1, Decimal(2) / 3, Decimal(6) / 7)


def test_a_lost_account_has_no_open_deal() -> None:
    found = found_in({"status": "lost", "needs": NEEDS, "opportunities": [GOOD]})
    assert (found.open, found.left_out, found.quarters) == ((), (), ())


def test_deals_without_a_rate_are_named_and_in_no_sum() -> None:
    found = found_in({"currency": "GBP", "needs": NEEDS, "opportunities": [GOOD]})
    assert (found.without_rate, found.open) == (("A0",), ())


def day(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda days: (AS_OF + timedelta(days=days)).isoformat())


DEALS = st.fixed_dictionaries(
    {"name": st.sampled_from(["A", "B", "C", "D"])},
    optional={
        "value": st.integers(1, 900).map(lambda each: each * 1000),
        "probability": st.sampled_from(["20%", "50%", "80%"]),
        "close": day(-200, 500),
        "discussed": day(-300, 30),
        "need": st.sampled_from(["Fewer stops", "Old"]),
        "stage": st.sampled_from(["open", "won", "lost"]),
        "offering": st.sampled_from(["Platform", "Parts"]),
    },
)
PLANS = st.lists(
    st.fixed_dictionaries(
        {
            "needs": st.just(NEEDS),
            "opportunities": st.lists(DEALS, max_size=4),
            "owner": st.sampled_from(["Per Moe", "Eva Lund"]),
            "category": st.sampled_from(["core", "strategic"]),
            "currency": st.sampled_from(["EUR", "NOK"]),
        }
    ),
    min_size=1,
    max_size=4,
)
RATES = {"EUR": Fraction(1), "NOK": Fraction(1, 10)}


@settings(max_examples=80)
@given(PLANS)
def test_parts_add_up_to_the_whole_reckoned_another_way(plans: list[dict[str, Any]]) -> None:
    found = found_in(*plans)
    open_, weighted, deals = Fraction(0), Fraction(0), 0
    for plan in plans:
        for row in plan["opportunities"]:
            if row.get("stage", "open") != "open":
                continue
            value, deals = Fraction(row.get("value", 0)) * RATES[plan["currency"]], deals + 1
            open_ += value
            talked = row.get("discussed", "9999") <= AS_OF.isoformat()
            if talked and row.get("close", "9999") >= AS_OF.isoformat() and "probability" in row:
                weighted += value * Fraction(int(row["probability"][:-1]), 100)
    for buckets in (found.by_owner, found.by_category, found.by_offering):
        assert sum(each.deals for each in buckets) == deals == len(found.open)
        assert sum(Fraction(each.open) for each in buckets) == open_
        assert sum(Fraction(each.weighted) for each in buckets) == weighted
        assert all(each.honest <= each.weighted <= each.open for each in buckets)
    assert sum((each.open for each in found.quarters), Decimal(0)) == sum(
        (each.converted(each.deal.value) for each in found.open if each.deal.closes), Decimal(0)
    )


@settings(max_examples=40)
@given(PLANS, st.randoms(use_true_random=False))
def test_order_and_currency_of_the_site_change_no_ratio(plans: list[dict[str, Any]], random: Any) -> None:
    shuffled = random.sample(plans, len(plans))
    other = record_of(SiteConfig, {"site": {"currency": "XAU"}, "fx": {"EUR": 4, "NOK": 0.4}})
    one, two, three = found_in(*plans), found_in(*shuffled), found_in(*plans, site=other)
    key = [(each.name, each.deals, each.open, each.weighted, each.honest, each.won, each.lost) for each in one.by_owner]
    assert key == [
        (each.name, each.deals, each.open, each.weighted, each.honest, each.won, each.lost) for each in two.by_owner
    ]
    assert [(each.name, each.open * 4, each.weighted * 4) for each in one.by_owner] == [
        (each.name, each.open, each.weighted) for each in three.by_owner
    ]


def test_a_mean_age_is_rounded_half_up() -> None:
    rows = [
        {"name": str(n), "value": 1, "stage": "won", "opened": "2026-01-01", "close": f"2026-01-{n:02d}"}
        for n in (2, 3)
    ]
    assert mean_age(found_in({"opportunities": rows}).decided) == 2
