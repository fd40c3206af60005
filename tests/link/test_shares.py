"""Shares of revenue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.link import refer
from kamgen.link.money import revenue_shares
from kamgen.model.config import PortfolioTable, SiteConfig, SiteTable
from kamgen.model.context import AccountRef
from tests.records import replace
from tests.support import plan_of

AS_OF = date(2026, 11, 20)
OWN = "the portfolio's own sum of 2025"


def earning(slug: str, revenue: str | None, front: str = "", year: int = 2025) -> AccountRef:
    row = f"financials: [{{year: {year}, revenue: {revenue}}}]\n" if revenue else ""
    return refer(replace(plan_of(row + front), slug=slug))


def test_shares_are_of_the_portfolios_own_sum_in_the_sites_currency() -> None:
    site = SiteConfig(fx={"NOK": Decimal("0.1")})
    plans = [
        earning("a", "300k"),
        earning("b", "1M", "currency: NOK"),
        earning("c", None),
        earning("d", "9M", year=2026),
    ]
    assert revenue_shares(plans, site, AS_OF) == {"a": (Decimal("0.75"), OWN), "b": (Decimal("0.25"), OWN)}


def test_the_companys_revenue_is_the_denominator_when_it_is_known() -> None:
    site = SiteConfig(portfolio=PortfolioTable(company_revenue={"2025": Decimal(1_200_000)}))
    assert revenue_shares([earning("a", "300k")], site, AS_OF) == {
        "a": (Decimal("0.25"), "the company's revenue of 2025")
    }


def test_an_account_without_a_rate_has_no_share() -> None:
    plans = [earning("a", "300k"), earning("b", "1M", "currency: NOK")]
    assert revenue_shares(plans, SiteConfig(), AS_OF) == {"a": (Decimal(1), OWN)}


def test_without_revenue_there_are_no_shares() -> None:
    assert revenue_shares([earning("a", "0")], SiteConfig(), AS_OF) == {}


def test_the_year_is_the_last_full_fiscal_one() -> None:
    site = SiteConfig(site=SiteTable(fiscal_year_start=10))
    assert list(revenue_shares([earning("a", "1M", year=2026)], site, AS_OF)) == ["a"]


def test_shares_are_judged_as_they_are_shown_to_a_tenth_of_a_percent() -> None:
    shares = revenue_shares([earning("a", "2M"), earning("b", "1M"), earning("c", "1")], SiteConfig(), AS_OF)
    assert [share for share, _ in shares.values()] == [Decimal("0.667"), Decimal("0.333"), Decimal("0.000")]
