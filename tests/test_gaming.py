"""No score for nothing: forty ways to get points, each tried, and none of them pays more than the docs say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gaming import HONEST, SCORES, WAYS, Way, met_by, score_of, sections
from tests.text.test_substance import honest, nothing

DOCS = Path(__file__).parents[1] / "docs" / "gaming.md"
FRONTS = {
    "FBK001": "feedback: [{{date: 2026-11-01, from: [{0}], summary: {0}}}]",
    "FBK003": "feedback: [{{date: 2026-11-01, from: [{0}], summary: {0}}}]",
    "IRV001": "reviews: [{{date: 2026-11-01, with: team, attendees: [{0}], outcome: {0}}}]",
    "IRV003": "reviews: [{{date: 2026-11-01, with: team, attendees: [{0}], outcome: {0}}}]",
    "CRV001": "reviews: [{{date: 2026-11-01, with: client, attendees: [{0}], outcome: {0}}}]",
    "RSK001": "risks: [{{risk: {0}, likelihood: low}}]",
    "PRM001": "promises: [{{promise: {0}, due: 2026-12-01}}]",
    "NED001": "needs: [{{need: {0}}}]",
    "CON003": "continuity: {{if_lost: {0}}}",
}
"""Criteria that ask for a text, and the text as front matter."""


@pytest.mark.parametrize(("way", "scores"), list(zip(WAYS, SCORES, strict=True)), ids=[way.name for way in WAYS])
def test_a_way_to_get_points_gets_no_more_than_the_docs_say(way: Way, scores: tuple[int, int]) -> None:
    assert score_of(way) == scores[1]


def test_there_are_forty_and_the_docs_list_them_all() -> None:
    assert len({way.name for way in WAYS}) == 40
    rows = [f"| {way.name} | {before} | {now} |" for way, (before, now) in zip(WAYS, SCORES, strict=True)]
    assert [
        row for row in DOCS.read_text(encoding="utf-8").splitlines() if row.startswith("| ") and row.endswith(" |")
    ][-40:] == rows


def test_an_honest_plan_keeps_its_score() -> None:
    assert score_of(Way("honest", whole=HONEST)) == 100


@settings(max_examples=40)
@given(nothing, st.sampled_from(["Growth", "Relationship", "Value", "Innovation"]))
def test_no_section_that_says_nothing_earns_a_point(text: str, title: str) -> None:
    text = text.replace("#", "").replace("\n", " ")
    assert score_of(Way("drawn", body=f"\n## {title}\n\n{text}\n")) == 0


@settings(max_examples=30)
@given(honest)
def test_a_section_of_eight_honest_words_counts(words: list[str]) -> None:
    score = score_of(Way("drawn", body=sections(" ".join(words))))
    assert score is not None
    assert score > 0


@settings(max_examples=60)
@given(
    st.sampled_from(["x", "x x x x", "'[what was said]'", "'{{text}}'", "<text>", "____", "TODO", "'???'", "ok"]),
    st.sampled_from([*FRONTS]),
)
def test_no_criterion_is_met_by_an_entry_that_says_nothing(text: str, code: str) -> None:
    assert code not in met_by(Way("drawn", front=f"{FRONTS[code].format(text)}\n"))


@pytest.mark.parametrize("code", FRONTS)
def test_the_same_entry_counts_once_it_says_something(code: str) -> None:
    front = FRONTS[code].format("Parts come late in autumn")
    assert code in met_by(Way("honest", front=f"{front}\n"))
