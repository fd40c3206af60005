"""Element iii: internal reviews."""

from __future__ import annotations

import pytest

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged

ADD = "meet with the account's team, and add a review with `with: team` and its date under `reviews`"
HELD = "attendees: [Per Moe], outcome: Second shift from January"
TEAM = "team: [{name: Per Moe, function: operations}, {name: Ann Vik, function: Operations}, {name: Bo Ek}]\n"


def test_without_a_review_one_gap() -> None:
    assert judged("IRV001", "reviews: [{date: 2026-11-01, with: client}]") == gap(
        "no review with the team is written", "reviews", ADD
    )
    none_yet = not_applicable("there is no review with the team yet: IRV001 asks for it", "reviews")
    assert [judged("IRV002"), judged("IRV003")] == [none_yet, none_yet]


@pytest.mark.parametrize(("day", "state"), [("2026-08-20", State.PASS), ("2026-08-19", State.GAP)])
def test_a_review_counts_for_three_months_to_the_day(day: str, state: State) -> None:
    front = f"reviews: [{{date: {day}, with: team, {HELD}}}, {{date: 2026-11-19, with: team, cancelled: true}}]"
    assert judged("IRV001", front).state is state


def test_reviews_that_do_not_count_are_named() -> None:
    front = """reviews:
  - {date: 2026-08-01, with: team, cancelled: true}
  - {date: 2026-09-01, with: team, cancelled: true}
  - {date: 2027-01-10, with: team}"""
    assert judged("IRV001", front).evidence == (
        "no review with the team was held: the ones of 2026-08-01 and 2026-09-01 were cancelled, "
        "the one of 2027-01-10 is still to come"
    )


def attended(*names: str, extra: str = "") -> str:
    held = f"attendees: [{', '.join(names)}], outcome: Second shift from January"
    return f"{TEAM}{extra}reviews: [{{date: 2026-09-01, with: team, {held}}}]"


def test_the_owner_counts_as_account_management() -> None:
    assert judged("IRV002", attended("ingrid solberg", "PER MOE")) == met(
        "the team review of 2026-09-01 joined account management and operations", "reviews[0].attendees"
    )


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        (["Per Moe", "Ann Vik"], "Operations alone"),
        (["Ingrid Solberg", "Bo Ek"], "account management alone"),
        (["Bo Ek", "Someone Else"], "nobody whose function `team` names"),
    ],
)
def test_one_function_is_not_cross_functional(names: list[str], joined: str) -> None:
    assert judged("IRV002", attended(*names)) == gap(
        f"the team review of 2026-09-01 joined {joined}",
        "reviews[0].attendees",
        "bring in another function, and name all `attendees` as in `team`, where each has a `function`",
    )


def test_the_team_says_what_the_owner_does() -> None:
    front = attended("Ingrid Solberg", "Per Moe").replace(
        "team: [", "team: [{name: Ingrid Solberg, function: operations}, ", 1
    )
    assert judged("IRV002", front).state is State.GAP


@pytest.mark.parametrize(("field", "text"), [("outcome", "Second shift from January"), ("document", "review.pdf")])
def test_an_outcome_or_a_document(field: str, text: str) -> None:
    held = f"attendees: [Per Moe], {field}: {text}"
    assert judged("IRV003", f"reviews: [{{date: 2026-09-01, with: team, {held}}}]") == met(
        f"the team review of 2026-09-01 has its {field}", f"reviews[0].{field}"
    )


def test_the_newest_review_needs_the_outcome() -> None:
    front = f"reviews: [{{date: 2026-09-01, with: team, {HELD}}}, {{date: 2026-10-01, with: team}}]"
    assert judged("IRV003", front) == gap(
        "the team review of 2026-10-01 has no outcome, and no document",
        "reviews[1]",
        "add the `outcome` (what was decided), or the `document` with its minutes",
    )


@pytest.mark.parametrize("code", ["IRV001", "IRV002", "IRV003"])
def test_prospects_are_reviewed_and_lost_accounts_are_not(code: str) -> None:
    front = "reviews: [{date: 2026-09-01, with: team}]"
    assert judged(code, f"status: prospect\n{front}") == judged(code, front)
    assert judged(code, f"status: lost\n{front}") == not_applicable("the account is lost", "status")
