"""A row more: all other bytes stay, whatever the front matter looks like."""

from __future__ import annotations

import pytest

from kamgen.edit.log import add
from kamgen.model.errors import EditError
from tests.edit.log_plans import FOLDER, HEAD, KIND, added, parsed, row_of, state, yaml_plan

ROW = '{promise: "Spare: parts", due: 2026-12-01}'


def with_promise(text: str) -> str:
    return added(text, "promise", promise="Spare: parts", due="2026-12-01")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", f"promises:\n  - {ROW}\n"),
        ("promises:\n", f"promises:\n  - {ROW}\n"),
        ("promises: # ours\n  # - {promise: x}\n", f"promises: # ours\n  # - {{promise: x}}\n  - {ROW}\n"),
        ("promises: []\n", f"promises:\n  - {ROW}\n"),
        ("promises: ~  # none\nrisks: []\n", f"promises:  # none\n  - {ROW}\nrisks: []\n"),
        ("promises: [\n]\n", f"promises: [{ROW}\n]\n"),
        (
            "promises:\n- {promise: a}\n# risks\nrisks: []\n",
            f"promises:\n- {{promise: a}}\n- {ROW}\n# risks\nrisks: []\n",
        ),
        ("promises:\n    -   {promise: a}\n", f"promises:\n    -   {{promise: a}}\n    -   {ROW}\n"),
        ("promises:\n  -\n    {promise: a}\n", f"promises:\n  -\n    {{promise: a}}\n  - {ROW}\n"),
        ("promises: [{promise: a}]\n", f"promises: [{{promise: a}}, {ROW}]\n"),
        ("promises: [{promise: a}]  # all\n", f"promises: [{{promise: a}}, {ROW}]  # all\n"),
        (
            "promises: [\n  {promise: a},\n  {promise: b}]\n",
            f"promises: [\n  {{promise: a}},\n  {{promise: b}},\n  {ROW}]\n",
        ),
        (
            "promises: [\n  {promise: a},  # one\n  {promise: b}  # two\n]\n",
            f"promises: [\n  {{promise: a}},  # one\n  {{promise: b}},  # two\n  {ROW}\n]\n",
        ),
        ("promises: [\n  {promise: a},\n]\n", f"promises: [\n  {{promise: a}},\n  {ROW},\n]\n"),
        ('"promises": [{promise: "]"}]\n', f'"promises": [{{promise: "]"}}, {ROW}]\n'),
        ("promises:\n  - {promise: R&D *}\n", f"promises:\n  - {{promise: R&D *}}\n  - {ROW}\n"),
        ("tags: [a]\nactions: []\n", f"tags: [a]\npromises:\n  - {ROW}\nactions: []\n"),
        (
            "risks: [] # none\n\n# next\nactions: []\n",
            f"risks: [] # none\npromises:\n  - {ROW}\n\n# next\nactions: []\n",
        ),
    ],
)
def test_a_row_is_written_as_the_rows_around_it(front: str, expected: str) -> None:
    assert with_promise(yaml_plan(front, "x\n")) == yaml_plan(expected, "x\n")


def test_block_rows_are_followed_by_a_block_row() -> None:
    front = "promises:\n  - promise: a\n    due: 2026-01-01\n    # about a\n\n# more\nactions: []\n"
    row = '  - promise: "Spare: parts"\n    due: 2026-12-01\n'
    expected = f"promises:\n  - promise: a\n    due: 2026-01-01\n    # about a\n{row}\n# more\nactions: []\n"
    assert with_promise(yaml_plan(front)) == yaml_plan(expected)


def test_a_new_group_is_written_in_the_style_of_the_others() -> None:
    front = "risks:\n- risk: a\n  owner: b\nactions: []\n"
    expected = 'risks:\n- risk: a\n  owner: b\npromises:\n- promise: "Spare: parts"\n  due: 2026-12-01\nactions: []\n'
    assert with_promise(yaml_plan(front)) == yaml_plan(expected)


@pytest.mark.parametrize(
    "text", ["|\n      long\n      # text\n", ">-\n      long\n\n      text\n\n", "long\n      text\n"]
)
def test_a_row_goes_below_a_text_of_several_lines(text: str) -> None:
    front = f"promises:\n  - promise: {text}\nactions: []\n"
    row = '  - promise: "Spare: parts"\n    due: 2026-12-01\n'
    new = with_promise(yaml_plan(front))
    assert new.replace(row, "", 1) == yaml_plan(front)
    assert [row.promise for row in parsed(new.encode()).front.promises][1:] == ["Spare: parts"]


@pytest.mark.parametrize(
    ("text", "before", "row", "behind"),
    [
        (
            "\ufeff---\r\nname: H\r\nowner: I\r\ncategory: core\r\npromises:\r\n  - {promise: a}\r\n---\r\n\tx\r\ny",
            "{promise: a}\r\n",
            f"  - {ROW}\r\n",
            "---\r\n\tx",
        ),
        ("---\nname: H\nowner: I\ncategory: core\n---", "core\n", f"promises:\n  - {ROW}\n", "---"),
        ("---\rname: H\rowner: I\rcategory: core\r---\r", "core\r", f"promises:\r  - {ROW}\r", "---"),
        ("\n\n---\nname: H\r\nowner: I\ncategory: core\r\n---\n", "core\r\n", f"promises:\r\n  - {ROW}\r\n", "---"),
        ("---\n---\n", "---\n", f"promises:\n  - {ROW}\n", "---"),
        ("---\n{name: H, owner: I, category: core}\n---\n", "core", f", promises: [{ROW}]", "}"),
        ("---\n  name: H\n  owner: I\n  category: core\n---\n", "core\n", f"  promises:\n    - {ROW}\n", "---"),
        ("---\nname: H\nowner: I\ncategory: core\nindustry: a\u2028b\n---\n", "b\n", f"promises:\n  - {ROW}\n", "---"),
    ],
)
def test_every_other_byte_stays(text: str, before: str, row: str, behind: str) -> None:
    assert with_promise(text) == text.replace(before + behind, before + row + behind, 1)


TOML_ROW = 'promise = "Spare: parts"\ndue = 2026-12-01\n'
TOML_HEAD = 'name = "H"\nowner = "I"\ncategory = "core"\n'


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", f"\n[[promises]]\n{TOML_ROW}"),
        ('[crm]\nsystem = "x"\n\n', f'[crm]\nsystem = "x"\n\n[[promises]]\n{TOML_ROW}'),
        (
            '[[promises]]\npromise = "a"\n# a\n\n# b\n[[risks]]\nrisk = "b"\n',
            f'[[promises]]\npromise = "a"\n# a\n\n[[promises]]\n{TOML_ROW}\n# b\n[[risks]]\nrisk = "b"\n',
        ),
        (
            '[[promises]]\npromise = """\n[[x]]\n# a\n"""\n',
            f'[[promises]]\npromise = """\n[[x]]\n# a\n"""\n\n[[promises]]\n{TOML_ROW}',
        ),
        (
            'promises = [{promise = "a"}]\n',
            'promises = [{promise = "a"}, {promise = "Spare: parts", due = 2026-12-01}]\n',
        ),
        ("promises = []\n", 'promises = [{promise = "Spare: parts", due = 2026-12-01}]\n'),
    ],
)
def test_toml(front: str, expected: str) -> None:
    assert with_promise(f"+++\n{TOML_HEAD}{front}+++\nx") == f"+++\n{TOML_HEAD}{expected}+++\nx"


def test_json_is_read_and_not_changed() -> None:
    with pytest.raises(EditError) as refused:
        with_promise('{"name": "H", "owner": "I", "category": "core"}\nx')
    reason = "its front matter is JSON, which is read and not changed"
    assert refused.value.message == f"content/accounts/halden.md cannot be changed safely: {reason}"
    row = '"promises": [{"promise": "Spare: parts", "due": "2026-12-01"}]'
    assert refused.value.help_text == f"add this to `promises` by hand:\n{row}"


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("promises: &p\n  - {promise: a}\n", "an anchor, alias, tag or merge key"),
        ("promises:\n  - &p {promise: a}\n", "an anchor, alias, tag or merge key"),
        ("promises: !!seq\n  - {promise: a}\n", "an anchor, alias, tag or merge key"),
        ("tags: &t [a]\npromises: *t\n", "an anchor, alias, tag or merge key"),
        ("promises:\n  - <<: {promise: a}\n", "an anchor, alias, tag or merge key"),
        ("x: &x {promise: a}\npromises:\n  - *x\n", "an anchor, alias, tag or merge key"),
        ("promises: soon\n", "`promises` holds something else than a list of rows; make it a list first"),
        ("promises: {promise: a}\n", "`promises` holds something else than a list of rows; make it a list first"),
        ("promises:\n  - {promise: a}\npromises: []\n", "`promises` is written twice; write it once"),
    ],
)
def test_what_is_not_sure_is_refused_with_what_to_write_by_hand(front: str, reason: str) -> None:
    with pytest.raises(EditError) as refused:
        with_promise(yaml_plan(front))
    assert refused.value.message.startswith(f"content/accounts/halden.md cannot be changed safely: {reason}")
    assert refused.value.help_text == f"add this to `promises` by hand:\npromises:\n  - {ROW}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Halden\n", "the file must begin with `---` on a line of its own, and the front matter below it"),
        ("", "the file is empty"),
        ("---\nname: [\n---\n", ""),
        ("---\nname: H\n", "the front matter that begins with this `---` is never closed"),
        (f"---\n{HEAD}---\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "a merge conflict is left in the file"),
        (f"---\n<<<<<<< a\n{HEAD}=======\n>>>>>>> b\n---\n", "a merge conflict is left in the file"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EditError) as refused:
        state(text)
    assert refused.value.message.startswith(f"content/accounts/halden.md cannot be changed: {reason}")
    assert refused.value.help_text == "mend it first: `kamgen check content/accounts/halden.md`"


def test_mistakes_elsewhere_in_the_plan_are_no_hindrance() -> None:
    front = "rating: 5\npromises:\n  - {due: 2026-01-01}\n  - {promise: a, due: soon}\n"
    assert with_promise(yaml_plan(front)) == yaml_plan(f"{front}  - {ROW}\n")


def test_the_line_of_the_new_row_is_told() -> None:
    text = yaml_plan("promises:\n  - {promise: a}\nactions: []\n")
    kind = KIND["promise"]
    assert add(state(text), FOLDER, kind, row_of(kind, promise="b")).line == 7
