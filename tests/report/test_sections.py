"""Texts of sections that stay within their room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kamgen.report.markdown import whole_sections

NOTE = "*Left out, since this text would be too long: the details of 2 accounts.*"


def test_what_fits_is_whole() -> None:
    assert whole_sections(["head"], ["a", "b"], 2, "foot", "account", 18) == "head\n\na\n\nb\n\nfoot\n"


def test_whole_sections_are_left_out_from_the_end_and_counted() -> None:
    assert whole_sections(["head"], ["a", "b" * 90, "c"], 3, "foot", "account", 100) == f"head\n\na\n\n{NOTE}\n\nfoot\n"


def test_no_more_sections_are_made_than_fit() -> None:
    made: list[int] = []

    def sections() -> Iterator[str]:
        for number in range(1000):
            made.append(number)
            yield "x" * 40

    whole_sections([], sections(), 1000, "foot", "account", 200)
    assert len(made) == 5


@given(st.lists(st.text("ab\n", max_size=60), max_size=12), st.integers(100, 400))
def test_a_text_stays_within_its_room_and_every_section_is_told_of(sections: list[str], room: int) -> None:
    text = whole_sections(["head"], sections, len(sections), "foot", "account", room)
    assert len(text) <= room
    left = re.search(r"the details of (\d+) accounts?\.", text)
    kept = len(sections) - (int(left[1]) if left else 0)
    assert text.startswith("\n\n".join(["head", *sections[:kept]]))
    assert text.endswith("\n\nfoot\n")
