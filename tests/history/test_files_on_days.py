"""What all plans held on a day."""

from __future__ import annotations

from datetime import date

from kamgen.history.plan_history import files_on, last_steps
from tests.history.logs import log, step

HISTORY = log(
    step("a1", "2026-01-10", "x.md=1", "y.md=1"),
    step("b2", "2026-02-10", "x.md>north/x.md=2"),
    step("c3", "2026-03-10", "y.md="),
)
DAYS = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 2, 28), date(2026, 3, 31)]


def test_a_day_has_what_had_landed_by_its_end() -> None:
    january, february = date(2026, 1, 10), date(2026, 2, 10)
    found = [
        (day, {path: (file.blob, file.day) for path, file in state.items()}) for day, state in files_on(HISTORY, DAYS)
    ]
    assert found == [
        (DAYS[0], {}),
        (DAYS[1], {"x.md": ("1", january), "y.md": ("1", january)}),
        (DAYS[2], {"north/x.md": ("2", february), "y.md": ("1", january)}),
        (DAYS[3], {"north/x.md": ("2", february)}),
    ]


def test_days_may_be_left_out() -> None:
    everything = dict(files_on(HISTORY, DAYS))
    assert dict(files_on(HISTORY, DAYS[2:])) == {day: everything[day] for day in DAYS[2:]}


def test_two_plans_that_trade_their_paths() -> None:
    history = log(step("a1", "2026-01-01", "x.md=1", "y.md=2"), step("b2", "2026-01-02", "x.md>y.md=1", "y.md>x.md=2"))
    ((_, state),) = files_on(history, [date(2026, 1, 2)])
    assert {path: file.blob for path, file in state.items()} == {"x.md": "2", "y.md": "1"}


def test_the_last_step_that_had_landed_counts_whatever_the_dates_of_those_before() -> None:
    history = log(
        step("a1", "2026-01-01", "x.md=1"), step("b2", "2026-05-01", "x.md=2"), step("c3", "2026-02-01", "x.md=3")
    )
    assert list(last_steps(history, [date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 1)])) == [None, 0, 2]
