"""Sums over the portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kamgen.analyse.totals import Totals, portfolio_totals
from kamgen.model.config import SiteConfig
from kamgen.model.links import LinkedPlan
from kamgen.model.portfolio import Account, Portfolio, Sum
from tests.support import plan_of

SITE = SiteConfig(fx={"NOK": Decimal("0.1")})
NOTHING = Sum(None, 0, ())


def account(slug: str, front: str) -> Account:
    plan = replace(plan_of(front), slug=slug)
    rate = SITE.rate(plan.front.currency or "EUR")
    return Account(LinkedPlan(plan, (), (), (), (), (), None), "strategic", rate, None, None, (), ())


def totals(*accounts: Account) -> Totals:
    return portfolio_totals(Portfolio(SITE, date(2026, 11, 20), accounts))


def test_sums_are_in_the_sites_currency_and_say_how_many_they_count() -> None:
    found = totals(
        account("a", "financials: [{year: 2026, revenue: 1M}, {year: 2025, revenue: 2M}]"),
        account("b", "currency: NOK\nfinancials: [{year: 2026, revenue: 5M}]"),
        account("c", ""),
    )
    assert (found.year, found.last_year) == (2026, 2025)
    assert (found.revenue, found.revenue_last_year) == (Sum(Decimal(1_500_000), 2, ()), Sum(Decimal(2_000_000), 1, ()))
    assert (found.target_revenue, found.profit, found.weighted_pipeline) == (NOTHING, NOTHING, NOTHING)


def test_an_account_without_a_rate_is_named() -> None:
    found = totals(
        account("a", "financials: [{year: 2026, revenue: 1M}]"),
        account("b", "currency: USD\nfinancials: [{year: 2026, revenue: 5M}]"),
    )
    assert found.revenue == Sum(Decimal(1_000_000), 1, ("b",))
    assert found.profit == NOTHING


def test_profit_is_after_cost_to_serve_and_takes_both() -> None:
    found = totals(
        account(
            "a", "financials: [{year: 2025, gross_profit: 300k, cost_to_serve: 100k}, {year: 2026, gross_profit: 9k}]"
        ),
        account("b", "financials: [{year: 2025, gross_profit: 100k, cost_to_serve: 150k}]"),
    )
    assert (found.profit_last_year, found.profit) == (Sum(Decimal(150_000), 2, ()), NOTHING)


def test_targets_leave_lost_accounts_out_and_run_with_the_days_that_figures_cover() -> None:
    year = "financials: [{year: 2026, target_revenue: 365k%s}]"
    found = totals(
        account("a", year % ", revenue: 1, through: 2026-01"),
        account("b", year % ", revenue: 1"),
        account("c", year % ""),
        account("d", f"status: lost\n{year % ', revenue: 1'}"),
    )
    assert found.target_revenue == Sum(Decimal(3 * 365_000), 3, ())
    assert found.target_to_date == Sum(Decimal((31 + 365 + 324) * 1000), 3, ())
    assert found.revenue == Sum(Decimal(3), 3, ())


def test_the_pipeline_weighs_open_opportunities_by_their_probability() -> None:
    found = totals(
        account(
            "a",
            "opportunities: [{name: A, value: 200k, probability: 50%}, {name: B, value: 1M},"
            " {name: C, value: 1M, probability: 90%, stage: won}]",
        )
    )
    assert found.weighted_pipeline == Sum(Decimal(100_000), 1, ())
