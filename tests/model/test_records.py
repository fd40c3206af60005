"""Blocks in which nothing is nested are read in one pass, and to the same places as all others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places.composed import composed
from kamgen.model.places.outline import outline
from kamgen.model.places.records import Row, records

KEY: Row = ("", "", "tags", "", "", "")


def test_a_list_of_groups_has_an_entry_for_each_and_one_for_each_key() -> None:
    rows = [KEY, ("  ", "- ", "name", " ", "Kari", ""), ("", "", "", "", "", ""), ("    ", "", "role", " ", "user", "")]
    assert records(7, rows) == {
        ("tags",): (7, 0, "tags", "", ""),
        ("tags", 0): (8, 4, "", "", ""),
        ("tags", 0, "name"): (8, 4, "name", " ", "Kari"),
        ("tags", 0, "role"): (10, 4, "role", " ", "user"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [("", "", "tags", " ", "subsea", "")],
        [KEY, ("  ", "", "a", "", "", ""), ("    ", "", "b", " ", "1", "")],
        [KEY, ("  ", "- - ", "", "", "1", "")],
        [KEY, ("  ", "- ", "a", " ", "1", ""), ("    ", "", "a", " ", "1", "")],
        [KEY, ("  ", "- ", "", "", "1", ""), ("    ", "", "b", " ", "1", "")],
        [KEY, ("  ", "", "b", " ", "1", ""), ("  ", "- ", "", "", "1", "")],
        [KEY, ("  ", "", "", "", "subsea", "")],
        [KEY, ("  ", "- ", "a", "", "", ""), ("   ", "- ", "b", "", "", "")],
    ],
    ids=["value", "nested", "list in list", "twice", "key below value", "list below keys", "text", "deeper list"],
)
def test_a_block_of_another_kind_is_left_to_others(rows: list[Row]) -> None:
    assert records(1, rows) is None


ROWS = st.sampled_from(["a:", "b: 1", 'c: "x y"', "d: {x: 'y'}", "- a: 1", "-   b:", "- 1", "- {x: 1}", "# note", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 2, 4]), ROWS), max_size=6))
def test_places_of_any_rows_are_those_of_libyaml(rows: list[tuple[int, str]]) -> None:
    text = "rows:\n" + "".join(f"{' ' * indent}{row}\n" for indent, row in rows)
    by_eye, exact = outline(text), composed(text)
    if by_eye is None or not exact:
        return
    for path, written in exact.items():
        if path[-1] != "x":
            assert (by_eye[path].key, by_eye[path].value) == (written.key, written.value)
