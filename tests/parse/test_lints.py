"""Texts that can be read, and say something else than was meant: told at their places, with what to write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgen.model.enums import Severity
from kamgen.model.finding import Fix
from kamgen.model.plan import Plan
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

YAML = "---\nname: Halden\nowner: Per Moe\ncategory: core\n"
TOML = '+++\nname = "Halden"\nowner = "Per Moe"\ncategory = "core"\n'
JSON = '{"name": "Halden", "owner": "Per Moe", "category": "core"'
ON_ITS_OWN = "or the comment on a line of its own"


def plan_of(text: str | bytes) -> Plan:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_plan(Source("content/accounts/halden.md", data), "content/accounts")


def told(text: str) -> list[tuple[str, int, int, str, str]]:
    plan = plan_of(text)
    placed = ((code, plan.at(fault.key, fault.on_key), fault) for code, fault in plan.faults)
    return [(code, place.line, place.column, fault.message, fault.write) for code, place, fault in placed]


def mended(text: str) -> str:
    """The text with the fix of its first fault."""
    fix = plan_of(text).faults[0][1].fix
    assert fix
    rows = text.split("\n")
    at = sum(len(row) + 1 for row in rows[: fix.line - 1]) + fix.column - 1
    assert text.startswith(fix.old, at)
    return text[:at] + fix.new + text[at + len(fix.old) :]


@pytest.mark.parametrize(
    ("lines", "column", "lost", "whole"),
    [
        ("region: PO # 88213", 12, "# 88213", '"PO # 88213"'),
        ("region: No. # 7", 13, "# 7", '"No. # 7"'),
        ("name: Route # 66", 13, "# 66", '"Route # 66"'),
        ('actions: [{action: Call the "small" # 2\n}]', 37, "# 2", r'"Call the \"small\" # 2"'),
        ("tags:\n  - C # 7", 7, "# 7", '"C # 7"'),
        ("summary: # 88213", 10, "# 88213", '"# 88213"'),
    ],
)
def test_a_text_that_goes_on_behind_a_hash_and_a_blank_is_told(lines: str, column: int, lost: str, whole: str) -> None:
    plan = plan_of(f"---\n{lines}\n---\n")
    faults = [fault for _, fault in plan.faults if "comment" in fault.message]
    assert [(plan.at(fault.key).column, fault.message, fault.write, fault.severity) for fault in faults] == [
        (
            column,
            f"YAML takes `{lost}` for a comment, so it is lost",
            f"the whole text in quotes: `{whole}`, {ON_ITS_OWN}",
            Severity.WARNING,
        )
    ]
    assert (faults[0].fix.new if faults[0].fix else None) == (None if lines.startswith("summary") else whole)


@pytest.mark.parametrize("line", ["region: Room  # A7 there", "actions: [{action: Count the # of stops\n}]"])
def test_what_may_be_a_comment_after_all_is_told_without_its_text(line: str) -> None:
    (found,) = told(f"{YAML}{line}\n---\n")
    assert found[3:] == (
        "YAML takes what follows `#` for a comment, so it is lost",
        f"the whole text in quotes, {ON_ITS_OWN}",
    )


@pytest.mark.parametrize(
    "line",
    [
        "region: Nordics  # since the merger",
        "owner: Per Moe # acting until May",
        "status: active # 2 years",
        "financials:  # 2 years, in thousands",
        "financials: [{year: 2026, revenue: 910k}] # 9 months",
        "objective: retain # 2026 as well",
        "region: null # 2 of them",
        "region: Nordics #",
        "region: Nordics # ",
        "summary: # in their own words",
        "# 88213",
    ],
)
def test_comments_behind_what_is_no_text_or_two_blanks_are_comments(line: str) -> None:
    assert [found for found in told(f"{YAML}{line}\n---\n") if "comment" in found[3]] == []


def test_a_comment_that_breaks_up_a_group_is_told_with_the_text_in_quotes() -> None:
    text = f"{YAML}promises:\n  - {{promise: Send PO # 12 soon, due: 2026-12-01}}\n---\n"
    message = "YAML takes `# 12 soon, due: 2026-12-01}` for a comment, and what it ends cannot be read"
    write = f'the whole text in quotes: `"Send PO # 12 soon"`, {ON_ITS_OWN}'
    assert told(text) == [("FMT001", 6, 23, message, write)]
    assert plan_of(mended(text)).front.promises[0].promise == "Send PO # 12 soon"


def test_a_comment_that_ends_a_text_of_two_lines_is_told() -> None:
    message = "YAML takes `# 12` for a comment, and what it ends cannot be read"
    assert told(f"{YAML}region: They want PO # 12\n  and more\n---\n") == [
        ("FMT001", 5, 22, message, f"the whole text in quotes, {ON_ITS_OWN}")
    ]


def test_a_bracket_that_is_not_closed_has_nothing_to_do_with_a_comment() -> None:
    (found,) = told(f"{YAML}tags: [a, # first\n  b\n---\n")
    assert found[3:] == ("the `[` that stands here is never closed", "`]` at its end")


@pytest.mark.parametrize(
    ("between", "line"),
    [
        ("industry: Food\n\nHalden is our oldest client.\n\n---\n\n## Growth\n", 7),
        ("\n# Halden\n\n## Growth\n\nWords, and more.\n\n---\n\nMore\n", 6),
        ("\n## Growth\n\n- [ ] Call them\n\n---\n", 6),
        ("\n| a | b |\n| --- | --- |\n\n---\n", 6),
        ("\n> They said so.\n\n---\n", 6),
    ],
)
@pytest.mark.parametrize("head", [YAML, TOML])
def test_prose_below_the_keys_says_that_the_front_matter_is_not_closed(head: str, between: str, line: int) -> None:
    fence = head[:3]
    text = head + between.replace("---\n", f"{fence}\n").replace("| +++", "| ---")
    if head == TOML:
        text = text.replace("industry: Food", 'industry = "Food"')
    assert told(text) == [("FMT001", line, 1, "the front matter seems not closed", f"`{fence}` above this line")]
    plan = plan_of(mended(text))
    assert (plan.readable, plan.faults, plan.body_line) == (True, (), line + 1)


def test_an_object_that_is_not_closed_is_told_where_prose_begins() -> None:
    text = f'{JSON},\n"region": "x"\n\n# Growth\n\nWords, and more.\n'
    assert told(text) == [("FMT001", 4, 1, "the front matter seems not closed", "`}` above this line")]
    assert plan_of(mended(text)).faults == ()


def test_a_front_matter_that_is_never_closed_can_be_mended_where_prose_begins() -> None:
    assert plan_of(mended(f"{YAML}\n# Halden\n\nWords\n")).faults == ()
    assert plan_of(f"{YAML}\n").faults[0][1].fix is None


def test_prose_between_keys_is_told_as_a_line_that_is_no_key() -> None:
    (found,) = told(f"{YAML}\nHalden is our client.\n\nregion: Nordics\n---\n")
    assert found[3] == "`Halden is our client.` is neither a key with its value nor an entry of a list"


SECOND = "a second front matter begins here, and {} in it cannot be read"


@pytest.mark.parametrize(
    ("text", "line", "keys"),
    [
        (f"{YAML}---\nregion: x\nobjective: retain\n---\n\n# Growth\n", 6, "`region` and `objective`"),
        (f"{YAML}---\n---\nregion: x\n---\n# Growth\n", 7, "`region`"),
        (f"{YAML}---\n\n---\nregion: x\n---\n# Growth\n", 8, "`region`"),
        (f'{TOML}+++\n+++\nregion = "x"\n+++\n', 7, "`region`"),
    ],
)
def test_two_blocks_that_follow_one_another_are_told(text: str, line: int, keys: str) -> None:
    first = 5
    write = f"its keys in the first one, above line {first}"
    assert told(text) == [("FMT001", line, 1, SECOND.format(keys), write)]


@pytest.mark.parametrize(
    ("text", "line", "keys"),
    [
        (f"{YAML}---\n\n# Growth\n\n---\nregion: x\nactions:\n  - Call\n---\n", 10, "`region` and `actions`"),
        (f"{YAML}---\nregion: x\n\n# Growth\n", 6, "`region`"),
        (f"{YAML}---\n\n---\n# a comment\nregion: x\n---\n", 9, "`region`"),
        (f'{YAML}---\n\n+++\nregion = "x"\n+++\n', 8, "`region`"),
        (f'{JSON}}}\n{{"region": "x"}}\n', 2, "`region`"),
    ],
)
def test_keys_below_the_front_matter_are_told(text: str, line: int, keys: str) -> None:
    assert [(found[1], found[3]) for found in told(text)] == [(line, SECOND.format(keys))]


@pytest.mark.parametrize(
    "body",
    [
        "Needs: they want it.\n\n---\n\nMore\n",
        "# Growth\n\n---\n\nobjective: we want to retain them\n",
        "```yaml\n---\nregion: x\n---\n```\n",
        "a: b\n",
        "---\nnote: x\n---\n",
    ],
)
def test_prose_with_rules_and_colons_is_prose(body: str) -> None:
    assert told(f"{YAML}---\n{body}") == []


def test_keys_within_a_text_of_several_lines_are_told() -> None:
    text = (
        f"{YAML}continuity:\n  if_lost: |\n    We move the crew.\n    hosts: them\n    backup: Kari\nregion: x\n---\n"
    )
    message = "`backup: Kari` is a part of the text of `if_lost`, not a key of its own"
    assert told(text) == [("FMT003", 9, 5, message, "it as far to the left as `if_lost` if it is a key")]
    assert plan_of(text).faults[0][1].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "line", "write"),
    [
        (f"{YAML}crm:\n  system: X\n  industry: Food\n---\n", 7, "it in the first column"),
        (f"{YAML}crm: {{system: X, industry: Food}}\n---\n", 5, "it outside of these braces"),
        (f'{TOML}[crm]\nsystem = "X"\nindustry = "Food"\n+++\n', 7, "it above the first `[table]`"),
        (f'{TOML}crm = {{system = "X", industry = "Food"}}\n+++\n', 5, "it outside of these braces"),
        (f'{JSON},\n"crm": {{"industry": "Food"}}}}\n', 2, "it outside of these braces"),
    ],
)
def test_a_key_of_the_plan_in_a_group_is_told_where_it_belongs(text: str, line: int, write: str) -> None:
    found = [(code, at, *words) for code, at, _, *words in told(text)]
    assert found == [("FMT002", line, "`industry` belongs to the plan itself", write)]


def test_a_group_within_a_table_is_told_its_own_header() -> None:
    found = told(f'{TOML}[crm]\nsystem = "X"\n[crm.continuity]\nif_lost = "x"\n[[crm.actions]]\naction = "x"\n+++\n')
    assert [words[3:] for words in found] == [
        (
            f"`{key}` belongs to the plan itself",
            f"`{header}` on a line of its own, and what belongs to it below",
        )
        for key, header in (("continuity", "[continuity]"), ("actions", "[[actions]]"))
    ]


def test_marks_of_the_byte_order_before_the_front_matter_are_blank() -> None:
    plan = plan_of(b"\xef\xbb\xbf\xef\xbb\xbf\n\xe2\x80\x8b" + f"{YAML}---\n".encode())
    assert (plan.faults, plan.front.name, plan.places.at("name").line) == ((), "Halden", 3)


def test_a_plan_that_git_lfs_has_not_fetched_is_told() -> None:
    plan = plan_of(b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
    assert [(code, fault.message) for code, fault in plan.faults] == [
        (
            "FMT008",
            "this is not the plan but what Git LFS keeps in its place: run `git lfs pull`, and keep plans out of Git "
            "LFS, so that their changes can be seen",
        )
    ]


@pytest.mark.parametrize("near", ["--", "----", "—", "—--", "–-", "...", "+++", " ---"])
def test_a_fence_that_is_nearly_one_can_be_mended(near: str) -> None:
    assert plan_of(mended(f"{YAML}{near}\n# Growth\n\nWords\n")).faults == ()
    assert plan_of(mended(f"{YAML.replace('---', near, 1)}---\n")).faults == () or near == "+++"


@pytest.mark.parametrize(
    ("line", "write"),
    [
        ("region = Nordics", '`"Nordics"`'),
        ("region = PO # 88213  ", '`"PO # 88213"`'),
        ("due = tomorrow", '`"tomorrow"`'),
    ],
)
def test_a_text_of_toml_without_quotes_is_told_with_them(line: str, write: str) -> None:
    (found,) = told(f"{TOML}{line}\n+++\n")
    assert (found[0], found[1], found[3], found[4]) == ("FMT001", 5, "a text stands here without quotes", write)


def test_a_text_of_toml_that_may_end_in_a_comment_is_not_told() -> None:
    (found,) = told(f"{TOML}region = Nordics # a secret\n+++\n")
    assert "secret" not in "".join(map(str, found))


def test_keys_that_yaml_would_merge_are_told() -> None:
    found = told(f"{YAML}crm: &c {{system: X}}\ncontinuity:\n  <<: *c\n---\n")
    assert found == [("FMT002", 7, 3, "YAML's `<<`, which merges groups, is not read", "the keys themselves")]


def test_letters_that_another_encoding_made_are_told_with_the_right_ones() -> None:
    text = f"{YAML}region: DÃ¼ren â€“ Oslo\n---\n\nSÃO, ÂNGELA and Ã alone\n"
    assert [(line, column, message, write) for _, line, column, message, write in told(text)] == [
        (5, 10, "`Ã¼` is what another encoding made of `ü`", "`ü`"),
        (5, 16, "`â€“` is what another encoding made of `–`", "`–`"),
    ]
    assert plan_of(mended(mended(text))).front.region == "Düren – Oslo"


@settings(deadline=None, max_examples=100)
@given(st.text("äöüÄÖßéèøåæñç’“–€ aB", min_size=1))
def test_a_text_in_the_right_encoding_is_not_told(text: str) -> None:
    assert [fault for _, fault in plan_of(f"{YAML}---\n\n{text}\n").faults if "encoding" in fault.message] == []


def test_places_of_fixes_are_those_of_the_file() -> None:
    (fault,) = (fault for _, fault in plan_of(f"\n\n{YAML}region: PO # 1\n---\n").faults)
    assert fault.fix == Fix(7, 9, "PO # 1", '"PO # 1"')
