"""The rules of the whole portfolio, and the findings that come of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.analyse.summary import summarise
from kamgen.check import check_portfolio
from kamgen.model.account import Criterion
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Severity
from kamgen.model.places import Fault
from kamgen.model.rule import Outcome, State, faulty, gap, met, not_applicable
from kamgen.model.source import Content, Source
from kamgen.model.summary import Portfolio
from kamgen.pipeline import evaluate
from kamgen.report.build_report import portfolio_findings
from tests.records import record_of

AS_OF = date(2026, 11, 20)
COMPANY = {"portfolio": {"company_revenue": {"2025": "1000"}}}
GROW = "write in each such plan what we do when it goes (`if_lost`), and put the next effort into growing others"
FEWER = "serve the lesser ones without a plan of their own, or set `max_accounts` to what you can serve"
HAND_OVER = "hand some of them to others, or set `max_accounts_per_owner` to what one of you can serve"


def plan(name: str, revenue: int | None = None, profit: int | None = None, *more: str) -> str:
    """A plan with figures of 2025; ``profit`` is that after cost to serve."""
    figures = f"year: 2025, revenue: {revenue}" if revenue is not None else "year: 2025"
    earned = f", gross_profit: {profit + 100}, cost_to_serve: 100" if profit is not None else ""
    lines = [f"name: {name}", "category: core", f"financials: [{{{figures}{earned}}}]", *more]
    owner = [] if any(line.startswith("owner:") for line in more) else ["owner: Per Moe"]
    return "\n".join(["---", *lines, *owner, "---", ""])


def portfolio(plans: Sequence[str], tables: dict[str, object] | None = None) -> Portfolio:
    site = record_of(SiteConfig, tables or {})
    sources = tuple(Source(f"accounts/p{number:03}.md", text.encode()) for number, text in enumerate(plans))
    accounts = evaluate(Content("accounts", sources), site, AS_OF)
    return Portfolio(site, AS_OF, tuple(summarise(account, site, AS_OF) for account in accounts))


def asked(code: str, plans: Sequence[str], tables: dict[str, object] | None = None) -> Outcome:
    outcomes = {each.rule.code: each.outcome for each in check_portfolio(portfolio(plans, tables))}
    return outcomes[code]


def portfolio_findings_of(plans: Sequence[str], tables: dict[str, object], code: str) -> list[Criterion]:
    return [each for each in check_portfolio(portfolio(plans, tables)) if each.rule.code == code]


def test_a_share_below_the_line_is_no_dependence() -> None:
    assert asked("PFL001", [plan("A", 179), plan("B", 20)], COMPANY) == met(
        "the largest account, A, brings 17.9% of revenue (the company's revenue of 2025)",
        "portfolio.key_account_share",
    )


def test_a_key_share_is_named_with_its_account() -> None:
    assert asked("PFL001", [plan("A", 20), plan("B", 180)], COMPANY) == gap(
        "B (18%) brings 18% of revenue or more (the company's revenue of 2025)", "portfolio.key_account_share", GROW
    )


def test_key_shares_are_named_largest_first() -> None:
    plans = [plan(name, revenue) for name, revenue in zip("ABCD", (180, 300, 200, 190), strict=True)]
    assert asked("PFL001", plans, COMPANY).evidence == (
        "B (30%), C (20%), D (19%) and 1 more bring 18% of revenue or more (the company's revenue of 2025)"
    )


def test_the_line_is_that_of_the_site() -> None:
    table = {"portfolio": COMPANY["portfolio"] | {"key_account_share": "10%"}}
    assert asked("PFL001", [plan("A", 100)], table).state is State.GAP
    assert asked("PFL001", [plan("A", 99)], table).state is State.PASS


def test_among_a_few_accounts_one_is_always_large() -> None:
    assert asked("PFL001", [plan(name, 100) for name in "ABCDE"]) == not_applicable(
        "among 5 accounts one always has 18% of their own sum or more: give `company_revenue` of 2025 in [portfolio]",
        "portfolio",
    )
    assert asked("PFL001", [plan(name, 100) for name in "ABCDEF"]).evidence == (
        "the largest account, A, brings 16.7% of revenue (the portfolio's own sum of 2025)"
    )


def test_what_is_lost_cannot_be_depended_on() -> None:
    lost = plan("A", 900, None, "status: lost")
    assert asked("PFL001", [lost, plan("B", 100)], COMPANY).state is State.PASS
    assert asked("PFL001", [lost], COMPANY) == not_applicable(
        "no account's share of revenue is known", "portfolio.key_account_share"
    )


def test_as_many_accounts_as_can_be_served_are_fine() -> None:
    table: dict[str, object] = {"portfolio": {"max_accounts": 2}}
    plans = [plan("A"), plan("B", None, None, "status: prospect"), plan("C", None, None, "status: lost")]
    assert asked("PFL002", plans, table) == met("2 key accounts, 2 at most; Per Moe has the most, 2")
    message = "3 key accounts, and no more than 2 can be served"
    assert asked("PFL002", [*plans, plan("D")], table) == faulty((Fault("portfolio.max_accounts", message, FEWER),), "")


def test_nobody_has_more_accounts_than_one_can_serve() -> None:
    table: dict[str, object] = {"portfolio": {"max_accounts": 4, "max_accounts_per_owner": 2}}
    plans = [plan(name, None, None, "owner: per  moe") for name in "AB"]
    plans += [plan(name, None, None, "owner: Eva Lund") for name in "CD"]
    assert asked("PFL002", plans, table).state is State.PASS
    message = "per moe has 3, and no more than 2 can be served by one"
    assert asked("PFL002", [*plans, plan("E")], table) == faulty(
        (
            Fault("portfolio.max_accounts", "5 key accounts, and no more than 4 can be served", FEWER),
            Fault("portfolio.max_accounts_per_owner", message, HAND_OVER),
        ),
        "",
    )


def test_the_top_fifth_earns_its_share_when_its_margin_is_that_of_all() -> None:
    plans = [plan("A", 600, 60), *(plan(name, 100, 10) for name in "BCDE")]
    assert asked("PFL003", plans) == met(
        "of 5 accounts the one with the most revenue (A) brought 60% of revenue and 60% of profit in 2025",
        "portfolio",
    )


def test_the_top_fifth_that_earns_less_is_named() -> None:
    plans = [plan("A", 600, 55), *(plan(name, 100, 10) for name in "BCDE")]
    assert asked("PFL003", plans) == gap(
        "of 5 accounts the one with the most revenue (A) brought 60% of revenue and 57.9% of profit in 2025",
        "portfolio",
        "find out what makes A dear to serve, and bring price or service in line with it",
    )


def test_of_ten_accounts_two_are_a_fifth_and_the_dearest_comes_first() -> None:
    plans = [plan("A", 500, 20), plan("B", 400, -10), *(plan(name, 100, 20) for name in "CDEFGHIJ")]
    outcome = asked("PFL003", plans)
    assert (outcome.evidence, outcome.write) == (
        "of 10 accounts the 2 with the most revenue (A and B) brought 52.9% of revenue and 5.9% of profit in 2025",
        "find out what makes B and A dear to serve, and bring price or service in line with it",
    )


def test_without_five_accounts_there_is_no_fifth() -> None:
    plans = [plan("A", 600, 60), *(plan(name, 100, 10) for name in "BCD")]
    without = [plan("E", 100), plan("F", 9, 9, "status: lost"), plan("G", 9, 9, "currency: NOK")]
    assert asked("PFL003", [*plans, *without]) == not_applicable(
        "revenue and profit of 2025 are known of 4 accounts: there is a fifth from 5 on", "portfolio"
    )


def test_a_portfolio_that_earns_nothing_has_nothing_to_share_out() -> None:
    assert asked("PFL003", [plan(name, 100, -1) for name in "ABCDE"]) == not_applicable(
        "the accounts together earned nothing in 2025 that could be shared out", "portfolio"
    )


def test_site_toml_selects_the_rules_and_says_how_bad_they_are() -> None:
    tables: dict[str, object] = {"checklist": {"ignore": ["PFL002"], "severity": {"pfl001": "warning"}}}
    judged = check_portfolio(portfolio([plan("A", 1)], tables))
    assert [(each.rule.code, each.severity, each.scored) for each in judged] == [
        ("PFL001", Severity.WARNING, False),
        ("PFL003", Severity.ADVICE, False),
        ("PFL004", Severity.ERROR, False),
        ("PFL005", Severity.ADVICE, False),
    ]


def test_no_plan_is_asked_what_only_all_can_answer() -> None:
    (account,) = portfolio([plan("A", 900)], COMPANY).accounts
    assert not [code for code, _ in account.outcomes if code.startswith("PFL")]
    assert account.share == Decimal("0.9")


def test_findings_stand_at_their_limits_in_site_toml() -> None:
    text = '[site]\ntitle = "Ours"\n\n[portfolio]\ncompany_revenue = { 2025 = "1000" }\nmax_accounts = 1\n'
    tables: dict[str, object] = {"portfolio": COMPANY["portfolio"] | {"max_accounts": 1}}
    judged = check_portfolio(portfolio([plan("A", 900), plan("B", 50)], tables))
    found = portfolio_findings(judged, text)
    assert [(each.code, each.path, each.account, each.line, each.column, each.end_column) for each in found] == [
        ("PFL001", "site.toml", "", 4, 2, 11),
        ("PFL002", "site.toml", "", 6, 16, 17),
    ]
    assert [each.line for each in portfolio_findings(judged, "")] == [1, 1]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(7)), st.lists(st.integers(0, 900), min_size=7, max_size=7))
def test_the_order_of_plans_changes_no_outcome_and_evidence_never_fails(order: list[int], amounts: list[int]) -> None:
    plans = [plan(f"P{number}", amount, amount % 7 - 3) for number, amount in enumerate(amounts)]
    one = [each.outcome.state for each in check_portfolio(portfolio(plans))]
    other = [each.outcome.state for each in check_portfolio(portfolio([plans[number] for number in order]))]
    assert one[:2] == other[:2]
    assert {*one, *other} <= {State.PASS, State.GAP, State.NOT_APPLICABLE}


def test_how_far_profit_may_stay_behind_is_a_setting() -> None:
    plans = [plan("A", 600, 56), *(plan(name, 100, 10) for name in "BCDE")]
    assert asked("PFL003", plans).evidence.endswith("brought 60% of revenue and 58.3% of profit in 2025")
    states = [
        asked("PFL003", plans, {"portfolio": {"profit_tolerance": tolerance}} if tolerance else None).state
        for tolerance in ("", "1.7%", "1.6%", "0%")
    ]
    assert states == [State.PASS, State.PASS, State.GAP, State.GAP]


@pytest.mark.parametrize(
    ("company", "told"),
    [
        ({"2025": "300"}, False),
        ({"2025": "299.99"}, True),
        ({"2024": "1"}, False),
        ({"2023": "6", "2025": "400"}, True),
    ],
)
def test_accounts_together_are_not_more_than_the_company(company: dict[str, str], told: bool) -> None:
    old = "financials: [{year: 2023, revenue: 7}, {year: 2025, revenue: 100}]"
    plans = [plan("A", 150), plan("B", 50, None, "status: lost"), plan("N", 9, None, "currency: NOK")]
    plans.append(f"---\nname: C\nowner: Per Moe\ncategory: core\n{old}\n---\n")
    assert (asked("PFL004", plans, {"portfolio": {"company_revenue": company}}).state is State.GAP) is told


def test_a_company_smaller_than_its_accounts_is_told_and_takes_part_in_no_share() -> None:
    plans = [plan(name, 100) for name in "ABCDEF"]
    tables: dict[str, object] = {"portfolio": {"company_revenue": {"2025": "599"}}}
    write = "give the revenue of the whole firm in that year, or take the year out of `company_revenue`"
    message = "the accounts' revenue of 2025, 600 EUR, is more than the company's, 599 EUR"
    assert asked("PFL004", plans, tables) == faulty((Fault("portfolio.company_revenue.2025", message, write),), "")
    assert {account.share_of for account in portfolio(plans, tables).accounts} == {"the portfolio's own sum of 2025"}
    assert asked("PFL004", plans) == not_applicable("site.toml gives no `company_revenue`", "portfolio.company_revenue")
    assert [each.severity for each in portfolio_findings_of(plans, tables, "PFL004")] == [Severity.ERROR]


def test_targets_of_owners_whom_no_plan_knows_are_told() -> None:
    targets = {"Per Moe": {"2026": "3M"}, "Per Mo": {"2026": "3M"}, "Eva Lund": {"2025": "1M"}}
    outcome = asked("PFL005", [plan("A", 100)], {"portfolio": {"owner_targets": targets}})
    key, says = "portfolio.owner_targets", "has a target of their own, and owns no account"
    assert outcome.faults == (
        Fault(f"{key}.Per Mo", f"Per Mo {says}", "did you mean `Per Moe`?"),
        Fault(
            f"{key}.Eva Lund",
            f"Eva Lund {says}",
            "the name of an account's owner as plans have it, or take the target out",
        ),
    )
    assert asked("PFL005", [plan("A", 100)]).state is State.PASS


def test_a_category_may_hold_no_key_accounts() -> None:
    tables: dict[str, object] = {"categories": {"core": {}, "others": {"key": False}}, "portfolio": {"max_accounts": 1}}
    plans = [plan("A", 5), *(plan(name, 500).replace("category: core", "category: Others") for name in "BCDEFG")]
    assert asked("PFL002", plans, tables).state is State.PASS
    assert asked("PFL001", plans, tables).evidence.startswith("the largest account, A, brings")
    assert asked("PFL002", [*plans, plan("H", 5)], tables).state is State.GAP
