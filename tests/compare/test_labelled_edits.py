"""Edits of one plan: honest ones are left alone, those that flatter it are told, each by its flag."""

from __future__ import annotations

import pytest

from kamgen.compare.plans import compare_plans
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare import flattering_edits
from tests.compare.compare_support import SITE
from tests.compare.flattering_edits import Flattering
from tests.compare.honest_edits import AS_OF, EDITS, PLAN, Honest


def _plan(text: str) -> Plan:
    return parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")


def _edited(edit: Honest | Flattering) -> str:
    text = PLAN
    for old, new in edit.edits:
        assert text.count(old) == 1, (edit[0], old)
        text = text.replace(old, new)
    return text


def _flagged(edit: Honest | Flattering) -> list[str]:
    """What a reviewer is told to look at."""
    change = compare_plans(_plan(PLAN), _plan(_edited(edit)), SITE, AS_OF)
    return [flag.key for flag, _, _ in change.flags()]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.why)
def test_the_edits_are_read_whole(edit: Honest) -> None:
    assert [fault.message for _, fault in _plan(_edited(edit)).faults] == []


def test_of_two_hundred_honest_edits_one_in_twenty_at_most_has_something_to_look_at() -> None:
    assert (len(EDITS), len({edit.why for edit in EDITS})) == (200, 200)
    noise = {edit.why: found for edit in EDITS if (found := _flagged(edit))}
    assert len(noise) <= len(EDITS) // 20, noise


@pytest.mark.parametrize("edit", flattering_edits.EDITS, ids=lambda edit: edit.what)
def test_an_edit_that_flatters_is_told_by_its_flag(edit: Flattering) -> None:
    assert _plan(_edited(edit)).readable
    assert edit.flag.key in _flagged(edit)


def test_an_approver_who_is_removed_from_a_waiver_or_is_another_is_told() -> None:
    waiver = "objective: retain\nwaive: [{rule: FBK003, reason: No surveys by its policy, until: 2027-03-31%s}]"
    given, gone, other = (
        _plan(PLAN.replace("objective: retain", waiver % by)) for by in (", by: Eva Lund", "", ", by: Per Moe")
    )
    for now in (gone, other):
        assert [flag.key for flag, _, _ in compare_plans(given, now, SITE, AS_OF).flags()] == ["approver-removed"]


def test_a_decision_maker_not_met_for_long_is_met_by_a_record_only() -> None:
    old = PLAN.replace("last_contact: 2026-10-30", "last_contact: 2026-03-30")
    new = PLAN.replace("last_contact: 2026-10-30", "last_contact: 2026-11-20")
    review = "reviews:\n  - {date: 2026-11-20, with: client, attendees: [Kari Dahl], outcome: Wants it by May.}\n"
    heads = (new, new.replace("reviews:\n", review))
    told = [compare_plans(_plan(old), _plan(text), SITE, AS_OF).flags() for text in heads]
    assert [[flag.key for flag, _, _ in found] for found in told] == [["contact-claimed"], []]


@pytest.mark.parametrize("pair", [("unit: days", "unit: Days"), ("from: [Kari Dahl]", "from: ['Dahl, Kari']")])
def test_the_same_in_another_spelling_is_no_rewriting(pair: tuple[str, str]) -> None:
    assert _flagged(Honest("spelled otherwise", (pair,))) == []
