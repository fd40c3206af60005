"""What figures cover of a fiscal year, what is due of a target by then, and what of that is reached."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamgen.facts.money import attained, covered, due
from kamgen.model.fiscal import FiscalCalendar
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
    assert covered(row, FiscalCalendar(start)) == days


def test_what_is_due_is_pro_rata() -> None:
    assert due(Decimal(365), (304, 365)) == 304


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
    assert attained(Decimal(amount), Decimal(target), days) == Decimal(ratio)


@pytest.mark.parametrize(
    ("amount", "target", "days"), [(None, 1, (1, 1)), (1, None, (1, 1)), (1, 0, (1, 1)), (1, 1, (0, 1))]
)
def test_without_something_to_compare_nothing_is_reached(
    amount: int | None, target: int | None, days: tuple[int, int]
) -> None:
    given = (None if each is None else Decimal(each) for each in (amount, target))
    assert attained(*given, days) is None
