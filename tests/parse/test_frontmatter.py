"""A plan's file taken apart: languages, line numbers, and what becomes a fault."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.places import Fault, Places
from kamgen.model.source import Source
from kamgen.parse.frontmatter import Parts, read_parts
from kamgen.parse.plan import parse_plan
from kamgen.source.nodes import content, spot_of

HINT_FIRST = "`---`, then `name`, `owner` and `category`, then `---`"
AS_UTF_8 = "it as UTF-8 (in your editor: Save with encoding, UTF-8)"


def parts_of(text: str | bytes) -> Parts:
    data = text if isinstance(text, bytes) else text.encode()
    return read_parts(Source("content/accounts/halden.md", data))


def data_of(parts: Parts) -> Any:
    return content(parts.root)


def places_of(parts: Parts) -> Places:
    assert parts.root is not None
    return Places(parts.lines, spot_of(parts.root, (0, 0), set()))


def only_fault(text: str | bytes) -> tuple[str, str, str, str]:
    parts = parts_of(text)
    assert len(parts.faults) == 1
    code, fault = parts.faults[0]
    return code, fault.key, fault.message, fault.write


def test_yaml_front_matter_and_prose_begin_at_their_lines() -> None:
    parts = parts_of("---\nname: Halden\ncrm: {id: 007}\n---\n\n# Growth\n")
    assert (parts.language, parts.text, parts.lines.first) == (
        "yaml",
        "name: Halden\ncrm: {id: 007}\n",
        2,
    )
    assert data_of(parts) == {"name": "Halden", "crm": {"id": "007"}}
    assert (parts.body, parts.body_line, parts.faults) == ("\n# Growth\n", 5, ())


def test_toml_front_matter() -> None:
    parts = parts_of("+++\nname = 'Halden'\n[crm]\nid = '007'\n+++\nProse\n")
    assert data_of(parts) == {"name": "Halden", "crm": {"id": "007"}}
    assert (parts.language, parts.lines.first, parts.body, parts.body_line) == ("toml", 2, "Prose\n", 6)


def test_json_front_matter_ends_with_its_last_brace() -> None:
    parts = parts_of('{"name": "Hal}den",\n "tags": ["a"]}\nProse\n')
    assert data_of(parts) == {"name": "Hal}den", "tags": ["a"]}
    assert (parts.language, parts.lines.first, parts.body, parts.body_line) == ("json", 1, "Prose\n", 3)


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_do_not_shift_lines() -> None:
    parts = parts_of("\ufeff\r\n \r\n---\r\nname: Halden\r\nnote: |\r\n  a\r\n  b\r\n---\r\nProse\r\n")
    assert data_of(parts) == {"name": "Halden", "note": "a\nb\n"}
    assert (parts.lines.first, parts.body, parts.body_line, parts.faults) == (4, "Prose\n", 9, ())
    assert places_of(parts).at("note").line == 5


def test_old_mac_line_ends_are_line_ends() -> None:
    parts = parts_of("---\rname: Halden\r---\rProse\r")
    assert (data_of(parts), parts.body, parts.body_line) == ({"name": "Halden"}, "Prose\n", 4)


def test_unicode_line_separators_do_not_count_as_lines() -> None:
    parts = parts_of("---\nname: Hal\u2028den\nownr: x\n---\n")
    assert data_of(parts) == {"name": "Hal den", "ownr": "x"}
    assert places_of(parts).at("ownr", on_key=True) == (3, 1, 5)


def test_hyphens_in_a_block_text_and_in_the_prose_close_nothing() -> None:
    parts = parts_of("---\nname: |\n  a\n  ---\n  b\n---\n\nText\n\n---\n\nMore\n")
    assert data_of(parts) == {"name": "a\n---\nb\n"}
    assert (parts.body, parts.body_line) == ("\nText\n\n---\n\nMore\n", 7)


def test_an_empty_front_matter_is_one_without_keys() -> None:
    parts = parts_of("---\n---\nText\n")
    assert (data_of(parts), parts.faults, parts.body_line) == ({}, (), 3)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"---\nname: x\nregion: D\xfcren\n---\n",
            ("FMT008", "@3:10-11", "0xFC at offset 21; in Windows-1252 it would be `ü`"),
        ),
        (b"---\nname: x\n\xff", ("FMT008", "@3:1-2", "0xFF at offset 12; in Windows-1252 it would be `ÿ`")),
        (b"---\nname: \x81\n", ("FMT008", "@2:7-8", "0x81 at offset 10")),
    ],
)
def test_bytes_that_are_not_utf_8_are_named(data: bytes, expected: tuple[str, str, str]) -> None:
    code, key, rest = expected
    assert only_fault(data) == (code, key, f"the file is not UTF-8: byte {rest}", AS_UTF_8)
    assert data_of(parts_of(data)) is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(encoding: str) -> None:
    data = "---\nname: Halden\n---\n".encode(encoding)
    assert only_fault(data) == ("FMT008", "", "the file is saved as UTF-16", AS_UTF_8)


def test_a_nul_byte_makes_a_file_unreadable() -> None:
    expected = ("FMT008", "@3:6-7", "the file holds a NUL byte: this is no plain text", AS_UTF_8)
    assert only_fault("---\nname: Halden Marine, a long name\nregio\0n: x\n---\n") == expected


def test_control_characters_are_spaces_and_each_line_is_named() -> None:
    parts = parts_of("---\nname: a\x01b\x02c\n---\nText\x0c\n\x85\ufffe\n")
    message = "an invisible control character ({}) stands here"
    assert parts.faults == (
        ("FMT008", Fault("@2:8-9", message.format("U+0001"), "the line without it")),
        ("FMT008", Fault("@4:5-6", message.format("U+000C"), "the line without it")),
        ("FMT008", Fault("@5:1-2", message.format("U+0085"), "the line without it")),
    )
    assert (data_of(parts), parts.body) == ({"name": "a b c"}, "Text \n  \n")


def test_a_refused_file_says_why() -> None:
    parts = read_parts(Source("content/accounts/x.md", b"", "larger than 1024 KiB: move attachments out of the plan"))
    assert parts.faults == (("FMT008", Fault("", "larger than 1024 KiB: move attachments out of the plan")),)
    assert (data_of(parts), parts.body) == (None, "")


@pytest.mark.parametrize(
    ("text", "key", "message", "write"),
    [
        ("", "@1:1-2", "the file is empty", HINT_FIRST),
        (
            "\n# Halden\n",
            "@2:1-2",
            "the file must begin with `---` on a line of its own, and the front matter below it",
            HINT_FIRST,
        ),
        ("----\nname: x\n", "@1:1-5", "`----` does not begin a front matter", "`---`, three hyphens and nothing else"),
        ("—\nname: x\n", "@1:1-2", "`—` does not begin a front matter", "`---`, three hyphens and nothing else"),
        (
            "---\nname: x\n\nText\n",
            "@1:1-4",
            "the front matter that begins with this `---` is never closed",
            "`---` on a line of its own below the last key",
        ),
        (
            "\n---\nname: x\n...\nText\n",
            "@2:1-4",
            "the front matter that begins with this `---` is never closed",
            "`---` in line 4, where `...` stands",
        ),
        (
            "+++\nname = 'x'\n++++\n",
            "@1:1-4",
            "the front matter that begins with this `+++` is never closed",
            "`+++` in line 3, where `++++` stands",
        ),
        (
            "---\n\n- name: x\n---\n",
            "@3:1-2",
            "the front matter is a list, not keys with their values",
            "`key: value` on each line",
        ),
        (
            "---\nHalden\n---\n",
            "@2:1-2",
            "the front matter is `Halden`, not keys with their values",
            "`key: value` on each line",
        ),
    ],
)
def test_a_front_matter_that_is_none_is_a_fault(text: str, key: str, message: str, write: str) -> None:
    assert only_fault(text) == ("FMT001", key, message, write)
    assert data_of(parts_of(text)) is None


YAML_MISTAKES = [
    ("\tregion: x", "@3:1-2", "a tab stands here: YAML wants spaces", "two spaces for each step to the right"),
    ("crm:\n\tid: 1", "@4:1-2", "a tab stands here: YAML wants spaces", "two spaces for each step to the right"),
    (
        "region: Oslo: east",
        "@3:9-10",
        "the text after `region:` has a colon in it",
        'the text in quotes: `region: "Oslo: east"`',
    ),
    (
        "  region: x",
        "@3:3-4",
        "this line stands further to the right than the key above it allows",
        "it in the same column as the other keys",
    ),
    ("region:x", "@3:8-9", "a space is missing after `region:`", "`region: x`"),
    (
        "remember Oslo",
        "@3:1-2",
        "`remember Oslo` is neither a key with its value nor an entry of a list",
        "`key: value`, with a colon and a space between",
    ),
    ("tags: [a, b", "@3:7-8", "the `[` that stands here is never closed", "`]` at its end"),
    ("crm: {id: 1\ntags: a", "@3:6-7", "the `{` that stands here is never closed", "`}` at its end"),
    (
        "crm: {id: a: b}",
        "@3:12-13",
        "what stands here breaks up the `{…}`",
        "a comma between entries, `}` at the end, and quotes around a text with `: `, `,` or quotes in it",
    ),
    ("tags: [a, , b]", "@3:11-12", "a value is missing before this `,`", "the value, or no comma"),
    ("region: 'Oslo", "@3:9-10", "the quote ' that opens here is never closed", "' at the end of the text as well"),
    ("region: 'Oslo's'", "@3:15-16", "the text goes on after its closing quote", "`''` for a ' inside the quotes"),
    ('region: "a" b', "@3:13-14", "the text goes on after its closing quote", '`\\"` for a " inside the quotes'),
    ('region: "C:\\data"', "@3:12-13", "a backslash in double quotes begins a code", "single quotes around the text"),
    ("region: @oslo", "@3:9-10", "a text cannot begin with `@`", "it in quotes: `'@oslo'`"),
    ("tags: [%a, b]", "@3:8-9", "a text cannot begin with `%`", "it in quotes: `'%a'`"),
    ("region: *very* far", "@3:9-10", "a text cannot begin with `*`", "it in quotes: `'*very* far'`"),
    ("region: >5 sites", "@3:9-10", "a text cannot begin with `>`", "it in quotes: `'>5 sites'`"),
    ("region: ,x", "@3:9-10", "a text cannot begin with `,`", "it in quotes: `',x'`"),
    ("tags: - a", "@3:7-8", "a list cannot begin behind its key", "its entries on lines of their own, or `[one, two]`"),
    ("crm: {id: 1}}", "@3:13-14", "something follows the closing `}`", "nothing after it on this line"),
    (
        "crm:\n    id: 1\n  url: x",
        "@5:3-4",
        "this line stands in a column of its own",
        "it in the same column as the other keys",
    ),
    (
        "tags:\n  - a\n - b",
        "@5:2-3",
        "this entry does not stand below the others of its list",
        "every entry of a list in the same column, each beginning with `- `",
    ),
    ("...\nregion: x", "@3:1-2", "`...` ends the front matter too early", "`---` in its place"),
    (
        f"a: {'[' * 300}",
        "@3:64-65",
        "groups within groups, deeper than any plan",
        "the keys of the plan format, at most five deep",
    ),
]


@pytest.mark.parametrize(
    ("lines", "key", "message", "write"), YAML_MISTAKES, ids=[row[0][:20] for row in YAML_MISTAKES]
)
def test_yaml_mistakes_are_said_in_plain_words(lines: str, key: str, message: str, write: str) -> None:
    text = f"---\nname: Halden\n{lines}\n---\nText\n"
    assert only_fault(text) == ("FMT001", key, message, write)
    assert parts_of(text).body == "Text\n"


def test_an_alias_bomb_is_refused_without_being_read() -> None:
    levels = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = "\n".join(["---", "a: &a [x, x, x, x, x, x, x, x, x]", *levels, "---", ""])
    message = "the marks `&` and `*` repeat one part of the text more often than any plan needs"
    assert only_fault(text) == ("FMT001", "@3:8-9", message, "each value where it belongs, without `&` and `*`")


def test_more_values_than_in_any_plan_are_refused() -> None:
    expected = ("FMT001", "@50001:4-5", "more values stand here than in any plan", "one account in a file")
    assert only_fault("---\n" + "a: 1\n" * 60_000 + "---\n") == expected


def test_an_alias_that_is_used_with_measure_is_read() -> None:
    assert data_of(parts_of("---\nowner: &who Ingrid\nname: *who\n---\n")) == {"owner": "Ingrid", "name": "Ingrid"}


def test_a_text_that_begins_like_an_anchor_is_not_lost_in_silence() -> None:
    message = "YAML takes `&Sons` for a mark of its own and leaves it out"
    assert only_fault("---\nname: &Sons Ltd\n---\n") == (
        "FMT003",
        "@2:7-16",
        message,
        'the text in quotes: `"&Sons Ltd"`',
    )


def test_a_key_that_stands_twice_is_named_and_the_last_one_is_read() -> None:
    parts = parts_of("---\nname: a\ncrm: {id: 1, id: 2}\nname: b\nname: c\n---\n")
    message = "`{}` is written twice: first in line {}; this one is read"
    assert data_of(parts) == {"name": "c", "crm": {"id": "2"}}
    assert parts.faults == (
        ("FMT005", Fault("@3:14-16", message.format("id", 3), "it once", on_key=True)),
        ("FMT005", Fault("@4:1-5", message.format("name", 2), "it once", on_key=True)),
        ("FMT005", Fault("@5:1-5", message.format("name", 2), "it once", on_key=True)),
    )


def test_a_template_that_was_never_filled_in_is_a_fault_and_the_rest_is_read() -> None:
    text = "---\nname: {{ account }}\nowner: Ingrid\n---\n"
    message = "a group or list stands where a key belongs"
    assert only_fault(text) == ("FMT001", "@2:8-9", message, "a text that begins with `{` or `[` in quotes")
    assert data_of(parts_of(text)) == {"name": {}, "owner": "Ingrid"}


@pytest.mark.parametrize(
    ("lines", "code", "key", "message", "write"),
    [
        ("owner: x", "FMT001", "@3:6-7", "TOML has `=` between key and value, not a colon", "`key = value`"),
        ("owner", "FMT001", "@3:6-7", "this line has no `=`", "`key = value`"),
        (
            "owner = Per",
            "FMT001",
            "@3:9-12",
            "a text stands here without quotes",
            '`"Per"`',
        ),
        (
            "tags = ['a',\n\n",
            "FMT001",
            "@3:1-2",
            "a bracket or quote that opens on this line is never closed",
            "its other half",
        ),
        (
            "owner = 'Per",
            "FMT001",
            "@3:1-2",
            "a bracket or quote that opens on this line is never closed",
            "its other half",
        ),
        (
            "[crm]\n[crm]",
            "FMT005",
            "@4:5-6",
            "this key or table is written twice",
            "it once, with all that belongs to it",
        ),
    ],
)
def test_toml_mistakes_are_said_in_plain_words(lines: str, code: str, key: str, message: str, write: str) -> None:
    assert only_fault(f"+++\nname = 'x'\n{lines}\n+++\n") == (code, key, message, write)


def test_a_toml_key_that_stands_twice_is_named_and_the_last_one_is_read() -> None:
    parts = parts_of("+++\nname = 'a'\nname = 'b'\ncrm = {id = 1, id = 2}\nname = 'c'\n+++\n")
    assert data_of(parts) == {"name": "c", "crm": {"id": "2"}}
    message = "`{}` is written twice: first in line {}; this one is read"
    assert sorted(parts.faults, key=lambda coded: coded[1].key) == [
        ("FMT005", Fault("@3:1-5", message.format("name", 2), "it once", on_key=True)),
        ("FMT005", Fault("@4:16-18", message.format("id", 4), "it once", on_key=True)),
        ("FMT005", Fault("@5:1-5", message.format("name", 2), "it once", on_key=True)),
    ]


@pytest.mark.parametrize(
    ("text", "key", "message", "write"),
    [
        (
            '{\n"name": "x"\n"owner": "y"\n}\n',
            "@3:1-2",
            "a comma is missing before this",
            "`,` after the value before it",
        ),
        (
            "{name: 1}\n",
            "@1:2-3",
            "a key in double quotes belongs here",
            '`"key": "value"`, and no comma after the last one',
        ),
        (
            '{"name": "x}\n',
            "@1:13-14",
            "a text breaks off at the end of its line",
            "`\\n` for a new line inside a text",
        ),
        (
            '{"name": nobody}\n',
            "@1:10-11",
            "a value belongs here",
            "a text in double quotes, a number, `true` or `false`",
        ),
        (
            '{"a": ' + "[" * 90 + "]" * 90 + "}",
            "@1:1-2",
            "groups within groups, deeper than any plan",
            "the keys of the plan format, at most five deep",
        ),
        ('{"a": ' + "9" * 5000 + "}", "@1:1-2", "a number here is longer than any figure", "it in quotes"),
        ('{"a": 1} text\n', "@1:1-2", "text follows the last `}` on its line", "the prose on the next line"),
    ],
)
def test_json_mistakes_are_said_in_plain_words(text: str, key: str, message: str, write: str) -> None:
    assert only_fault(text) == ("FMT001", key, message, write)


def test_a_json_key_that_stands_twice_is_named_and_the_last_one_is_read() -> None:
    parts = parts_of('{"name": "a",\n"name": "b"}\n')
    message = "`name` is written twice: first in line 1; this one is read"
    assert parts.faults == (("FMT005", Fault("@2:1-7", message, "it once", on_key=True)),)
    assert data_of(parts) == {"name": "b"}


def test_json_places_hold_beside_escaped_characters() -> None:
    parts = parts_of(json.dumps({"name": "😀", "ownr": "x"}))
    assert data_of(parts) == {"name": "😀", "ownr": "x"}
    assert places_of(parts).at("ownr", on_key=True) == (1, 26, 32)


CONFLICT = (
    "a merge conflict is left in the file",
    "the text that is right, without the lines of `<<<<<<<`, `=======` and `>>>>>>>`",
)


def test_merge_conflicts_are_named_and_make_the_front_matter_unreadable() -> None:
    text = "---\nname: x\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> branch\n---\n"
    assert only_fault(text) == ("FMT001", "@3:1-8", *CONFLICT)
    assert data_of(parts_of(text)) is None
    assert only_fault("---\nname: x\n=======\n---\n") == ("FMT001", "@3:1-8", *CONFLICT)


def test_a_merge_conflict_in_the_prose_leaves_the_front_matter_alone() -> None:
    text = "---\nname: x\n---\nTitle\n=======\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> branch\n"
    assert only_fault(text) == ("FMT001", "@7:1-8", *CONFLICT)
    assert data_of(parts_of(text)) == {"name": "x"}


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    parts = parts_of(data)
    assert data_of(parts) is not None or parts.faults


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["---\n{}\n---\n", "---\nname: {}\n---\n", "+++\n{}\n+++\n", "{{{}}}\n"]))
def test_any_front_matter_is_read_without_raising(text: str, frame: str) -> None:
    parts = parts_of(frame.format(text).encode("utf-8", "replace"))
    assert data_of(parts) is not None or parts.faults


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (".".join(["a"] * 100_000) + " = 1", "groups within groups, deeper than any plan"),
        (f"[[financials]]\nyear = 2026\nrevenue = 0x{'f' * 10_000}", "a number here is longer than any figure"),
    ],
    ids=["keys of many parts", "endless numbers"],
)
def test_toml_that_would_take_for_ever_is_refused_at_once(front: str, message: str) -> None:
    data = f'+++\nname = "A"\nowner = "B"\ncategory = "core"\n{front}\n+++\n'.encode()
    plan = parse_plan(Source("content/accounts/a.md", data), "content/accounts")
    assert [(code, fault.message) for code, fault in plan.faults] == [("FMT001", message)]
