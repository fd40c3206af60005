"""Which commits wrote a plan: through moves, swaps, deletions and files of the same name."""

from __future__ import annotations

from datetime import date

from kamgen.history.plan_history import Lineage, lineages
from tests.history.logs import log, step


def held(found: dict[str, Lineage], path: str) -> list[tuple[str, str]]:
    return [(one.path, one.blob) for one in found[path]]


def test_versions_stand_newest_first_with_who_wrote_them_and_when() -> None:
    history = log(step("a1", "2026-01-01", "x.md=1"), step("b2", "2026-02-01", "x.md=2", author="Per Moe"))
    newest, oldest = lineages(history, ["x.md"])["x.md"]
    assert (newest.day, newest.written.author, newest.blob) == (date(2026, 2, 1), "Per Moe", "2")
    assert (oldest.day, oldest.written.id, oldest.blob) == (date(2026, 1, 1), "a1", "1")


def test_a_move_is_followed_to_the_former_path() -> None:
    history = log(
        step("a1", "2026-01-01", "x.md=1"),
        step("b2", "2026-02-01", "x.md>north/x.md=1"),
        step("c3", "2026-03-01", "north/x.md=2"),
    )
    found = lineages(history, ["north/x.md"])
    assert held(found, "north/x.md") == [("north/x.md", "2"), ("north/x.md", "1"), ("x.md", "1")]


def test_two_plans_that_trade_their_paths_keep_their_own_past() -> None:
    history = log(step("a1", "2026-01-01", "x.md=1", "y.md=2"), step("b2", "2026-02-01", "x.md>y.md=1", "y.md>x.md=2"))
    found = lineages(history, ["x.md", "y.md"])
    assert held(found, "x.md") == [("x.md", "2"), ("y.md", "2")]
    assert held(found, "y.md") == [("y.md", "1"), ("x.md", "1")]


def test_a_file_that_was_deleted_and_comes_back_goes_on() -> None:
    history = log(
        step("a1", "2026-01-01", "x.md=1"), step("b2", "2026-02-01", "x.md="), step("c3", "2026-03-01", "x.md=3")
    )
    found = lineages(history, ["x.md"])
    assert held(found, "x.md") == [("x.md", "3"), ("x.md", "1")]
    assert [each.deleted and each.deleted[1].id for each in found["x.md"]] == [None, "b2"]


def test_a_file_that_took_the_path_of_a_moved_one_is_not_its_past() -> None:
    history = log(
        step("a1", "2026-01-01", "x.md=1"),
        step("b2", "2026-02-01", "x.md>y.md=1"),
        step("c3", "2026-03-01", "x.md=3"),
    )
    found = lineages(history, ["x.md", "y.md"])
    assert held(found, "x.md") == [("x.md", "3")]
    assert held(found, "y.md") == [("y.md", "1"), ("x.md", "1")]


def test_what_the_log_does_not_have_is_left_out() -> None:
    assert lineages(log(step("a1", "2026-01-01", "x.md=1")), ["new.md"]) == {}


def test_where_history_is_cut_off_is_kept() -> None:
    history = log(step("a1", "2026-01-01", "x.md=1", cut=True), step("b2", "2026-02-01", "x.md=2"))
    assert [one.cut for one in lineages(history, ["x.md"])["x.md"]] == [False, True]
