"""Lists in which nothing lies deeper are known as a whole, and their places are those of all other blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places.composed import composed
from kamgen.model.places.outline import outline
from kamgen.model.places.records import records


def test_a_list_of_groups_has_an_entry_for_each_and_one_for_each_key() -> None:
    found = records(7, "team:\n  - name: Kari Dahl\n\n    role:\n  - name:  'Per Moe'\n")
    assert found is not None
    assert dict(found) == {
        ("team",): (7, 0, "team", "", ""),
        ("team", 0): (8, 4, "", "", ""),
        ("team", 0, "name"): (8, 4, "name", " ", "Kari Dahl"),
        ("team", 0, "role"): (10, 4, "role", "", ""),
        ("team", 1): (11, 4, "", "", ""),
        ("team", 1, "name"): (11, 4, "name", "  ", "'Per Moe'"),
    }


def test_a_list_of_values_has_an_entry_for_each() -> None:
    found = records(1, "tags:\n- subsea\n- a:b")
    assert found is not None
    assert dict(found) == {
        ("tags",): (1, 0, "tags", "", ""),
        ("tags", 0): (2, 2, "", "", "subsea"),
        ("tags", 1): (3, 2, "", "", "a:b"),
    }


@pytest.mark.parametrize(
    "path", [(), ("name",), ("tags", 2), ("tags", "a"), ("tags", 1, "a"), ("tags", 0, "b"), ("tags", 0, "a", 0)]
)
def test_what_is_not_written_has_no_entry(path: tuple[str | int, ...]) -> None:
    found = records(1, "tags:\n- a: 1\n- a:b")
    assert found is not None
    assert path not in found
    assert found.get(path) is None


@pytest.mark.parametrize(
    "block",
    [
        "a: 1",
        "a:",
        "a:\n  b: 1",
        "a:\n  - b:\n      c: 1",
        "a:\n  - - 1",
        "a:\n  - b: 1 # c",
        "a:\n  - b\n    c: 1",
        "a:\n  - 1\n   - 2",
        "a:\n  - {b: 'c'}",
        "a:\n  - b: |\n",
        "a:\n  - b: 1\n    c",
        "a:\n  -  b: 1",
    ],
)
def test_a_block_of_another_kind_is_left_to_others(block: str) -> None:
    assert records(1, block) is None


ROWS = st.sampled_from(["a:", "b: 1", 'c: "x y"', "d: {x: y}", "- a: 1", "-   b:", "- a:1 ", "- {x: 1}", "# note", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 2, 4]), ROWS), max_size=6))
def test_places_of_any_rows_are_those_of_libyaml(rows: list[tuple[int, str]]) -> None:
    text = "rows:\n" + "".join(f"{' ' * indent}{row}\n" for indent, row in rows)
    by_eye, exact = outline(text), composed(text)
    if by_eye is None or not exact:
        return
    for path, written in exact.items():
        assert by_eye.line(path) == written.value.line
        if path[-1] != "x":
            assert (by_eye[path].key, by_eye[path].value) == (written.key, written.value)
