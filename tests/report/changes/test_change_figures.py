"""Scores, money and counts before and after, in few characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.change import FieldChange, ValueKind
from kamgen.model.comparison import Side
from kamgen.report.changes.flagged import worst_first
from kamgen.report.changes.wording import (
    NOT_SCORED,
    clipped_line,
    money_move,
    quoted,
    rounded_amount,
    score_move,
    several,
    side,
    values,
)
from tests.report.changes.change_samples import AS_OF, HALDEN, NORDKAPP, ORESUND

AMOUNT = st.none() | st.decimals(-(10**15), 10**15, places=2)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [(71, 64, "71 → 64 (−7)"), (64, 71, "64 → 71 (+7)"), (71, 71, "71"), (None, 5, "n/a → 5"), (None, None, "n/a")],
)
def test_scores(was: int | None, now: int | None, said: str) -> None:
    assert score_move(was, now) == said


def test_health_has_a_word_of_its_own_for_what_is_not_known() -> None:
    assert score_move(80, None, NOT_SCORED) == "80 → not scored"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1310000", "1.31M"), ("910000", "910k"), ("850", "850"), ("-40000", "−40k"), ("999950", "1.00M"),
        ("0", "0"), ("0.4", "0.4"), ("61350000000", "61.4bn"), ("999999999999999", "1,000,000bn"), ("1E+6", "1.00M"),
    ],
)  # fmt: skip
def test_money_in_three_digits(amount: str, said: str) -> None:
    assert rounded_amount(Decimal(amount)) == said


@pytest.mark.parametrize(
    ("was", "now", "exact", "short"),
    [
        ("1300000", "1100000", "1.30M → 1.10M (−200k, −15.4%)", "1.30M → 1.10M (−15.4%)"),
        ("24310000", "24308000", "24.310M → 24.308M (−2.0k)", "24.310M → 24.308M (−2.0k)"),
        ("0", "5000", "0 → 5.0k (+5.0k)", "0 → 5.0k (+5.0k)"),
        ("-100", "100", "−100 → 100 (+200)", "−100 → 100 (+200)"),
        ("1", "5000", "1 → 5.0k (+5.0k)", "1 → 5.0k (+5.0k)"),
        ("500", "500", "500", "500"),
        ("10.25", "10.5", "10.3 → 10.5 (+0.25, +2.4%)", "10.3 → 10.5 (+2.4%)"),
    ],
)
def test_money_before_and_after(was: str, now: str, exact: str, short: str) -> None:
    assert money_move(Decimal(was), Decimal(now)) == exact
    assert money_move(Decimal(was), Decimal(now), exact=False) == short


@given(AMOUNT, AMOUNT)
def test_amounts_that_differ_read_differently(was: Decimal | None, now: Decimal | None) -> None:
    said = money_move(was, now)
    before, arrow, after = said.partition(" → ")
    assert bool(arrow) == (was != now)
    assert before != after.split(" (")[0]


def test_money_that_is_not_known() -> None:
    assert money_move(None, Decimal(5000)) == "n/a → 5.0k"
    assert money_move(Decimal(5000), None) == "5.0k → n/a"
    assert money_move(None, None) == "n/a"


@pytest.mark.parametrize(("times", "said"), [(1, "a → b (later)"), (3, "a → b (later, for the 3rd time)")])
def test_how_often_a_value_moved(times: int, said: str) -> None:
    assert values(FieldChange("due", "due", ValueKind.TEXT, "a", "b", "a", "b", "later", None, times)) == said


def test_nouns_in_numbers() -> None:
    assert [several(number, "opportunity") for number in (1, 2)] == ["1 opportunity", "2 opportunities"]
    assert [several(2, noun) for noun in ("risk", "survey")] == ["2 risks", "2 surveys"]


def test_titles_are_quoted_but_for_years_and_shortened() -> None:
    assert (quoted("2026"), quoted("Growth"), quoted("20261")) == ("2026", "“Growth”", "“20261”")
    assert clipped_line("a\n b\t c", 9) == "a b c"
    assert clipped_line("abcdefghij", 9) == "abcdefgh…"


@pytest.mark.parametrize(
    ("label", "commit", "said"),
    [("main", "a1b2c3d4e5", "main a1b2c3d"), ("a1b2c3d", "a1b2c3d4e5", "a1b2c3d"), ("index", "", "index")],
)
def test_a_side_is_named_once(label: str, commit: str, said: str) -> None:
    assert side(Side(label, commit, AS_OF, 1)) == said


def test_the_worst_account_comes_first_and_new_ones_last() -> None:
    assert worst_first([NORDKAPP, HALDEN, ORESUND]) == [ORESUND, HALDEN, NORDKAPP]
