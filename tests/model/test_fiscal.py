"""Fiscal years: which one a day belongs to, and when periods begin and end."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.values import Period

PLAIN = FiscalCalendar()
APRIL = FiscalCalendar(4)
APRIL_BY_START = FiscalCalendar(4, named_by_end=False)


@pytest.mark.parametrize(
    ("calendar", "day", "year"),
    [
        (PLAIN, date(2026, 1, 1), 2026),
        (PLAIN, date(2026, 12, 31), 2026),
        (APRIL, date(2026, 3, 31), 2026),
        (APRIL, date(2026, 4, 1), 2027),
        (APRIL_BY_START, date(2026, 3, 31), 2025),
        (APRIL_BY_START, date(2026, 4, 1), 2026),
    ],
)
def test_a_day_lies_in_its_fiscal_year(calendar: FiscalCalendar, day: date, year: int) -> None:
    assert calendar.year_of(day) == year


@pytest.mark.parametrize(
    ("calendar", "first", "last"),
    [
        (PLAIN, date(2026, 1, 1), date(2026, 12, 31)),
        (APRIL, date(2025, 4, 1), date(2026, 3, 31)),
        (APRIL_BY_START, date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_a_fiscal_year_has_a_first_and_a_last_day(calendar: FiscalCalendar, first: date, last: date) -> None:
    assert (calendar.first_day(2026), calendar.last_day(2026)) == (first, last)


@pytest.mark.parametrize(
    ("calendar", "as_of", "year"),
    [
        (PLAIN, date(2026, 11, 20), 2025),
        (PLAIN, date(2026, 12, 31), 2026),
        (PLAIN, date(2027, 1, 1), 2026),
        (APRIL, date(2026, 11, 20), 2026),
        (APRIL, date(2026, 3, 30), 2025),
    ],
)
def test_the_last_full_year_is_over(calendar: FiscalCalendar, as_of: date, year: int) -> None:
    assert calendar.last_full_year(as_of) == year


@pytest.mark.parametrize(
    ("calendar", "period", "start", "end"),
    [
        (PLAIN, Period(2026), date(2026, 1, 1), date(2026, 12, 31)),
        (PLAIN, Period(2026, quarter=1), date(2026, 1, 1), date(2026, 3, 31)),
        (PLAIN, Period(2026, quarter=4), date(2026, 10, 1), date(2026, 12, 31)),
        (PLAIN, Period(2024, month=2), date(2024, 2, 1), date(2024, 2, 29)),
        (PLAIN, Period(2026, month=11, day=20), date(2026, 11, 20), date(2026, 11, 20)),
        (APRIL, Period(2026, quarter=1), date(2025, 4, 1), date(2025, 6, 30)),
        (APRIL, Period(2026, quarter=4), date(2026, 1, 1), date(2026, 3, 31)),
        (APRIL_BY_START, Period(2026, quarter=4), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_periods_begin_and_end(calendar: FiscalCalendar, period: Period, start: date, end: date) -> None:
    assert (calendar.start(period), calendar.end(period)) == (start, end)


def test_elapsed_days_of_a_year() -> None:
    assert PLAIN.elapsed(2026, date(2026, 10, 31)) == (304, 365)
    assert PLAIN.elapsed(2024, date(2025, 5, 1)) == (366, 366)
    assert PLAIN.elapsed(2026, date(2025, 5, 1)) == (0, 365)


@settings(deadline=None)
@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)), st.integers(1, 12), st.booleans())
def test_every_day_lies_in_its_year_and_its_quarter(day: date, start_month: int, named_by_end: bool) -> None:
    calendar = FiscalCalendar(start_month, named_by_end)
    year, quarter = calendar.year_of(day), calendar.quarter_of(day)
    assert calendar.first_day(year) <= day <= calendar.last_day(year)
    assert quarter.year == year
    assert calendar.start(quarter) <= day <= calendar.end(quarter)
    assert calendar.last_day(year) + timedelta(days=1) == calendar.first_day(year + 1)


def test_accounts_are_judged_by_this_year_and_the_last_full_one() -> None:
    assert PLAIN.judged_years(date(2026, 11, 20)) == (2026, 2025)
    assert PLAIN.judged_years(date(2026, 12, 31)) == (2026,)
    assert FiscalCalendar(4).judged_years(date(2026, 4, 1)) == (2027, 2026)
    assert FiscalCalendar(4).judged_years(date(2026, 3, 31)) == (2026,)
