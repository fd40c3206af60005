"""Figures and dates in evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.values import Duration
from kamgen.text.numbers import money, percent
from kamgen.text.words import ago, counted, every, listed, named
from tests.support import plan_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 19), "1 day ago"),
        (date(2026, 9, 10), "71 days ago"),
        (date(2026, 11, 21), "in 1 day"),
        (date(2026, 12, 1), "in 11 days"),
    ],
)
def test_days_are_counted_from_the_day_judged(day: date, words: str) -> None:
    assert ago(day, TODAY) == words


def test_a_cadence_of_one_needs_no_number() -> None:
    assert [every(Duration(1, "month")), every(Duration(3, "month"))] == ["every month", "every 3 months"]


def test_plurals() -> None:
    assert [counted(1, "entry", "entries"), counted(0, "entry", "entries"), counted(2, "action")] == [
        "1 entry",
        "0 entries",
        "2 actions",
    ]


def test_money_is_in_the_plans_currency_and_else_in_the_sites() -> None:
    site = SiteConfig()
    assert money(Decimal("1240000"), plan_of("currency: NOK"), site) == "1,240,000 NOK"
    assert money(Decimal("-12.5"), plan_of(), site) == "-12.50 EUR"


def test_percents_are_rounded_half_up_as_in_tables() -> None:
    assert [percent(Decimal(text)) for text in ("0.18", "0.1165", "0.11649", "1", "0", "-0.0011")] == [
        "18%",
        "11.7%",
        "11.6%",
        "100%",
        "0%",
        "-0.1%",
    ]


def test_a_missed_bound_never_reads_as_met() -> None:
    bounds = Decimal("0.2"), Decimal("0.9")
    assert [percent(Decimal(text), *bounds) for text in ("0.8996", "0.89999", "0.8994", "0.9", "0.19951")] == [
        "89.96%",
        "89.99%",
        "89.9%",
        "90%",
        "19.95%",
    ]


@given(st.decimals(0, 2, places=6), st.decimals(0, 1, places=3))
def test_a_percent_below_a_bound_reads_below_it(fraction: Decimal, bound: Decimal) -> None:
    assert (fraction >= bound) == (Decimal(percent(fraction, bound)[:-1]) >= Decimal(percent(bound)[:-1]))


def test_lists_in_words() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]
    assert [listed(["a", "b", "c", "d"], most=2), listed(["a", "b"], most=2)] == ["a, b and 2 more", "a and b"]


def test_so_many_things_are_named_and_the_rest_counted() -> None:
    assert [named(["a"], 2), named(["a", "b"], 2), named(["a", "b", "c", "d"], 2)] == ["a", "a; b", "a; b; and 2 more"]
