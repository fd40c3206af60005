"""What a seller writes, and the value it stands for."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model import values
from kamgen.model.values import Duration, Period, Quantity, Refused


def text(value: object) -> str:
    """A value as it is written."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def refused(parse: object, value: object) -> tuple[str, str, str]:
    with pytest.raises(Refused) as caught:
        parse(text(value))  # type: ignore[operator]
    return caught.value.message, caught.value.write, "FMT009" if caught.value.impossible else "FMT003"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (1240000, "1240000"),
        ("1240000", "1240000"),
        ("1.24M", "1240000"),
        ("1.24m", "1240000"),
        ("310k", "310000"),
        ("310 k", "310000"),
        ("2bn", "2000000000"),
        ("0", "0"),
        (".5k", "500"),
        ("1_240_000", "1240000"),
        (1240000.5, "1240000.5"),
        (1e-07, "1E-7"),
        ("1e6", "1000000"),
        ("2.5E+3", "2500"),
        ("-12k", "-12000"),
        ("−12k", "-12000"),
        ("+12k", "12000"),
        (" 12 ", "12"),
        (Decimal("7.5"), "7.5"),
    ],
)
def test_amounts(written: object, amount: str) -> None:
    assert values.parse_amount(text(written)) == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("1,24M", "`1.24M`"),
        ("1,240,000", "`1240000`"),
        ("1.240.000", "`1240000`"),
        ("1 240 000", "`1240000`"),
        ("€ 310k", "`310k`, if that is in the plan's currency"),
        ("310k NOK", "`310k`, if that is in the plan's currency"),
        ("1.24 million", "`1.24M`"),
        ("", "an amount such as `310k` or `1.24M`"),
        (True, "an amount such as `310k` or `1.24M`"),
        (float("inf"), "an amount such as `310k` or `1.24M`"),
        (float("nan"), "an amount such as `310k` or `1.24M`"),
    ],
)
def test_refused_amounts_say_what_to_write(written: object, write: str) -> None:
    message = f"`{values.short_text(written)}` is not an amount"
    assert refused(values.parse_amount, written) == (message, write, "FMT003")


@pytest.mark.parametrize("written", ["9000000bn", "9" * 40, "9" * 1_100_000])
def test_amounts_beyond_any_account_are_refused(written: str) -> None:
    message = f"`{values.short_text(written)}` is larger than any account"
    assert refused(values.parse_amount, written) == (message, "the amount in the plan's currency", "FMT003")


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["", "k", "M", "bn"]))
def test_amounts_are_exact(number: Decimal, suffix: str) -> None:
    factor = {"": 1, "k": 1000, "M": 10**6, "bn": 10**9}[suffix]
    if number * factor <= 10**15:
        assert values.parse_amount(f"{number}{suffix}") == number * factor


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_an_amount_written_plainly_reads_as_itself(number: Decimal) -> None:
    assert values.parse_amount(values.plain(number)) == number


@pytest.mark.parametrize(
    ("written", "share"),
    [("80%", "0.8"), ("80 %", "0.8"), (0.8, "0.8"), ("0.8", "0.8"), (0, "0"), ("100%", "1"), ("0.5%", "0.005")],
)
def test_percentages(written: object, share: str) -> None:
    assert values.parse_percent(text(written)) == Decimal(share)


@pytest.mark.parametrize(
    ("written", "message", "write"),
    [
        (80, "`80` is not a percentage", "`80%`"),
        ("80", "`80` is not a percentage", "`80%`"),
        (1, "`1` can be read as 1% or as 100%", "`1%` or `100%`"),
        ("120%", "`120%` is outside 0% to 100%", "a percentage from `0%` to `100%`"),
        ("-5%", "`-5%` is outside 0% to 100%", "a percentage from `0%` to `100%`"),
        ("12,5%", "`12,5%` is not a percentage", "`12.5%`"),
        ("a few %", "`a few %` is not a percentage", "a percentage such as `50%`"),
        ("half", "`half` is not a percentage", "a percentage such as `50%`"),
    ],
)
def test_refused_percentages_say_what_to_write(written: object, message: str, write: str) -> None:
    assert refused(values.parse_percent, written) == (message, write, "FMT003")


@pytest.mark.parametrize("written", ["1e-999999999", "0e-999999999", "1e999999999", "NaN", "inf", True, None, "x"])
def test_numbers_beyond_any_measure_are_refused(written: object) -> None:
    message = f"`{values.short_text(written)}` is not a number"
    assert refused(values.parse_number, written) == (message, "a number such as `93` or `4.5`", "FMT003")


@pytest.mark.parametrize(("written", "number"), [(93, "93"), ("4.5", "4.5"), ("−3", "-3"), (0.1, "0.1"), ("0.00", "0")])
def test_numbers(written: object, number: str) -> None:
    assert values.parse_number(text(written)) == Decimal(number)


@pytest.mark.parametrize(("written", "shown"), [("96.2%", "96.2%"), (4, "4"), ("0.50", "0.5"), ("100 %", "100%")])
def test_measured_numbers_show_as_they_are_written(written: object, shown: str) -> None:
    assert str(values.parse_quantity(text(written))) == shown


def test_a_measured_percentage_is_a_fraction() -> None:
    assert values.parse_quantity("96.2%") == Quantity(Decimal("0.962"), True)


@pytest.mark.parametrize(
    ("written", "message", "write"),
    [
        (11, "`11` is off the scale", "a whole number from 1 to 10"),
        (0, "`0` is off the scale", "a whole number from 1 to 10"),
        (8.5, "`8.5` is not a whole number", "a whole number from 1 to 10"),
        ("many", "`many` is not a whole number", "a whole number from 1 to 10"),
        (True, "`true` is not a whole number", "a whole number from 1 to 10"),
    ],
)
def test_scores_keep_to_their_scale(written: object, message: str, write: str) -> None:
    assert refused(lambda value: values.parse_whole(value, 1, 10), written) == (message, write, "FMT003")


@pytest.mark.parametrize("written", [8, "8", 8.0, "8.0"])
def test_scores_are_whole_numbers(written: object) -> None:
    assert values.parse_whole(text(written), 1, 10) == 8


def test_dates() -> None:
    assert values.parse_date("2026-11-20") == date(2026, 11, 20)
    assert values.parse_date(" 2024-02-29 ") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("written", "message", "write", "code"),
    [
        ("20/11/2026", "`20/11/2026` is not a date", "`2026-11-20`", "FMT003"),
        ("11/20/2026", "`11/20/2026` is not a date", "`2026-11-20`", "FMT003"),
        ("20.11.2026", "`20.11.2026` is not a date", "`2026-11-20`", "FMT003"),
        (
            "6/3/2026", "`6/3/2026` can be read two ways", "`2026-03-06` or `2026-06-03`", "FMT003",
        ),
        ("6/6/2026", "`6/6/2026` is not a date", "`2026-06-06`", "FMT003"),
        ("6.3.2026", "`6.3.2026` is not a date", "`2026-03-06`", "FMT003"),
        ("2026-1-2", "`2026-1-2` is not a date", "`2026-01-02`", "FMT003"),
        ("2026/11/20", "`2026/11/20` is not a date", "`2026-11-20`", "FMT003"),
        ("soon", "`soon` names nothing on the calendar", "the date as year-month-day, such as `2026-11-20`", "FMT003"),
        (
            "2026-02-29", "`2026-02-29` is not a date: February 2026 has 28 days",
            "the day that is meant, up to `2026-02-28`", "FMT003",
        ),
        (
            "2026-13-01", "`2026-13-01` is not a date: there is no month 13",
            "`2026-01-13`, if the day stands in the middle", "FMT003",
        ),
        ("1826-11-20", "`1826-11-20`: the year 1826 is not between 1900 and 2200", "the year that is meant", "FMT009"),
        ("0000-11-20", "`0000-11-20`: the year 0 is not between 1900 and 2200", "the year that is meant", "FMT009"),
        (datetime(2026, 11, 20, 9, 30), "`2026-11-20 09:30:00` has a time of day", "`2026-11-20`", "FMT003"),
    ],
)  # fmt: skip
def test_refused_dates_say_what_to_write(written: object, message: str, write: str, code: str) -> None:
    assert refused(values.parse_date, written) == (message, write, code)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        (2026, Period(2026)),
        ("2026", Period(2026)),
        ("2026-Q4", Period(2026, quarter=4)),
        ("2026-q4", Period(2026, quarter=4)),
        ("2026-11", Period(2026, month=11)),
        ("2026-11-20", Period(2026, month=11, day=20)),
        (date(2026, 11, 20), Period(2026, month=11, day=20)),
    ],
)
def test_periods(written: object, period: Period) -> None:
    assert values.parse_period(text(written)) == period


@pytest.mark.parametrize("written", ["2026", "2026-Q4", "2026-01", "2026-01-09"])
def test_periods_show_as_they_are_written(written: str) -> None:
    assert str(values.parse_period(text(written))) == written


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("Q4 2026", "`2026-Q4`"),
        ("2026 Q4", "`2026-Q4`"),
        ("11/2026", "`2026-11`"),
        ("20.11.2026", "`2026-11-20`"),
        ("autumn", "a year `2026`, a quarter `2026-Q4`, a month `2026-11` or a day `2026-11-20`"),
        (True, "a year `2026`, a quarter `2026-Q4`, a month `2026-11` or a day `2026-11-20`"),
    ],
)
def test_refused_periods_say_what_to_write(written: object, write: str) -> None:
    assert refused(values.parse_period, written) == (f"`{values.short_text(written)}` is not a period", write, "FMT003")


def test_years() -> None:
    assert values.parse_year("2029") == 2029
    assert refused(values.parse_year, "29") == ("`29` is not a year", "`2029`", "FMT003")
    message = "the year 2201 is not between 1900 and 2200"
    assert refused(values.parse_year, 2201) == (message, "the year that is meant", "FMT009")


@pytest.mark.parametrize(
    ("written", "start", "last"),
    [
        ("90 days", date(2026, 1, 1), date(2026, 4, 1)),
        ("2 weeks", date(2026, 1, 1), date(2026, 1, 15)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("6 months", date(2027, 8, 31), date(2028, 2, 29)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("12MONTHS", date(2026, 11, 20), date(2027, 11, 20)),
    ],
)
def test_durations_count_in_calendar_months(written: str, start: date, last: date) -> None:
    assert values.parse_duration(text(written)).after(start) == last


def test_durations_show_in_words() -> None:
    assert [str(values.parse_duration(text(written))) for written in ("1 month", "6 Months", "2 weeks")] == [
        "1 month",
        "6 months",
        "14 days",
    ]
    assert values.parse_duration("1 Year") == Duration(1, "year")


@pytest.mark.parametrize("written", ["6", 6, "0 days", "six months", "-1 day", "6 moons"])
def test_refused_durations_say_what_to_write(written: object) -> None:
    write = "a duration such as `90 days`, `6 months` or `1 year`"
    assert refused(values.parse_duration, written) == (f"`{written}` is not a duration", write, "FMT003")


@pytest.mark.parametrize("written", ["101 years", "9999 years", "1201 months", "5218 weeks"])
def test_durations_beyond_a_century_are_refused(written: str) -> None:
    expected = (f"`{written}` is longer than 100 years", "a duration up to `100 years`", "FMT003")
    assert refused(values.parse_duration, written) == expected


@pytest.mark.parametrize("written", ["100 years", "1200 months", "5217 weeks", "9999 days"])
def test_the_longest_durations_end_on_a_date(written: str) -> None:
    assert values.parse_duration(text(written)).after(date(2200, 12, 31)) <= date(2300, 12, 31)


@pytest.mark.parametrize(
    ("written", "flag"), [(True, True), ("Yes", True), ("true", True), ("NO", False), (False, False)]
)
def test_flags(written: object, flag: bool) -> None:
    assert values.parse_flag(text(written)) is flag


def test_a_flag_is_nothing_else() -> None:
    assert refused(values.parse_flag, "maybe") == ("`maybe` is neither true nor false", "`true` or `false`", "FMT003")


PARSERS = (
    values.parse_amount,
    values.parse_number,
    values.parse_percent,
    values.parse_quantity,
    values.parse_date,
    values.parse_period,
    values.parse_year,
    values.parse_duration,
    values.parse_flag,
    lambda value: values.parse_whole(value, 0, 10),
)

ANYTHING = st.one_of(
    st.text(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.lists(st.integers(), max_size=2),
    st.from_regex(r"[-+]?[0-9.,_ ]{1,12}(k|M|bn|%| days)?", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[-/.Q][0-9]{1,2}([-/.][0-9]{1,4})?", fullmatch=True),
)


@settings(deadline=None)
@given(st.sampled_from(PARSERS), ANYTHING)
def test_any_value_is_read_or_refused_with_a_short_sentence(parse: object, value: object) -> None:
    sentence = refusal_of(parse, value)
    assert sentence is None or (0 < len(sentence.message) < 160 and sentence.write)


def refusal_of(parse: object, value: object) -> Refused | None:
    try:
        parse(text(value))  # type: ignore[operator]
    except Refused as found:
        return found
    return None


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("610.000", "`610k` or `610`"),
        ("-12.000", "`-12k` or `-12`"),
        ("1.234", "`1234` or `1.2340`"),
        ("12.500k", "`12.5M` or `12.5k`"),
        ("1.234M", "`1234M` or `1234k`"),
        ("2.500 bn", "`2500bn` or `2.5bn`"),
        ("€ 610.000", "`610k` or `610`, if that is in the plan's currency"),
        ("12,500k", "`12.5M` or `12.5k`"),
    ],
)
def test_an_amount_with_two_readings_is_refused_with_both(written: str, readings: str) -> None:
    with pytest.raises(Refused) as refused:
        values.parse_amount(written)
    assert refused.value.write == readings


@given(
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 999),
    st.integers(0, 999_999),
    st.integers(1, 6),
    st.sampled_from(["", "k", "M", "bn", " k"]),
)
def test_one_point_and_three_digits_are_never_read_and_all_else_is_read_to_the_digit(
    sign: str, whole: int, rest: int, digits: int, unit: str
) -> None:
    decimals = str(rest).zfill(digits)[:digits]
    written = f"{sign}{whole}.{decimals}{unit}"
    if digits == 3 and whole:
        with pytest.raises(Refused) as refused:
            values.parse_amount(written)
        one, other = (values.parse_amount(found) for found in re.findall("`([^`]+)`", refused.value.write))
        assert abs(one) >= abs(other)
        assert one == 1000 * other
    else:
        factor = {"": 1, "k": 1000, "M": 10**6, "bn": 10**9}[unit.strip()]
        assert values.parse_amount(written) == Decimal(f"{sign}{whole}.{decimals}") * factor
