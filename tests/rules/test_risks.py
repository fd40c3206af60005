"""Lens: risk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged

LEVELS = ("low", "medium", "high")
GRAVE = {("high", "high"), ("high", "medium"), ("medium", "high")}


def test_any_risk_will_do() -> None:
    assert judged(
        "RSK001",
        "risks: [{risk: Late deliveries in autumn, likelihood: low}, {risk: A rival next door, likelihood: high}]",
    ) == met("2 risks named", "risks")


def test_no_risk_is_one_gap_and_nothing_to_answer() -> None:
    assert judged("RSK001") == gap(
        "no risk is named",
        "risks",
        "ask the team what could cost us this account, and add a `risk` with `reason`, `likelihood` and `impact` "
        "under `risks`",
    )
    assert judged("RSK002") == not_applicable("no risk is named yet: RSK001 asks for one", "risks")


@pytest.mark.parametrize("likelihood", LEVELS)
@pytest.mark.parametrize("impact", LEVELS)
def test_a_risk_is_grave_from_high_and_medium_on(likelihood: str, impact: str) -> None:
    outcome = judged("RSK002", f"risks: [{{risk: Late, likelihood: {likelihood}, impact: {impact}}}]")
    if (likelihood, impact) in GRAVE:
        said = f"the risk “Late” (likelihood {likelihood}, impact {impact}) has no mitigation and no owner"
        write = "add what we do about it as `mitigation` and who of us answers for it as `owner`"
        assert outcome == gap(said, "risks[0]", write)
    else:
        assert outcome == not_applicable("no risk is high × high or high × medium", "risks")


@pytest.mark.parametrize(
    ("given_", "missing", "write"),
    [
        ("owner: Per", "mitigation", "add what we do about it as `mitigation`"),
        ("mitigation: Stock on site", "owner", "add who of us answers for it as `owner`"),
    ],
)
def test_both_mitigation_and_owner_are_asked_for(given_: str, missing: str, write: str) -> None:
    front = f"risks: [{{risk: Late, likelihood: high, impact: high, {given_}}}]"
    said = f"the risk “Late” (likelihood high, impact high) has no {missing}"
    assert judged("RSK002", front) == gap(said, "risks[0]", write)


def test_a_grave_risk_with_an_answer() -> None:
    front = """risks:
  - {risk: Minor, likelihood: low, impact: high}
  - {risk: Late, likelihood: high, impact: medium, mitigation: Stock on site, owner: Per Moe}"""
    assert judged("RSK002", front) == met("1 high risk, each with mitigation and owner", "risks[1]")


def test_evidence_names_three_of_many() -> None:
    rows = ", ".join(f"{{risk: R{n}, likelihood: high, impact: high, owner: Per}}" for n in range(5))
    said = [f"the risk “R{n}” (likelihood high, impact high) has no mitigation" for n in range(3)]
    assert judged("RSK002", f"risks: [{rows}]").evidence == f"{'; '.join(said)}; and 2 more"


def test_what_is_not_graded_is_said() -> None:
    front = "risks: [{risk: A}, {risk: B, impact: high}, {risk: C, likelihood: low, impact: low}]"
    evidence = "no risk is high × high or high × medium; 2 risks without likelihood or impact"
    assert judged("RSK002", front) == not_applicable(evidence, "risks")
    answered = "{risk: D, likelihood: high, impact: high, mitigation: Stock on site, owner: Per}"
    assert judged("RSK002", f"risks: [{{risk: A}}, {answered}]") == met(
        "1 high risk, each with mitigation and owner; 1 risk without likelihood or impact", "risks[1]"
    )


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.booleans()), min_size=1, max_size=4))
def test_every_grave_risk_counts(rows: list[tuple[str, str, bool]]) -> None:
    answer = {True: ", mitigation: Stock on site, owner: Per", False: ""}
    front = ", ".join(f"{{risk: R, likelihood: {a}, impact: {b}{answer[known]}}}" for a, b, known in rows)
    grave = [known for a, b, known in rows if (a, b) in GRAVE]
    wanted = State.NOT_APPLICABLE if not grave else State.PASS if all(grave) else State.GAP
    assert judged("RSK002", f"risks: [{front}]").state is wanted


@pytest.mark.parametrize("code", ["RSK001", "RSK002"])
def test_lost_accounts_are_not_judged_and_prospects_are(code: str) -> None:
    assert judged(code, "status: lost") == not_applicable("the account is lost", "status")
    assert judged(code, "status: prospect") == judged(code)


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ("risk: Late deliveries in autumn", "has no likelihood"),
        ("risk: x, likelihood: low", "has fewer than 3 real words in `risk`"),
    ],
)
def test_a_risk_is_told_in_words_with_its_likelihood(fields: str, lacking: str) -> None:
    outcome = judged("RSK001", f"risks: [{{{fields}}}]")
    assert (outcome.state, outcome.key) == (State.GAP, "risks[0]")
    assert outcome.evidence.endswith(lacking)


@pytest.mark.parametrize(
    ("lost", "missing"),
    [
        ("", "`date` and `reason`"),
        ("lost: {to: Rival}", "`date` and `reason`"),
        ("lost: {date: 2026-08-01}", "`reason`"),
        ("lost: {reason: delivery}", "`date`"),
    ],
)
def test_a_loss_is_explained(lost: str, missing: str) -> None:
    assert judged("RSK003", f"status: lost\n{lost}") == gap(
        "it is not written when and why the account was lost",
        "lost",
        f"ask the client, and write {missing} under `lost`",
    )


def test_only_what_is_lost_has_a_reason() -> None:
    assert judged("RSK003") == not_applicable("the account is not lost", "status")
    assert judged("RSK003", "status: lost\nlost: {date: 2026-08-01, reason: delivery}") == met(
        "lost 2026-08-01: delivery", "lost"
    )
