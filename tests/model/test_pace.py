"""What figures cover of a fiscal year, what is due of a target by then, and what of that is reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.facts.money import attained, covered
from kamgen.model.fiscal import WIDE, FiscalCalendar
from kamgen.model.front_matter import FinancialYear
from tests.records import record_of


@pytest.mark.parametrize(
    ("start", "year", "through", "days"),
    [
        (1, 2026, None, (365, 365)),
        (1, 2026, "2026-10", (304, 365)),
        (1, 2028, "2028-02", (60, 366)),
        (1, 2028, "2028-02-29", (60, 366)),
        (4, 2026, "2025-04-01", (1, 365)),
        (4, 2026, "2026-03-31", (365, 365)),
        (4, 2028, "2028-02-29", (335, 366)),
        (4, 2026, "2025-03-31", (0, 365)),
    ],
)
def test_days_covered(start: int, year: int, through: str | None, days: tuple[int, int]) -> None:
    row = record_of(FinancialYear, {"year": year, "through": through})
    assert covered(row, FiscalCalendar(start)) == WIDE.divide(Decimal(days[0]), Decimal(days[1]))


QUARTERS = ("0.2", "0.15", "0.15", "0.5")


@pytest.mark.parametrize(
    ("shares", "start", "year", "through", "part"),
    [
        (QUARTERS, 1, 2026, None, "1"),
        (QUARTERS, 1, 2026, "2026-Q1", "0.2"),
        (QUARTERS, 1, 2026, "2026-Q3", "0.5"),
        (QUARTERS, 1, 2026, "2026-08-15", "0.425"),
        (QUARTERS, 4, 2027, "2026-06-30", "0.2"),
        (QUARTERS, 1, 2026, "2025-12-31", "0"),
        (["0.1"] * 8 + ["0.05"] * 4, 1, 2026, "2026-08", "0.8"),
        (["0.1"] * 8 + ["0.05"] * 4, 1, 2026, "2026-09-15", "0.825"),
        (["0.083"] * 12, 1, 2026, "2026-06", "0.5"),
    ],
)
def test_targets_spread_as_the_phasing_says(
    shares: Sequence[str], start: int, year: int, through: str | None, part: str
) -> None:
    """Half of the third quarter's 92 days are over on 15 August; shares that are rounded count as the whole."""
    row = record_of(FinancialYear, {"year": year, "through": through})
    phasing = tuple(map(Decimal, shares))
    assert covered(row, FiscalCalendar(start), phasing) == Decimal(part)
    assert covered(row, FiscalCalendar(start, phasing=phasing)) == Decimal(part)
    assert covered(row, FiscalCalendar(start, phasing=(Decimal(1), *[Decimal(0)] * 3)), phasing) == Decimal(part)


@given(
    st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any)
    | st.lists(st.integers(1, 9), min_size=12, max_size=12)
)
def test_the_days_of_a_year_add_up_to_all_of_it_and_never_fall(shares: list[int]) -> None:
    calendar, phasing = FiscalCalendar(7), tuple(map(Decimal, shares))
    first = calendar.first_day(2027)
    parts = [calendar.part(2027, first + timedelta(days=day), phasing) for day in range(-1, 365)]
    assert (parts[0], +parts[-1]) == (0, 1)
    assert all(one <= other for one, other in pairwise(parts))


@pytest.mark.parametrize(
    ("amount", "target", "days", "ratio"),
    [
        (91, 100, (365, 365), "0.91"),
        (50, 100, (73, 365), "2.5"),
        (-60, -50, (365, 365), "0.8"),
        (-40, -50, (365, 365), "1.2"),
        (10, -50, (365, 365), "2.2"),
        (-10, 50, (365, 365), "-0.2"),
    ],
)
def test_what_is_reached_of_it(amount: int, target: int, days: tuple[int, int], ratio: str) -> None:
    assert attained(Decimal(amount), Decimal(target), WIDE.divide(*map(Decimal, days))) == Decimal(ratio)


@pytest.mark.parametrize(
    ("amount", "target", "days"), [(None, 1, (1, 1)), (1, None, (1, 1)), (1, 0, (1, 1)), (1, 1, (0, 1))]
)
def test_without_something_to_compare_nothing_is_reached(
    amount: int | None, target: int | None, days: tuple[int, int]
) -> None:
    given = (None if each is None else Decimal(each) for each in (amount, target))
    assert attained(*given, WIDE.divide(*map(Decimal, days))) is None
