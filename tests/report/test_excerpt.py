"""The caret stands under what the finding speaks of, whatever the line holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.report.console import WIDEST, source_excerpt
from kamgen.report.findings import width


def test_shows_the_line_before_for_its_bearings() -> None:
    assert source_excerpt("a: 1\n  - year: 2026\n    revenue: 1,24M\n", 3, 14, 19) == [
        "  |",
        "2 |   - year: 2026",
        "3 |     revenue: 1,24M",
        "  |              ^^^^^",
    ]


def test_numbers_of_lines_stand_right() -> None:
    assert source_excerpt("\n" * 8 + "a: 1\nb: 2", 10, 4, 5) == ["   |", " 9 | a: 1", "10 | b: 2", "   |    ^"]


@pytest.mark.parametrize(
    ("row", "column", "end", "shown", "caret"),
    [
        ("\tkey: x", 7, 8, "    key: x", "         ^"),
        ("石川: x", 5, 6, "石川: x", "      ^"),
        ("石川: x", 1, 3, "石川: x", "^^^^"),
        ("e\u0301: x", 5, 6, "e\u0301: x", "   ^"),
        ("a\u202eb: x", 6, 7, "a\\u202eb: x", "          ^"),
        ("a\x1b[2J: x", 8, 9, "a\\x1b[2J: x", "          ^"),
        ("a: x\r", 4, 5, "a: x", "   ^"),
        ("a: x", 5, 5, "a: x", "    ^"),
        ("a: x", 99, 120, "a: x", "    ^"),
    ],
    ids=["tab", "wide", "wide-span", "combining", "bidi", "escape", "crlf", "empty", "beyond"],
)
def test_the_caret_keeps_its_column(row: str, column: int, end: int, shown: str, caret: str) -> None:
    assert source_excerpt(row, 1, column, end) == ["  |", f"1 | {shown}", f"  | {caret}"]


@pytest.mark.parametrize("text", ["", "a", "a\n \n"])
def test_a_line_that_is_not_there_or_empty_is_not_shown(text: str) -> None:
    assert source_excerpt(text, 2, 1, 2) == []


def test_a_long_line_is_cut_around_the_caret() -> None:
    row = "x" * 500 + "HERE" + "y" * 500
    _, shown, caret = source_excerpt(row, 1, 501, 505)
    assert shown == "1 | …" + "x" * 47 + "HERE" + "y" * 47 + "…"
    assert caret == "  | " + " " * 48 + "^^^^"


def test_a_long_line_keeps_its_beginning_when_the_caret_is_there() -> None:
    _, shown, caret = source_excerpt("HERE" + "y" * 500, 1, 1, 5)
    assert (shown, caret) == ("1 | HERE" + "y" * 95 + "…", "  | ^^^^")


def test_a_long_line_keeps_its_end_when_the_caret_is_there() -> None:
    _, shown, caret = source_excerpt("x" * 500 + "HERE", 1, 501, 505)
    assert (shown, caret) == ("1 | …" + "x" * 95 + "HERE", "  | " + " " * 96 + "^^^^")


def test_a_long_span_is_cut() -> None:
    _, shown, caret = source_excerpt("k: " + "x" * 500, 1, 4, 504)
    assert (shown, caret) == ("1 | k: " + "x" * 50 + "…", "  |    " + "^" * 50)


@given(st.text(max_size=300).filter(lambda row: "\n" not in row), st.integers(1, 310), st.integers(1, 310))
def test_no_line_is_wider_than_the_screen(row: str, column: int, end: int) -> None:
    for line in source_excerpt(row, 1, column, end):
        assert sum(map(width, line)) <= WIDEST + len("1 | ") + 1
