"""Pages whose tables grow with the portfolio: rules, findings, and the heatmap."""

from __future__ import annotations

import pytest

from kamgen.model.enums import Severity
from kamgen.render.site_context import LINKED
from kamgen.render.views import rules as rules_page
from kamgen.render.views.portfolio import portfolio_view
from kamgen.render.views.rules import findings_view, rule_view, rules_view
from kamgen.rules.catalogue import RULES
from tests.records import replace
from tests.render.render_support import (
    account_of,
    portfolio_data_of,
    portfolio_of,
    renderer_of,
    site_context_of,
    site_of,
)

FEEDBACK = "feedback: [{date: 2026-11-02, from: [Kari], document: a.pdf}]"
WAIVED = "waive: [{rule: FBK001, reason: the policy forbids surveys, by: Eva Lund, until: 2027-03-31}]"
BROKEN = "name: Dalen Kraft\nactions: [{action: Call, done: 2027-01-01}]"


def test_a_rule_lists_gaps_and_waivers_and_counts_passes() -> None:
    accounts = (account_of(FEEDBACK), account_of("name: Dalen Kraft", "dalen"), account_of(WAIVED, "waived"))
    rule = next(rule for rule in RULES if rule.code == "FBK001")
    site = portfolio_of(*accounts)
    view = rule_view(portfolio_data_of(site), site_context_of(site), rule)
    assert view.counts == "1 pass, 1 gap, 1 waived"
    assert [(row.account.url, row.outcome.state, row.outcome.binding) for row in view.outcomes] == [
        ("accounts/dalen.html", "gap", False),
        ("accounts/waived.html", "waived", False),
    ]


def test_a_rule_of_the_whole_portfolio_is_answered_once() -> None:
    site = portfolio_of(
        account_of(), account_of("name: Dalen Kraft", "dalen"), site=site_of(portfolio={"max_accounts": 1})
    )
    rule = next(rule for rule in RULES if rule.code == "PFL002")
    view = rule_view(portfolio_data_of(site), site_context_of(site), rule)
    assert (view.counts, len(view.outcomes)) == ("", 0)
    assert [(answer.state, answer.evidence) for answer in view.answers] == [
        ("gap", "2 key accounts, and no more than 1 can be served")
    ]
    page = renderer_of(site).portfolio(portfolio_data_of(site))["rules/PFL002.html"]().decode()
    assert '<span class="gap">gap</span> 2 key accounts, and no more than 1 can be served' in page
    assert "`" not in page
    rows = rules_view(portfolio_data_of(site), site_context_of(site)).rules
    assert [row.gaps for row in rows if row.code == rule.code] == [1]


def test_findings_begin_with_errors_and_end_where_a_table_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = (account_of(), account_of(BROKEN, "dalen"))
    site = portfolio_of(*accounts)
    context, portfolio = site_context_of(site), portfolio_data_of(site)
    data = findings_view(portfolio, context)
    assert (data.hidden, len(data.rows)) == (0, sum(len(account.findings) for account in accounts))
    severities = [row.finding.severity for row in data.rows]
    assert severities == sorted(severities, key=list(Severity).index)
    assert sum(rule.findings for rule in data.rules) == len(data.rows)
    monkeypatch.setattr(rules_page, "SHOWN", 3)
    short = findings_view(portfolio, context)
    assert (short.hidden, short.rows, short.rules) == (len(data.rows) - 3, data.rows[:3], data.rules)


def test_findings_about_all_accounts_together_are_counted_and_listed_like_others() -> None:
    site = portfolio_of(
        account_of(), account_of("name: Dalen Kraft", "dalen"), site=site_of(portfolio={"max_accounts": 1})
    )
    whole = portfolio_data_of(site)
    view = findings_view(whole, site_context_of(site))
    own = [row for row in view.rows if row.account == "all accounts"]
    assert [(row.finding.code, row.finding.severity, row.finding.path, row.source) for row in own] == [
        ("PFL002", "advice", "site.toml", "")
    ]
    assert sum(whole.severities.values()) == len(view.rows) == sum(rule.findings for rule in view.rules)


def test_the_heatmap_of_many_accounts_links_names_only() -> None:
    account = account_of()
    site = portfolio_of(account)
    context, data = site_context_of(site), portfolio_data_of(site)
    assert (context.linked, LINKED) == (True, 200)
    (linked,) = portfolio_view(data, context).heat
    (plain,) = portfolio_view(data, replace(context, linked=False)).heat
    assert linked.cells[1].url == "accounts/halden-marine.html#e.feedback"
    assert [(cell.score, "") for cell in linked.cells] == [(cell.score, cell.url) for cell in plain.cells]
