"""Element ii: client feedback."""

from __future__ import annotations

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

ADD = "ask the client, and add an entry with `date`, `method`, `from` and `summary` under `feedback`"
SAID = "from: [Kari Dahl], summary: Wants answers within a day"
NONE_YET = not_applicable("there is no feedback yet: FBK001 asks for it", "feedback")


def test_no_feedback_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("FBK001") == gap("no feedback of the client is written", "feedback", ADD)
    assert [judged(code) for code in ("FBK002", "FBK003", "FBK004")] == [NONE_YET] * 3


def test_feedback_of_tomorrow_is_none() -> None:
    assert judged("FBK001", f"feedback: [{{date: 2026-11-21, {SAID}}}]").state is State.GAP


def test_any_feedback_will_do_for_the_first() -> None:
    rows = ", ".join(f"{{date: {year}-01-01, {SAID}}}" for year in (2019, 2020, 2027))
    assert judged("FBK001", f"feedback: [{rows}]") == met(
        "2 entries of feedback, the newest of 2020-01-01", "feedback[1]"
    )


@pytest.mark.parametrize(("day", "state"), [("2026-05-20", State.PASS), ("2026-05-19", State.GAP)])
def test_feedback_is_fresh_for_six_months_to_the_day(day: str, state: State) -> None:
    assert judged("FBK002", f"feedback: [{{date: {day}, {SAID}}}]").state is state


def test_the_cadence_is_that_of_the_category() -> None:
    site = record_of(SiteConfig, {"categories": {"strategic": {"feedback_every": "1 month"}}})
    assert judged("FBK002", f"feedback: [{{date: 2026-10-19, {SAID}}}]", site=site) == gap(
        "last feedback 2026-10-19, 32 days ago; due every month", "feedback[0].date", ADD
    )


def test_the_newest_feedback_is_in_writing() -> None:
    older = f"{{date: 2026-01-01, {SAID}}}"
    assert judged("FBK003", f"feedback: [{{date: 2026-06-03, document: june.pdf}}, {older}]") == met(
        "the feedback of 2026-06-03 has a document", "feedback[0].document"
    )
    assert judged("FBK003", f"feedback: [{{date: 2026-06-03}}, {older}]") == gap(
        "the feedback of 2026-06-03 has no summary, and no document",
        "feedback[0]",
        "add a `summary` of what was said, or the `document` that holds it",
    )


def test_two_people_in_two_years_are_a_system() -> None:
    said = "summary: Parts came late"
    front = f"feedback: [{{date: 2024-11-20, from: [Nils Berg], {said}}}, {{date: 2026-06-03, {SAID}}}]"
    assert judged("FBK004", front) == met("2 entries of feedback in 24 months, from 2 people", "feedback")


def test_one_entry_in_two_years_is_no_system() -> None:
    rows = ("2024-11-19, from: [Nils Berg]", "2026-06-03, from: [Kari Dahl, Nils Berg]")
    front = f"feedback: [{', '.join(f'{{date: {row}, summary: Parts came late}}' for row in rows)}]"
    assert judged("FBK004", front) == gap(
        "1 entry of feedback in 24 months, from 2 people", "feedback", f"{ADD}; two in 24 months is the least"
    )


@pytest.mark.parametrize(
    ("names", "people"),
    [("from: [Kari Dahl]", "1 named person"), ("from: kari  dahl", "1 named person")],
)
def test_respondents_are_to_be_named(names: str, people: str) -> None:
    rows = [f"{{date: {day}, summary: Parts came late, {names}}}" for day in ("2025-11-20", "2026-06-03")]
    front = f"feedback: [{', '.join(rows)}]"
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
            "vendor_evaluation: {date: 2024-11-19, criteria: [{name: Price}]}",
            "vendor_evaluation: {date: 2026-05-20, criteria: [{name: x}]}",
        )
    ] == [State.GAP] * 5
    assert judged("FBK005", "vendor_evaluation: {date: 2024-11-20, criteria: [{name: Price}]}").state is State.PASS


def test_of_a_prospect_only_its_criteria_are_asked() -> None:
    states = [judged(f"FBK00{n}", "status: prospect").state for n in range(1, 6)]
    assert states == [State.NOT_APPLICABLE] * 4 + [State.GAP]


def test_a_lost_account_documents_what_the_client_said() -> None:
    front = f"status: lost\nfeedback: [{{date: 2023-08-26, {SAID}}}, {{date: 2023-09-01}}]"
    states = [judged(f"FBK00{n}", front).state for n in range(1, 6)]
    assert states == [State.PASS, State.NOT_APPLICABLE, State.GAP, State.NOT_APPLICABLE, State.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("fields", "said", "write"),
    [
        ("score: 10", "has no one who answered and no summary", "write `from` and `summary` of it"),
        ("from: [x], summary: x", "has no one who answered and fewer than 3 real words in `summary`", ""),
        ("from: [Ingrid Solberg, Per Moe], summary: All is very well", "has only people of ours under `from`", ""),
        ("from: [Kari Dahl], summary: '[what was said]'", "has no summary", ""),
    ],
)
def test_feedback_of_nobody_or_without_words_does_not_count(fields: str, said: str, write: str) -> None:
    front = f"team: [{{name: Per Moe}}]\nfeedback: [{{date: 2026-11-01, {fields}}}]"
    outcome = judged("FBK001", front)
    assert (outcome.state, outcome.evidence, outcome.key) == (
        State.GAP,
        f"the feedback of 2026-11-01 {said}",
        "feedback[0]",
    )
    assert write in outcome.write
    assert [judged(code, front) for code in ("FBK002", "FBK003", "FBK004")] == [NONE_YET] * 3
