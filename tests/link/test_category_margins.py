"""The mean margin of a category, which the margin of each of its accounts is held against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.link import refer
from kamgen.link.money import category_margins
from kamgen.model.config import SiteConfig, SiteTable
from kamgen.model.context import AccountRef, CategoryMargin
from tests.records import replace
from tests.support import plan_of

AS_OF = date(2026, 11, 20)


def earning(slug: str, margin: int | None, year: int = 2026, front: str = "category: core") -> AccountRef:
    """An account that earns so many percent of its revenue."""
    front += f"\nfinancials: [{{year: {year}, revenue: 1000, cost_to_serve: 50"
    front += "}]" if margin is None else f", gross_profit: {margin * 10 + 50}}}]"
    return refer(replace(plan_of(front), slug=slug))


def means(*plans: AccountRef, site: SiteConfig | None = None) -> dict[str, CategoryMargin]:
    return category_margins(plans, site or SiteConfig(), AS_OF)


def test_the_mean_counts_every_account_alike_to_a_tenth_of_a_percent() -> None:
    found = means(earning("a", 10), earning("b", 15), earning("c", 16))
    assert found == dict.fromkeys("abc", CategoryMargin(2026, Decimal("0.137")))


def test_two_accounts_say_nothing_of_a_category() -> None:
    assert means(earning("a", 10), earning("b", 15), earning("c", 16, front="category: growth")) == {}


def test_the_category_may_be_written_in_any_case() -> None:
    found = means(earning("a", 10), earning("b", 20), earning("c", 30, front="category: CORE"))
    assert found["c"].mean == Decimal("0.2")


def test_an_account_without_a_margin_or_a_known_category_has_none_to_compare() -> None:
    plans = [earning(slug, 10) for slug in "abc"]
    assert set(means(*plans, earning("d", None), earning("e", 10, front="category: other"))) == set("abc")


def test_lost_accounts_and_prospects_are_not_in_the_mean() -> None:
    plans = [earning(slug, 10) for slug in "ab"]
    others = [earning(status, 90, front=f"category: core\nstatus: {status}") for status in ("lost", "prospect")]
    assert means(*plans, *others) == {}


def test_the_last_full_year_serves_where_this_one_cannot_be_compared() -> None:
    plans = [earning("a", 10, 2025), earning("b", 20, 2025), earning("c", 30, 2025), earning("d", 90, 2026)]
    found = means(*plans)
    assert (found["a"], "d" in found) == (CategoryMargin(2025, Decimal("0.2")), False)


def test_the_years_are_fiscal_ones() -> None:
    site = SiteConfig(site=SiteTable(fiscal_year_start=10))
    assert means(*(earning(slug, 10, 2027) for slug in "abc"), site=site)["a"].year == 2027
    assert means(*(earning(slug, 10, 2025) for slug in "abc"), site=site) == {}


def test_a_margin_beyond_100_percent_counts_as_that() -> None:
    assert means(earning("a", -900), earning("b", 10), earning("c", 30))["a"].mean == Decimal("-0.2")
