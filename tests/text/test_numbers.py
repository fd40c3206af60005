"""How figures are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.text.numbers import NO_FIGURE, Figure, number_style

ENGLISH = number_style("en")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("850", "850"),
        ("999.4", "999"),
        ("999.6", "1,000"),
        ("1049", "1.0k"),
        ("1050", "1.1k"),
        ("9400", "9.4k"),
        ("9960", "10k"),
        ("96000", "96k"),
        ("999400", "999k"),
        ("999600", "1.00M"),
        ("1240000", "1.24M"),
        ("9996000", "10.0M"),
        ("61400000", "61.4M"),
        ("240000000", "240M"),
        ("1000000000", "1.00bn"),
        ("-184000", "−184k"),
        ("-0.2", "0"),
    ],
)
def test_compact_keeps_three_digits_that_count(number: str, text: str) -> None:
    assert ENGLISH.compact(Decimal(number)) == text


@pytest.mark.parametrize(
    ("locale", "plain", "percent"),
    [
        ("en", "1,240,000.5", "82%"),
        ("de", "1.240.000,5", "82\u00a0%"),
        ("de-CH", "1’240’000.5", "82%"),
        ("fr_FR", "1\u202f240\u202f000,5", "82\u202f%"),
        ("nb", "1\u00a0240\u00a0000,5", "82\u00a0%"),
        ("xx", "1,240,000.5", "82%"),
    ],
)
def test_separators_follow_the_locale(locale: str, plain: str, percent: str) -> None:
    style = number_style(locale)
    assert (style.plain(Decimal("1240000.50")), style.percent(Decimal("0.824"))) == (plain, percent)


def test_a_change_has_its_sign_and_nothing_has_none() -> None:
    written = [ENGLISH.change(Decimal(text)) for text in ("0.04", "-0.14", "0", "0.001", "-0.001")]
    assert written == ["+4%", "−14%", "0%", "0%", "0%"]


def test_an_amount_is_short_exact_and_sortable() -> None:
    assert ENGLISH.amount(Decimal("-184250.5")) == Figure("−184k", "−184,250.5", "-184250.5", " neg")
    assert ENGLISH.amount(Decimal("1E+6")) == Figure("1.00M", "1,000,000", "1000000")
    assert ENGLISH.amount(None) == NO_FIGURE


@given(st.decimals(-(10**15), 10**15, allow_nan=False, places=2))
def test_any_amount_can_be_written(number: Decimal) -> None:
    figure = ENGLISH.amount(number)
    assert Decimal(figure.value) == number
    assert len(figure.text) <= 12


@given(
    st.decimals(-(10**15), 10**15, places=2),
    st.sampled_from([Decimal("1E-20"), Decimal(1), Decimal(7), Decimal(10**15)]),
)
def test_any_share_can_be_written(part: Decimal, data: Decimal) -> None:
    figure = ENGLISH.share(part / data, 1)
    assert abs(Decimal(figure.value) - part / data * 100) <= Decimal("0.005")
    assert figure.text.replace(",", "").endswith("%")
