"""Promises: recorded, and kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged

KEEP = "keep it and add `kept` with the date, or tell the client and agree a new `due`"
MAKE_UP = "make up for it, and agree with {} what is promised instead: a new entry with `promise` and `due`"


def test_no_promise_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("PRM001") == gap(
        "no promise to the client is written",
        "promises",
        "write what the client was promised under `promises`, each with `promise`, `to` and `due`",
    )
    assert judged("PRM002") == not_applicable("no promise to the client is written: PRM001 asks for them", "promises")


def test_promises_are_counted() -> None:
    spares = "promise: Spares within a day"
    rows = f"{{{spares}, due: 2026-12-01}}, {{{spares}, kept: 2026-01-01}}, {{{spares}}}"
    assert judged("PRM001", f"promises: [{rows}]") == met("2 promises to the client on record", "promises")


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ("promise: Spares within a day", "has no due date"),
        ("promise: x, due: 2026-12-01", "has fewer than 3 real words in `promise`"),
    ],
)
def test_a_promise_is_told_in_words_with_its_day(fields: str, lacking: str) -> None:
    outcome = judged("PRM001", f"promises: [{{{fields}}}]")
    assert (outcome.state, outcome.key) == (State.GAP, "promises[0]")
    assert outcome.evidence.endswith(lacking)


def test_a_prospect_needs_no_ledger_but_is_held_to_the_one_it_has() -> None:
    assert judged("PRM001", "status: prospect") == not_applicable(
        "what a prospect is offered becomes a promise with the sale", "status"
    )
    assert judged("PRM002", "status: prospect\npromises: [{promise: A, due: 2026-11-19}]").state is State.GAP


def test_a_lost_account_is_not_judged() -> None:
    for code in ("PRM001", "PRM002"):
        assert judged(code, "status: lost\npromises: [{promise: A, due: 2026-11-19}]") == not_applicable(
            "the account is lost", "status"
        )


def test_a_promise_due_today_is_not_overdue() -> None:
    assert judged("PRM002", "promises: [{promise: A, due: 2026-11-20}]") == met(
        "no promise is overdue or was broken in 12 months: 1 open", "promises"
    )


def test_a_promise_due_yesterday_is_overdue() -> None:
    assert judged("PRM002", "promises: [{promise: Fine, kept: 2026-01-01}, {promise: A, due: 2026-11-19}]") == gap(
        "the promise “A” was due 2026-11-19, 1 day ago", "promises[1]", KEEP
    )


def test_an_old_promise_is_as_overdue_as_a_new_one() -> None:
    assert judged("PRM002", "promises: [{promise: A, due: 2020-01-01, to: Kari Dahl}]") == gap(
        "the promise “A” was due 2020-01-01, 2,515 days ago",
        "promises[0]",
        "keep it and add `kept` with the date, or tell Kari Dahl and agree a new `due`",
    )


@pytest.mark.parametrize(("day", "state"), [("2025-11-20", State.GAP), ("2025-11-19", State.PASS)])
def test_a_broken_promise_is_told_of_for_twelve_months_to_the_day(day: str, state: State) -> None:
    assert judged("PRM002", f"promises: [{{promise: A, due: 2025-10-01, broken: {day}}}]").state is state


def test_a_broken_promise_asks_for_another() -> None:
    assert judged("PRM002", "promises: [{promise: A, to: Kari Dahl, broken: 2026-10-21}]") == gap(
        "the promise “A” was broken 2026-10-21, 30 days ago", "promises[0]", MAKE_UP.format("Kari Dahl")
    )


def test_a_promise_both_kept_and_broken_was_broken() -> None:
    assert judged("PRM002", "promises: [{promise: A, kept: 2026-10-21, broken: 2026-10-21}]").state is State.GAP


def test_what_was_kept_late_was_kept() -> None:
    front = (
        "promises:\n"
        "  - {promise: A, due: 2026-06-30, kept: 2026-07-01}\n"
        "  - {promise: B, due: 2026-06-30, kept: 2026-06-30}\n"
        "  - {promise: Long ago, due: 2025-06-30, kept: 2025-06-30}\n"
        "  - {promise: C}\n"
    )
    assert judged("PRM002", front) == met(
        "no promise is overdue or was broken in 12 months: 2 kept (1 of them late) and 1 open", "promises"
    )


def test_what_will_be_kept_tomorrow_is_overdue_today() -> None:
    assert judged("PRM002", "promises: [{promise: A, due: 2026-11-19, kept: 2026-11-21}]").state is State.GAP


def test_promises_without_any_date_cannot_be_judged() -> None:
    assert judged("PRM002", "promises: [{promise: A}]") == not_applicable(
        "no promise says by when it is to be kept: add `due` to each", "promises"
    )


def test_three_failures_are_named_and_the_others_counted() -> None:
    rows = ", ".join(f"{{promise: {name}, due: 2026-11-19}}" for name in "ABCDE")
    assert judged("PRM002", f"promises: [{rows}]").evidence == (
        "the promise “A” was due 2026-11-19, 1 day ago; the promise “B” was due 2026-11-19, 1 day ago; "
        "the promise “C” was due 2026-11-19, 1 day ago; and 2 more"
    )


@given(st.lists(st.sampled_from(("kept: 2026-11-20", "due: 2026-11-20", "broken: 2025-11-19"))))
def test_one_more_kept_promise_never_makes_it_worse(fields: list[str]) -> None:
    rows = [f"{{promise: A, {field}}}" for field in fields]
    more = [*rows, "{promise: B, due: 2026-11-01, kept: 2026-11-20}"]
    assert judged("PRM002", f"promises: [{', '.join(rows)}]").state is not State.GAP
    assert judged("PRM002", f"promises: [{', '.join(more)}]").state is State.PASS
