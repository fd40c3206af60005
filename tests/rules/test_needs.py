"""Lens: needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.rule import EXAMPLE_DATE, State, gap, met, not_applicable
from tests.support import judged

NONE_YET = not_applicable("no need is written yet: NED001 asks for one", "needs")
CONFIRM = "go through the needs with the client, and write the day beside each as `confirmed`"
OPEN = "opportunities: [{name: Phase 2}]"
CONFIRM_ONE = "confirm that need with the client before anything is offered, and write the day beside it as `confirmed`"


def test_no_need_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("NED001") == gap(
        "no need of the client is written",
        "needs",
        "ask the client what it wants to accomplish, and add a `need` in its words, with `kind` and `confirmed`, "
        "under `needs`",
    )
    assert [judged("NED002"), judged("NED004")] == [NONE_YET] * 2
    assert judged("NED003", OPEN).evidence == "the opportunity “Phase 2” names no need"


def test_a_need_is_told_in_words() -> None:
    assert judged("NED001", "needs: [{need: x}]") == gap(
        "the need “x” has fewer than 3 real words",
        "needs[0].need",
        "write what the client wants to accomplish, in its own words",
    )


def test_any_need_will_do() -> None:
    assert judged("NED001", "needs: [{need: Fewer line stops}]") == met("1 need of the client written", "needs")


@pytest.mark.parametrize(
    ("as_of", "day", "state"),
    [
        ("2026-11-20", "2026-05-20", State.PASS),
        ("2026-11-20", "2026-05-19", State.GAP),
        ("2026-11-20", "2026-11-20", State.PASS),
        ("2028-02-29", "2027-08-31", State.PASS),
        ("2028-03-01", "2027-08-31", State.GAP),
        ("2028-08-29", "2028-02-29", State.PASS),
        ("2028-08-30", "2028-02-29", State.GAP),
    ],
)
def test_a_need_is_confirmed_for_six_calendar_months_to_the_day(as_of: str, day: str, state: State) -> None:
    front = f"needs: [{{need: Fewer line stops, confirmed: {day}}}]"
    assert judged("NED002", front, as_of=date.fromisoformat(as_of)).state is state


def test_one_confirmed_need() -> None:
    assert judged("NED002", "needs: [{need: A, confirmed: 2026-09-10}]") == met(
        "1 need confirmed 2026-09-10, 71 days ago; due every 6 months", "needs[0].confirmed"
    )


def test_of_several_needs_the_one_confirmed_longest_ago_is_named() -> None:
    front = "needs: [{need: A, confirmed: 2026-09-10}, {need: B, confirmed: 2026-06-03}]"
    assert judged("NED002", front) == met(
        "2 needs confirmed, the earliest 2026-06-03, 170 days ago; due every 6 months", "needs[1].confirmed"
    )


def test_every_need_that_is_not_confirmed_is_named() -> None:
    front = """needs:
  - {need: A, confirmed: 2026-09-10}
  - {need: B, confirmed: 2026-01-20}
  - {need: C}
  - {need: D, confirmed: 2026-11-21}
  - {need: E}"""
    assert judged("NED002", front) == gap(
        "the need “B” was last confirmed 2026-01-20, 304 days ago; the need “C” was never confirmed; "
        "the need “D” is confirmed only on 2026-11-21, in 1 day; and 1 more; due every 6 months",
        "needs[1].confirmed",
        CONFIRM,
    )
    assert judged("NED002", "needs: [{need: C}]").key == "needs[0]"


@given(st.lists(st.one_of(st.none(), st.integers(-3, 400)), min_size=1, max_size=5))
def test_needs_are_met_when_each_of_them_is(ages: list[int | None]) -> None:
    days = [None if age is None else EXAMPLE_DATE - timedelta(age) for age in ages]
    front = ", ".join(f"{{need: N{n}{f', confirmed: {day}' if day else ''}}}" for n, day in enumerate(days))
    met_ = all(day and date(2026, 5, 20) <= day <= EXAMPLE_DATE for day in days)
    assert judged("NED002", f"needs: [{front}]").state is (State.PASS if met_ else State.GAP)


def test_without_an_open_opportunity_nothing_is_offered() -> None:
    front = "needs: [{need: A}]\nopportunities: [{name: Old, stage: won}]"
    assert judged("NED003", front) == not_applicable("no opportunity is open", "opportunities")


@pytest.mark.parametrize(
    ("need", "opportunity"),
    [
        ("need: Fewer line stops", "name: Phase 2, need: fewer  line-stops"),
        ("need: Fewer line stops, met_by: phase 2", "name: Phase 2"),
        ("need: Fewer line stops, met_by: Platform", "name: Phase 2, offering: Platform"),
    ],
)
def test_the_need_behind_an_opportunity_is_named_by_either_of_the_two(need: str, opportunity: str) -> None:
    front = f"needs: [{{need: Other}}, {{{need}, confirmed: 2020-01-01}}]\nopportunities: [{{{opportunity}}}]"
    evidence = "1 open opportunity, each with a confirmed need behind it"
    assert judged("NED003", front) == met(evidence, "opportunities[0]")


def test_an_opportunity_without_a_need() -> None:
    front = "needs: [{need: A, confirmed: 2026-09-10, met_by: Training}]\nopportunities: [{name: Phase 2}]"
    assert judged("NED003", front) == gap(
        "the opportunity “Phase 2” names no need",
        "opportunities[0]",
        "ask the client what it would solve, and add that `need` to it, in the words under `needs`",
    )


@pytest.mark.parametrize("confirmed", ["", ", confirmed: 2026-11-21"])
def test_an_opportunity_whose_need_is_not_confirmed(confirmed: str) -> None:
    need = f"needs: [{{need: Fewer line stops, met_by: Phase 2{confirmed}}}]\n"
    said = "the opportunity “Phase 2” answers the need “Fewer line stops”, which the client has not confirmed"
    assert judged("NED003", need + OPEN) == gap(said, "opportunities[0]", CONFIRM_ONE)
    named = "opportunities: [{name: Phase 2, need: Fewer line stops}]"
    assert judged("NED003", need + named) == gap(said, "opportunities[0].need", CONFIRM_ONE)


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("Fewer line stop", "did you mean `Fewer line stops`?"),
        ("Cheaper", "name one of the needs under `needs` in the same words, or add this one there"),
    ],
)
def test_an_opportunity_whose_need_is_not_written(written: str, write: str) -> None:
    front = f"""needs: [{{need: Fewer line stops, confirmed: 2026-09-10, met_by: Phase 2}}]
opportunities: [{{name: Won, stage: won}}, {{name: Phase 2, need: {written}}}]"""
    said = f"the opportunity “Phase 2” answers “{written}”, which is not among the needs"
    assert judged("NED003", front) == gap(said, "opportunities[1].need", write)


def test_all_opportunities_without_a_confirmed_need_are_said() -> None:
    front = "needs: [{need: No line stops, confirmed: 2026-09-10}]\n"
    front += "opportunities: [{name: B}, {name: C, need: No line stops}, {name: D}]"
    outcome = judged("NED003", front)
    assert (outcome.evidence, outcome.key) == (
        "the opportunity “B” names no need; the opportunity “D” names no need",
        "opportunities[0]",
    )


@pytest.mark.parametrize("kind", ["policy", "personal", "other hidden"])
def test_a_need_that_is_not_merely_stated(kind: str) -> None:
    front = f"needs: [{{need: A, kind: stated}}, {{need: B}}, {{need: C, kind: {kind}}}]"
    assert judged("NED004", front) == met(f"the need “C” is not merely stated: {kind}", "needs[2].kind")


def test_stated_needs_only() -> None:
    assert judged("NED004", "needs: [{need: A, kind: stated}, {need: B}]") == gap(
        "2 needs, and no hidden one",
        "needs",
        "ask what lies behind what the client says (its policy, its buying practice, what is at stake for its "
        "people), and add such a need with `kind: policy`, `kind: personal` or `kind: other hidden`",
    )


@pytest.mark.parametrize("code", ["NED001", "NED002", "NED003", "NED004"])
def test_lost_accounts_are_not_judged_and_prospects_are(code: str) -> None:
    front = "needs: [{need: A}]\nopportunities: [{name: B}]\n"
    assert judged(code, f"{front}status: lost") == not_applicable("the account is lost", "status")
    assert judged(code, f"{front}status: prospect") == judged(code, front)
