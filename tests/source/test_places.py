"""Where each key of a front matter is written, in YAML, TOML and JSON; and keys as text."""

import json
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places import KeyPath, Lines, Place, Places, join_key, lines_of, split_key
from kamgen.source.nodes import Mapping, Node, Reading, Scalar, Sequence, SourceError, content, spot_of, walk
from kamgen.source.toml import read_json, read_toml, scan_toml
from kamgen.source.yaml import read_yaml

READERS: dict[str, Callable[[str, Lines], Reading]] = {"yaml": read_yaml, "toml": read_toml, "json": read_json}


def root_of(language: str, text: str) -> Node | None:
    return READERS[language](text, lines_of(text, 1)).root


def scalars(root: Node | None) -> list[Scalar]:
    return [node for node in walk(root) if isinstance(node, Scalar)]


def places_of(language: str, text: str, line: int = 1) -> Places:
    root = root_of(language, text)
    assert root is not None
    return Places(lines_of(text, line), spot_of(root, (0, 0), set()))


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
    assert places_of("yaml", BLOCK, 3).at(key) == Place(*place)


def test_the_line_of_a_key_is_that_of_its_place() -> None:
    front = places_of("yaml", BLOCK, 3)
    keys = ["name", "crm.id", "financials[1].revenue", "financials[0].profit", "tags[1]", "owner"]
    lines = [3, 5, 11, 8, 12, 3]
    assert [front.at(key).line for key in keys] == lines


def test_a_key_itself_is_found_for_what_is_wrong_with_the_key() -> None:
    front = places_of("yaml", BLOCK, 3)
    assert front.at("crm.id", on_key=True) == (5, 3, 5)
    assert front.at("financials[1].revenue", on_key=True) == (11, 16, 23)


def test_keys_count_without_entries_that_were_left_out() -> None:
    text = "rows:\n  - a: 0\n  - a: 1\n  - a: 2\n  - a: 3\n"
    root = root_of("yaml", text)
    assert isinstance(root, Mapping)
    rows = root.get("rows")
    assert isinstance(rows, Sequence)
    left_out = {id(rows.items[number]) for number in (0, 2)}
    front = Places(lines_of(text, 1), spot_of(root, (0, 0), left_out))
    assert [front.at(f"rows[{number}].a").line for number in (0, 1)] == [3, 5]
    assert front.at("rows[1].a", on_key=True) == (5, 5, 6)


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


TWICE = {
    "yaml": "a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n",
    "toml": "a = 1\nb = {c = 1, c = 2}\na = 2\na = 3\n",
    "json": '{"a": 1,\n"b": {"c": 1, "c": 2},\n"a": 2,\n"a": 3}',
}


@pytest.mark.parametrize("language", TWICE)
def test_of_a_key_that_stands_twice_the_last_one_counts_in_every_language(language: str) -> None:
    text = TWICE[language]
    found = READERS[language](text, lines_of(text, 1))
    assert content(found.root) == {"a": "3", "b": {"c": "2"}}
    told = sorted((int(fault.key[1:].split(":")[0]), fault.message, fault.on_key) for _, fault in found.faults)
    message = "`{}` is written twice: first in line {}; this one is read"
    assert told == [(2, message.format("c", 2), True), *((line, message.format("a", 1), True) for line in (3, 4))]
    assert places_of(language, text).at("a").line == 4


@pytest.mark.parametrize("text", ["[" * 9999, "- " * 9999, "{a: " * 9999, "a: [", "a: *b", "\ta: 1", "&a [*a]"])
def test_what_is_no_yaml_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        read_yaml(text, lines_of(text, 1))


@pytest.mark.parametrize("text", ["a = 1\n" * 20_000, "[[a]]\nb = 1\n" * 20_000, "a = [" + "{b = 1}," * 40_000 + "]"])
def test_long_toml_is_scanned_in_time_that_grows_with_its_length(text: str) -> None:
    assert scan_toml(text).pairs


def test_json_has_places() -> None:
    front = places_of("json", '{"name": "x",\n\t"crm":{"id":7, "url": null}}')
    assert (front.at("name"), front.at("crm.id")) == ((1, 10, 13), (2, 14, 15))
    assert front.at("crm.url") == (2, 17, 22)


def test_a_value_behind_an_alias_stands_at_the_alias() -> None:
    front = places_of("yaml", "a: &x {b: 1}\nc: *x\nd: &x 2\ne: *x\n")
    assert [front.at(key) for key in ("a.b", "c", "c.b", "d", "e")] == [
        (1, 11, 12), (2, 4, 6), (2, 4, 6), (3, 4, 8), (4, 4, 6)
    ]  # fmt: skip


def test_a_tag_is_told_and_the_rest_of_its_text_is_read() -> None:
    found = read_yaml("owner: !Ingrid Solberg\nid: !!str 007\nname: ! x\n", Lines(2, (0, 23, 37)))
    assert content(found.root) == {"owner": "Solberg", "id": "007", "name": "x"}
    assert [(fault.key, fault.message, fault.write) for _, fault in found.faults] == [
        ("@2:8-23", "YAML takes `!Ingrid` for a tag and leaves it out", 'the text in quotes: `"!Ingrid Solberg"`'),
        ("@4:7-10", "YAML takes `!` for a tag and leaves it out", 'the text in quotes: `"! x"`'),
    ]


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
        ("fin[1].revenue", (16, 3, 4), (16, 3, 4)),
    ],
)
def test_toml_has_places(key: str, key_place: tuple[int, int, int], place: tuple[int, int, int]) -> None:
    front = places_of("toml", TOML, 2)
    assert (front.at(key, on_key=True), front.at(key)) == (key_place, place)


def written(value: Any) -> Any:
    """What tomllib or json read, as texts; numbers as such."""
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, str | None):
        return value
    return str(value).lower() if isinstance(value, bool) else value


def same(node: Any, value: Any) -> bool:
    """Whether texts of nodes say what was read."""
    if isinstance(value, dict):
        return list(node) == list(value) and all(same(node[key], value[key]) for key in value)
    if isinstance(value, list):
        return len(node) == len(value) and all(map(same, node, value))
    if isinstance(value, str | None):
        return bool(node == value)
    if isinstance(value, bool):
        return bool(node == str(value).lower())
    if isinstance(value, date | datetime | time):
        return bool(written(tomllib.loads(f"x = {node}")["x"]) == value)
    return bool(yaml.safe_load(str(node)) == value or float(node.replace("_", "")) == value)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'\n #,1\\", max_size=60))
def test_nodes_of_toml_say_what_tomllib_reads(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except ValueError:
        scan_toml(text)
        return
    assert same(content(root_of("toml", text)), data)


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


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, NESTED, min_size=1, max_size=5), STYLES)
def test_a_place_in_yaml_points_at_the_text_that_was_read(data: dict[str, object], style: dict[str, object]) -> None:
    text = yaml.safe_dump(data, sort_keys=False, **style)
    root = root_of("yaml", text)
    assert root is not None
    for node in scalars(root):
        stretch = text[node.start : node.end]
        if node.plain and "\n" not in stretch:
            assert stretch == node.text or (not node.text and stretch in ("", "null", "''"))
        elif "\n" not in stretch and not stretch.startswith(("*", "!")):
            assert yaml.safe_load(stretch) == node.text


def as_toml(value: object) -> str:
    """A value as TOML has it, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if value is not None else '""'


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, NESTED, min_size=1, max_size=5))
def test_places_in_toml_and_json_point_at_the_text_that_was_read(data: dict[str, object]) -> None:
    toml = "".join(f"{json.dumps(key)} = {as_toml(value)}\n" for key, value in data.items())
    for language, text in (("toml", toml), ("json", json.dumps(data, ensure_ascii=False))):
        root = root_of(language, text)
        assert same(content(root), tomllib.loads(text) if language == "toml" else data)
        for node in scalars(root):
            stretch = text[node.start : node.end]
            assert stretch == node.text or json.loads(stretch) == (node.text or None) or stretch == '""'
