"""Which account a file of the log is of: moves with a rewrite, returns, and twins of one template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from kamgen.history.identity import Known, told_apart
from kamgen.history.plan_history import deleted_plans, lineages
from kamgen.model.source import CommitStep, Log
from tests.history.logs import log, step

NAMES = {
    "acme1": Known("Acme", ("", "")),
    "acme2": Known("Acme", ("Salesforce", "1")),
    "other-record": Known("Acme", ("Salesforce", "2")),
    "renamed": Known("Acme Group", ("salesforce", "1")),
    "zeta": Known("Zeta Foods", ("", "")),
    "broken": Known("", ("", "")),
}


def look(contents: Sequence[tuple[str, str]]) -> Iterator[Known]:
    return (NAMES.get(blob, Known(f"name of {path}", ("", ""))) for path, blob in contents)


def apart(*steps: CommitStep) -> Log:
    return told_apart(log(*steps), look)


def past(found: Log, path: str) -> list[str]:
    return [f"{one.path}={one.blob}" for one in lineages(found, [path]).get(path, ())]


def gone(found: Log) -> list[str]:
    return [each.last.path for each in deleted_plans(found, found.steps[0].commit.date)]


DAYS = [f"2026-0{number}-01" for number in range(1, 10)]


@pytest.mark.parametrize(
    ("second", "third"),
    [
        ("x.md=", "x.md=new"),
        ("x.md=", "north/x.md=new"),
        ("x.md=", "north/x/index.md=new"),
        ("x.md=", "y.md=acme2"),
    ],
)
def test_what_was_deleted_and_comes_back_goes_on(second: str, third: str) -> None:
    found = apart(step("a", DAYS[0], "x.md=acme2"), step("b", DAYS[1], second), step("c", DAYS[2], third))
    now = third.partition("=")[0]
    assert past(found, now) == [third, "x.md=acme2"]
    newest, oldest = lineages(found, [now])[now]
    assert newest.deleted is None
    assert oldest.deleted
    assert (str(oldest.deleted[0]), oldest.deleted[1].id) == (DAYS[1], "b")
    assert gone(found) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("x.md=acme1", "north/x.md=zeta"), ("x.md=acme2", "y.md=renamed"), ("x.md=acme1", "y.md=acme1")],
)
def test_a_move_with_a_rewrite_is_one_step(before: str, after: str) -> None:
    found = apart(step("a", DAYS[0], before), step("b", DAYS[1], before.partition("=")[0] + "=", after))
    assert past(found, after.partition("=")[0]) == [after, before]
    assert gone(found) == []
    assert [touch.former for touch in found.steps[1].touches] == [before.partition("=")[0]]


@pytest.mark.parametrize(("before", "after"), [("acme1", "zeta"), ("acme2", "other-record")])
def test_two_plans_of_one_template_are_two_accounts(before: str, after: str) -> None:
    found = apart(step("a", DAYS[0], f"x.md={before}"), step("b", DAYS[1], f"x.md>y.md={after}"))
    assert past(found, "y.md") == [f"y.md={after}"]
    assert gone(found) == ["x.md"]


@pytest.mark.parametrize(("before", "after"), [("acme2", "renamed"), ("acme1", "acme1"), ("broken", "zeta")])
def test_a_move_that_nothing_speaks_against_is_one(before: str, after: str) -> None:
    found = apart(step("a", DAYS[0], f"x.md={before}"), step("b", DAYS[1], f"x.md>y.md={after}"))
    assert past(found, "y.md") == [f"y.md={after}", f"x.md={before}"]


def test_a_new_account_is_nobodys_return() -> None:
    found = apart(
        step("a", DAYS[0], "x.md=acme1", "z.md=1"), step("b", DAYS[1], "x.md="), step("c", DAYS[2], "y.md=zeta")
    )
    assert past(found, "y.md") == ["y.md=zeta"]
    assert gone(found) == ["x.md"]


def test_of_two_that_went_each_comes_back_once() -> None:
    found = apart(
        step("a", DAYS[0], "x.md=1", "y.md=2"),
        step("b", DAYS[1], "x.md=", "y.md="),
        step("c", DAYS[2], "a/x.md=3", "b/x.md=4", "a/y.md=5"),
    )
    assert past(found, "a/x.md") == ["a/x.md=3", "x.md=1"]
    assert past(found, "b/x.md") == ["b/x.md=4"]
    assert past(found, "a/y.md") == ["a/y.md=5", "y.md=2"]


def test_what_goes_and_comes_back_again_and_again_is_one_account() -> None:
    steps = [step(f"{n}", day, "x.md=" if n % 2 else f"x.md={n}") for n, day in enumerate(DAYS)]
    found = apart(*steps)
    assert past(found, "x.md") == [f"x.md={n}" for n in (8, 6, 4, 2, 0)]
    assert [one.deleted is not None for one in lineages(found, ["x.md"])["x.md"]] == [False, True, True, True, True]
