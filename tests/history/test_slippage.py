"""The slippage ledger: due dates, close dates and targets that version after version moved."""

from __future__ import annotations

from datetime import date, timedelta

from kamgen.history.slippage import ledger, with_times
from kamgen.model.account_history import Move, Version
from kamgen.model.change import ChangeKind, ReviewFlag
from kamgen.model.source import Commit
from tests.compare.compare_support import changes

START = date(2026, 1, 1)


def history(*fronts: str) -> list[Version]:
    """The versions of a plan, newest first, a day apart; ``fronts`` are oldest first."""
    versions = []
    for number, (before, after) in enumerate(zip(("", *fronts), fronts, strict=False)):
        day = START + timedelta(number)
        commit = Commit(f"{number:040}", day, "Per Moe", "Change")
        versions.append(
            Version(day, commit, ChangeKind.CHANGED if number else ChangeKind.ADDED, changes(before, after), "")
        )
    return versions[::-1]


def moves_of(versions: list[Version]) -> tuple[Move, ...]:
    return ledger(reversed(versions))[1]


def brief(moves: tuple[Move, ...]) -> list[tuple[int, str, str, str, int, int | None]]:
    return [((m.day - START).days, m.title, m.field.before, m.field.after, m.field.times, m.days) for m in moves]


def promise(text: str, due: str) -> str:
    return f"promises: [{{promise: {text}, to: Kari, due: {due}}}]"


def test_each_move_of_a_date_is_a_line_newest_first() -> None:
    versions = history(promise("Parts", "2026-03-01"), promise("Parts", "2026-04-01"), promise("Parts", "2026-03-31"))
    assert brief(moves_of(versions)) == [
        (2, "Parts", "2026-04-01", "2026-03-31", 2, -1),
        (1, "Parts", "2026-03-01", "2026-04-01", 1, 31),
    ]
    assert {move.commit.author for move in moves_of(versions)} == {"Per Moe"}


def test_an_entry_is_followed_through_its_names_and_goes_by_the_last() -> None:
    versions = history(
        promise("Spare parts in 24 hours", "2026-03-01"),
        promise("Spare parts in 24 hours", "2026-04-01"),
        promise("Spare parts in 48 hours", "2026-05-01"),
        promise("Spare parts in two days", "2026-06-01"),
    )
    assert [(line[1], line[4]) for line in brief(moves_of(versions))] == [
        ("Spare parts in two days", 3),
        ("Spare parts in two days", 2),
        ("Spare parts in two days", 1),
    ]


def test_an_entry_that_was_removed_and_comes_back_goes_on_with_its_count() -> None:
    one, later, last = (promise("Parts", f"2026-0{month}-01") for month in (3, 4, 6))
    found = brief(moves_of(history(one, later, "", promise("parts!", "2026-06-01"), last, "", last)))
    assert found == [
        (3, "Parts", "2026-04-01", "2026-06-01", 2, 61),
        (1, "Parts", "2026-03-01", "2026-04-01", 1, 31),
    ]


def test_an_entry_that_never_changed_before_it_was_removed_has_moved_when_it_comes_back_later() -> None:
    one, later = promise("Parts", "2026-03-01"), promise("Parts", "2026-04-01")
    (move,) = moves_of(history(one, "", later))
    assert (move.field.before, move.field.after, move.field.difference) == ("2026-03-01", "2026-04-01", "31 days later")
    target = "financials: [{year: 2026, target_revenue: 2M}]"
    (lowered,) = moves_of(history(target, "", target.replace("2M", "1.5M")))
    assert (lowered.field.difference, lowered.lowers) == ("−500k, −25%", True)


def test_a_change_of_currency_moves_every_target() -> None:
    target = "financials: [{year: 2026, target_revenue: 2M}]"
    (move,) = moves_of(history(target, f"currency: NOK\n{target}"))
    assert (move.group, move.field.label, move.field.before, move.field.after) == ("", "currency", "", "NOK")


def test_a_comparison_knows_the_count_of_what_comes_back() -> None:
    one, later, last = (promise("Parts", f"2026-0{month}-01") for month in (3, 4, 6))
    earlier = moves_of(history(one, later, ""))
    (entry,) = with_times(changes("", last), earlier).entries
    (due,) = [field for field in entry.fields if field.field == "due"]
    assert (due.before, due.difference, due.times, due.flag) == (
        "2026-04-01",
        "61 days later",
        2,
        ReviewFlag.DATE_MOVED,
    )


def test_an_entry_that_comes_back_in_other_words_goes_on_with_its_count() -> None:
    before, later = promise("Parts within 24 hours", "2026-03-01"), promise("Parts within 24 hours", "2026-04-01")
    (back, first) = moves_of(history(before, later, "", promise("All parts within 24 hours", "2026-05-01")))
    assert (back.title, back.field.was, back.field.times) == ("All parts within 24 hours", "2026-04-01", 2)
    assert first.title == back.title
    other = history(before, later, "", promise("Parts within 48 hours", "2026-05-01"))
    assert [move.field.times for move in moves_of(other)] == [1], "other figures are another promise"


def test_targets_move_without_days() -> None:
    versions = history(
        "financials: [{year: 2026, target_revenue: 2M, revenue: 1M}]",
        "financials: [{year: 2026, target_revenue: 1.5M, revenue: 2M}]",
    )
    assert brief(moves_of(versions)) == [(1, "2026", "2M", "1.5M", 1, None)]


def test_close_dates_move_by_the_last_day_of_their_period() -> None:
    versions = history("opportunities: [{name: A, close: 2026-Q4}]", "opportunities: [{name: A, close: 2027-Q1}]")
    assert brief(moves_of(versions)) == [(1, "A", "2026-Q4", "2027-Q1", 1, 90)]


def test_a_date_that_is_taken_back_and_given_again_moved_twice() -> None:
    versions = history(
        "actions: [{action: A}]",
        "actions: [{action: A, due: 2026-03-01}]",
        "actions: [{action: A}]",
        "actions: [{action: A, due: 2026-09-01}]",
    )
    assert brief(moves_of(versions)) == [
        (3, "A", "", "2026-09-01", 2, None),
        (2, "A", "2026-03-01", "", 1, None),
    ]


def test_an_entry_whose_name_and_date_change_at_once_is_followed() -> None:
    before = """
opportunities:
  - {name: North, offering: Radar, value: 100k, profit: 7k, close: 2026-12}
  - {name: South, offering: Pumps, value: 300k, profit: 9k, close: 2027-12}
"""
    after = before.replace("2026-12", "2027-01").replace("North", "Up")
    last = after.replace("2027-01", "2027-02").replace("Up", "North").replace("300k", "310k")
    assert [line[1:5] for line in brief(moves_of(history(before, after, last)))] == [
        ("North", "2027-01", "2027-02", 2),
        ("North", "2026-12", "2027-01", 1),
    ]


def test_a_change_knows_how_often_its_values_moved_before() -> None:
    earlier = moves_of(history(promise("Parts", "2026-03-01"), promise("Parts", "2026-04-01")))
    change = changes(promise("Parts", "2026-04-01"), promise("Parts now", "2026-05-01"))
    counted = with_times(change, earlier)
    assert [(f.field, f.times) for each in counted.entries for f in each.fields] == [("promise", 0), ("due", 2)]
    first = with_times(change, [])
    assert [(f.field, f.times) for each in first.entries for f in each.fields] == [("promise", 0), ("due", 1)]


def test_what_is_first_given_has_not_moved() -> None:
    change = changes("actions: [{action: A}]", "actions: [{action: A, due: 2026-03-01}, {action: B, due: 2026-03-01}]")
    assert with_times(change, []) == change
