"""Element viii: targets for revenue and profit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.plan import Body
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged, section_of

APRIL = record_of(SiteConfig, {"site": {"fiscal_year_start": 4}})
CODES = ("TGT001", "TGT002", "TGT003", "TGT004", "TGT005")


def test_targets_of_this_fiscal_year() -> None:
    front = "financials: [{year: 2025}, {year: 2026, target_revenue: 1.3M, target_profit: 260k}]"
    assert [judged(code, front) for code in CODES[:2]] == [
        met("revenue target of 2026: 1,300,000 EUR", "financials[1].target_revenue"),
        met("profit target of 2026: 260,000 EUR", "financials[1].target_profit"),
    ]


def test_a_target_that_is_missing() -> None:
    assert judged("TGT001", "financials: [{year: 2025, target_revenue: 1M}]") == gap(
        "no revenue target of 2026 is written",
        "financials",
        "add a row with `year: 2026` and `target_revenue` under `financials`",
    )
    assert judged("TGT002", "financials: [{year: 2026, target_revenue: 1M}]") == gap(
        "no profit target of 2026 is written",
        "financials[0]",
        "add `target_profit` to the row of 2026 under `financials`: profit after cost to serve",
    )


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 3, 31), State.PASS),
        (date(2026, 4, 1), State.NOT_APPLICABLE),
        (date(2026, 5, 31), State.NOT_APPLICABLE),
        (date(2026, 6, 1), State.GAP),
    ],
)
@pytest.mark.parametrize(("code", "field"), [("TGT001", "target_revenue"), ("TGT002", "target_profit")])
def test_a_new_fiscal_year_has_a_grace_of_sixty_days(as_of: date, state: State, code: str, field: str) -> None:
    front = f"financials: [{{year: 2026, {field}: 1M}}]"
    assert judged(code, front, as_of=as_of, site=APRIL).state is state
    none = judged(code, "financials: [{year: 2026, revenue: 1M}]", as_of=as_of, site=APRIL)
    assert none.state is State.GAP


def test_the_grace_says_until_when_and_is_a_setting() -> None:
    front, day = "financials: [{year: 2025, target_revenue: 1M, revenue: 1M}]", date(2026, 1, 20)
    assert judged("TGT001", front, as_of=day) == not_applicable(
        "fiscal year 2026 is new: targets, and figures against them, are asked for after 2026-03-02"
    )
    site = record_of(SiteConfig, {"thresholds": {"target_grace": "1 day"}})
    assert judged("TGT001", front, as_of=date(2026, 1, 2), site=site).state is State.NOT_APPLICABLE
    assert judged("TGT001", front, as_of=date(2026, 1, 3), site=site).state is State.GAP
    for rows in ("", ", {year: 2026, target_revenue: 1M}"):
        whole = f"financials: [{{year: 2025, target_revenue: 1M, revenue: 1M}}{rows}]"
        assert judged("TGT004", whole, as_of=day).state is State.NOT_APPLICABLE
    assert judged("TGT004", whole, as_of=date(2026, 3, 3)).evidence == "no revenue of 2026 is written"


@pytest.mark.parametrize("target", ["0", "-100k"])
def test_a_revenue_target_of_nothing_is_none(target: str) -> None:
    assert judged("TGT001", f"financials: [{{year: 2026, target_revenue: {target}}}]") == gap(
        "the revenue target of 2026 is 0 or less, and nothing can be held against it",
        "financials[0].target_revenue",
        "write the target that was agreed",
    )


@pytest.mark.parametrize(
    ("day", "state"), [("2025-11-20", State.PASS), ("2025-11-19", State.GAP), ("2026-11-21", State.GAP)]
)
def test_targets_count_for_twelve_months_to_the_day(day: str, state: State) -> None:
    assert judged("TGT003", f"targets_revised: {day}").state is state


def test_when_targets_were_set_is_to_be_written() -> None:
    assert judged("TGT003").state is State.GAP
    assert judged("TGT003", "targets_revised: 2026-01-15") == met(
        "targets last revised 2026-01-15, 309 days ago; due every 12 months", "targets_revised"
    )


def year(revenue: object, target: object = 3650, through: str = "through: 2026-10, ") -> str:
    return f"financials: [{{year: 2026, {through}revenue: {revenue}, target_revenue: {target}}}]"


@pytest.mark.parametrize(
    ("revenue", "through", "state"),
    [
        ("2736", "through: 2026-10, ", State.PASS),  # 304 days at 10 a day, 90%
        ("2735.99", "through: 2026-10, ", State.GAP),
        ("3285", "", State.PASS),
        ("3284.99", "", State.GAP),
    ],
)
def test_ninety_percent_of_the_target_pro_rata_is_on_track(revenue: str, through: str, state: State) -> None:
    assert judged("TGT004", year(revenue, through=through)).state is state


def test_the_evidence_of_the_track() -> None:
    assert judged("TGT004", year("2735.99")) == gap(
        "revenue up to 2026-10-31: 2,735.99 EUR, 89.99% of the 3,040 EUR that the target asks for pro rata",
        "financials[0].revenue",
        "say under `actions` what turns it, or waive it with the reason; it is met again when revenue is back at "
        "90% of the target pro rata",
    )


def test_a_leap_year_has_a_day_more() -> None:
    front = "financials: [{year: 2028, through: 2028-02-29, revenue: 54, target_revenue: 366}]"
    assert judged("TGT004", front, as_of=date(2028, 3, 1)).evidence == (
        "revenue up to 2028-02-29: 54 EUR, 90% of the 60 EUR that the target asks for pro rata"
    )
    assert judged("TGT004", front, as_of=date(2028, 3, 1)).state is State.PASS


def test_a_fiscal_year_is_counted_from_its_first_day() -> None:
    front = "financials: [{year: 2027, through: 2026-04, revenue: 27, target_revenue: 365}]"
    assert judged("TGT004", front, site=APRIL).evidence == (
        "revenue up to 2026-04-30: 27 EUR, 90% of the 30 EUR that the target asks for pro rata"
    )


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_track_is_exact(revenue: int, target: int, through: date) -> None:
    on_track = Fraction(revenue) >= Fraction(9, 10) * target * through.timetuple().tm_yday / 365
    outcome = judged("TGT004", year(revenue, target, f"through: {through}, "))
    assert outcome.state is (State.PASS if on_track else State.GAP)


@pytest.mark.parametrize("row", ["", "{year: 2026, revenue: 5}", "{year: 2026, revenue: 5, target_revenue: 0}"])
def test_without_a_target_there_is_no_track(row: str) -> None:
    assert judged("TGT004", f"financials: [{row}]") == not_applicable(
        "there is no revenue target of 2026: TGT001 asks for it", "financials"
    )


@pytest.mark.parametrize("row", ["target_revenue: 5", "target_revenue: 5, revenue: 3, through: 2025-12"])
def test_revenue_to_date_is_asked_for(row: str) -> None:
    assert judged("TGT004", f"financials: [{{year: 2026, {row}}}]") == gap(
        "no revenue of 2026 is written",
        "financials[0]",
        "add `revenue` so far to the row of 2026, and `through` with the month it goes up to",
    )


def test_innovation() -> None:
    body = Body(sections=(section_of("Innovation"),))
    assert judged("TGT005", body=body) == met("section “Innovation” is written", "#innovation")
    assert judged("TGT005") == gap(
        "there is no section “Innovation”",
        "",
        "add a heading `## Innovation`, and below it what will be new in service or delivery for this client",
    )


@pytest.mark.parametrize("code", CODES)
def test_targets_are_for_existing_clients(code: str) -> None:
    assert judged(code, "status: prospect") == not_applicable(
        "what is expected of a prospect stands in its opportunities", "status"
    )
    assert judged(code, "status: lost") == not_applicable("the account is lost", "status")
