"""What cannot be read is not known, and is not told as removed or added: its finding says so."""

from __future__ import annotations

import pytest

from tests.compare.compare_support import compared, plan, told

GOOD = """
horizon: 2029
tags: [a, b]
crm: {system: X, id: 7}
lost: {reason: delivery}
status: lost
financials:
  - {year: 2026, target_revenue: 1.3M, revenue: 1M}
feedback:
  - {date: 2026-05-01, score: 3, scale: 5}
vendor_evaluation: {date: 2026-05-01, criteria: [{name: Speed, score: 3}]}
promises:
  - {promise: A, due: 2026-12-01}
  - {promise: B, due: 2026-12-02}
offerings: {Field service: active}
"""


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("target_revenue: 1.3M", "target_revenue: 1.3 Mio"),
        ("due: 2026-12-01", "due: 01/12/2026"),
        ("horizon: 2029", "horizon: soon"),
        ("score: 3, scale: 5", "score: good, scale: 5"),
        ("{promise: B, due: 2026-12-02}", "{due: 2026-12-02}"),
        ("{promise: A, due: 2026-12-01}", "just words"),
        ("[a, b]", "[a, {b: c}]"),
        ("crm: {system: X, id: 7}", "crm: X"),
        ("{date: 2026-05-01, criteria", "{date: in May, criteria"),
        ("[{name: Speed, score: 3}]", "[{score: 3}]"),
        ("Field service: active", "Field service: perhaps"),
        ("status: lost", "status: active"),
    ],
    ids=str,
)
def test_a_value_that_became_unreadable_is_not_removed(good: str, bad: str) -> None:
    before, after = plan(GOOD), plan(GOOD.replace(good, bad))
    assert good in GOOD
    assert after.faults != ()
    known = ["~ plan", "    status: lost → active ()"]
    assert told(compared(before, after)) == (known if bad == "status: active" else [])
    assert [line.partition("→")[0] for line in told(compared(after, before))] == (
        [line.partition("→")[0].replace("lost", "active") for line in known] if bad == "status: active" else []
    )


def test_a_name_that_became_unreadable_is_not_another_name() -> None:
    assert told(compared(plan(), plan("", head="owner: Ingrid Solberg\ncategory: strategic\n"))) == []


def test_what_is_gone_beside_an_unreadable_value_is_told() -> None:
    before = plan("promises: [{promise: A, due: 2026-12-01, to: Kari}]")
    after = plan("promises: [{promise: A, due: tomorrow}]")
    assert told(compared(before, after)) == ["~ promise A", "    to: Kari →  ()"]


def test_more_entries_gone_than_could_not_be_read_are_told() -> None:
    before = plan("promises: [{promise: A}, {promise: B}, {promise: C}]")
    after = plan("promises: [{promise: A}, {due: 2026-12-01}]")
    assert told(compared(before, after)) == ["- promise B", "- promise C"]


def test_a_value_beside_an_entry_that_is_left_out_is_unknown_too() -> None:
    before = plan("promises:\n  - {promise: A}\n  - {promise: B, due: 2026-12-01}")
    after = plan("promises:\n  - {due: 2026-01-01}\n  - {promise: B, due: later}")
    assert told(compared(before, after)) == []


def test_a_task_whose_date_cannot_be_read_has_lost_none() -> None:
    assert told(compared(plan("", "- [ ] Send it due:2026-12-01\n"), plan("", "- [ ] Send it due:tomorrow\n"))) == []
