"""Fields of an entry changed, an entry closed, a task ticked."""

from __future__ import annotations

import pytest

from kamgen.edit.find import by_name, by_part
from kamgen.model.errors import EditError
from tests.edit.log_plans import HEAD, KIND, changed, parsed, state, tick_of, yaml_plan


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            "promises:\n  - {promise: a, due: 2026-01-01}\n",
            "promises:\n  - {promise: a, due: 2026-01-01, kept: 2026-11-20}\n",
        ),
        ("promises: [{promise: a, kept: }]  # x\n", "promises: [{promise: a, kept: 2026-11-20}]  # x\n"),
        (
            "promises:\n  - promise: a  # x\n    # y\n  - promise: b\n",
            "promises:\n  - promise: a  # x\n    kept: 2026-11-20\n    # y\n  - promise: b\n",
        ),
        (
            "promises:\n  - kept:   # when?\n    promise: a\n",
            "promises:\n  - kept: 2026-11-20   # when?\n    promise: a\n",
        ),
        ('promises:\n  - {promise: "a", kept: "20/11/2026"}\n', 'promises:\n  - {promise: "a", kept: 2026-11-20}\n'),
        (
            "promises:\n  - {due: 2026-01-01}\n  - {promise: a}\n",
            "promises:\n  - {due: 2026-01-01}\n  - {promise: a, kept: 2026-11-20}\n",
        ),
        (
            "promises:\n  - {\n    promise: a,\n    to: b\n  }\n",
            "promises:\n  - {\n    promise: a,\n    to: b,\n    kept: 2026-11-20\n  }\n",
        ),
        (
            "promises:\n  - promise: a\n    to: >-\n      Kari\n      Dahl\n\nrisks: []\n",
            "promises:\n  - promise: a\n    to: >-\n      Kari\n      Dahl\n    kept: 2026-11-20\n\nrisks: []\n",
        ),
    ],
)
def test_a_field_is_replaced_or_comes_last_in_its_row(front: str, expected: str) -> None:
    assert changed(yaml_plan(front, "x"), "promise", "a", kept="2026-11-20") == yaml_plan(expected, "x")


def test_several_fields_at_once() -> None:
    front = "contacts:\n  - {name: Kari Dahl, sentiment: supporter}\n"
    new = changed(yaml_plan(front), "contact", "kari dahl", sentiment="critic", last_contact="2026-11-20", title="NO")
    row = '{name: Kari Dahl, sentiment: critic, last_contact: 2026-11-20, title: "NO"}'
    assert new == yaml_plan(f"contacts:\n  - {row}\n")


TOML = '+++\nname = "H"\nowner = "I"\ncategory = "core"\n'


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            '[[promises]]\npromise = "a"\n\n[[promises]]\npromise = "b"\n',
            '[[promises]]\npromise = "a"\nkept = 2026-11-20\n\n[[promises]]\npromise = "b"\n',
        ),
        (
            'promises = [{promise = "a", to = "c"}, {promise = "b"}]\n',
            'promises = [{promise = "a", to = "c", kept = 2026-11-20}, {promise = "b"}]\n',
        ),
        (
            '[[promises]]\npromise = "a"\nkept = "soon" # x\n',
            '[[promises]]\npromise = "a"\nkept = 2026-11-20 # x\n',
        ),
    ],
)
def test_toml(front: str, expected: str) -> None:
    assert changed(f"{TOML}{front}+++\n", "promise", "a", kept="2026-11-20") == f"{TOML}{expected}+++\n"


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("promises:\n  - &a {promise: a}\n", "an anchor, alias, tag or merge key"),
        ("x: &d soon\npromises:\n  - {promise: a, kept: *d}\n", "an anchor, alias, tag or merge key"),
        ("promises:\n  - promise: a\n    kept:\n      2026-01-01\n      x\n", "`kept` is written over several lines"),
    ],
)
def test_what_is_not_sure_is_refused_with_what_to_write_by_hand(front: str, reason: str) -> None:
    with pytest.raises(EditError) as refused:
        changed(yaml_plan(front), "promise", "a", kept="2026-11-20")
    assert refused.value.message.startswith(f"content/accounts/halden.md cannot be changed safely: {reason}")
    assert refused.value.help_text.endswith(", in `a` by hand:\nkept: 2026-11-20")


def test_what_a_plan_says_already_is_not_written_again() -> None:
    with pytest.raises(EditError, match="`a` says so already"):
        changed(yaml_plan("promises:\n  - {promise: a, due: 2026-11-20}\n"), "promise", "a", due="2026-11-20")


NAMES = yaml_plan(
    "promises:\n  - {promise: Spare parts within 24 hours}\n  - {promise: Spare keys}\n  - {promise: A spare wheel}\n"
    "  - {promise: Old, kept: 2026-01-01}\n"
)


@pytest.mark.parametrize(
    ("part", "number"), [("SPARE KEYS", 1), ("a  spare-wheel", 2), ("spare p", 0), ("wheel", 2), ("24", 0)]
)
def test_a_name_is_found_by_a_part_that_no_other_has(part: str, number: int) -> None:
    found = by_part(state(NAMES).plan, KIND["promise"], part, needed=True)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    ("part", "message", "help_text"),
    [
        (
            "spare",
            "`spare` fits several promises",
            "write more of the name: `Spare parts within 24 hours` (line 6), `Spare keys` (line 7)",
        ),
        ("old", "`Old` was closed already: kept on 2026-01-01 (line 9)", "change it by hand if that is wrong"),
        (
            "spare kees",
            "there is no open promise `spare kees`",
            "did you mean `Spare keys`? there is `Spare parts within 24 hours` (line 6), `Spare keys` (line 7), "
            "`A spare wheel` (line 8)",
        ),
    ],
)
def test_a_part_of_none_or_of_several_is_refused_with_the_candidates(part: str, message: str, help_text: str) -> None:
    with pytest.raises(EditError) as refused:
        by_part(state(NAMES).plan, KIND["promise"], part, needed=True)
    assert (refused.value.message, refused.value.help_text) == (message, help_text)


def test_a_promise_that_was_kept_may_be_made_again() -> None:
    assert by_name(state(NAMES).plan, KIND["promise"], "old") is None


def test_two_entries_of_one_name_are_not_told_apart() -> None:
    plan = state(yaml_plan("risks: [{risk: a}, {risk: A}]\n")).plan
    with pytest.raises(EditError, match="several risks are called `a`"):
        by_name(plan, KIND["risk"], "a")


@pytest.mark.parametrize(
    "body",
    [
        "- [ ] Send the draft @Per Moe due:2026-12-01\n",
        "x\r\n\r\n1. [ ] Send the [ ] draft\r\n2. [ ] Other\r\n",
        "> - a\n>   * [ ] Send the draft\n>     to him",
        "- [ ] Send the\n  draft\n\n\tcode\n",
    ],
)
def test_a_task_of_the_prose_is_ticked(body: str) -> None:
    text = yaml_plan("", body)
    edited = tick_of(text, "send the")
    assert edited.data.decode() == yaml_plan("", body.replace("[ ] Send", "[x] Send"))
    assert parsed(edited.data).body.actions[0].ticked
    assert text.replace("\r\n", "\n").split("\n")[edited.line - 1].find("[ ] Send") >= 0


def test_a_task_is_not_changed_but_by_hand() -> None:
    plan = state(f"---\n{HEAD}---\n- [ ] Send the draft\n").plan
    with pytest.raises(EditError, match="`Send the draft` is a task of the prose"):
        by_name(plan, KIND["action"], "send the draft")


def test_a_task_that_is_ticked_is_closed() -> None:
    with pytest.raises(EditError, match="was closed already: it is ticked"):
        tick_of(yaml_plan("", "- [x] Send the draft\n"), "send")
