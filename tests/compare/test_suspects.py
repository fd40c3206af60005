"""What leans on something that changed in meaning is to be confirmed; another spelling touches nothing."""

from __future__ import annotations

import pytest

from kamgen.compare.suspects import suspects_of, unconfirmed
from kamgen.model.change import Suspect
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from tests.compare.compare_support import CALENDAR, compared
from tests.compare.planted_dependencies import AS_OF, PLAN, PLANTED, QUIET, Planted


def _plan(text: str) -> Plan:
    return parse_plan(Source("content/accounts/halden.md", text.encode()), "content/accounts")


def _edited(edit: Planted) -> str:
    text = PLAN
    for old, new in edit.edits:
        assert text.count(old) == 1, (edit.why, old)
        text = text.replace(old, new)
    return text


def _suspects(edit: Planted) -> tuple[Suspect, ...]:
    before, after = _plan(PLAN), _plan(_edited(edit))
    assert [fault.message for _, fault in after.faults if fault.message.startswith("`")] == []
    change = compared(before, after)
    return unconfirmed(suspects_of(before, after, change, AS_OF, CALENDAR), change, AS_OF, AS_OF, AS_OF)


@pytest.mark.parametrize("edit", PLANTED, ids=lambda edit: edit.why)
def test_what_leans_on_what_changed_is_to_be_confirmed(edit: Planted) -> None:
    assert {f"{each.group} {each.title}" for each in _suspects(edit)} == edit.touched


@pytest.mark.parametrize("edit", QUIET, ids=lambda edit: edit.why)
def test_an_edit_that_touches_nothing_claims_nothing(edit: Planted) -> None:
    assert [f"{each.group} {each.title}" for each in _suspects(edit)] == []


def test_over_a_hundred_dependencies_and_sixty_quiet_edits_are_planted() -> None:
    assert sum(len(edit.touched) for edit in PLANTED) >= 100
    assert len(QUIET) >= 60
    assert len({edit.why for edit in (*PLANTED, *QUIET)}) == len(PLANTED) + len(QUIET)
