"""What moves come to: days, targets that were lowered, values that moved often, and how that is told."""

from __future__ import annotations

from datetime import date

import pytest

from kamgen.model.account_history import Move, lowered_targets, moved_often
from kamgen.model.change import FieldChange, ValueKind
from kamgen.model.source import Commit
from kamgen.text.changes import moved_words

DAY = date(2026, 11, 9)


def target(was: int | None, now: int | None, year: str = "2026", times: int = 1) -> Move:
    """A revenue target that moved."""
    raw = [None if value is None else str(value) for value in (was, now)]
    field = FieldChange("target_revenue", "revenue target", ValueKind.MONEY, *raw, "", "", "", None, times)
    return Move(DAY, Commit("1" * 40, DAY, "Eva Lund", ""), "financials", "fiscal year", year, field, None)


@pytest.mark.parametrize(
    ("was", "now", "lowers"), [(2, 1, True), (1, 2, False), (2, None, True), (None, 2, False), (2, 2, False)]
)
def test_a_target_is_lowered_when_it_falls_or_is_taken_out(was: int | None, now: int | None, lowers: bool) -> None:
    assert target(was, now).lowers is lowers


def test_a_later_date_is_no_lowered_target() -> None:
    due = FieldChange("due", "due date", ValueKind.DAY, "2026-11-09", "2026-12-01", "", "", "")
    assert not target(2, 1)._replace(field=due).lowers


def test_a_target_that_was_lowered_twice_is_one() -> None:
    moves = (target(8, 7, times=3), target(9, 10, times=2), target(10, 9), target(5, 4, "2027"), target(4, 5, "2028"))
    assert (lowered_targets(moves), moved_often(moves)) == (2, 1)


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ((1, 0, 0, 0), "1 move"),
        ((1, 0, 1, 0), "1 move, 1 target lowered"),
        ((2, -1, 0, 0), "2 moves, 1 day earlier in all"),
        ((10, 455, 3, 2), "10 moves, 455 days later in all, 3 targets lowered, 2 values moved three times or more"),
    ],
)
def test_what_moves_come_to_is_told_in_one_line(sums: tuple[int, int, int, int], said: str) -> None:
    assert moved_words(*sums) == said
