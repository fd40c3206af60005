"""What is different between two versions of a plan, as pages say it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.change import EntryChange, FieldChange, Kind, Look, PlanChange, SectionChange, ValueKind
from kamgen.render.views.changes import (
    LONGEST,
    FieldWords,
    change_rows,
    changes,
    clipped,
    look_rows,
    ordinal,
    told,
)
from tests.render.history_samples import ADDED, FULL, GONE, GROWTH, OWNER, POSTPONED, RENAMED, field_of


def test_what_to_look_at_comes_first_and_the_rest_in_the_order_of_plans() -> None:
    rows = change_rows(FULL)
    assert [(row.looks, row.noun, row.title) for row in rows] == [
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
    broken = EntryChange("", "plan", Kind.CHANGED, "", "", (), 1, Look.FORMAT_ERROR)
    assert [(row.looks, row.noun) for row in change_rows(PlanChange((broken,)))] == [
        (("plan cannot be read any more",), "plan")
    ]


def test_a_date_says_how_often_it_moved() -> None:
    (row,) = change_rows(PlanChange((POSTPONED,)))
    assert row.fields == (FieldWords("due", "2026-11-01", "2026-12-02", "31 days later, for the 3rd time"),)


def test_a_section_says_how_many_words_are_new_and_gone() -> None:
    (row,) = change_rows(PlanChange((), (GROWTH,)))
    assert (row.note, row.excerpt) == (
        "12 new words, 1 word gone",
        (("", "They will"), ("del", "rent"), ("ins", "buy")),
    )
    (row,) = change_rows(PlanChange((), (SectionChange("", "", Kind.REMOVED, 0, 3, (), 1),)))
    assert (row.css, row.noun, row.note) == ("removed", "text before the first heading", "3 words gone")


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
    assert [(look.key, row.looks, len(row.fields)) for look, row in look_rows(FULL)] == [
        ("owner-changed", ("owner changed",), 1),
        ("target-lowered", ("target lowered",), 1),
        ("date-moved", ("date moved later",), 1),
        ("promise-removed", ("promise removed",), 1),
    ]


def test_changes_are_counted_with_what_to_look_at() -> None:
    assert told(FULL) == "8 changes, 4 to look at"
    assert told(PlanChange((ADDED,))) == "1 change"


def test_ordinals_end_as_they_are_spoken() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_long_texts_are_cut(text: str) -> None:
    shown = clipped(text)
    assert len(shown) <= LONGEST
    assert shown == text or shown.endswith("…")


def test_values_that_were_not_given_are_empty() -> None:
    field = FieldChange("due", "due", ValueKind.DAY, None, None, "", "2026-12-01", "")
    (row,) = change_rows(PlanChange((POSTPONED._replace(fields=(field,)),)))
    assert row.fields == (FieldWords("due", "", "2026-12-01", ""),)
