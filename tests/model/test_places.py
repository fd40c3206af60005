"""Where each key of a front matter is written: by eye, by libyaml, in TOML; and keys as text."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places import FrontText, Place, as_written, gaps, join_key, split_key
from kamgen.model.places.composed import composed, repeated
from kamgen.model.places.flow import flow_places
from kamgen.model.places.keys import KeyPath
from kamgen.model.places.outline import outline
from kamgen.model.places.toml import toml_places

BLOCK = """\
name: Halden Marine   # as the client writes it
crm:
  id: 007
  "odd key": 'it''s'
financials:
- year: 2026
  revenue: 910k

- {year: 2025, revenue: "1,24M"}
tags: [subsea, tender]
note: |
  a: b
empty:
"""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("name", (3, 7, 20)),
        ("crm", (4, 1, 4)),
        ("crm.id", (5, 7, 10)),
        ('crm["odd key"]', (6, 14, 21)),
        ("financials", (7, 1, 11)),
        ("financials[0]", (8, 3, 4)),
        ("financials[0].revenue", (9, 12, 16)),
        ("financials[0].profit", (8, 3, 4)),
        ("financials[1]", (11, 3, 33)),
        ("financials[1].revenue", (11, 25, 32)),
        ("tags[1]", (12, 16, 22)),
        ("note", (13, 7, 8)),
        ("empty", (15, 1, 6)),
        ("owner", (3, 1, 2)),
        ("", (3, 1, 2)),
    ],
)
def test_a_key_is_found_at_its_value_or_at_the_nearest_key_around_it(key: str, place: tuple[int, int, int]) -> None:
    assert FrontText("yaml", BLOCK, 3).place(key) == Place(*place)


PLAINLY = """\
name: Halden Marine # as the client writes it
crm: {id: 007, url: 'https://crm.example/a#1'}
financials:
  - year: 2026
    revenue: 910k
  - {year: 2025}
tags:
- subsea
- "tender 2027"
"""


def test_plainly_written_yaml_is_placed_by_eye() -> None:
    by_eye = outline(PLAINLY, 2)
    assert by_eye is not None
    assert by_eye["name",] == (Place(2, 1, 5), Place(2, 7, 20), "Halden Marine")
    assert by_eye["financials", 1] == (Place(7, 5, 6), Place(7, 5, 17), "{year: 2025}")
    assert by_eye["tags", 1].text == "tender 2027"
    assert FrontText("yaml", PLAINLY, 2).place("crm.url") == (3, 21, 46)


def test_a_block_that_is_not_plain_leaves_the_others_to_the_eye() -> None:
    text = "name: >\n  Halden\n  Marine\ncrm:\n  id: 007\nregion:\n  Nordics\n"
    by_eye = outline(text)
    assert by_eye is not None
    assert [by_eye.line(path) for path in [("name",), ("crm", "id"), ("region",), ("owner",)]] == [1, 5, 7, None]
    assert dict(by_eye) == composed(text)


@pytest.mark.parametrize(
    "text", ['a: "x\nb: y"\n', "a: {x: 1,\nb: 2}\n", " a: 1\n b: 2\n", "? a\nb: 1\n", "a: 1\na: 2\n"]
)
def test_a_text_whose_keys_cannot_be_told_by_eye_has_no_outline(text: str) -> None:
    assert outline(text) is None


def test_the_line_of_a_key_is_that_of_its_place() -> None:
    front = FrontText("yaml", BLOCK, 3)
    keys = ["name", "crm.id", "financials[1].revenue", "financials[0].profit", "tags[1]", "owner"]
    lines = [3, 5, 11, 8, 12, 3]
    assert front.lines(keys) == dict(zip(keys, lines, strict=True))
    assert [front.place(key).line for key in keys] == lines


def test_a_key_itself_is_found_for_what_is_wrong_with_the_key() -> None:
    front = FrontText("yaml", BLOCK, 3)
    assert front.key_place("crm.id") == (5, 3, 5)
    assert front.key_place("financials[1].revenue") == (11, 16, 23)


def test_keys_count_without_entries_that_were_left_out() -> None:
    front = FrontText("yaml", "rows:\n  - a: 0\n  - a: 1\n  - a: 2\n  - a: 3\n", 1, (("rows", 0), ("rows", 2)))
    assert [front.place(f"rows[{number}].a").line for number in (0, 1)] == [3, 5]
    assert front.key_place("rows[1].a") == (5, 5, 6)


@settings(deadline=None)
@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 4)))
def test_numbers_of_what_is_left_are_numbers_in_the_file(outer: set[int], inner: set[int]) -> None:
    kept = [number for number in range(30) if number not in outer]
    kept_inside = [number for number in range(10) if number not in inner]
    left_out = (
        *(("a", number) for number in sorted(outer)),
        *(("a", kept[0], "b", number) for number in sorted(inner)),
    )
    ordered = tuple(sorted(left_out, key=lambda path: (path[1], len(path), path[-1])))
    before = gaps(ordered)
    for number, there in enumerate(kept):
        assert as_written(("a", number), before) == ("a", there)
    for number, there in enumerate(kept_inside):
        assert as_written(("a", 0, "b", number), before) == ("a", kept[0], "b", there)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("crm", "id"), "007"),
        (("name",), "Halden Marine"),
        (("financials", 1, "year"), "2025"),
        (("financials", 0), None),
        (("owner",), None),
    ],
)
def test_a_scalar_is_given_as_it_was_written(path: KeyPath, written: str | None) -> None:
    assert FrontText("yaml", BLOCK, 3).written(path) == written


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("financials", 1, "revenue"), "financials[1].revenue"),
        (("offerings", "Spare parts v2.0"), 'offerings["Spare parts v2.0"]'),
        (("offerings", 'a "b" [c]', 0), 'offerings["a \\"b\\" [c]"][0]'),
    ],
)
def test_keys_as_text(path: KeyPath, key: str) -> None:
    assert join_key(path) == key
    assert split_key(key) == path


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(min_size=1), st.integers(0, 99)), min_size=1).map(tuple))
def test_any_path_survives_as_text(path: KeyPath) -> None:
    assert split_key(join_key(path)) == path


def test_keys_that_stand_twice_are_given_with_both_places() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 2\n"
    assert repeated(text, 2) == [(("b", "c"), (3, 5, 6), (3, 11, 12)), (("a",), (2, 1, 2), (4, 1, 2))]


@pytest.mark.parametrize("text", ["[" * 9999, "- " * 9999, "{a: " * 9999, "a: [", "a: *b", "\ta: 1"])
def test_what_is_no_yaml_has_no_places(text: str) -> None:
    assert composed(text) == {}
    assert FrontText("yaml", text, 1).place("a.b.c").line == 1


def test_json_has_places() -> None:
    front = FrontText("json", '{"name": "x",\n\t"crm":{"id":007}}', 1)
    assert (front.place("name"), front.place("crm.id")) == ((1, 10, 13), (2, 14, 17))


TOML = '''\
title = "a # b" # no part of it
[categories.core]
targets = { on_time = "97%", "resp time" = 4 }
rows = [ # of years
  {year = 2026},
  {year = 2025, text = 'x = 1'},
]
note = """
year = 1
"""
[[fin]]
year = 0x1F # hex
[fin.sub]
a.b = 2026-11-20
[[fin]]
year = 2
'''


@pytest.mark.parametrize(
    ("key", "key_place", "place"),
    [
        ("title", (2, 1, 6), (2, 9, 16)),
        ("categories.core", (3, 2, 17), (3, 2, 17)),
        ("categories.core.targets.on_time", (4, 13, 20), (4, 23, 28)),
        ('categories.core.targets["resp time"]', (4, 30, 41), (4, 44, 45)),
        ("categories.core.rows", (5, 1, 5), (5, 8, 9)),
        ("categories.core.rows[1]", (7, 3, 4), (7, 3, 32)),
        ("categories.core.rows[1].text", (7, 17, 21), (7, 24, 31)),
        ("categories.core.note", (9, 1, 5), (9, 8, 9)),
        ("fin[0].year", (13, 1, 5), (13, 8, 12)),
        ("fin[0].sub.a.b", (15, 1, 4), (15, 7, 17)),
        ("fin[1].year", (17, 1, 5), (17, 8, 9)),
        ("fin[1].revenue", (16, 3, 6), (16, 3, 6)),
    ],
)
def test_toml_has_places(key: str, key_place: tuple[int, int, int], place: tuple[int, int, int]) -> None:
    front = FrontText("toml", TOML, 2)
    assert (front.key_place(key), front.place(key)) == (key_place, place)
    assert front.written(("fin", 0, "year")) == "0x1F"


@settings(deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'\n #,1\\", max_size=60))
def test_toml_places_of_any_text_lie_in_it(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= written.key.line <= lines for written in toml_places(text).values())


WORDS = st.one_of(
    st.sampled_from(
        ["Kari Dahl", "007", "yes", "", "1,24M", "a: b", "a #b", "- a", "it's", '"q"', "{x}", "[y]", "é…", "x:y"]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8),
    st.integers(-99, 9999),
    st.booleans(),
    st.none(),
)
NAMES = st.one_of(st.sampled_from(["name", "crm", "rows", "a b", "x-y", "_z", "é"]), st.text("abc: -", max_size=4))
NESTED = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, False, True]),
        "width": st.sampled_from([20, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "default_style": st.sampled_from([None, None, None, "'", '"', "|"]),
        "allow_unicode": st.booleans(),
    }
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from([" ", "\n", "- ", "  ", "#", ":", "'", "{", "]", "x", ""])),
    max_size=2,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, NESTED, min_size=1, max_size=5), STYLES, CHANGES)
def test_places_by_eye_are_those_of_libyaml(
    data: dict[str, object], style: dict[str, object], changes: list[tuple[int, str]]
) -> None:
    text = yaml.safe_dump(data, sort_keys=False, **style)
    for position, sign in changes:
        text = text[:position] + sign + text[position + (not sign) :]
    by_eye, exact = outline(text), composed(text)
    if by_eye is None or not exact:
        return
    front = FrontText("yaml", text, 1)
    for path, written in exact.items():
        key = join_key(path)
        assert front.key_place(key) == written.key
        assert front.place(key) == written.value
        assert front.lines([key]) == {key: written.value.line}
        if written.text is not None:
            assert front.written(path) == written.text


@settings(deadline=None)
@given(NESTED)
def test_json_places_are_those_of_libyaml(data: object) -> None:
    text = json.dumps({"name": data}, ensure_ascii=False)
    assert FrontText("json", text, 1).key_place("name") == (1, 2, 8)


@settings(deadline=None)
@given(st.dictionaries(NAMES, WORDS, min_size=1, max_size=4), st.sampled_from(["", " "]), CHANGES)
def test_places_by_eye_within_braces_are_those_of_libyaml(
    data: dict[str, object], space: str, changes: list[tuple[int, str]]
) -> None:
    pairs = ", ".join(f"{name}: {space}{'' if value is None else value}" for name, value in data.items())
    text = f"{{{space}{pairs}{space}}}"
    for position, sign in changes:
        text = text[:position] + sign + text[position + (not sign) :]
    by_eye, exact = flow_places(text, 3, 7) if text[:1] == "{" else None, composed(text, 3, 7)
    assert not by_eye or not exact or by_eye == exact


def test_plain_keys_and_values_within_braces_are_placed_by_eye() -> None:
    assert flow_places("{id: 007,  name: Per Moe }", 3, 7) == {
        ("id",): (Place(3, 8, 10), Place(3, 12, 15), "007"),
        ("name",): (Place(3, 18, 22), Place(3, 24, 31), "Per Moe"),
    }


@pytest.mark.parametrize("text", ["[a]", "{a: [b]}", "{a: 'b'}", "{a: b: c}", "{a: }", "{a}", "{a: b} c", "{a: b #c}"])
def test_other_brackets_are_left_to_libyaml(text: str) -> None:
    assert flow_places(text, 1, 1) is None
