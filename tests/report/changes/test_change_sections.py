"""A comment that stays under its limit loses sections from its end, then rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.report.markdown import TableSection, fold, truncated

ONE = TableSection("One", "", ["- a", "- b"])
TWO = fold("Two", "Two (3)", ["- c", "- d", "- e"])
THREE = fold("Three", "Three (1)", ["- f"])
WHOLE = """head

- a
- b

<details><summary>Two (3)</summary>

- c
- d
- e

</details>

<details><summary>Three (1)</summary>

- f

</details>

foot
"""


def note(parts: str) -> str:
    return f"*Left out, since a comment must not be longer: {parts}. `kamgen diff` shows everything.*"


def test_what_fits_is_whole_and_empty_sections_are_left_out() -> None:
    assert truncated("head", [ONE, TableSection("Nothing", "| |", []), TWO, THREE], "foot", len(WHOLE)) == WHOLE


def test_sections_are_dropped_from_the_end_and_then_rows() -> None:
    text = truncated("head", [ONE, TWO, THREE._replace(rows=["- f" * 99])], "foot", 310)
    kept = "head\n\n- a\n- b\n\n<details><summary>Two (3)</summary>\n\n- c\n- d\n- e\n\n</details>\n\n"
    assert text == f"{kept}{note('1 line of “Three”')}\n\nfoot\n"
    rows = TWO._replace(rows=[f"- {letter * 60}" for letter in "cde"])
    text = truncated("head", [ONE, rows, THREE], "foot", 310)
    assert text.count("\n- ") == 3
    assert f"</details>\n\n{note('2 lines of “Two”, 1 line of “Three”')}\n\nfoot\n" in text


def test_a_section_that_would_fit_after_one_that_was_cut_is_dropped_too() -> None:
    text = truncated("head", [ONE._replace(rows=["x" * 500]), TWO], "foot", 400)
    assert text == f"head\n\n{note('1 line of “One”, 3 lines of “Two”')}\n\nfoot\n"


@given(st.lists(st.lists(st.text("ab", max_size=60), max_size=12), max_size=6), st.integers(600, 1_500))
def test_never_over_the_limit(rows: list[list[str]], limit: int) -> None:
    sections = [fold("T", "S", part) for part in rows]
    text = truncated("head", sections, "foot", limit)
    assert len(text) <= limit
    assert text.startswith("head\n\n")
    assert text.endswith("\n\nfoot\n")
    assert text.count("<details>") == text.count("</details>")
