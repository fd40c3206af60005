"""Two versions of one plan: what is added, changed and removed, entry by entry."""

from __future__ import annotations

import pytest

from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    PlanChange,
    ReviewFlag,
    ValueKind,
)
from tests.compare.compare_support import HEAD, changes, compared, entry, field, plan, told


def test_a_lowered_target_is_one_value_with_its_difference() -> None:
    before = "financials:\n  - {year: 2025, revenue: 1M}\n  - {year: 2026, target_revenue: 1.3M}"
    after = "financials:\n  - {year: 2025, revenue: 1M}\n  - {year: 2026, target_revenue: 1.1M}"
    change = FieldChange(
        "target_revenue", "revenue target", ValueKind.MONEY, "1300000", "1100000", "1.3M", "1.1M",
        "−200k, −15.4%", ReviewFlag.TARGET_LOWERED, line=7,
    )  # fmt: skip
    assert changes(before, after) == PlanChange(
        (EntryChange("financials", "fiscal year", ChangeKind.CHANGED, "2026", "", (change,), 7),)
    )


def test_an_added_entry_gives_all_that_it_says() -> None:
    found = entry("", "promises:\n  - promise: Parts in 24 hours\n    due: 2026-12-01")
    assert found == EntryChange(
        "promises", "promise", ChangeKind.ADDED, "Parts in 24 hours", "",
        (
            FieldChange("promise", "promise", ValueKind.TEXT, None, "Parts in 24 hours", "", "Parts in 24 hours", ""),
            FieldChange("due", "due date", ValueKind.DAY, None, "2026-12-01", "", "2026-12-01", ""),
        ),
        6,
    )  # fmt: skip


def test_a_removed_entry_is_the_mirror_of_an_added_one() -> None:
    promise = "promises:\n  - promise: Parts in 24 hours\n    due: 2026-12-01"
    added, removed = entry("", promise), entry(promise, "")
    assert removed.kind is ChangeKind.REMOVED
    assert removed.flag is ReviewFlag.PROMISE_REMOVED
    assert (removed.title, removed.line) == (added.title, added.line)
    assert [(f.was, f.before) for f in removed.fields] == [(f.now, f.after) for f in added.fields]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("", "region: Nordics", ["~ plan", "    region:  → Nordics ()"]),
        ("region: Nordics", "region: Baltics", ["~ plan", "    region: Nordics → Baltics ()"]),
        ("horizon: 2028", "horizon: 2030", ["~ plan", "    plan horizon: 2028 → 2030 (+2 years)"]),
        ("tags: [a, b]", "tags: [c, b]", ["~ plan", "    tags: a, b → c, b (+c, −a)"]),
        ("crm: {system: X, id: 007}", "crm: {system: X, id: 7}", ["~ CRM record", "    CRM id: 007 → 7 ()"]),
        ("continuity: {backup: Jo}", "", ["- continuity"]),
        ("offerings: {A: active}", "offerings: {B: none}", ["+ offering B", "- offering A"]),
        (
            "offerings: {A: active, B: none}",
            "offerings: {B: proposed, A: active}",
            ["~ offering B", "    state: none → proposed ()"],
        ),
        (
            "vendor_evaluation: {date: 2026-05-20, criteria: [{name: Speed, weight: 30%}]}",
            "vendor_evaluation: {date: 2026-05-20, criteria: [{name: Speed, weight: 40%}]}",
            ["~ evaluation criterion Speed", "    weight: 30% → 40% (+10 points)"],
        ),
        (
            "reviews: [{date: 2026-05-20, with: client}]",
            "reviews: [{date: 2026-05-20, with: team}]",
            ["+ review 2026-05-20 with team", "- review 2026-05-20 with client"],
        ),
        (
            "service: [{measure: speed, actual: 96.2%, period: 2026-Q2}]",
            "service: [{measure: speed, actual: 95%, period: 2026-Q3}]",
            [
                "~ service level speed",
                "    actual: 96.2% → 95% (−1.2 points)",
                "    period: 2026-Q2 → 2026-Q3 (3 months later)",
            ],
        ),
        (
            "outcomes: [{metric: Stops, unit: h, baseline: 9, target: 3.5}]",
            "outcomes: [{metric: Stops, unit: h, baseline: 9, target: 3}]",
            ["~ outcome Stops", "    target: 3.5 → 3 (−0.5 h)"],
        ),
        (
            "waive: [{rule: FBK003, reason: Policy}]",
            "waive: [{rule: FBK003, reason: Another}]",
            ["~ waiver FBK003", "    reason: Policy → Another ()"],
        ),
    ],
)
def test_changes_are_told_by_what_an_entry_is(before: str, after: str, lines: list[str]) -> None:
    assert told(changes(before, after)) == lines


def test_the_order_of_rows_lists_and_offerings_is_no_change() -> None:
    before = """
tags: [one, two]
offerings: {A: active, B: none}
contacts: [{name: Kari Dahl}, {name: Nils Berg, role: champion}]
promises: [{promise: Same, due: 2026-12-01}, {promise: Same, due: 2026-12-02}]
"""
    after = """
promises: [{promise: Same, due: 2026-12-02}, {promise: Same, due: 2026-12-01}]
contacts: [{name: Nils Berg, role: champion}, {name: Kari Dahl}]
offerings: {B: none, A: active}
tags: [two, one]
"""
    assert not changes(before, after)


def test_periods_are_compared_by_their_last_day() -> None:
    before, after = "opportunities: [{name: A, close: 2026-Q4}]", "opportunities: [{name: A, close: 2026-12}]"
    assert not changes(before, after)
    april = 4
    (found,) = compared(plan(before), plan(after), april).entries
    assert [(f.kind, f.was, f.now, f.difference) for f in found.fields] == [
        (ValueKind.PERIOD, "2026-03-31", "2026-12-31", "9 months later")
    ]


def test_the_plans_own_fields_stand_at_the_first_that_differs() -> None:
    before, after = plan("region: Nordics\nhorizon: 2028"), plan("region: Nordics\nhorizon: 2029")
    assert [each.line for each in compared(before, after).entries] == [6]


def test_entries_of_the_same_name_are_paired_in_order() -> None:
    found = changes(
        "promises: [{promise: Same, due: 2026-12-01}, {promise: Same, due: 2026-12-02}]",
        "promises: [{promise: same!, due: 2026-12-03}]",
    )
    assert told(found) == [
        "~ promise same! (was Same)",
        "    promise: Same → same! ()",
        "    due date: 2026-12-01 → 2026-12-03 (2 days later)",
        "- promise Same",
    ]


def test_an_action_that_moves_between_prose_and_front_matter_is_no_change() -> None:
    prose = plan("", "# Next\n\n- [ ] Send the draft @Per Moe due:2026-12-01\n")
    matter = plan("actions: [{action: Send the draft, owner: Per Moe, due: 2026-12-01}]", "# Next\n")
    assert not compared(prose, matter)
    assert not compared(matter, prose)


def test_ticking_a_task_is_a_change_of_the_action_and_of_nothing_else() -> None:
    change = compared(plan("", "# Next\n\n- [ ] Send *it*\n"), plan("", "# Next\n\n- [x] Send it\n"))
    assert told(change) == ["~ action Send it", "    done:  → ticked ()"]
    assert change.sections == ()
    assert change.entries[0].line == 9


def test_a_ticked_task_that_gets_its_date_goes_from_words_to_a_day() -> None:
    change = compared(plan("", "- [x] Send it\n"), plan("actions: [{action: Send it, done: 2026-11-12}]"))
    assert told(change) == ["~ action Send it", "    done: ticked → 2026-11-12 ()"]
    assert change.entries[0].fields[0].kind is ValueKind.TEXT


def test_a_plan_that_became_unreadable_is_that_and_nothing_else() -> None:
    good, broken = plan("promises: [{promise: A}]", "# Words\n\nSome.\n"), plan("promises: [{promise: A")
    change = compared(good, broken)
    assert [(flag, each.noun, f and f.after) for flag, each, f in change.flags()] == [
        (ReviewFlag.FORMAT_ERROR, "plan", "cannot be read")
    ]
    assert change.sections == ()
    mended = compared(broken, good)
    assert told(mended) == ["~ plan", "    front matter: cannot be read → can be read ()"]
    assert list(mended.flags()) == []
    assert not compared(broken, broken)


def test_text_that_is_only_wrapped_otherwise_is_no_change() -> None:
    folded = "risks:\n  - risk: Late\n    mitigation: >\n      Stock\n      on site\n"
    assert not changes("risks: [{risk: Late, mitigation: Stock on site}]", folded)


def test_a_value_that_is_the_default_says_nothing() -> None:
    assert not changes("opportunities: [{name: A}]", "status: active\nopportunities: [{name: A, stage: open}]")


def test_one_value_of_one_entry_is_one_field() -> None:
    assert field("contacts: [{name: Kari}]", "contacts: [{name: Kari, influence: high}]").after == "high"


def test_name_owner_and_category_are_values_of_the_plan() -> None:
    other = plan("", head="name: Halden AS\nowner: Per Moe\ncategory: core\n")
    (found,) = compared(plan("", head=HEAD), other).entries
    assert [(f.field, f.flag) for f in found.fields] == [
        ("name", None), ("owner", ReviewFlag.OWNER_CHANGED), ("category", ReviewFlag.CATEGORY_CHANGED),
    ]  # fmt: skip


def test_of_entries_with_the_same_name_those_that_say_the_same_are_one() -> None:
    rows = "{date: 2026-05-20, with: client, attendees: [A, B]}", "{date: 2026-05-20, with: client, attendees: [C, D]}"
    others = (
        "{date: 2026-05-20, with: client, attendees: [D, C]}",
        "{date: 2026-05-20, with: client, attendees: [B, A]}",
    )
    assert not changes(f"reviews: [{', '.join(rows)}]", f"reviews: [{', '.join(others)}]")
