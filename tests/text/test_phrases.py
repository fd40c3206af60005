"""Phrases that terminal, comments and pages share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.change import ChangeKind, FieldChange, SectionChange, ValueKind
from kamgen.text.changes import percent_apart, section_words, times_words
from kamgen.text.words import clipped, ordinal, signed

AMOUNTS = st.decimals(-(10**15), 10**15, places=2)


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_text_is_cut_where_it_is_too_long_and_says_so(text: str, most: int) -> None:
    shown = clipped(text, most)
    assert len(shown) <= most
    assert shown == text or (len(text) > most and shown.endswith("…"))


def test_ordinals_end_as_they_are_spoken() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_numbers_have_a_sign_but_for_nothing() -> None:
    assert [signed(number) for number in (3, -7, 0)] == ["+3", "−7", "0"]


@pytest.mark.parametrize(
    ("was", "now", "percent"),
    [
        ("1300000", "1100000", "-15.4"), ("100", "150", "50.0"), ("1000", "10999", "999.9"), ("200", "0", "-100.0"),
        ("0", "5", None), ("-100", "100", None), ("1000", "10999.9", None), ("1000000", "1000001", None),
        ("5", "5", None),
    ],
)  # fmt: skip
def test_a_percentage_is_told_where_it_says_something(was: str, now: str, percent: str | None) -> None:
    assert percent_apart(Decimal(was), Decimal(now)) == (None if percent is None else Decimal(percent))


@given(AMOUNTS, AMOUNTS)
def test_a_percentage_goes_the_way_of_the_amounts(was: Decimal, now: Decimal) -> None:
    percent = percent_apart(was, now)
    assert percent is None or (percent > 0) == (now > was)


@pytest.mark.parametrize(("times", "said"), [(0, ""), (1, ""), (2, "for the 2nd time"), (21, "for the 21st time")])
def test_how_often_a_value_moved_is_told_from_the_second_time(times: int, said: str) -> None:
    assert times_words(FieldChange("due", "due", ValueKind.TEXT, "a", "b", "a", "b", "later", None, times)) == said


@pytest.mark.parametrize(
    ("kind", "added", "removed", "said"),
    [
        (ChangeKind.ADDED, 20, 0, "new, 20 words"),
        (ChangeKind.REMOVED, 0, 1, "removed, 1 word"),
        (ChangeKind.CHANGED, 4, 3, "4 words new, 3 gone"),
        (ChangeKind.CHANGED, 1, 0, "1 word new"),
        (ChangeKind.CHANGED, 0, 1200, "1,200 words gone"),
        (ChangeKind.CHANGED, 0, 0, "renamed"),
    ],
)
def test_a_section_counts_its_words(kind: ChangeKind, added: int, removed: int, said: str) -> None:
    assert section_words(SectionChange("Growth", "Wachstum", kind, added, removed, (), 3)) == said
