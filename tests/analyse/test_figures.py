"""The sums that pages show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamgen.analyse.summary import figures, summarise
from kamgen.facts.money import display_year
from kamgen.link import refer
from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links
from kamgen.model.front_matter import FrontMatter
from kamgen.model.plan import Body, Plan
from kamgen.model.summary import Figures, Portfolio, Sum
from tests.records import record_of

SITE = record_of(SiteConfig, {"fx": {"NOK": "0.1"}})


def account(slug: str, *rows: dict[str, object], **front: object) -> Account:
    given = {"name": slug, "owner": "Ingrid Solberg", "category": "core"} | front | {"financials": rows}
    matter = record_of(FrontMatter, given)
    plan = Plan(slug, f"{slug}.md", matter, Body())
    rate = SITE.rate(matter.currency or "EUR")
    return Account(plan, Links(slug), SITE.category_key(matter.category), rate, None, (), ())


def row(year: int, revenue: str, target: str, profit: int, **more: str) -> dict[str, object]:
    cost = {"gross_profit": 100 + profit, "cost_to_serve": 100}
    return {"year": year, "revenue": revenue, "target_revenue": target, **cost, **more}


def figures_of(*accounts: Account, as_of: date = date(2026, 11, 20)) -> Figures:
    portfolio = Portfolio(SITE, as_of, tuple(summarise(each, SITE, as_of) for each in accounts))
    return figures(portfolio, display_year([refer(each.plan) for each in accounts], SITE.calendar(), as_of))


def test_sums_are_in_the_sites_currency_and_name_who_is_left_out() -> None:
    found = figures_of(
        account("a", row(2026, "1000", "2000", 50)),
        account("b", row(2026, "5000", "5000", -100), currency="NOK"),
        account("c", row(2026, "7000", "9000", 10), currency="USD"),
    )
    assert found.year == 2026
    assert found.whole.revenue == Sum(Decimal(1500), 2, ("c",))
    assert found.whole.target == Sum(Decimal(2500), 2, ("c",))
    assert found.whole.attained == Decimal("0.6")
    assert found.whole.profit == Sum(Decimal(40), 2, ("c",))
    assert found.whole.losing == ("b",)


def test_a_part_year_is_held_against_its_part_of_the_target() -> None:
    found = figures_of(account("a", row(2026, "500", "1000", 0, through="2026-06")))
    assert found.whole.attained == Decimal("0.5")
    assert found.whole.pace == Decimal(500) / (Decimal(1000) * 181 / 365)


def test_an_account_without_a_target_does_not_raise_the_attainment() -> None:
    with_target, without = account("a", row(2026, "500", "1000", 0)), account("b", {"year": 2026, "revenue": 900})
    whole = figures_of(with_target, without).whole
    assert (whole.revenue.amount, whole.attained) == (Decimal(1400), Decimal("0.5"))


def test_a_year_nobody_speaks_of_gives_way_to_the_last_full_one() -> None:
    found = figures_of(account("a", row(2025, "500", "1000", 0)), as_of=date(2026, 1, 9))
    assert (found.year, found.whole.revenue.amount) == (2025, Decimal(500))


def test_categories_and_owners_have_sums_of_their_own() -> None:
    found = figures_of(
        account("a", row(2026, "500", "1000", 0)),
        account("b", row(2026, "700", "1000", 0), owner="Eva Lund", category="strategic"),
        account("c", owner="Eva Lund", category="nowhere"),
    )
    assert {key: totals.accounts for key, totals in found.by_category.items()} == {
        "strategic": 1,
        "growth": 0,
        "core": 1,
    }
    assert {name: totals.revenue.amount for name, totals in found.by_owner.items()} == {
        "Ingrid Solberg": Decimal(500),
        "Eva Lund": Decimal(700),
    }


def test_nothing_known_is_not_nought() -> None:
    whole = figures_of(account("a")).whole
    assert (whole.revenue.amount, whole.attained, whole.margin, whole.score) == (None, None, None, None)
