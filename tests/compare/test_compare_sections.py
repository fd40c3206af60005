"""Prose by section: words added and removed, and an excerpt."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamgen.compare.prose import apart, compare_sections, words_of
from kamgen.markdown.body import parse_body
from kamgen.model.change import ChangeKind, Piece, SectionChange
from tests.compare.compare_support import compared, plan


def sections(before: str, after: str) -> tuple[SectionChange, ...]:
    return compare_sections(parse_body(before, 1)[0], parse_body(after, 1)[0])


def test_words_added_and_removed_are_counted_and_shown() -> None:
    before = "# Growth\n\nWe sell one pump a year to the yard in the north.\n"
    after = "# Growth\n\nWe sell two big pumps a year to the yard in the north.\n"
    assert sections(before, after) == (
        SectionChange(
            "Growth", "", ChangeKind.CHANGED, 3, 2,
            (
                Piece(" ", "We sell"), Piece("-", "one pump"), Piece("+", "two big pumps"),
                Piece(" ", "a year to the yard …"),
            ),
            1,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A\n\none two\nthree", "# A\n\none\ntwo three"),
        ("# A\n\none *two* `three`", "# A\n\n**one** two _three_"),
        ("# A\n\n- one\n- two", "# A\n\n1. one\n2. two"),
        ("# A\n\n- one\n- two", "# A\n\n* one\n\n* two"),
        ("# A\n\n1. one\n2. two", "# A\n\n3. one\n4. two"),
        ("# A\n\none, two.", "# A\n\none two"),
        ("# A\n\none\n\ntwo", "# A\n\none two"),
        ("# A\n\none", "A\n=\n\none\n"),
        ("# A\n\none", "#  a!  \n\none"),
        ("# A\n\none\n\n# B\n\ntwo", "# B\n\ntwo\n\n# A\n\none"),
        ("# A\n\n## B\n\none\n\n# C\n\ntwo", "# A\n\n# C\n\ntwo\n\n## B\n\none"),
        ("# A\n\n## B\n\none", "# A\n\n### B\n\none"),
        ("# A\r\n\r\none\r\ntwo\r\n", "# A\n\none\ntwo\n"),
        ("one[^1] two[^2]\n\n[^1]: x\n[^2]: y", "one[^b] two[^a]\n\n[^b]: x\n[^a]: y"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "|a|b|\n|:-:|--:|\n|1|2|\n"),
        ("<https://a.example/x>", "[https://a.example/x](https://a.example/x)"),
    ],
)
def test_what_is_only_written_otherwise_is_no_change(before: str, after: str) -> None:
    assert sections(before, after) == ()
    assert sections(after, before) == ()


def test_words_below_a_sub_heading_are_not_those_of_the_heading() -> None:
    before, after = "# A\n\none\n\n## B\n\ntwo\n", "# A\n\none\n\n## B\n\ntwo three\n"
    assert [(each.title, each.added, each.removed, each.line) for each in sections(before, after)] == [("B", 1, 0, 5)]


def test_sections_of_the_same_heading_are_known_by_the_headings_around_them() -> None:
    before = "# A\n\n## M\n\none\n\n# B\n\n## M\n\ntwo\n"
    after = "# B\n\n## M\n\ntwo\n\n# A\n\n## M\n\none more\n"
    assert [(each.title, each.added, each.line) for each in sections(before, after)] == [("M", 1, 9)]


def test_a_section_with_another_heading_is_known_by_its_words() -> None:
    before = "# Growth\n\nWe sell one pump a year\n\n# Other\n\nnothing of it\n"
    after = "# Other\n\nnothing of it\n\n# Where we grow\n\nWe sell two pump a year\n"
    (found,) = sections(before, after)
    assert (found.title, found.former, found.kind, found.added, found.removed) == (
        "Where we grow", "Growth", ChangeKind.CHANGED, 1, 1,
    )  # fmt: skip


def test_sections_come_in_the_order_of_the_prose_and_removed_ones_last() -> None:
    before, after = "# Gone\n\nsome words\n\n# B\n\none\n", "# New\n\nother things\n\n# B\n\ntwo\n"
    assert [(each.title, each.kind, each.added, each.removed) for each in sections(before, after)] == [
        ("New", ChangeKind.ADDED, 2, 0),
        ("B", ChangeKind.CHANGED, 1, 1),
        ("Gone", ChangeKind.REMOVED, 0, 2),
    ]


def test_a_newer_dated_section_beside_an_older_one_is_added() -> None:
    before = "# Metrics (2026-06-01)\n\nall well\n"
    after = "# Metrics (2026-09-01)\n\nall better\n\n# Metrics (2026-06-01)\n\nall well\n"
    assert [(each.kind, each.line) for each in sections(before, after)] == [(ChangeKind.ADDED, 1)]


def test_the_date_in_a_heading_counts_as_a_word() -> None:
    (found,) = sections("# Metrics (2026-06-01)\n\nwell\n", "# Metrics (2026-09-01)\n\nwell\n")
    assert (found.title, found.added, found.removed) == ("Metrics", 1, 1)
    assert found.excerpt[:2] == (Piece("-", "2026-06-01"), Piece("+", "2026-09-01"))


def test_a_link_that_points_elsewhere_is_a_word_that_changed() -> None:
    (found,) = sections("See [the report](r-2025.pdf) now.", "See [the report](r-2026.pdf) now.")
    assert found.excerpt == (
        Piece(" ", "See the report"), Piece("-", "(r-2025.pdf)"), Piece("+", "(r-2026.pdf)"), Piece(" ", "now."),
    )  # fmt: skip


def test_a_picture_is_its_words_and_its_file() -> None:
    (found,) = sections("", "![the yard](yard.png)")
    assert found.excerpt == (Piece("+", "the yard (yard.png)"),)


def test_a_part_that_is_internal_no_more_is_a_change() -> None:
    (found,) = sections("::: internal\nsecret\n:::\n", "secret\n")
    assert (found.added, found.removed, found.excerpt[0]) == (0, 1, Piece("-", "internal"))


def test_what_stands_before_the_first_heading_has_no_title_and_its_own_line() -> None:
    (found,) = compared(plan("region: Nordics", "One.\n"), plan("region: Nordics", "Two.\n")).sections
    assert (found.title, found.line, found.added, found.removed) == ("", 7, 1, 1)


def test_footnotes_are_a_section_of_their_own() -> None:
    (found,) = sections("one[^1]\n\n[^1]: x\n", "one[^1]\n\n[^1]: y\n")
    assert (found.title, found.added, found.removed) == ("Footnotes", 1, 1)


def test_tasks_are_no_words_but_lists_below_them_are() -> None:
    before, after = "- [ ] one\n  - inner\n- [ ] *two*\n\n  more\n", "- [x] other\n  - inner\n\n  more\n"
    assert sections(before, after) == ()
    assert [each.added for each in sections(before, "- [ ] one\n  - inner word\n\n  more\n")] == [1]


def test_an_excerpt_shows_some_words_around_and_has_its_bounds() -> None:
    words = [f"w{number}" for number in range(200)]
    changed = [f"x{number}" if number % 20 == 10 else word for number, word in enumerate(words)]
    found = apart(words_of(" ".join(words)), words_of(" ".join(changed)))
    assert (found.added, found.removed) == (10, 10)
    assert found.excerpt[:5] == (
        Piece(" ", "… w5 w6 w7 w8 w9"),
        Piece("-", "w10"),
        Piece("+", "x10"),
        Piece(" ", "w11 w12 w13 w14 w15 … w25 w26 w27 w28 w29"),
        Piece("-", "w30"),
    )
    assert sum(len(piece.text) for piece in found.excerpt) <= 300


def test_texts_with_too_much_in_common_to_compare_by_word_are_compared_by_line() -> None:
    before = [["a"] * 100, ["b"], ["c"] * 100]
    after = [["c"] * 100, ["b", "d"], ["a"] * 100]
    found = apart(before, after, most=50)
    assert (found.added, found.removed) == (102, 101)
    lines = [["x", str(number)] for number in range(40)]
    found = apart(lines, [["new"], *lines[1:20], ["y"], *lines[21:-1], ["z"]], most=200)
    assert (found.added, found.removed) == (3, 6)


WORDS = st.sampled_from(["one", "two", "three", "a,", "b."])
TEXT = st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=5)


@given(TEXT, TEXT, st.sampled_from([0, 3, 5000]))
def test_what_is_new_one_way_is_gone_the_other_way(before: list[list[str]], after: list[list[str]], most: int) -> None:
    there, back = apart(before, after, most), apart(after, before, most)
    size = sum(map(len, after)) - sum(map(len, before))
    assert there.added - there.removed == size == back.removed - back.added
    assert (there.excerpt == ()) == ([w for line in before for w in line] == [w for line in after for w in line])


@settings(max_examples=150)
@given(st.text(alphabet="#a- \n>*_`[](){}|:^<1!~=\t\\", max_size=80))
def test_any_prose_can_be_compared(text: str) -> None:
    assume("<!--" not in text)  # a comment that is not closed takes all that follows with it
    assert sections(text, text) == ()
    sections("# One\n\ntwo\n", text)
    assert sections(text, f"{text}\n\n# More\n\nwords\n") != ()
