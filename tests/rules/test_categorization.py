"""Element v: each account placed by performance and by potential."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

NAMES = ("size", "growth", "financial_stability", "closeness", "values_offer", "relevance")


def assessed(marks: str, day: str = "2026-09-01") -> str:
    """An assessment with six marks; ``-`` leaves one out."""
    given = [f"{name}: {mark}" for name, mark in zip(NAMES, marks, strict=True) if mark != "-"]
    return f"assessment: {{date: {day}, {', '.join(given)}}}"


def site_of(**categories: dict[str, Any]) -> SiteConfig:
    return record_of(SiteConfig, {"categories": categories})


@pytest.mark.parametrize(("day", "state"), [("2025-11-20", State.PASS), ("2025-11-19", State.GAP)])
def test_an_assessment_counts_for_a_year_to_the_day(day: str, state: State) -> None:
    assert judged("CAT001", assessed("435443", day)).state is state


def test_missing_marks_are_named() -> None:
    assert judged("CAT001", assessed("43-44-")) == gap(
        "the assessment of 2026-09-01 lacks `financial_stability` and `relevance`",
        "assessment",
        "give a mark from 1 to 5 for `financial_stability` and `relevance`",
    )


def test_no_assessment_is_one_gap() -> None:
    assert judged("CAT001").state is State.GAP
    assert judged("CAT002") == not_applicable("the assessment has no six marks yet: CAT001 asks for them", "assessment")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("435443", "strategic"),  # 4 and 3.67
        ("434333", "strategic"),  # 3.67 and 3: the bounds themselves are enough for position
        ("435322", "growth"),  # 4 and 2.33
        ("333555", "growth"),  # 3 and 5
        ("332555", "core"),  # 2.67 and 5
    ],
)
def test_the_category_is_the_first_whose_bounds_are_reached(marks: str, expected: str) -> None:
    for category in ("strategic", "growth", "core"):
        state = judged("CAT002", f"{assessed(marks)}\ncategory: {category}").state
        assert state is (State.PASS if category == expected else State.GAP)


def test_the_evidence_gives_both_numbers_and_the_way_to_an_exception() -> None:
    assert judged("CAT002", assessed("332555")) == gap(
        "attractiveness 2.67 and position 5 fit Core, the plan says Strategic",
        "category",
        "write `category: core`; if the exception is meant, say why under `waive` with `rule: CAT002`",
    )
    assert judged("CAT002", assessed("435443")) == met("attractiveness 4 and position 3.67 fit Strategic", "category")


def test_without_bounds_nothing_can_be_expected() -> None:
    site = site_of(strategic={}, core={})
    assert judged("CAT002", assessed("111111"), site=site) == not_applicable(
        "site.toml sets no bounds for this account's category", "category"
    )


def test_an_account_below_every_bound_fits_nowhere() -> None:
    site = site_of(strategic={"attractiveness": 4}, core={"position": 2})
    assert judged("CAT002", assessed("111111"), site=site) == not_applicable(
        "no category of site.toml takes attractiveness 1 and position 1", "category"
    )


def test_order_decides_which_category_is_tried_first() -> None:
    site = site_of(core={"order": 2}, strategic={"order": 1, "position": 3})
    assert judged("CAT002", assessed("111333"), site=site).state is State.PASS


def wallet(objective: str, revenue: int, spend: int = 1000, status: str = "active") -> str:
    rows = f"financials: [{{year: 2025, revenue: {revenue}, customer_spend: {spend}}}]"
    return f"objective: {objective}\nstatus: {status}\n{rows}"


@pytest.mark.parametrize(
    ("objective", "revenue", "better"),
    [
        ("retain", 200, ""),
        ("retain", 199, "penetrate"),
        ("penetrate", 499, ""),
        ("penetrate", 500, "retain"),
        ("penetrate", 1, ""),
        ("win", 99, ""),
        ("win", 100, "penetrate"),
        ("win", 500, "retain"),
    ],
)
def test_the_objective_agrees_with_share_of_wallet(objective: str, revenue: int, better: str) -> None:
    outcome = judged("CAT003", wallet(objective, revenue))
    assert (outcome.state, outcome.write) == (
        (State.GAP, f"write `objective: {better}`") if better else (State.PASS, "")
    )


@pytest.mark.parametrize(("share", "state"), [("0.18", State.PASS), ("0.1799", State.GAP)])
def test_a_key_share_of_our_revenue_is_worth_retaining(share: str, state: State) -> None:
    assert judged("CAT003", wallet("retain", 199), share=Decimal(share)).state is state


def test_without_share_of_wallet_only_the_setting_is_judged() -> None:
    assert judged("CAT003", "objective: penetrate") == met(
        "objective is to penetrate; share of wallet of 2025 is not known", "objective"
    )
    assert judged("CAT003", "objective: win") == gap(
        "objective is to win, but the account is a client already; share of wallet of 2025 is not known",
        "objective",
        "write `objective: penetrate`",
    )


@pytest.mark.parametrize(("objective", "state"), [("win", State.PASS), ("retain", State.GAP), ("penetrate", State.GAP)])
def test_a_prospect_is_to_be_won(objective: str, state: State) -> None:
    assert judged("CAT003", f"objective: {objective}\nstatus: prospect").state is state


def test_evidence_of_an_objective_that_does_not_fit() -> None:
    assert judged("CAT003", wallet("penetrate", 587)) == gap(
        "objective is to penetrate, but 50% of its spend or more is ours already; share of wallet of 2025: 58.7%",
        "objective",
        "write `objective: retain`",
    )
    assert judged("CAT003", wallet("retain", 0, status="prospect")) == gap(
        "objective is to retain, but a prospect is there to be won; the account is a prospect",
        "objective",
        "write `objective: win`",
    )


def test_no_objective() -> None:
    assert judged("CAT003") == gap(
        "no objective is written", "objective", "add `objective: retain`, `penetrate` or `win` (`win` is for prospects)"
    )


@pytest.mark.parametrize(
    ("category", "share", "state"),
    [
        ("strategic", "0.18", State.PASS),
        ("Growth", "0.18", State.GAP),
        ("growth", "0.1799", State.NOT_APPLICABLE),
        ("strategic", "0.1799", State.NOT_APPLICABLE),
        ("unheard-of", "0.5", State.NOT_APPLICABLE),
    ],
)
def test_a_key_share_belongs_in_the_top_category(category: str, share: str, state: State) -> None:
    assert judged("CAT004", f"category: {category}", share=Decimal(share)).state is state


def test_the_share_and_what_it_is_a_share_of_are_named() -> None:
    assert judged("CAT004", "category: core", share=Decimal("0.2151")) == gap(
        "21.5% of revenue (the portfolio's own sum), but its category is Core, not Strategic",
        "category",
        "write `category: strategic`",
    )
    assert judged("CAT004") == not_applicable("the account's share of revenue is not known", "financials")


@pytest.mark.parametrize("code", ["CAT001", "CAT002", "CAT003", "CAT004"])
def test_lost_accounts_are_not_placed(code: str) -> None:
    assert judged(code, "status: lost", share=Decimal(1)) == not_applicable("the account is lost", "status")
