"""Value: outcomes in the client's own metrics, and who vouches for them."""

from __future__ import annotations

import pytest

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged

NONE_YET = not_applicable("there is no outcome yet: VAL001 asks for one", "outcomes")
SCORE = "feedback: [{date: 2026-06-03, from: [Kari Dahl], score: 8}, {date: 2026-07-01, summary: No score}]\n"


def outcome(fields: str) -> str:
    return f"outcomes: [{{metric: Stock accuracy, {fields}}}]\n"


def test_no_outcome_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("VAL001", SCORE) == gap(
        "no outcome in the client's own metrics is written",
        "outcomes",
        "ask the client which of its own figures we should move, and write it under `outcomes` with `metric`, "
        "`baseline` and `target`",
    )
    assert [judged(code, SCORE) for code in ("VAL002", "VAL003")] == [NONE_YET] * 2


def test_one_metric_of_the_client_will_do() -> None:
    assert judged("VAL001", "outcomes: [{metric: Stock accuracy, target: 90}, {metric: Line stops, target: 2}]") == met(
        "2 outcomes in the client's metrics: Stock accuracy and Line stops", "outcomes"
    )


@pytest.mark.parametrize("code", ["VAL001", "VAL002", "VAL003", "VAL004"])
def test_prospects_and_lost_accounts_are_not_judged(code: str) -> None:
    front = f"{SCORE}relationship: partner\nstatus: "
    assert judged(code, f"{front}prospect") == not_applicable("a prospect has had nothing from us yet", "status")
    assert judged(code, f"{front}lost") == not_applicable("the account is lost", "status")


def test_nought_is_a_figure() -> None:
    assert judged("VAL002", outcome("baseline: 0, target: 0, actual: 0, as_of: 2024-11-20")) == met(
        "1 outcome with baseline, target and actual", "outcomes[0]"
    )


def test_every_outcome_is_measured_in_full() -> None:
    front = (
        "outcomes:\n  - {metric: Fine, baseline: 1, target: 2, actual: 2, as_of: 2026-09-30}\n"
        "  - {metric: Stock accuracy, actual: 93}\n  - {metric: Line stops, baseline: 4, target: 2}\n"
    )
    assert judged("VAL002", front) == gap(
        "the outcome “Stock accuracy” has no baseline and no target; the outcome “Line stops” has no actual",
        "outcomes[1]",
        "measure it with the client, and add `baseline` and `target` in the client's unit",
    )


@pytest.mark.parametrize(
    ("day", "state"), [("2025-06-03", State.PASS), ("2025-06-02", State.GAP), ("2026-11-20", State.PASS)]
)
def test_a_result_is_at_most_twelve_months_older_than_the_score(day: str, state: State) -> None:
    assert judged("VAL003", SCORE + outcome(f"actual: 93, as_of: {day}")).state is state


def test_a_score_beside_an_old_result_stands_alone() -> None:
    assert judged("VAL003", SCORE + outcome("actual: 93, as_of: 2025-05-30")) == gap(
        "the feedback of 2026-06-03 scores 8 of 10, but the newest result is older by more than 12 months: "
        "“Stock accuracy” was measured 2025-05-30",
        "outcomes[0].as_of",
        "measure again what the client got, and write `actual` and `as_of`: satisfaction alone says little",
    )


def test_the_newest_result_counts() -> None:
    front = (
        f"{SCORE}outcomes:\n  - {{metric: Old, actual: 1, as_of: 2020-01-01}}\n"
        "  - {metric: New, actual: 1, as_of: 2026-09-30}\n  - {metric: To come, actual: 1, as_of: 2026-11-21}\n"
    )
    assert judged("VAL003", front) == met(
        "the feedback of 2026-06-03 scores 8 of 10, and a result stands beside it: “New” was measured 2026-09-30",
        "feedback[0]",
    )


def test_a_result_says_when_it_was_measured() -> None:
    assert judged("VAL003", SCORE + outcome("actual: 93")) == gap(
        "the feedback of 2026-06-03 scores 8 of 10, and no outcome says when it was measured",
        "outcomes",
        "add `as_of`, the day it was measured, to each outcome",
    )
    assert judged("VAL001", outcome("actual: 93")) == gap(
        "the outcome “Stock accuracy” has no day on which it was measured",
        "outcomes[0]",
        "measure it with the client, and write `as_of`",
    )
    assert judged("VAL002", outcome("baseline: 1, target: 2, actual: 2")) == NONE_YET


def test_a_result_counts_for_twenty_four_months() -> None:
    old = "baseline: 1, target: 2, actual: 2, as_of: 2024-11-19"
    assert judged("VAL001", outcome(old)).evidence == (
        "the outcome “Stock accuracy” has no result of the last 24 months: it was measured 2024-11-19"
    )
    fresh = "{metric: Line stops, baseline: 4, target: 2, actual: 2, as_of: 2024-11-20}"
    assert judged("VAL002", outcome(old).replace("}]", f"}}, {fresh}]")) == gap(
        "the outcome “Stock accuracy” has no result of the last 24 months: it was measured 2024-11-19",
        "outcomes[0]",
        "measure it with the client, and write `as_of`",
    )


def test_newer_feedback_without_a_score_is_the_clients_last_word() -> None:
    front = SCORE.replace("summary: No", "from: [Kari Dahl], summary: No")
    assert judged("VAL003", front + outcome("actual: 93, as_of: 2026-09-30")).evidence == (
        "the feedback of 2026-07-01 is not scored, and newer than that of 2026-06-03, and a result stands beside it: "
        "“Stock accuracy” was measured 2026-09-30"
    )


def test_without_a_score_or_an_actual_nothing_stands_alone() -> None:
    assert judged("VAL003", "feedback: [{date: 2026-06-03}]\n" + outcome("actual: 93")) == not_applicable(
        "no feedback has a score that could stand alone", "feedback"
    )
    assert judged("VAL003", SCORE + outcome("target: 93")) == not_applicable(
        "no outcome has an actual yet: VAL002 asks for it", "outcomes"
    )


@pytest.mark.parametrize(
    ("front", "is_now"),
    [
        ("", "no `relationship` is written"),
        ("relationship: vendor", "the relationship is “vendor”"),
        ("relationship: preferred supplier", "the relationship is “preferred supplier”"),
    ],
)
def test_references_are_asked_of_partners(front: str, is_now: str) -> None:
    assert judged("VAL004", front) == not_applicable(f"asked of partners only; {is_now}", "relationship")


def test_a_partner_vouches_for_us() -> None:
    front = "relationship: strategic partner\nreferences: [{kind: case study, date: 2026-11-21, with: Kari Dahl}"
    assert judged("VAL004", f"{front}]") == gap(
        "a strategic partner, and no reference of it is written",
        "references",
        "ask the client for a testimonial, a referral or a case study, and write it under `references` with `kind`, "
        "`date` and `with`",
    )
    given = (
        "{kind: referral, date: 2020-01-01, with: Kari Dahl}, {kind: testimonial, date: 2021-01-01, with: Nils Berg}"
    )
    assert judged("VAL004", f"{front}, {given}]") == met(
        "a referral of 2020-01-01 by Kari Dahl, and 1 more", "references[1]"
    )


def test_a_reference_names_who_gave_it_and_when() -> None:
    assert judged("VAL004", "relationship: partner\nreferences: [{kind: testimonial}]") == gap(
        "a partner, and its testimonial has no name and no date",
        "references[0]",
        "ask the client for a testimonial, a referral or a case study, and write it under `references` with `kind`, "
        "`date` and `with`",
    )
