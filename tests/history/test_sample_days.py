"""The days of which trends have a point."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamgen.history.plan_history import sample_days

AS_OF = date(2026, 11, 20)


def test_ends_of_months() -> None:
    assert sample_days(date(2026, 7, 31), AS_OF, 12) == (
        date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31),
    )  # fmt: skip


def test_sundays_while_history_is_young() -> None:
    assert sample_days(date(2026, 11, 1), AS_OF, 12) == (date(2026, 11, 1), date(2026, 11, 8), date(2026, 11, 15))
    assert sample_days(date(2026, 11, 2), AS_OF, 12) == (date(2026, 11, 8), date(2026, 11, 15))


def test_no_more_months_than_are_wanted() -> None:
    assert sample_days(date(2019, 1, 1), AS_OF, 2) == (date(2026, 9, 30), date(2026, 10, 31))
    assert sample_days(date(2019, 1, 1), AS_OF, 0) == ()


def test_the_day_itself_is_not_among_them() -> None:
    assert sample_days(date(2026, 1, 1), date(2026, 10, 31), 1) == (date(2026, 9, 30),)
    assert sample_days(AS_OF, AS_OF, 12) == ()
    assert sample_days(AS_OF + timedelta(days=9), AS_OF, 12) == ()


@given(st.dates(date(2015, 1, 1), AS_OF), st.dates(date(2020, 1, 1), AS_OF), st.integers(0, 60))
def test_days_are_in_order_between_the_first_and_the_last(first: date, as_of: date, months: int) -> None:
    days = sample_days(first, as_of, months)
    assert list(days) == sorted(set(days))
    assert all(first <= day < as_of for day in days)
    assert len(days) <= max(months, 13)
