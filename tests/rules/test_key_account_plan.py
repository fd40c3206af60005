"""Element vii: the key account plan."""

from __future__ import annotations

from datetime import date

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.front_matter import Action
from kamgen.model.plan import Body, BodyAction
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged, section_of

GROWTH = "add a heading `## Growth`, and below it how revenue and profit will grow here"


def prose(*titles: str, text: str | None = None) -> Body:
    return Body(sections=tuple(section_of(title, text) for title in titles))


@pytest.mark.parametrize(("code", "title"), [("PLN001", "Growth"), ("PLN002", "Relationship"), ("PLN003", "Value")])
def test_a_section_that_says_something(code: str, title: str) -> None:
    assert judged(code, body=prose("Strengths", title)) == met(f"section “{title}” is written", f"#{title.lower()}")
    assert judged(code, body=prose("Strengths")).evidence == f"there is no section “{title}”"


def test_an_empty_section_is_where_to_write() -> None:
    assert judged("PLN003", body=prose("Value", text="")) == gap(
        "section “Value” says nothing yet",
        "#value",
        "write below its heading what more the client will get from us, in its own figures",
    )


def test_a_section_goes_by_the_names_of_the_site() -> None:
    site = record_of(SiteConfig, {"sections": {"growth": ["Wachstum"]}})
    assert judged("PLN001", body=prose("Wachstum"), site=site) == met("section “Wachstum” is written", "#wachstum")
    assert judged("PLN001", body=prose("Wachstum", text=""), site=site).key == "#wachstum"


def test_complete_opportunities_stand_in_for_the_growth_section() -> None:
    front = """opportunities:
  - {name: Old, stage: lost}
  - {name: Phase 2, value: 1, probability: 50%, close: 2027-Q1}"""
    assert judged("PLN001", front) == met("1 open opportunity with value, probability and close", "opportunities[1]")


def test_no_growth_at_all() -> None:
    assert judged("PLN001", "opportunities: [{name: Old, stage: won}]") == gap(
        "there is no section “Growth”", "", GROWTH
    )


def test_an_incomplete_opportunity_is_no_plan() -> None:
    front = "opportunities: [{name: A, value: 1, probability: 0.5, close: 2027}, {name: B, value: 1}, {name: C}]"
    assert judged("PLN001", front) == gap(
        "there is no section “Growth”, and the opportunity “B” has no probability and no close; "
        "the opportunity “C” has no value, probability and no close",
        "opportunities[1]",
        f"add `probability` and `close` to it, or {GROWTH}",
    )


def task(words: str, due: str = "", owner: str = "", ticked: bool = False) -> Body:
    fields = {"action": words, "due": due, "owner": owner}
    action = record_of(Action, {field: value for field, value in fields.items() if value})
    return Body(actions=(BodyAction(action, 42, ticked),))


def test_no_open_action() -> None:
    add = "add a next step with `action`, `owner` and `due` under `actions`"
    assert judged("PLN004", "actions: [{action: Old, done: 2026-01-01}]", body=task("Older", ticked=True)) == gap(
        "no action is open", "actions", add
    )


def test_actions_with_owner_and_due_date() -> None:
    front = "actions: [{action: Old, done: 2026-01-01}, {action: Call, owner: Per Moe, due: 2026-12-01}]"
    assert judged("PLN004", front, body=task("Draft", "2026-12-02", "Ann")) == met(
        "2 open actions, each with owner and due date", "actions[1]"
    )
    assert judged("PLN004", body=task("Draft", "2026-12-02", "Ann")).key == "@42:1"


def test_an_action_of_nobody() -> None:
    assert judged("PLN004", "actions: [{action: Call, due: 2026-12-01}]") == gap(
        "the action “Call” has no owner", "actions[0]", "say who does it and by when, as `owner` and `due`"
    )
    assert judged("PLN004", body=task("Draft")) == gap(
        "the action “Draft” has no owner and no due date",
        "@42:1",
        "say who does it and by when, in the list item: `@Name due:2026-12-01`",
    )


def test_actions_without_owner_or_date_are_named_up_to_three() -> None:
    front = (
        "actions: [{action: Ask}, {action: Buy, owner: Per Moe}, {action: Call, due: 2026-12-01}, {action: Do},"
        " {action: Eat}, {action: x}]"
    )
    assert judged("PLN004", front).evidence == (
        "the action “Ask” has no owner and no due date; the action “Buy” has no due date; "
        "the action “Call” has no owner; and 2 more"
    )


def test_an_action_due_today_is_on_time() -> None:
    assert judged("PLN005", "actions: [{action: Call, due: 2026-11-20}]") == met(
        "no open action is overdue; the next is due 2026-11-20", "actions[0].due"
    )


def test_overdue_actions_are_named_the_longest_overdue_first() -> None:
    front = (
        "actions: [{action: Call, due: 2026-11-19}, {action: Ship, due: 2026-11-01}, {action: Plan, due: 2027-01-01}]"
    )
    assert judged("PLN005", front) == gap(
        "the action “Ship” was due 2026-11-01, 19 days ago; the action “Call” was due 2026-11-19, 1 day ago",
        "actions[1].due",
        "do it and add `done` with the date, or agree a new due date and write that",
    )


def test_task_lists_are_overdue_too() -> None:
    assert judged("PLN005", body=task("Draft", "2026-11-19")) == gap(
        "the action “Draft” was due 2026-11-19, 1 day ago",
        "@42:1",
        "do it and tick it, or agree a new due date and write that",
    )
    assert judged("PLN005", body=task("Draft", "2026-11-19", ticked=True)).state is State.NOT_APPLICABLE


def test_without_due_dates_nothing_is_overdue() -> None:
    assert judged("PLN005", "actions: [{action: Call}]") == not_applicable(
        "no open action has a due date: PLN004 asks for one", "actions"
    )


@pytest.mark.parametrize(
    ("touched", "state"),
    [(date(2026, 8, 20), State.PASS), (date(2026, 8, 19), State.GAP), (date(2026, 11, 21), State.PASS)],
)
def test_a_plan_is_alive_for_three_months_to_the_day(touched: date, state: State) -> None:
    assert judged("PLN006", "actions: [{action: Call}]", touched=touched).state is state


def test_without_a_plan_there_is_nothing_to_keep_alive() -> None:
    assert judged("PLN006", touched=date(2026, 11, 1)) == not_applicable(
        "nothing is planned yet that could be kept alive: PLN001 to PLN004 ask for it"
    )
    assert judged("PLN006", body=prose("Growth"), touched=date(2026, 11, 1)).state is State.PASS


def test_without_version_history_nothing_is_said() -> None:
    assert judged("PLN006") == not_applicable("version control does not tell when the plan last changed")


@pytest.mark.parametrize(
    ("horizon", "evidence", "state"),
    [
        (2029, "the plan looks to 2029, 3 years ahead", State.PASS),
        (2031, "the plan looks to 2031, 5 years ahead", State.PASS),
        (2028, "the plan looks to 2028, 2 years ahead", State.GAP),
        (2025, "the plan looks to 2025, 0 years ahead", State.GAP),
    ],
)
def test_the_top_category_looks_three_years_ahead(horizon: int, evidence: str, state: State) -> None:
    outcome = judged("PLN007", f"horizon: {horizon}")
    assert (outcome.state, outcome.evidence, outcome.key) == (state, evidence, "horizon")


def test_a_horizon_is_asked_of_the_top_category_only() -> None:
    assert judged("PLN007") == gap(
        "no horizon is written", "horizon", "add `horizon: 2029`, or a later year up to which to plan"
    )
    assert judged("PLN007", "category: growth") == not_applicable(
        "only plans of the top category look three years ahead", "category"
    )


def test_a_lost_account_is_not_planned_for() -> None:
    front = "status: lost\nactions: [{action: Call, due: 2026-11-01}]"
    lost = not_applicable("the account is lost", "status")
    assert [judged(f"PLN00{n}", front) for n in range(1, 8)] == [lost] * 7
