"""Shares of revenue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.analyse.summary import summarise
from kamgen.check import check_portfolio
from kamgen.link import money, refer
from kamgen.model.config import PortfolioTable, SiteConfig, SiteTable
from kamgen.model.context import AccountRef
from kamgen.model.rule import State
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from tests.records import record_of, replace
from tests.support import plan_of

AS_OF = date(2026, 11, 20)
OWN = "the portfolio's own sum of 2025"
FEW = "among {} one always has 18% of their own sum or more: give `company_revenue` of 2025 in [portfolio]"


def revenue_shares(plans: list[AccountRef], site: SiteConfig, as_of: date) -> dict[str, tuple[Decimal, str, str]]:
    """Of accounts that stand alone."""
    return money.revenue_shares(plans, {}, {}, site, as_of)


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
    assert revenue_shares(plans, site, AS_OF) == {
        "a": (Decimal("0.75"), OWN, FEW.format("2 accounts")),
        "b": (Decimal("0.25"), OWN, FEW.format("2 accounts")),
    }


def test_the_companys_revenue_is_the_denominator_when_it_is_known() -> None:
    site = SiteConfig(portfolio=PortfolioTable(company_revenue={"2025": Decimal(1_200_000)}))
    assert revenue_shares([earning("a", "300k")], site, AS_OF) == {
        "a": (Decimal("0.25"), "the company's revenue of 2025", "")
    }


def test_an_account_without_a_rate_has_no_share() -> None:
    plans = [earning("a", "300k"), earning("b", "1M", "currency: NOK")]
    assert revenue_shares(plans, SiteConfig(), AS_OF) == {"a": (Decimal(1), OWN, FEW.format("1 account"))}


def test_without_revenue_there_are_no_shares() -> None:
    assert revenue_shares([earning("a", "0")], SiteConfig(), AS_OF) == {}


def test_the_year_is_the_last_full_fiscal_one() -> None:
    site = SiteConfig(site=SiteTable(fiscal_year_start=10))
    assert list(revenue_shares([earning("a", "1M", year=2026)], site, AS_OF)) == ["a"]


def test_shares_are_judged_as_they_are_shown_to_a_tenth_of_a_percent() -> None:
    shares = revenue_shares([earning("a", "2M"), earning("b", "1M"), earning("c", "1")], SiteConfig(), AS_OF)
    assert [share for share, *_ in shares.values()] == [Decimal("0.667"), Decimal("0.333"), Decimal("0.000")]


@pytest.mark.parametrize(
    ("accounts", "bound", "few"), [(5, "18%", True), (6, "18%", False), (4, "25%", True), (5, "25%", False)]
)
def test_a_few_accounts_say_nothing_of_their_shares(accounts: int, bound: str, few: bool) -> None:
    site = record_of(SiteConfig, {"portfolio": {"key_account_share": bound}})
    shares = revenue_shares([earning(f"a{n}", "1M") for n in range(accounts)], site, AS_OF)
    assert [bool(told) for *_, told in shares.values()] == [few] * accounts


@pytest.mark.parametrize("code", ["CAT004", "CON003", "PFL001"])
@pytest.mark.parametrize(("accounts", "table", "judged"), [(5, "", False), (6, "", True), (1, "10M", True)])
def test_small_portfolios_are_treated_alike(code: str, accounts: int, table: str, judged: bool) -> None:
    head = "---\nname: A{0}\nowner: Per Moe\ncategory: core\n"
    row = "financials: [{{year: 2025, revenue: {1}M}}]\n---\n"
    plans = [f"{head}{row}".format(n, 1 if n else 5) for n in range(accounts)]
    sources = tuple(Source(f"content/accounts/a{n}.md", plan.encode()) for n, plan in enumerate(plans))
    site = parse_config(f'[portfolio]\ncompany_revenue = {{ 2025 = "{table}" }}' if table else "")
    found = evaluate(Content("content/accounts", sources, frozenset()), site, AS_OF)
    all_of_them = Portfolio(site, AS_OF, tuple(summarise(each, site, AS_OF) for each in found))
    criteria = [
        *found[0].others,
        *(found[0].scorecard.criteria if found[0].scorecard else ()),
        *check_portfolio(all_of_them),
    ]
    states = {each.rule.code: each.outcome.state for each in criteria}
    assert (states[code] is not State.NOT_APPLICABLE) is judged
