"""Honest edits are left alone: of two hundred, one in twenty at most has anything to look at."""

from __future__ import annotations

import pytest

from kamgen.compare.plans import compare_plans
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare.compare_support import CALENDAR
from tests.compare.honest_edits import AS_OF, EDITS, PLAN, Honest


def _plan(text: str) -> Plan:
    return parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")


def _edited(edit: Honest) -> str:
    text = PLAN
    for old, new in edit.edits:
        assert text.count(old) == 1, (edit.why, old)
        text = text.replace(old, new)
    return text


def _flagged(edit: Honest) -> list[str]:
    """What a reviewer is told to look at."""
    change = compare_plans(_plan(PLAN), _plan(_edited(edit)), CALENDAR, AS_OF, frozenset(["days to answer"]))
    return [flag.key for flag, _, _ in change.flags()]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.why)
def test_the_edits_are_read_whole(edit: Honest) -> None:
    assert [fault.message for _, fault in _plan(_edited(edit)).faults] == []


def test_of_two_hundred_honest_edits_one_in_twenty_at_most_has_something_to_look_at() -> None:
    assert (len(EDITS), len({edit.why for edit in EDITS})) == (200, 200)
    noise = {edit.why: found for edit in EDITS if (found := _flagged(edit))}
    assert len(noise) <= len(EDITS) // 20, noise
