"""Exchange rates of single fiscal years: amounts of a year go by its own rate, all others by the one of all years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.analyse.summary import amounts_of, figures, summarise
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate

AS_OF = date(2026, 11, 20)
TWO = "[fx]\nNOK = 0.085\nGBP = 1.2\n\n[fx.2025]\nNOK = 0.088\n"
PLAN = """---
name: Halden
owner: Per Moe
category: core
currency: NOK
financials:
  - {year: 2024, revenue: 1M}
  - {year: 2025, revenue: 1M, gross_profit: 400k, cost_to_serve: 100k}
  - {year: 2026, revenue: 1M, through: 2026-10}
opportunities: [{name: Phase 2, value: 100k, probability: 50%, discussed: 2026-11-02}]
---
"""


def test_a_year_goes_by_its_own_rate_and_others_by_that_of_all_years() -> None:
    site = parse_config(TWO)
    assert [site.rate("NOK", year) for year in (2024, 2025, 2026, None)] == [
        Decimal(each) for each in ("0.085", "0.088", "0.085", "0.085")
    ]
    assert (site.rate("EUR", 2025), site.rate("GBP", 2025), site.rate("USD", 2025)) == (1, Decimal("1.2"), None)


def test_without_a_rate_of_all_years_the_newest_stands_for_the_others() -> None:
    site = parse_config("[fx.2025]\nNOK = 0.088\n[fx.2024]\nNOK = 0.09\n")
    assert [site.rate("NOK", year) for year in (2024, 2025, 2026, None)] == [
        Decimal(each) for each in ("0.09", "0.088", "0.088", "0.088")
    ]


def test_sums_shares_and_pipeline_go_by_the_rates_of_their_years() -> None:
    site = parse_config(TWO)
    content = Content("content/accounts", (Source("content/accounts/halden.md", PLAN.encode()),))
    [account] = evaluate(content, site, AS_OF)
    summary = summarise(account, site, AS_OF)
    portfolio = Portfolio(site, AS_OF, (summary,))
    assert figures(portfolio, 2025).whole.revenue.amount == 88_000
    assert figures(portfolio, 2025).whole.profit.amount == Decimal("26400.000")
    assert figures(portfolio, 2026).whole.revenue.amount == 85_000
    assert amounts_of(summary, 2025).pipeline == 4250
    assert summary.share == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fx.2025]\nnok = 0.1\n", "site.toml:2:1: `nok` is not a currency code; write `NOK`"),
        ("[fx.2025]\nNOK = 0\n", "site.toml:2:7: NOK: a rate must be above 0; write what one NOK is worth"),
        ('[fx.2025]\nNOK = "x"\n', "site.toml:2:7: NOK: `x` is not a number"),
        ("[fx.25]\nNOK = 0.1\n", "site.toml:1:2: 25: "),
    ],
)
def test_what_is_wrong_with_a_rate_of_a_year_is_told_at_its_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as told:
        parse_config(text)
    assert said in str(told.value.message)


def test_a_site_without_rates_of_years_is_as_before() -> None:
    assert parse_config("").fx_of_year == SiteConfig().fx_of_year == {}
