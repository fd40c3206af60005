"""The first page: headline numbers, what asks for attention, the accounts."""

from __future__ import annotations

import re

from kamgen.model.account import Account
from kamgen.model.config import SiteConfig
from kamgen.model.health import NO_HEALTH, bands_of
from kamgen.render.deadlines import deadlines_of
from kamgen.render.views.attention import AttentionLine, in_trouble, neglected
from kamgen.render.views.cards import Note, health_card
from kamgen.render.views.portfolio import PortfolioView, portfolio_view
from kamgen.render.views.rows import AccountRow, Score, account_row
from tests.records import replace
from tests.render.render_support import (
    Site,
    account_of,
    portfolio_data_of,
    portfolio_of,
    renderer_of,
    site_context_of,
    site_of,
    unreadable_of,
)

RICH = "financials: [{year: 2026, revenue: 2M, gross_profit: 1M, cost_to_serve: 1.2M, target_revenue: 4M}]"
POOR = "name: Dalen Kraft\nfinancials: [{year: 2026, revenue: 1M, gross_profit: 600k, cost_to_serve: 100k}]"


def view_of(site: Site) -> PortfolioView:
    return portfolio_view(portfolio_data_of(site), site_context_of(site))


def page_of(site: Site) -> str:
    return renderer_of(site).portfolio(portfolio_data_of(site))["index.html"]().decode()


def row_of(account: Account, site: SiteConfig | None = None) -> AccountRow:
    given = portfolio_of(account, site=site)
    context = site_context_of(given)
    return account_row(account, given.portfolio.accounts[0], deadlines_of(account, context), context)


def with_health(account: Account, score: int | None, site: SiteConfig | None = None) -> Account:
    """The account with that health score, judged by the bands of its category."""
    config = site or SiteConfig()
    bands = bands_of(config, config.categories[account.category] if account.category else None)
    return replace(account, health=replace(NO_HEALTH, score=score, band=bands.band(score)))


def troubles(*accounts: Account) -> tuple[AttentionLine, ...]:
    site = portfolio_of(*accounts)
    return in_trouble(portfolio_data_of(site), site_context_of(site)).lines


def silences(*accounts: Account) -> tuple[AttentionLine, ...]:
    data = portfolio_data_of(portfolio_of(*accounts))
    return neglected(data).lines


def test_the_cards_say_what_the_sums_are() -> None:
    view = view_of(portfolio_of(account_of(RICH), account_of(POOR, "dalen"), unreadable_of()))
    cards = {card.title: card for card in view.cards}
    assert [card.number for card in view.cards[:3]] == ["3", "3.00M", "300k"]
    assert cards["Accounts"].notes == (Note("2 active, 1 unreadable"),)
    assert cards["Revenue 2026"].notes == (Note("2.00M of it has a target: 50% of 4.00M"),)
    assert cards["Revenue 2026"].exact == "3,000,000 EUR"
    assert cards["Profit after cost to serve"].notes == (
        Note("10.0% of revenue"),
        Note("1 account loses money", "index.html#accounts"),
    )


def test_an_account_without_a_rate_is_named_and_not_summed() -> None:
    foreign = account_of("currency: USD\nfinancials: [{year: 2026, revenue: 9M}]", "foreign")
    view = view_of(portfolio_of(account_of(RICH), foreign))
    assert view.cards[1].number == "2.00M"
    assert "1 account without an exchange rate left out" in [note.text for note in view.cards[1].notes]
    assert [link.url for link in view.left_out] == ["accounts/foreign.html"]
    revenue = row_of(foreign).revenue
    assert (revenue.text, revenue.value) == ("9.00M USD", "")


def test_an_unreadable_plan_has_its_row_and_comes_first_among_the_troubles() -> None:
    view = view_of(portfolio_of(account_of(RICH), unreadable_of()))
    assert [(row.slug, row.status) for row in view.rows] == [
        ("halden-marine", "active"),
        ("soderberg-papper", "unreadable"),
    ]
    assert view.trouble.lines[0].words == "Plan cannot be read: the front matter is never closed"


def test_reasons_stand_in_order_of_their_weight() -> None:
    late = account_of(f"{RICH}\npromises: [{{promise: x, due: 2026-11-01}}]")
    assert troubles(late)[0].words == (
        "Loses 200k EUR although it is number 1 in revenue; 1 promise overdue; 50% of its target to date"
    )


def test_a_lost_account_is_no_trouble_any_more() -> None:
    assert troubles(account_of(f"{RICH}\nstatus: lost")) == ()


def test_accounts_nobody_talked_to_are_named_longest_silence_first() -> None:
    silent = account_of("name: A\nreviews: [{date: 2026-02-02, with: client}, {date: 2026-11-01, with: team}]", "a")
    talked = account_of("name: B\ncontacts: [{name: Kari Dahl, last_contact: 2026-11-01}]", "b")
    never = account_of("name: C", "c")
    assert silences(silent, talked, never) == (
        AttentionLine(
            "C", "accounts/c.html", f"No review, feedback or contact on record; checklist score {never.score}"
        ),
        AttentionLine(
            "A",
            "accounts/a.html",
            f"Client review on 2026-02-02 was the last; checklist score {silent.score}",
            "291 days",
            "2026-02-02",
        ),
        AttentionLine("B", "accounts/b.html", f"Checklist score {talked.score}"),
    )


def test_a_thin_plan_is_neglected_and_not_in_trouble() -> None:
    thin = account_of("name: Thin\ncontacts: [{name: Kari Dahl, last_contact: 2026-11-01}]", "thin")
    assert troubles(thin) == ()
    assert [line.words for line in silences(thin)] == [f"Checklist score {thin.score}"]


def test_a_part_year_is_compared_with_the_same_part_of_the_year_before() -> None:
    front = "financials: [{year: 2025, revenue: 365k}, {year: 2026, revenue: 181k, through: 2026-06}]"
    assert row_of(account_of(front)).change.text == "0%"


def test_figures_follow_the_sites_locale() -> None:
    site = site_of(site={"language": "de"})
    account = account_of(POOR, site=site)
    assert row_of(account, site).revenue.exact == "1.000.000"


def test_the_health_card_counts_and_makes_no_mean() -> None:
    scores = (90, 80, 79, 59, None)
    accounts = [with_health(account_of(slug=f"a{number}"), score) for number, score in enumerate(scores)]
    card = {card.title: card for card in view_of(portfolio_of(*accounts)).cards}["Health"]
    assert (card.number, card.band and card.band.word) == ("2 of 4", "on course")
    assert [note.text for note in card.notes] == ["1 watch", "1 act", "1 not scored"]


def test_without_any_health_the_card_has_no_number() -> None:
    card = health_card(portfolio_of(account_of()).portfolio.accounts)
    assert (card.number, card.band, [note.text for note in card.notes]) == ("–", None, ["1 not scored"])


def test_health_is_judged_by_the_bands_of_its_category() -> None:
    site = site_of(categories={"strategic": {"health": {"bands": {"ok": 50, "watch": 30}}}})
    account = with_health(account_of(site=site), 55, site)
    assert row_of(account, site).health == Score("55", "band-ok", "on course", "55")
    card = health_card(portfolio_of(account, site=site).portfolio.accounts)
    assert card.number == "1 of 1"


def test_health_stands_in_every_table_of_accounts() -> None:
    site = portfolio_of(with_health(account_of(RICH), 41), with_health(account_of(POOR, "dalen"), None))
    cell = '<td class="n band-act" data-value="41"'
    files = renderer_of(site).portfolio(portfolio_data_of(site))
    for url in ("index.html", "people/ingrid-solberg.html", "categories/strategic.html"):
        page = files[url]().decode()
        assert page.count(cell) == 1, url
        assert page.count("not scored</td>") == (2 if url == "index.html" else 1), url
    heat = files["index.html"]().decode()
    assert [heat.count(f'<td class="apart {css}">') for css in ("band-act", "band-na")] == [1, 1]


def test_an_unreadable_plan_is_not_scored_and_has_as_many_cells() -> None:
    site = portfolio_of(account_of(RICH), unreadable_of())
    page = renderer_of(site).portfolio(portfolio_data_of(site))["index.html"]().decode()
    rows = [line for line in page[page.index('id="accounts"') :].splitlines() if line.startswith("<tr>")][:2]
    assert [len(re.findall("<t[hd]", row)) for row in rows] == [12, 12]
    assert 'data-value="" data-key="not scored">not scored, 0 of 9 known</td>' in rows[1]


def test_rules_of_the_whole_portfolio_have_their_evidence_and_page() -> None:
    verdicts = view_of(portfolio_of(account_of(RICH))).together
    assert [verdict.code for verdict in verdicts] == ["PFL001", "PFL002", "PFL003", "PFL004", "PFL005"]
    servable = verdicts[1]
    assert servable.state == "pass"
    assert servable.evidence.startswith("1 key account")
    page = page_of(portfolio_of(account_of(RICH)))
    assert '<b class="pass">pass</b><div><a href="rules/PFL002.html">Portfolio servable</a>' in page


def test_a_gap_of_the_whole_portfolio_says_what_to_do() -> None:
    site = site_of(portfolio={"max_accounts": 1})
    both = portfolio_of(account_of(), account_of(slug="dalen"), site=site)
    verdict = view_of(both).together[1]
    write = "Serve the lesser ones without a plan of their own, or set %s to what you can serve"
    assert (verdict.state, verdict.evidence, verdict.write) == (
        "gap",
        "2 key accounts, and no more than 1 can be served",
        write % "`max_accounts`",
    )
    assert f"<p>{verdict.evidence}</p><p>{write % '<code>max_accounts</code>'}</p>" in page_of(both)
