"""The health and the lenses of one account on its page."""

from __future__ import annotations

from kamgen.model.health import Input
from kamgen.render.links import plan_lines
from kamgen.render.views.scorecard import health_view, scorecard_view
from tests.render.render_support import account_of, portfolio_of, site_context_of, unreadable_of

LINES = plan_lines("https://git.example/{path}#L{line}", "halden.md", "")
SERVED = """
financials: [{year: 2026, through: 2026-06, revenue: 496k, target_revenue: 1M}]
promises: [{promise: a, due: 2026-05-01, kept: 2026-05-01}, {promise: b, due: 2026-11-01}]
risks: [{risk: r, likelihood: high, impact: medium}]
"""


def test_a_health_score_says_how_many_signals_it_knows_and_how_each_came_about() -> None:
    view = health_view(account_of(SERVED).health)
    rows = {row.signal.key: row for row in view.signals}
    assert (view.score, view.word, view.known) == ("61, 3 of 9 known", "not judged", "")
    assert view.held == (
        "Nobody knows whether it earns money: 2026 has no `gross_profit` or `cost_to_serve`",
        "6 of 9 signals are not known: for certain its health is 20 or more",
    )
    assert view.formula == "(100 + 50 + 33) ÷ 3 = 61"
    assert [row.signal.key for row in view.signals if row.score is not None] == ["revenue", "promises", "risk"]
    assert rows["promises"].formula == "1 of 2 promises kept = 50% → 50 points"
    assert rows["revenue"].inputs[0] == Input("revenue 2026", "496,000 EUR", "financials[0].revenue", 3)
    assert rows["margin"].score is None
    assert rows["margin"].reason != ""


def test_not_scored_is_a_state_with_its_reason_and_never_nought() -> None:
    for score, account in (
        ("0 of 9 known", account_of()),
        ("", account_of("status: prospect")),
        ("0 of 9 known", unreadable_of()),
    ):
        view = health_view(account.health)
        assert (view.score, view.css, view.word) == (score, "band-na", "not scored")
        assert view.known


def test_lenses_count_what_is_met_and_show_gaps_first() -> None:
    account = account_of("needs: [{need: spares within a week, kind: other hidden, confirmed: 2026-11-02}]")
    assert account.scorecard is not None
    lenses = scorecard_view(account, account.scorecard, LINES, site_context_of(portfolio_of(account))).lenses
    assert [lens.key for lens in lenses] == [
        "client", "needs", "opportunities", "risks", "promises", "value", "relationships", "continuity", "figures"
    ]  # fmt: skip
    needs = lenses[1]
    assert (needs.title, needs.met, needs.css) == ("Needs", "3 of 3 met", "band-ok")
    assert [row.rule.code for row in needs.criteria] == ["NED001", "NED002", "NED004", "NED003"]
    risk = lenses[3]
    assert (risk.met, risk.css, risk.criteria[0].css) == ("0 of 1 met", "band-act", "gap")


def test_a_lens_changes_no_score() -> None:
    plain, answered = account_of(), account_of("risks: [{risk: r, mitigation: m, owner: o}]")
    assert plain.score == answered.score
