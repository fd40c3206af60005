"""Element iv: reviews with the client."""

from __future__ import annotations

import pytest

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged

ADD = "meet the client, and add a review with `with: client` and its date under `reviews`"
SAT = "attendees: [Kari Dahl], outcome: Second yard moves forward"
ADD_ON_SITE = "visit the client, and add a review with `with: client`, `site: client` and its date under `reviews`"


def test_without_a_review() -> None:
    front = "reviews: [{date: 2026-11-01, with: team}]"
    assert [judged(f"CRV00{n}", front) for n in range(1, 5)] == [
        gap("no review with the client is written", "reviews", ADD),
        gap("no review at the client's site is written", "reviews", ADD_ON_SITE),
        not_applicable("there is no review with the client yet: CRV001 asks for it", "reviews"),
        not_applicable("no meeting with the client is written: CRV001 asks for one", "reviews"),
    ]


@pytest.mark.parametrize(("day", "state"), [("2026-08-20", State.PASS), ("2026-08-19", State.GAP)])
def test_a_review_counts_for_three_months_to_the_day(day: str, state: State) -> None:
    assert judged("CRV001", f"reviews: [{{date: {day}, with: client, {SAT}}}]").state is state


def test_a_review_that_was_cancelled_is_named() -> None:
    front = "reviews: [{date: 2026-08-01, with: client, site: client, cancelled: true}]"
    assert [judged(code, front).evidence for code in ("CRV001", "CRV002")] == [
        "no review with the client was held: the one of 2026-08-01 was cancelled",
        "no review at the client's site was held: the one of 2026-08-01 was cancelled",
    ]


def test_a_cancelled_review_and_one_to_come_were_not_held() -> None:
    front = f"""reviews:
  - {{date: 2026-12-10, with: client}}
  - {{date: 2026-11-10, with: client, cancelled: true}}
  - {{date: 2026-06-10, with: client, {SAT}}}"""
    assert judged("CRV001", front) == gap(
        "last client review 2026-06-10, 163 days ago; due every 3 months", "reviews[2].date", ADD
    )


@pytest.mark.parametrize(("day", "state"), [("2025-11-20", State.PASS), ("2025-11-19", State.GAP)])
def test_a_visit_counts_for_a_year_although_newer_reviews_were_elsewhere(day: str, state: State) -> None:
    held = f"with: client, {SAT}"
    front = f"reviews: [{{date: 2026-10-01, site: remote, {held}}}, {{date: {day}, site: client, {held}}}]"
    outcome = judged("CRV002", front)
    assert (outcome.state, outcome.key) == (state, "reviews[1].date")


@pytest.mark.parametrize(
    ("topics", "covered", "state"),
    [
        ("metrics, satisfaction, opportunities, problems and challenges", 4, State.PASS),
        ("metrics, satisfaction, opportunities, metrics", 3, State.GAP),
        ("", 0, State.GAP),
    ],
)
def test_half_of_the_eight_topics_are_enough(topics: str, covered: int, state: State) -> None:
    outcome = judged("CRV003", f"reviews: [{{date: 2026-09-10, with: client, {SAT}, covered: [{topics}]}}]")
    assert (outcome.state, outcome.evidence, outcome.key) == (
        state,
        f"the client review of 2026-09-10 covered {covered} of 8 topics",
        "reviews[0].covered",
    )


def test_the_topics_not_yet_covered_are_named() -> None:
    topics = "covered: [metrics, changing priorities, satisfaction]"
    front = f"reviews: [{{date: 2026-09-10, with: client, {SAT}, {topics}}}]"
    assert judged("CRV003", front).write == (
        "name what was talked about under `covered`; not yet: `needs and unmet needs`, `expectations and perceptions`, "
        "`problems and challenges`, `opportunities` and `anxieties and concerns`"
    )


def meetings(*days: str) -> str:
    """Client meetings; those that begin with ``x`` were cancelled."""
    rows = [f"{{date: {day.lstrip('x')}, with: client, {'cancelled: true' if day[0] == 'x' else SAT}}}" for day in days]
    return f"reviews: [{', '.join(rows)}]"


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (["x2026-09-10", "x2026-08-01"], State.GAP),
        (["x2026-08-01", "2026-05-01", "x2026-09-10"], State.GAP),
        (["2026-09-10", "x2026-08-01"], State.PASS),
        (["x2026-09-10", "2026-08-01"], State.PASS),
        (["x2026-09-10"], State.PASS),
        (["x2026-12-10", "x2026-08-01"], State.PASS),
    ],
)
def test_the_last_two_meetings_were_not_both_cancelled(days: list[str], state: State) -> None:
    assert judged("CRV004", meetings(*days)).state is state


@pytest.mark.parametrize(
    ("held", "cancelled", "state"),
    [(4, 2, State.GAP), (5, 2, State.PASS), (2, 1, State.PASS), (6, 3, State.GAP)],
)
def test_of_the_meetings_of_twelve_months_one_in_three_may_not_be_cancelled(
    held: int, cancelled: int, state: State
) -> None:
    days = [f"2026-10-{day:02}" for day in range(10, 10 + held)]
    days[1:1] = [f"x2026-0{month}-01" for month in range(1, 1 + cancelled)]
    days += ["x2024-01-01", "x2024-03-01"]
    outcome = judged("CRV004", meetings(*days))
    assert outcome.state is state
    if state is State.GAP:
        said = f"{cancelled} of the {held + cancelled} client meetings of the last 12 months were cancelled"
        assert outcome.evidence == said


@pytest.mark.parametrize(
    ("fields", "said", "write"),
    [
        ("", "has no attendees and no outcome", "write `attendees` and `outcome` of it"),
        ("attendees: [x], outcome: x", "has no attendees and fewer than 3 real words in `outcome`", ""),
        ("attendees: [Ingrid Solberg], outcome: Second yard moves forward", "has only people of ours under", ""),
        ("attendees: [Kari Dahl], outcome: Decided today", "has fewer than 3 real words in `outcome`", ""),
    ],
)
def test_a_review_without_people_or_outcome_does_not_count(fields: str, said: str, write: str) -> None:
    row = f"{{date: 2026-11-01, with: client, site: client, {fields}}}"
    outcome = judged("CRV001", f"reviews: [{row}]")
    assert outcome.state is State.GAP
    assert outcome.evidence.startswith(f"the review with the client of 2026-11-01 {said}")
    assert write in outcome.write
    others = [judged(code, f"reviews: [{row}]").state for code in ("CRV002", "CRV003", "CRV004")]
    assert others == [State.GAP, State.NOT_APPLICABLE, State.NOT_APPLICABLE]


def test_a_newer_review_that_does_not_count_is_what_there_is_to_mend() -> None:
    rows = f"{{date: 2026-11-01, with: client}}, {{date: 2026-06-10, with: client, {SAT}}}"
    assert judged("CRV001", f"reviews: [{rows}]") == gap(
        "last client review 2026-06-10, 163 days ago; due every 3 months; "
        "the review with the client of 2026-11-01 has no attendees and no outcome",
        "reviews[0]",
        "write `attendees` and `outcome` of it",
    )


def test_cancelled_meetings_are_named_by_date() -> None:
    assert judged("CRV004", meetings("x2026-09-10", "x2026-08-01")) == gap(
        "the last two client meetings, 2026-08-01 and 2026-09-10, were cancelled",
        "reviews[0]",
        f"find out why, then {ADD}",
    )


@pytest.mark.parametrize(
    ("days", "evidence"),
    [
        (["2026-09-10", "x2026-08-01"], "the last client meeting, 2026-09-10, took place"),
        (["x2026-09-10", "2026-08-01"], "the last client meeting, 2026-09-10, was cancelled, but not the one before"),
        (["x2026-09-10"], "the last client meeting, 2026-09-10, was cancelled, and it is the only one"),
    ],
)
def test_one_meeting_may_be_cancelled(days: list[str], evidence: str) -> None:
    assert judged("CRV004", meetings(*days)) == met(evidence, "reviews[0]")


@pytest.mark.parametrize("code", ["CRV001", "CRV002", "CRV003", "CRV004"])
def test_prospects_are_met_and_lost_accounts_are_not_judged(code: str) -> None:
    front = meetings("2026-09-10", "x2026-08-01")
    assert judged(code, f"status: prospect\n{front}") == judged(code, front)
    assert judged(code, f"status: lost\n{front}") == not_applicable("the account is lost", "status")
