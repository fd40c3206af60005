"""Values as a plan would have them, and differences in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.compare.entries import Sort
from kamgen.compare.value_format import difference, exact_amount
from kamgen.model.fiscal import FiscalCalendar
from kamgen.model.values import Period, Quantity, parse_amount

CALENDAR = FiscalCalendar()
AMOUNTS = st.decimals(-(10**14), 10**14, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0"), ("950", "950"), ("0.5", "0.5"), ("1000", "1k"), ("9500", "9.5k"), ("310000", "310k"),
        ("310500", "310.5k"), ("310550", "310550"), ("1240000", "1.24M"), ("1305000", "1305000"),
        ("1234567", "1234567"), ("2000000000", "2bn"), ("-200000", "-200k"), ("4200000.0", "4.2M"), ("1E+3", "1k"),
        ("1E+15", "1000000000000000"), ("-0.0", "0"),
    ],
)  # fmt: skip
def test_amounts_are_compact_where_that_is_exact(amount: str, shown: str) -> None:
    assert exact_amount(Decimal(amount)) == shown


@given(AMOUNTS)
def test_an_amount_as_shown_is_read_as_the_same_amount(amount: Decimal) -> None:
    assert parse_amount(exact_amount(amount)) == amount


@pytest.mark.parametrize(
    ("sort", "was", "now", "words"),
    [
        (Sort.MONEY, Decimal(1300000), Decimal(1100000), "−200k, −15.4%"),
        (Sort.MONEY, Decimal(1000), Decimal(1200), "+200, +20%"),
        (Sort.MONEY, Decimal(0), Decimal(1200), "+1.2k"),
        (Sort.MONEY, Decimal(-5), Decimal(5), "+10"),
        (Sort.MONEY, Decimal(1000000), Decimal(1000001), "+1"),
        (Sort.MONEY, Decimal(10), Decimal(110), "+100"),
        (Sort.PERCENT, Decimal("0.5"), Decimal("0.6"), "+10 points"),
        (Sort.PERCENT, Decimal("0.5"), Decimal("0.49"), "−1 point"),
        (Sort.MEASURED, Quantity(Decimal("0.962"), True), Quantity(Decimal("0.95"), True), "−1.2 points"),
        (Sort.MEASURED, Quantity(Decimal(4), False), Quantity(Decimal(5), False), "+1"),
        (Sort.MEASURED, Quantity(Decimal(4), False), Quantity(Decimal("0.9"), True), ""),
        (Sort.NUMBER, 3, 4, "+1"),
        (Sort.YEAR, 2028, 2030, "+2 years"),
        (Sort.DAY, date(2026, 11, 1), date(2026, 12, 2), "31 days later"),
        (Sort.DAY, date(2026, 11, 2), date(2026, 11, 1), "1 day earlier"),
        (Sort.DAY, date(2026, 6, 30), date(2026, 12, 31), "6 months later"),
        (Sort.PERIOD, Period(2026, 4), Period(2027, 1), "90 days later"),
        (Sort.PERIOD, Period(2026, 4), Period(2026), ""),
        (Sort.LIST, ("a", "b"), ("c", "b"), "+c, −a"),
        (Sort.LIST, (), ("c",), ""),
        (Sort.TEXT, "a", "b", ""),
        (Sort.MONEY, None, Decimal(5), ""),
    ],
)
def test_differences_are_told_in_the_terms_of_their_kind(sort: Sort, was: object, now: object, words: str) -> None:
    assert difference(sort, was, now, "", CALENDAR) == words


@pytest.mark.parametrize(("unit", "words"), [("h", "−0.5 h"), ("%", "−0.5 points"), ("", "−0.5")])
def test_numbers_differ_in_their_unit(unit: str, words: str) -> None:
    assert difference(Sort.NUMBER, Decimal("3.5"), Decimal(3), unit, CALENDAR) == words


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_differences_of_money_add_up(one: Decimal, two: Decimal, three: Decimal) -> None:
    def apart(was: Decimal, now: Decimal) -> Decimal:
        words = difference(Sort.MONEY, was, now, "", CALENDAR) if was != now else "0"
        return parse_amount(words.partition(",")[0])

    assert apart(one, two) + apart(two, three) == apart(one, three) == three - one
