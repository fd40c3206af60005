"""An account's page: what each part shows."""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import astuple

from kamgen.model.account import Account
from kamgen.model.source import Source
from kamgen.render.links import plan_lines
from kamgen.render.site_context import NavLink, SiteContext
from kamgen.render.text import as_sentence, with_code
from kamgen.render.views.account import account_view, unreadable_view
from kamgen.render.views.cover import facts
from kamgen.render.views.entries import document, opportunities_view, outcome_rows
from kamgen.render.views.money import money_view, service_rows
from kamgen.render.views.scorecard import scorecard_view
from kamgen.render.views.source import mistakes
from tests.render.render_support import account_of, portfolio_of, site_context_of, site_of, unreadable_of

NO_LINES = plan_lines(None, "", "../sources/soderberg-papper.html")


def context_for(account: Account) -> SiteContext:
    return site_context_of(portfolio_of(account))


def test_a_nearly_empty_plan_shows_its_scorecard_and_nothing_more() -> None:
    account = account_of()
    view = account_view(account, context_for(account), "content/accounts")
    assert [link.url for link in view.contents] == ["scorecard", "health", "lenses", "plan-text"]
    assert (view.money, view.opportunities, view.freshness) == (None, None, "")


def test_the_figures_of_a_year_say_the_line_they_are_written_on() -> None:
    account = account_of("financials:\n  - {year: 2025, revenue: 1M}\n  - {year: 2026, revenue: 2M}\n")
    money = money_view(account, context_for(account))
    assert money is not None
    assert [(row.year, row.line) for row in money.rows] == [("2026", 4), ("2025", 3)]


def test_gaps_come_first_and_say_what_to_write() -> None:
    account = account_of(
        "feedback: [{date: 2026-03-02, method: survey}, {date: 2025-03-03, from: [Kari], document: a.pdf}]"
    )
    card = account.scorecard
    assert card is not None
    site = plan_lines("https://git.example/{path}#L{line}", account.plan.path, "")
    view = scorecard_view(account, card, site, context_for(account))
    feedback = view.elements[1]
    assert [row.css for row in feedback.criteria] == ["gap", "gap", "gap", "gap", "pass"]
    first = feedback.criteria[0]
    assert (first.rule.code, first.rule.name, first.word) == ("FBK002", "feedback-fresh", "vital gap")
    assert (view.lines, first.line) == (("https://git.example/content/accounts/halden-marine.md#L", ""), "2")
    assert "<code>from</code>" in first.write
    assert "`" not in first.evidence + first.write


def test_the_first_steps_are_those_that_gain_most() -> None:
    account = account_of("crm: {system: Salesforce}")
    card = account.scorecard
    assert card is not None
    steps = scorecard_view(account, card, NO_LINES, context_for(account)).steps
    gains = [float(step.gain) for step in steps]
    assert len(steps) == 3
    assert gains == sorted(gains, reverse=True)


def test_a_waiver_says_why_by_whom_and_until_when() -> None:
    front = "waive: [{rule: FBK001, reason: the policy forbids surveys, by: Eva Lund, until: 2027-03-31}]"
    account = account_of(front)
    card = account.scorecard
    assert card is not None
    rows = scorecard_view(account, card, NO_LINES, context_for(account)).elements[1].criteria
    waived = next(row for row in rows if row.rule.code == "FBK001")
    assert (waived.css, str(waived.evidence)) == (
        "waived",
        "The policy forbids surveys. By Eva Lund, until 2027-03-31.",
    )


def test_facts_leave_out_what_is_not_known() -> None:
    account = account_of("currency: NOK\ncrm: {system: SAP, id: 0042, url: 'javascript:alert(1)'}")
    found = {fact.label: fact.links for fact in facts(account, context_for(account))}
    assert list(found) == ["Owner", "Category", "Status", "Currency", "CRM"]
    assert found["Owner"] == (NavLink("Ingrid Solberg", "people/ingrid-solberg.html"),)
    assert found["CRM"] == (NavLink("SAP 0042"),)


def test_money_is_in_the_accounts_own_currency() -> None:
    site = site_of(fx={"NOK": "0.1"})
    front = "currency: NOK\nfinancials: [{year: 2026, through: 2026-06, revenue: 500k, target_revenue: 1M}]"
    account = account_of(front, site=site)
    money = money_view(account, site_context_of(portfolio_of(account, site=site)))
    assert money is not None
    assert money.caption == (
        "NOK; profit is gross profit less cost to serve. 2026 is to 2026-06."
        " Revenue 2026 in EUR: 50k, at 0.1 for 1 NOK."
    )
    row = money.rows[0]
    assert [row.revenue.text, row.target_revenue.text, row.attained.text, row.gross_profit.text] == [
        "500k", "1.00M", "50% (101% to date)", "–"
    ]  # fmt: skip
    assert "2026 to Jun 500k of 1.00M." in money.revenue


def test_an_account_without_a_rate_is_said_to_be_in_no_sum() -> None:
    account = account_of("currency: USD\nfinancials: [{year: 2026, revenue: 1M}]")
    money = money_view(account, context_for(account))
    assert money is not None
    assert "no exchange rate for USD: this account is in no sum" in money.caption


def test_service_is_held_against_the_categorys_targets() -> None:
    site = site_of(
        categories={"strategic": {"targets": {"delivery": "97%", "answer": 4, "fix": "88%"}}},
        measures={"answer": {"unit": "h", "better": "lower", "name": "First answer"}},
    )
    front = "service: [{measure: delivery, actual: 96.2%, period: 2026-Q3}, {measure: answer, actual: 2.5}]"
    account = account_of(front, site=site)
    rows = service_rows(account, site_context_of(portfolio_of(account, site=site)))
    assert [astuple(row) for row in rows] == [
        ("Delivery", "96.2%", "97%", "gap", "0.8 points below", "2026-Q3"),
        ("First answer", "2.5\u00a0h", "4\u00a0h", "pass", "met", "–"),
        ("Fix", "–", "88%", "gap", "not measured", "–"),
    ]


def test_promises_say_what_became_of_them() -> None:
    front = """
promises:
  - {promise: a, due: 2026-11-01}
  - {promise: b, due: 2026-06-01, kept: 2026-06-04}
  - {promise: c, due: 2026-06-01, kept: 2026-05-30, to: Kari Dahl}
  - {promise: d, broken: 2026-07-01}
  - {promise: e, due: 2026-12-01}
"""
    account = account_of(front)
    context = context_for(account)
    view = account_view(account, context, "content/accounts")
    assert [(fact.row.promise, fact.open, fact.missed, fact.words) for fact in view.promises] == [
        ("a", True, True, "19 days late"),
        ("b", False, True, "2026-06-04, 3 days late"),
        ("c", False, False, "2026-05-30"),
        ("d", False, True, "broken 2026-07-01"),
        ("e", True, False, "open"),
    ]
    assert view.kept == "1 of 4 kept in time, last 12 months"


def test_outcomes_say_how_far_they_are() -> None:
    front = """
outcomes:
  - {metric: Accuracy, unit: '%', baseline: 78, target: 90, actual: 93}
  - {metric: Stops, baseline: 6, target: 2, actual: 4, better: lower}
  - {metric: Cost, baseline: 5, target: 2, actual: 5}
  - {metric: Hours, unit: h, baseline: 5, target: 2}
"""
    account = account_of(front)
    rows = outcome_rows(account, context_for(account))
    assert [row.note for row in rows] == ["beyond target", "half way", "no change", "not measured"]
    assert (rows[0].actual, rows[3].baseline, rows[3].picture) == ("93%", "5\u00a0h", Markup())


def test_open_opportunities_add_up() -> None:
    front = """
opportunities:
  - {name: a, value: 240k, probability: 50%, close: 2026-09, discussed: 2026-09-02}
  - {name: b, value: 60k}
  - {name: c, value: 1M, stage: won}
  - {name: d, value: 10k, probability: 50%, close: 2026-12, discussed: 2026-09-02}
"""
    account = account_of(front)
    view = opportunities_view(account, context_for(account))
    assert view is not None
    assert (view.total, view.value, view.weighted) == ("3 open", 310_000, 5_000)
    assert [(row.deal.name, row.settled, row.late) for row in view.rows] == [
        ("a", False, True),
        ("b", False, False),
        ("c", True, False),
        ("d", False, False),
    ]


def test_open_actions_come_before_those_done() -> None:
    front = "actions: [{action: a, done: 2026-11-01}, {action: b, due: 2026-11-10}, {action: c}]"
    account = account_of(front)
    steps = account_view(account, context_for(account), "content/accounts").actions
    assert [(step.action.action, step.state) for step in steps] == [
        ("b", "10 days late"),
        ("c", "open"),
        ("a", "done 2026-11-01"),
    ]


def test_a_document_is_a_link_only_when_it_is_there() -> None:
    account = account_of(attachments=("content/accounts/q3 1.pdf",))
    folder = "content/accounts"
    assert document("q3 1.pdf", "Minutes", account, folder) == NavLink("Minutes", "files/q3%201.pdf")
    assert document("none.pdf", "Minutes", account, folder) == NavLink("none.pdf")
    assert document("https://x.example/a", "Minutes", account, folder) == NavLink(
        "Minutes", "https://x.example/a", True
    )
    assert document("javascript:x", "Minutes", account, folder) == NavLink("javascript:x")


def test_a_plan_that_cannot_be_read_shows_the_place() -> None:
    account = unreadable_of()
    source = Source(account.plan.path, b"---\nname: S\x00\nowner: E\nmore: x\n")
    view = unreadable_view(account, context_for(account), source)
    assert view.excerpt == "1 | ---\n2 | name: S\ufffd\n3 | owner: E"
    assert [
        (item.finding.code, as_sentence(item.finding.message), with_code(item.finding.write)) for item in view.mistakes
    ] == [("FMT001", "The front matter is never closed", "write a line with <code>---</code> after the last field")]
    assert mistakes(account, NO_LINES) == view.mistakes
