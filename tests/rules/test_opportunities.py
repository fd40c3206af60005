"""Lens: pipeline honesty."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

CODES = ("OPP001", "OPP002", "OPP003", "OPP004", "OPP005")
NONE_OPEN = not_applicable("no opportunity is open", "opportunities")
TALK = "talk it through with the client and write the day as `discussed`, or take the `probability` out until you have"
ASK = "ask the client where it stands, and write `stage: won`, `stage: lost` or the new `close`"
TALK_AGAIN = "talk it through with the client and write the day as `discussed`, or give it up with `stage: lost`"


def opened(*rows: str) -> str:
    return "opportunities: [" + ", ".join(f"{{name: {row}}}" for row in rows) + "]"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("front", ["", opened("Old, stage: won, close: 2020", "Gone, stage: lost, probability: 90%")])
def test_without_an_open_opportunity_there_is_nothing_to_judge(code: str, front: str) -> None:
    assert judged(code, front) == NONE_OPEN


def test_a_probability_is_earned_in_a_talk() -> None:
    front = opened("A", "B, probability: 50%, discussed: 2019-01-01", "C, probability: 10%, discussed: 2026-11-20")
    evidence = "2 open opportunities with a probability, each discussed with the client"
    assert judged("OPP001", front) == met(evidence, "opportunities[1]")


def test_a_probability_nobody_discussed() -> None:
    front = opened("A, probability: 50%, discussed: 2026-09-10", "B, probability: 12.5%", "C, probability: 0%")
    assert judged("OPP001", front) == gap(
        "the opportunity “B” stands at 12.5%, but was never discussed with the client; "
        "the opportunity “C” stands at 0%, but was never discussed with the client",
        "opportunities[1].probability",
        TALK,
    )


def test_a_talk_of_tomorrow_has_not_earned_a_probability() -> None:
    assert judged("OPP001", opened("A, probability: 50%, discussed: 2026-11-21")) == gap(
        "the opportunity “A” stands at 50%, but is discussed with the client only on 2026-11-21, in 1 day",
        "opportunities[0].probability",
        TALK,
    )


def test_without_a_probability_there_is_none_to_earn() -> None:
    assert judged("OPP001", opened("A, discussed: 2026-09-10", "B")) == not_applicable(
        "no open opportunity has a probability: OPP003 asks for it", "opportunities"
    )


@pytest.mark.parametrize(
    ("close", "as_of", "state"),
    [
        ("2026-11-20", "2026-11-20", State.PASS),
        ("2026-11-19", "2026-11-20", State.GAP),
        ("2026-Q3", "2026-09-30", State.PASS),
        ("2026-Q3", "2026-10-01", State.GAP),
        ("2028-02", "2028-02-29", State.PASS),
        ("2028-02", "2028-03-01", State.GAP),
        ("2026", "2026-12-31", State.PASS),
        ("2026", "2027-01-01", State.GAP),
    ],
)
def test_a_period_closes_on_its_last_day(close: str, as_of: str, state: State) -> None:
    assert judged("OPP002", opened(f"A, close: {close}"), as_of=date.fromisoformat(as_of)).state is state


@pytest.mark.parametrize(
    ("close", "last"), [("2026-Q4", "2026-03-31"), ("2026", "2026-03-31"), ("2027-Q1", "2026-06-30")]
)
def test_quarters_and_years_are_the_sites_fiscal_ones(close: str, last: str) -> None:
    site = record_of(SiteConfig, {"site": {"fiscal_year_start": 4}})
    outcome = judged("OPP002", opened(f"A, close: {close}"), as_of=date.fromisoformat(last), site=site)
    evidence = f"no open opportunity closes in the past; the next is to close by {last}"
    assert outcome == met(evidence, "opportunities[0].close")


def test_the_opportunity_most_overdue_comes_first() -> None:
    front = opened("A", "B, close: 2026-11-19", "C, close: 2026-Q3", "D, close: 2020, stage: won", "E, close: 2027")
    assert judged("OPP002", front) == gap(
        "the opportunity “C” was to close by 2026-09-30, 51 days ago; "
        "the opportunity “B” was to close by 2026-11-19, 1 day ago",
        "opportunities[2].close",
        ASK,
    )


def test_without_a_close_nothing_can_be_past() -> None:
    assert judged("OPP002", opened("A, value: 1k")) == not_applicable(
        "no open opportunity has a close: OPP003 asks for it", "opportunities"
    )


def test_complete_opportunities() -> None:
    whole = "value: 0, probability: 0%, close: 2027"
    evidence = "2 open opportunities with value, probability and close"
    front = opened("Old, stage: won", f"A, {whole}", f"B, {whole}")
    assert judged("OPP003", front) == met(evidence, "opportunities[1]")


@pytest.mark.parametrize(
    ("fields", "missing", "write"),
    [
        ("value: 1k, probability: 50%", "no close", "add `close` to it"),
        ("close: 2027, probability: 50%", "no value", "add `value` to it"),
        ("close: 2027, value: 1, discussed: 2026-11-20", "no probability", "add `probability` to it"),
        (
            "close: 2027, value: 1",
            "no probability",
            "talk it through with the client, then add `probability` to it",
        ),
        (
            "discussed: 2026-11-21",
            "no value, probability and no close",
            "talk it through with the client, then add `value`, `probability` and `close` to it",
        ),
    ],
)
def test_what_an_opportunity_lacks(fields: str, missing: str, write: str) -> None:
    front = opened("Old, stage: lost", f"A, {fields}")
    assert judged("OPP003", front) == gap(f"the opportunity “A” has {missing}", "opportunities[1]", write)


@pytest.mark.parametrize(("day", "state"), [("2026-08-22", State.PASS), ("2026-08-21", State.GAP)])
def test_a_talk_holds_for_ninety_days(day: str, state: State) -> None:
    assert judged("OPP004", opened(f"A, discussed: {day}")).state is state


def test_opportunities_discussed_lately() -> None:
    front = opened("A, discussed: 2026-09-10, probability: 50%", "B, discussed: 2026-10-30")
    assert judged("OPP004", front) == met(
        "2 open opportunities discussed, the earliest 2026-09-10, 71 days ago; due every 90 days",
        "opportunities[0].discussed",
    )


def test_an_opportunity_nobody_speaks_of() -> None:
    front = opened("A, discussed: 2026-09-10", "B, discussed: 2026-08-21", "C")
    assert judged("OPP004", front) == gap(
        "the opportunity “B” was last discussed 2026-08-21, 91 days ago; the opportunity “C” was never discussed; "
        "due every 90 days",
        "opportunities[1].discussed",
        TALK_AGAIN,
    )
    assert judged("OPP004", opened("C")).key == "opportunities[0]"


def test_a_probability_without_a_talk_is_a_gap_of_one_rule() -> None:
    front = opened("A, probability: 50%", "B, probability: 50%, discussed: 2026-11-21")
    assert judged("OPP001", front).state is State.GAP
    assert judged("OPP004", front) == not_applicable(
        "no open opportunity was discussed yet: OPP001 asks for it", "opportunities"
    )


@given(st.sampled_from(["", ", probability: 50%"]), st.sampled_from(["", ", discussed: 2026-11-20"]))
def test_an_opportunity_never_discussed_is_always_one_gap(probability: str, discussed: str) -> None:
    states = [judged(code, opened(f"A{probability}{discussed}")).state for code in ("OPP001", "OPP004")]
    assert states.count(State.GAP) == (0 if discussed else 1)


def test_up_to_even_nobody_has_to_decide() -> None:
    assert judged("OPP005", opened("A, probability: 50%", "B")) == not_applicable(
        "no open opportunity stands above 50%", "opportunities"
    )


def test_a_likely_opportunity_with_a_decision_maker() -> None:
    front = opened("A, probability: 50.01%")
    front += "\ncontacts: [{name: Nils Berg, role: user}, {name: Kari Dahl, role: decision maker}]"
    assert judged("OPP005", front) == met("Kari Dahl, who decides, is among the contacts", "contacts[1].role")


@pytest.mark.parametrize("contacts", ["", "contacts: [{name: Nils Berg, role: champion}, {name: Ole}]"])
def test_a_likely_opportunity_nobody_is_known_to_decide(contacts: str) -> None:
    front = opened("A, probability: 50%", "B, probability: 50.01%", "C, probability: 1.0%") + f"\n{contacts}"
    assert judged("OPP005", front) == gap(
        "the opportunity “B” stands at 50.01%, but no contact is a decision maker",
        "opportunities[1].probability",
        "find out who decides and add that contact under `contacts` with `role: decision maker`, or write a "
        "`probability` of `50%` or less",
    )


@pytest.mark.parametrize("code", CODES)
def test_lost_accounts_are_not_judged_and_prospects_are(code: str) -> None:
    front = opened("A, probability: 60%, close: 2026-Q3") + "\n"
    assert judged(code, f"{front}status: lost") == not_applicable("the account is lost", "status")
    assert judged(code, f"{front}status: prospect") == judged(code, front)


def test_an_open_deal_says_who_else_is_in_the_running() -> None:
    deals = "opportunities: [{name: A, offering: Platform}, {name: B, competitor: none}, {name: C, stage: lost}]\n"
    assert judged("OPP006", deals) == gap(
        "who else is in the running for “A” is not known",
        "opportunities[0]",
        "ask the client who else it talks with, and write that as `competitor`, or `competitor: none`",
    )
    rival = "competitors: [{name: CompetitorX, offering: platform}]"
    assert judged("OPP006", deals + rival) == met("2 open opportunities, each with its competition", "opportunities[0]")
