"""Tasks in the prose are actions."""

from datetime import date

import pytest

from kamgen.markdown.body import parse_body
from kamgen.model.enums import Prime
from kamgen.model.front_matter import Action
from kamgen.model.places import Fault
from kamgen.model.plan import BodyAction


def _actions(text: str) -> list[Action]:
    return [found.action for found in parse_body(text, 1)[0].actions]


def test_a_task_has_owner_dates_and_prime() -> None:
    body, faults = parse_body(
        "Next:\n\n- [ ] Send the *draft* @Per Moe due:2026-12-01 done:2026-11-12 prime:minimise\n", 40
    )
    action = Action(
        action="Send the draft",
        owner="Per Moe",
        due=date(2026, 12, 1),
        done=date(2026, 11, 12),
        prime=Prime.MINIMISE,
    )
    assert body.actions == (BodyAction(action, 42, False),)
    assert faults == ()


@pytest.mark.parametrize(
    ("written", "owner", "action"),
    [
        ("Call @Per Moe", "Per Moe", "Call"),
        ("Call @Per Moe, due:2026-12-01", "Per Moe", "Call"),
        ("Call @Per Moe.", "Per Moe", "Call"),
        ("Call @Per Moe @Dana Fox", "Per Moe", "Call @Dana Fox"),
        ("@Per Moe due:2026-12-01 Call", "Per Moe", "Call"),
        ("@Per Moe call them back", "Per Moe", "call them back"),
        ("@李伟 due:2026-12-01 call", "李伟", "call"),
        ("Call @Per Moe\nbefore the fair", "Per Moe", "Call before the fair"),
        ("Write to kari@client.example", None, "Write to kari@client.example"),
        ("Call @ noon", None, "Call @ noon"),
        ("Pay what is due: now", None, "Pay what is due: now"),
    ],
)
def test_the_owner_stands_behind_an_at_sign(written: str, owner: str | None, action: str) -> None:
    found = _actions(f"- [ ] {written}".replace("\n", "\n  "))
    assert [(each.owner, each.action) for each in found] == [(owner, action)]


def test_a_ticked_box_without_a_date_is_ticked() -> None:
    body, _ = parse_body("1. [x] Sent\n2. [X] Kept due: 2026-12-01\n", 1)
    assert body.actions == (
        BodyAction(Action(action="Sent"), 1, True),
        BodyAction(Action(action="Kept", due=date(2026, 12, 1)), 2, True),
    )


def test_tasks_count_wherever_they_stand() -> None:
    text = "- a\n  - [ ] nested\n\n> - [ ] quoted\n\n::: internal\n- [ ] ours\n:::\n\nx[^1]\n\n[^1]: - [ ] noted\n"
    body, _ = parse_body(text, 1)
    assert [(found.action.action, found.line) for found in body.actions] == [
        ("nested", 2),
        ("quoted", 4),
        ("ours", 7),
        ("noted", 12),
    ]


@pytest.mark.parametrize("text", ["- [ ]", "- [ ]x", "- [-] x", "[ ] x", "- a\n\n  [ ] x", "- `[ ] x`", "    - [ ] x"])
def test_what_is_no_task_is_no_action(text: str) -> None:
    assert _actions(text) == []


def test_a_date_that_cannot_be_read_is_a_fault_at_its_place() -> None:
    body, faults = parse_body("- a\n  - [ ] Send **it** due:2026-13-01, prime:hope\n", 10)
    assert [found.action for found in body.actions] == [Action(action="Send it")]
    assert faults == (
        (
            "FMT003",
            Fault(
                "@11:21",
                "`2026-13-01` is not a date: there is no month 13",
                "`2026-01-13`, if the day stands in the middle",
            ),
        ),
        (
            "FMT003",
            Fault("@11:37", "`hope` is not a part of PRIME", "one of `prove`, `retrieve`, `minimise`, `emphasise`"),
        ),
    )


def test_a_year_beyond_reason_is_an_impossible_date() -> None:
    _, faults = parse_body("- [ ] Call due:2926-12-01\n", 1)
    assert [(code, fault.key) for code, fault in faults] == [("FMT009", "@1:12")]


def test_a_task_without_words_says_so() -> None:
    body, faults = parse_body("- [ ] @Per Moe due:2026-12-01\n", 1)
    assert body.actions == ()
    write = "`- [ ] Send the draft @Per Moe due:2026-12-01`"
    assert faults == (("FMT003", Fault("@1:7", "this task does not say what is to be done", write)),)
