"""Element ii: client feedback."""

from __future__ import annotations

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

ADD = "ask the client, and add an entry with `date`, `method`, `from` and `summary` under `feedback`"
NONE_YET = not_applicable("there is no feedback yet: FBK001 asks for it", "feedback")


def test_no_feedback_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("FBK001") == gap("no feedback of the client is written", "feedback", ADD)
    assert [judged(code) for code in ("FBK002", "FBK003", "FBK004")] == [NONE_YET] * 3


def test_feedback_of_tomorrow_is_none() -> None:
    assert judged("FBK001", "feedback: [{date: 2026-11-21}]").state is State.GAP


def test_any_feedback_will_do_for_the_first() -> None:
    assert judged("FBK001", "feedback: [{date: 2019-01-01}, {date: 2020-01-01}, {date: 2027-01-01}]") == met(
        "2 entries of feedback, the newest of 2020-01-01", "feedback[1]"
    )


@pytest.mark.parametrize(("day", "state"), [("2026-05-20", State.PASS), ("2026-05-19", State.GAP)])
def test_feedback_is_fresh_for_six_months_to_the_day(day: str, state: State) -> None:
    assert judged("FBK002", f"feedback: [{{date: {day}}}]").state is state


def test_the_cadence_is_that_of_the_category() -> None:
    site = record_of(SiteConfig, {"categories": {"strategic": {"feedback_every": "1 month"}}})
    assert judged("FBK002", "feedback: [{date: 2026-10-19}]", site=site) == gap(
        "last feedback 2026-10-19, 32 days ago; due every month", "feedback[0].date", ADD
    )


def test_the_newest_feedback_is_in_writing() -> None:
    older = "{date: 2026-01-01, summary: Fine}"
    assert judged("FBK003", f"feedback: [{{date: 2026-06-03, document: june.pdf}}, {older}]") == met(
        "the feedback of 2026-06-03 has a document", "feedback[0].document"
    )
    assert judged("FBK003", f"feedback: [{{date: 2026-06-03}}, {older}]") == gap(
        "the feedback of 2026-06-03 has neither summary nor document",
        "feedback[0]",
        "add a `summary` of what was said, or the `document` that holds it",
    )


def test_two_people_in_two_years_are_a_system() -> None:
    front = "feedback: [{date: 2024-11-20, from: [Nils Berg]}, {date: 2026-06-03, from: [Kari Dahl]}]"
    assert judged("FBK004", front) == met("2 entries of feedback in 24 months, from 2 people", "feedback")


def test_one_entry_in_two_years_is_no_system() -> None:
    front = "feedback: [{date: 2024-11-19, from: [Nils Berg]}, {date: 2026-06-03, from: [Kari Dahl, Nils Berg]}]"
    assert judged("FBK004", front) == gap(
        "1 entry of feedback in 24 months, from 2 people", "feedback", f"{ADD}; two in 24 months is the least"
    )


@pytest.mark.parametrize(
    ("names", "people"),
    [("", "0 people"), ("from: [Kari Dahl]", "1 named person"), ("from: kari  dahl", "1 named person")],
)
def test_respondents_are_to_be_named(names: str, people: str) -> None:
    front = f"feedback: [{{date: 2025-11-20, {names}}}, {{date: 2026-06-03, {names}}}]"
    assert judged("FBK004", front) == gap(
        f"2 entries of feedback in 24 months, from {people}",
        "feedback",
        "name who answered under `from`, and ask more than one person",
    )


def test_the_clients_criteria_for_vendors() -> None:
    assert judged("FBK005", "vendor_evaluation: {date: 2026-05-20, criteria: [{name: Price}]}") == met(
        "1 criterion by which the client rates its vendors, of 2026-05-20", "vendor_evaluation"
    )
    assert [
        judged("FBK005", front).state
        for front in (
            "",
            "vendor_evaluation: {date: 2026-05-20}",
            "vendor_evaluation: {date: 2026-11-21, criteria: [{name: Price}]}",
        )
    ] == [State.GAP] * 3


def test_of_a_prospect_only_its_criteria_are_asked() -> None:
    states = [judged(f"FBK00{n}", "status: prospect").state for n in range(1, 6)]
    assert states == [State.NOT_APPLICABLE] * 4 + [State.GAP]


def test_a_lost_account_documents_what_the_client_said() -> None:
    front = "status: lost\nfeedback: [{date: 2023-08-26}]"
    states = [judged(f"FBK00{n}", front).state for n in range(1, 6)]
    assert states == [State.PASS, State.NOT_APPLICABLE, State.GAP, State.NOT_APPLICABLE, State.NOT_APPLICABLE]
