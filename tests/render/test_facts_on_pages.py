"""One fact, one answer: what pages of the portfolio say, read back from their HTML."""

from __future__ import annotations

import re

from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from tests.render.render_support import account_of, portfolio_data_of, portfolio_of, renderer_of, site_of


def pages_of(*accounts: Account, site: SiteConfig | None = None) -> dict[str, str]:
    """All pages of the portfolio as text."""
    shown = portfolio_of(*accounts, site=site)
    made = renderer_of(shown).portfolio(portfolio_data_of(shown))
    return {url: make().decode() for url, make in made.items()}


def test_the_newest_level_of_a_measure_counts_whatever_its_row_and_spelling() -> None:
    site = site_of(categories={"strategic": {"targets": {"on_time_delivery": "97%"}}})
    levels = [
        "{measure: on_time_delivery, actual: 98%, period: 2026-Q2}",
        "{measure: On-time delivery, actual: 95%, period: 2026-Q3}",
    ]
    for rows in (levels, levels[::-1]):
        page = pages_of(account_of(f"service: [{', '.join(rows)}]", site=site), site=site)["categories/strategic.html"]
        assert '<td class="n">97% or more</td><td class="n">0 of 1</td>' in page
    plain = account_of("service: [{measure: on_time_delivery, actual: 96.2, period: 2026-Q3}]", site=site)
    assert '<td class="n">0 of 1</td>' in pages_of(plain, site=site)["categories/strategic.html"]


def test_amounts_on_the_page_of_actions_have_their_currency() -> None:
    row = "opportunities: [{name: Phase 2, value: 240k, probability: 50%, close: 2026-Q4}]"
    pages = pages_of(account_of(f"currency: NOK\n{row}"), account_of(f"name: Dalen\n{row}", "dalen"))
    assert re.findall(r"Phase 2, ([^<]+)<", pages["actions.html"]) == ["240k EUR at 50%", "240k NOK at 50%"]


def test_money_at_stake_stands_beside_who_is_in_trouble_in_the_currency_of_the_site() -> None:
    behind = "financials: [{year: 2026, through: 2026-06, revenue: 100k, target_revenue: 600k}]"
    site = site_of(fx={"NOK": 0.1})
    page = pages_of(account_of(f"currency: NOK\n{behind}", site=site), site=site)["index.html"]
    beside = re.findall(r'<span class="late">([^<]+)</span><a href="accounts/halden-marine.html">', page)
    assert beside[:1] == ["20k EUR at stake"]


def test_trouble_on_the_first_page_is_that_of_the_facts() -> None:
    late = account_of("promises: [{promise: A, due: 2026-06-30, kept: 2027-01-05}]")
    lost = account_of("name: Lost\nstatus: lost\npromises: [{promise: A, due: 2026-06-30}]", "lost")
    page = pages_of(late, lost)["index.html"]
    assert re.findall(r'In trouble <small class="muted">([^<]+)', page) == ["1 account"]
    assert "1 promise overdue" in page
    assert re.findall(r"\d+ key accounts?\b", page) == ["1 key account"] * 2
