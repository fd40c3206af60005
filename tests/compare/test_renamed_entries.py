"""Entries that go by another name are found again, and those that are somebody or something else are not."""

from __future__ import annotations

import pytest

from tests.compare.compare_support import changes, compared, plan, told

RENAMED = [
    (
        "promises: [{promise: Spare parts within 24 hours, to: Kari}]",
        "promises: [{promise: Spare parts within two days, to: Kari}]",
    ),
    (
        "promises: [{promise: Parts, to: Kari, made: 2026-05-01, due: 2026-12-01}]",
        "promises: [{promise: Everything sooner, to: Kari, made: 2026-05-01, due: 2026-12-01}]",
    ),
    (
        "opportunities: [{name: Phase 2, offering: Platform, value: 240k, close: 2027-Q1}]",
        "opportunities: [{name: Rollout, offering: Platform, value: 240k, close: 2027-Q1}]",
    ),
    ("opportunities: [{name: Platform phase 2, value: 1}]", "opportunities: [{name: Platform phase two, value: 9}]"),
    ("contacts: [{name: Kari Dahl}]", "contacts: [{name: Kari Dahl-Moen, title: COO}]"),
    ("contacts: [{name: Kari Dahl}]", "contacts: [{name: Kari Dahll}]"),
    (
        "reviews: [{date: 2026-05-20, with: client, outcome: Second site goes on}]",
        "reviews: [{date: 2026-09-20, with: client, outcome: Second site goes on}]",
    ),
    (
        "reviews: [{date: 2026-12-01, with: client, attendees: [Kari]}]",
        "reviews: [{date: 2026-12-15, with: client, attendees: [Kari]}]",
    ),
    (
        "feedback: [{date: 2026-05-20, score: 8, summary: Wants faster answers}]",
        "feedback: [{date: 2026-05-21, score: 7, summary: Wants faster answers}]",
    ),
    ("actions: [{action: Send the draft contract}]", "actions: [{action: Send the contract}]"),
    ("risks: [{risk: Late deliveries}]", "risks: [{risk: Late deliveries in peak season}]"),
    ("needs: [{need: 更少的停线时间}]", "needs: [{need: 更少的停线}]"),
]


@pytest.mark.parametrize(("before", "after"), RENAMED, ids=str)
def test_an_entry_with_another_name_is_one(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        (found,) = changes(one, other).entries
        assert found.kind.word == "changed"
        assert found.former
        assert found.former != found.title


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "contacts: [{name: Kari Dahl, title: COO, function: operations, role: decision maker, met_by: Per}]",
            "contacts: [{name: Nils Berg, title: COO, function: operations, role: decision maker, met_by: Per}]",
        ),
        ("team: [{name: Kari Dahl, role: lead}]", "team: [{name: Nils Dahl, role: lead}]"),
        ("reviews: [{date: 2026-05-20, with: client}]", "reviews: [{date: 2026-09-20, with: client}]"),
        (
            "reviews: [{date: 2026-05-20, with: client, outcome: x}]",
            "reviews: [{date: 2026-05-20, with: team, outcome: x}]",
        ),
        ("promises: [{promise: Parts in a day, to: Kari}]", "promises: [{promise: Monthly report, to: Kari}]"),
        ("financials: [{year: 2025, revenue: 1M}]", "financials: [{year: 2026, revenue: 1M}]"),
        ("offerings: {Platform: active}", "offerings: {Platforms: active}"),
        ("actions: [{action: A, owner: Per Moe}]", "actions: [{action: B, owner: Per Moe}]"),
        ("waive: [{rule: FBK001, reason: A}]", "waive: [{rule: FBK002, reason: A}]"),
    ],
    ids=str,
)
def test_what_is_something_else_is_added_and_removed(before: str, after: str) -> None:
    assert [each.kind.word for each in changes(before, after).entries] == ["added", "removed"]


def test_the_likeliest_are_paired_first() -> None:
    before = "actions: [{action: Send the draft contract}, {action: Send the draft invoice}]"
    after = "actions: [{action: Send the draft invoice today}, {action: Send the draft contracts}]"
    assert [(each.title, each.former) for each in changes(before, after).entries] == [
        ("Send the draft invoice today", "Send the draft invoice"),
        ("Send the draft contracts", "Send the draft contract"),
    ]


def test_a_row_that_keeps_its_name_is_never_taken_for_another() -> None:
    before = "actions: [{action: Call Kari, due: 2026-12-01}, {action: Call Nils, due: 2026-12-02}]"
    after = "actions: [{action: Call Nils, due: 2026-12-01}, {action: Call Kari, due: 2026-12-02}]"
    assert told(changes(before, after)) == [
        "~ action Call Nils",
        "    due date: 2026-12-02 → 2026-12-01 (1 day earlier)",
        "~ action Call Kari",
        "    due date: 2026-12-01 → 2026-12-02 (1 day later)",
    ]


def test_more_rows_than_can_be_held_against_each_other_are_still_found_by_name() -> None:
    rows = [f"  - {{promise: Number {number}}}" for number in range(200)]
    others = [f"  - {{promise: Number {number} or so}}" for number in range(100, 200)]
    found = compared(plan("promises:\n" + "\n".join(rows)), plan("promises:\n" + "\n".join([*others, *rows[:100]])))
    assert [each.kind.word for each in found.entries] == ["added"] * 100 + ["removed"] * 100
