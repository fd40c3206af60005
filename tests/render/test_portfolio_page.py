"""The first page: headline numbers, what asks for attention, the accounts."""

from __future__ import annotations

from kamgen.model.portfolio import Account, Portfolio
from kamgen.render.due import due_dates
from kamgen.render.views.attention import Line, in_trouble, neglected
from kamgen.render.views.portfolio import Note, PortfolioView, portfolio_view
from kamgen.render.views.rows import account_rows
from tests.render.render_support import account_of, guide_of, portfolio_of, site_of, unreadable_of

RICH = "financials: [{year: 2026, revenue: 2M, gross_profit: 1M, cost_to_serve: 1.2M, target_revenue: 4M}]"
POOR = "name: Dalen Kraft\nfinancials: [{year: 2026, revenue: 1M, gross_profit: 600k, cost_to_serve: 100k}]"


def view_of(portfolio: Portfolio) -> PortfolioView:
    guide = guide_of(portfolio)
    dues = {account.slug: due_dates(account, guide) for account in portfolio.accounts}
    return portfolio_view(portfolio, account_rows(portfolio.accounts, dues, guide), dues, guide)


def troubles(*accounts: Account) -> tuple[Line, ...]:
    guide = guide_of(portfolio_of(*accounts))
    return in_trouble(accounts, {account.slug: due_dates(account, guide) for account in accounts}, guide).lines


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
    revenue = {row.slug: row.revenue for row in view.rows}["foreign"]
    assert (revenue.text, revenue.value) == ("9.00M USD", "")


def test_an_unreadable_plan_has_its_row_and_comes_first_among_the_troubles() -> None:
    view = view_of(portfolio_of(account_of(RICH), unreadable_of()))
    assert [(row.slug, row.readable, row.score.text) for row in view.rows][-1] == ("soderberg-papper", False, "n/a")
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
    guide = guide_of(portfolio_of(silent, talked, never))
    assert neglected((silent, talked, never), guide).lines == (
        Line("C", "accounts/c.html", f"No review, feedback or contact on record; checklist score {never.score}"),
        Line(
            "A",
            "accounts/a.html",
            f"Client review on 2026-02-02 was the last; checklist score {silent.score}",
            "291 days",
            "2026-02-02",
        ),
        Line("B", "accounts/b.html", f"Checklist score {talked.score}"),
    )


def test_a_thin_plan_is_neglected_and_not_in_trouble() -> None:
    thin = account_of("name: Thin\ncontacts: [{name: Kari Dahl, last_contact: 2026-11-01}]", "thin")
    assert troubles(thin) == ()
    guide = guide_of(portfolio_of(thin))
    assert [line.words for line in neglected((thin,), guide).lines] == [f"Checklist score {thin.score}"]


def test_a_part_year_is_compared_with_the_same_part_of_the_year_before() -> None:
    front = "financials: [{year: 2025, revenue: 365k}, {year: 2026, revenue: 181k, through: 2026-06}]"
    assert view_of(portfolio_of(account_of(front))).rows[0].change.text == "0%"


def test_figures_follow_the_sites_locale() -> None:
    site = site_of(site={"language": "de"})
    account = account_of(POOR, site=site)
    assert view_of(portfolio_of(account, site=site)).rows[0].revenue.exact == "1.000.000"
