"""Sums over accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.analyse.summary import sum_over, summarise
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.summary import Sum, Summary
from tests.support import plan_of

SITE = SiteConfig(fx={"NOK": Decimal("0.1")})


def account(slug: str, front: str) -> Summary:
    plan = plan_of(front)
    rate = SITE.rate(plan.front.currency or "EUR")
    return summarise(Account(plan, Links(slug), "strategic", rate, None, (), ()), SITE, date(2026, 11, 20))


def revenue(account: Summary) -> Decimal | None:
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
    rows = [each.year(2026) for each in accounts]
    assert [row and row.target for row in rows] == [365_000, 365_000, 365_000, None]
    assert [row and row.due for row in rows] == [31_000, 365_000, 324_000, None]
