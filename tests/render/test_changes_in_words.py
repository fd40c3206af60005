"""What is different between two versions of a plan, as pages say it."""

from __future__ import annotations

from kamgen.model.change import (
    ChangeKind,
    EntryChange,
    FieldChange,
    PlanChange,
    ReviewFlag,
    SectionChange,
    ValueKind,
)
from kamgen.render.views.changes import LONGEST, FieldWords, change_rows, changes, changes_summary, flagged_rows
from tests.render.history_samples import ADDED, FULL, GONE, GROWTH, OWNER, POSTPONED, RENAMED, field_of


def test_what_to_look_at_comes_first_and_the_rest_in_the_order_of_plans() -> None:
    rows = change_rows(FULL)
    assert [(row.flags, row.noun, row.title) for row in rows] == [
        (("owner changed",), "", ""),
        (("target lowered",), "fiscal year", "2026"),
        (("date moved later",), "action", "Send the spare parts list"),
        (("promise removed",), "promise", "Spare parts within 24 hours"),
        ((), "", ""),
        ((), "contact", "Jonas Wiik"),
        ((), "opportunity", "Two rigs for the north yard"),
        ((), "text of", "Growth"),
    ]


def test_each_field_of_the_plan_itself_is_a_line() -> None:
    assert [row.fields for row in change_rows(PlanChange((OWNER,)))] == [
        (FieldWords("owner", "Per Moe", "Ingrid Solberg", ""),),
        (FieldWords("industry", "", "Shipping", ""),),
    ]


def test_a_plan_that_cannot_be_read_any_more_is_a_line() -> None:
    broken = EntryChange("", "plan", ChangeKind.CHANGED, "", "", (), 1, ReviewFlag.FORMAT_ERROR)
    assert [(row.flags, row.noun) for row in change_rows(PlanChange((broken,)))] == [
        (("plan cannot be read any more",), "plan")
    ]


def test_a_date_says_how_often_it_moved() -> None:
    (row,) = change_rows(PlanChange((POSTPONED,)))
    assert row.fields == (FieldWords("due", "2026-11-01", "2026-12-02", "31 days later, for the 3rd time"),)


def test_a_section_says_how_many_words_are_new_and_gone() -> None:
    (row,) = change_rows(PlanChange((), (GROWTH,)))
    assert (row.note, row.excerpt) == (
        "12 words new, 1 gone",
        ((" ", "They will"), ("-", "rent"), ("+", "buy")),
    )
    (row,) = change_rows(PlanChange((), (SectionChange("", "", ChangeKind.REMOVED, 0, 3, (), 1),)))
    assert (row.css, row.noun, row.note) == ("removed", "text before the first heading", "removed, 3 words")


def test_a_new_name_is_told_once() -> None:
    renamed = RENAMED._replace(fields=(field_of("name", "J. Wiik", "Jonas Wiik"), field_of("role", "user", "buyer")))
    (row,) = change_rows(PlanChange((renamed,)))
    assert (row.former, [field.label for field in row.fields]) == ("J. Wiik", ["role"])


def test_an_added_entry_tells_the_first_of_its_fields() -> None:
    many = ADDED._replace(fields=tuple(field_of(f"field {number}", "", "1") for number in range(9)))
    (row,) = change_rows(PlanChange((many,)))
    assert [field.label for field in row.fields] == ["field 0", "field 1", "field 2", "field 3"]


def test_lines_beyond_the_most_are_counted() -> None:
    shown = changes(FULL, 3)
    assert (len(shown.rows), shown.more) == (3, "and 5 more changes")
    assert changes(FULL, 8).more == ""
    assert changes(PlanChange((GONE, ADDED)), 1).more == "and 1 more change"


def test_a_line_for_every_reason_to_look() -> None:
    assert [(flag.key, row.flags, len(row.fields)) for flag, row in flagged_rows(FULL)] == [
        ("owner-changed", ("owner changed",), 1),
        ("target-lowered", ("target lowered",), 1),
        ("date-moved", ("date moved later",), 1),
        ("promise-removed", ("promise removed",), 1),
    ]


def test_changes_are_counted_with_what_to_look_at() -> None:
    assert changes_summary(FULL) == "8 changes, 4 to look at"
    assert changes_summary(PlanChange((ADDED,))) == "1 change"


def test_long_values_and_differences_are_cut() -> None:
    long = "word " * 40
    field = FieldChange("covers", "covers", ValueKind.TEXT, long, "b", long, "b", long)
    (row,) = change_rows(PlanChange((POSTPONED._replace(fields=(field,)),)))
    assert [len(text) for text in row.fields[0]] == [6, LONGEST, 1, LONGEST]


def test_values_that_were_not_given_are_empty() -> None:
    field = FieldChange("due", "due", ValueKind.DAY, None, None, "", "2026-12-01", "")
    (row,) = change_rows(PlanChange((POSTPONED._replace(fields=(field,)),)))
    assert row.fields == (FieldWords("due", "", "2026-12-01", ""),)
