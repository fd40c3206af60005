"""Share of wallet and white space: which year counts, what part years come to, what an offering is at an account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.facts import money, results, wallet
from kamgen.facts.promises import Ledger, promises_of, tally
from kamgen.model.client_value import OfferingSpace, Spend
from kamgen.model.context import Links
from tests.records import replace
from tests.support import context_of, plan_of, site_of_tables

AS_OF = date(2026, 11, 20)


FULL = "{year: 2025, revenue: 1, customer_spend: 4}"


def spend_of(front: str) -> Spend | None:
    plan = plan_of(front)
    return wallet.newest_spend(plan, context_of(plan))


def test_a_part_year_is_extrapolated_by_its_days() -> None:
    found = spend_of("financials: [{year: 2026, through: 2026-10, revenue: 304k, customer_spend: 608k}]")
    assert found == Spend(2026, 2, Decimal(730_000), Decimal(365_000), Decimal(365_000), False)


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        (FULL + ", {year: 2026, through: 2026-10, revenue: 1}", 2025),
        (FULL + ", {year: 2026, through: 2026-03, revenue: 1, customer_spend: 2}", 2025),
        (FULL + ", {year: 2026, through: 2026-04, revenue: 1, customer_spend: 2}", 2026),
        ("{year: 2024, revenue: 1, customer_spend: 4}", None),
        ("{year: 2025, customer_spend: 4}", None),
        ("{year: 2025, revenue: 4, customer_spend: 0}", None),
    ],
)  # fmt: skip
def test_the_newest_year_judged_counts_that_gives_both_and_covers_a_quarter(rows: str, year: int | None) -> None:
    found = spend_of(f"financials: [{rows}]")
    assert (found.year if found else None) == year


def test_of_a_prospect_spend_is_enough_and_a_lost_account_has_none() -> None:
    rows = "financials: [{year: 2025, customer_spend: 4}]"
    assert spend_of(f"status: prospect\n{rows}") == Spend(2025, 3, Decimal(4), Decimal(0), Decimal(4), False)
    assert spend_of(f"status: lost\n{rows}") is None


@pytest.mark.parametrize(("included", "counted"), [((), False), (("revenue",), False), (("revenue", "spend"), True)])
def test_what_a_parents_figures_include_is_marked(included: tuple[str, ...], counted: bool) -> None:
    plan = plan_of("financials: [{year: 2025, revenue: 1, customer_spend: 4}]")
    context = replace(context_of(plan), links=Links("", included=((2025, included),)))
    found = wallet.newest_spend(plan, context)
    assert found
    assert found.included is counted


@pytest.mark.parametrize(
    ("spends", "falling"), [((4, 5, 6), True), ((4, 5, 5), False), ((4, 3, 6), False), ((4000, 4001, 4002), False)]
)
def test_a_share_falls_when_it_fell_twice_as_shown(spends: tuple[int, int, int], falling: bool) -> None:
    rows = [f"{{year: {2023 + n}, revenue: 1000, customer_spend: {each}000}}" for n, each in enumerate(spends)]
    plan = plan_of(f"financials: [{', '.join(rows)}]")
    fall = money.wallet_fall(plan, context_of(plan).calendar, 2025)
    assert fall
    assert fall.falling is falling


SPACES = """
offerings: {platform: active, Field service: none, Training: proposed, Radar: not relevant, Meters: none, Audit: none}
opportunities: [{name: One, offering: field Service}, {name: Two, offering: Spares}, {name: Three, offering: Platform, stage: won}]
financials:
  - {year: 2024, revenue: 9, revenue_by_offering: {Audit: 9}}
  - {year: 2025, revenue: 100, customer_spend: 900, revenue_by_offering: {Platform: 60, Meters: 5},
     spend_by_offering: {Platform: 100, Training: 40, Radar: 30, Spares: 20}}
"""  # noqa: E501


def test_an_offering_is_sold_offered_white_or_not_relevant() -> None:
    plan = plan_of(SPACES)
    site = site_of_tables(portfolio={"offerings": ["Platform", "Field service"]})
    found = {each.name: each for each in wallet.white_space(plan, context_of(plan, site))}
    assert {name: each.space for name, each in found.items()} == {
        "Platform": "sold", "Field service": "offered", "Training": "offered", "Radar": "not relevant",
        "Meters": "sold", "Audit": "white", "Spares": "offered",
    }  # fmt: skip
    assert {name: (each.revenue, each.spend, each.unsold) for name, each in found.items()} == {
        "Platform": (60, 100, 40), "Field service": (0, None, None), "Training": (0, 40, 40),
        "Radar": (0, 30, None), "Meters": (5, None, None), "Audit": (0, None, None), "Spares": (None, 20, None),
    }  # fmt: skip
    assert (found["Platform"].line, found["Audit"].line, found["Spares"].line) == (3, 3, 8)
    assert list(wallet.white_space(plan_of(f"status: lost\n{SPACES}"), context_of(plan))) == []


def test_amounts_that_a_parents_plan_has_are_left_to_it() -> None:
    plan = plan_of("financials: [{year: 2025, revenue_by_offering: {Platform: 6}, spend_by_offering: {Platform: 10}}]")
    included = ((2025, ("spend_by_offering.platform",)),)
    context = replace(context_of(plan), links=Links("", included=included))
    assert list(wallet.white_space(plan, context)) == [
        OfferingSpace("Platform", 2, "sold", 2025, Decimal(6), None, None)
    ]


def test_promises_of_all_time_count_whenever_they_were_settled() -> None:
    front = (
        "promises: [{promise: A, due: 2024-01-01, kept: 2024-01-01}, {promise: B, due: 2024-01-01, kept: 2024-02-01}, "
        "{promise: C, broken: 2024-05-01}, {promise: D, due: 2026-11-19}, {promise: E}, {promise: F, kept: 2026-11-01}]"
    )
    facts = promises_of(plan_of(front), AS_OF)
    assert tally(facts) == Ledger(1, 0, 0, 1, 1)
    assert tally(facts, ever=True) == Ledger(2, 1, 1, 1, 1)
    assert (tally(facts, ever=True).rate, tally(facts, ever=True).in_time) == (Decimal(3) / 5, Decimal(2) / 5)
    assert (tally([]).rate, tally([]).in_time) == (None, None)
    assert [fact.row.promise for fact in facts if fact.is_worth_a_look] == ["D", "E"]


def test_the_newest_result_of_a_metric_counts_once_and_not_after_two_years() -> None:
    front = (
        "outcomes: [{metric: Scrap, unit: kg, baseline: 9, target: 5, actual: 6, as_of: 2026-01-01}, "
        "{metric: scrap, unit: KG, baseline: 9, target: 5, actual: 5, as_of: 2026-05-01}, "
        "{metric: Scrap, unit: t, baseline: 9, actual: 7, as_of: 2024-11-20}, "
        "{metric: Stock, actual: 7, as_of: 2024-11-19}, {metric: Stops, actual: 7}, {metric: Hours, target: 7}, "
        "{metric: Scrap, unit: kg, target: 4}]"
    )
    found = results.newest_results(plan_of(front), AS_OF)
    assert [(each.row.unit, each.reached, each.improvement) for each in found] == [("KG", True, 4), ("t", None, -2)]
    assert results.newest_results(plan_of(f"status: prospect\n{front}"), AS_OF) == []
    assert [each.row.unit for each in results.never_asked(plan_of(front), AS_OF)] == ["KG"]
    for other in ("references: [{kind: testimonial}]", "status: lost"):
        assert results.never_asked(plan_of(f"{other}\n{front}"), AS_OF) == []
