"""Sums over accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kamgen.analyse.sums import sum_over, target_revenue, target_to_date
from kamgen.model.config import SiteConfig
from kamgen.model.links import LinkedPlan
from kamgen.model.portfolio import Account, Sum
from tests.support import plan_of

SITE = SiteConfig(fx={"NOK": Decimal("0.1")})


def account(slug: str, front: str) -> Account:
    plan = replace(plan_of(front), slug=slug)
    rate = SITE.rate(plan.front.currency or "EUR")
    return Account(LinkedPlan(plan, (), (), (), (), (), None), "strategic", rate, None, None, (), ())


def revenue(account: Account) -> Decimal | None:
    row = account.year(2026)
    return row.revenue if row else None


def test_sums_are_in_the_sites_currency_and_say_how_many_they_count() -> None:
    accounts = [
        account("a", "financials: [{year: 2026, revenue: 1M}, {year: 2025, revenue: 2M}]"),
        account("b", "currency: NOK\nfinancials: [{year: 2026, revenue: 5M}]"),
        account("c", ""),
    ]
    assert sum_over(accounts, revenue) == Sum(Decimal(1_500_000), 2, ())
    assert sum_over(accounts[2:], revenue) == Sum(None, 0, ())


def test_an_account_without_a_rate_is_named() -> None:
    accounts = [
        account("a", "financials: [{year: 2026, revenue: 1M}]"),
        account("b", "currency: USD\nfinancials: [{year: 2026, revenue: 5M}]"),
    ]
    assert sum_over(accounts, revenue) == Sum(Decimal(1_000_000), 1, ("b",))


def test_targets_leave_lost_accounts_out_and_run_with_the_days_that_figures_cover() -> None:
    year = "financials: [{year: 2026, target_revenue: 365k%s}]"
    accounts = [
        account("a", year % ", revenue: 1, through: 2026-01"),
        account("b", year % ", revenue: 1"),
        account("c", year % ""),
        account("d", f"status: lost\n{year % ', revenue: 1'}"),
    ]
    calendar, day = SITE.calendar(), date(2026, 11, 20)
    assert [target_revenue(each, 2026) for each in accounts] == [365_000, 365_000, 365_000, None]
    due = [target_to_date(each, 2026, calendar, day) for each in accounts]
    assert due == [31_000, 365_000, 324_000, None]
