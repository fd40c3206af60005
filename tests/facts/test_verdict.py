"""Why an account is in trouble, what goes well, and how much money is at stake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.facts.verdict import money_at_stake, postponed_promises, verdict
from kamgen.model.account import Account
from kamgen.model.account_history import Commit, Move
from kamgen.model.change import FieldChange
from kamgen.model.config import SiteConfig
from kamgen.model.context import Links, context_of
from kamgen.model.enums import Status
from kamgen.model.plan import Plan
from kamgen.model.review import Reason, Strength, Trouble, Verdict
from kamgen.model.source import Source
from kamgen.model.summary import YearFigures
from kamgen.parse.plan import parse_plan
from kamgen.pipeline import Judge

AS_OF = date(2026, 11, 20)
SITE = SiteConfig()
CONTEXT = context_of(SITE, AS_OF, "strategic")


def account(front: str) -> Account:
    text = f"---\nname: A\nowner: B\ncategory: strategic\n{front}\n---\n"
    plan = parse_plan(Source("content/accounts/a.md", text.encode()), "content/accounts")
    return Judge(SITE, AS_OF)(plan, Links("a"))


def of(front: str, moves: tuple[Move, ...] = ()) -> Verdict:
    return verdict(account(front), CONTEXT, 2026, moves)


def years(*rows: str) -> str:
    return "financials:\n" + "\n".join(f"- {{{row}}}" for row in rows)


def moved(title: str, times: int, days: int | None, group: str = "promises") -> Move:
    field = FieldChange("due", "due", "a", "b", "", None, None, "")._replace(times=times)
    return Move(AS_OF, Commit("0" * 40, AS_OF, "B", ""), group, "promise", title, field, days)


@pytest.mark.parametrize(
    ("front", "reasons"),
    [
        ("", []),
        (years("year: 2026, gross_profit: 1k, cost_to_serve: 3k"), [Reason(Trouble.LOSS, Decimal(2000))]),
        (years("year: 2026, gross_profit: 3k, cost_to_serve: 3k"), []),
        (
            "promises: [{promise: A, due: 2026-11-19}, {promise: B, due: 2026-11-18}]",
            [Reason(Trouble.PROMISES_OVERDUE, Decimal(2))],
        ),
        (years("year: 2026, revenue: 80, target_revenue: 100"), [Reason(Trouble.BEHIND, Decimal("0.8"))]),
        (
            years("year: 2023, revenue: 3", "year: 2024, revenue: 2", "year: 2025, revenue: 1"),
            [Reason(Trouble.FALLING)],
        ),
        (
            "reviews:\n- {date: 2026-09-01, with: client, cancelled: true}\n"
            "- {date: 2026-10-01, with: client, cancelled: true}",
            [Reason(Trouble.CANCELLED)],
        ),
        ("status: lost\npromises: [{promise: A, due: 2026-11-19}]", []),
    ],
)
def test_an_account_is_in_trouble_for_reasons(front: str, reasons: list[Reason]) -> None:
    found = of(front)
    assert list(found.reasons) == reasons
    assert found.in_trouble is bool(reasons)


def test_missed_service_is_no_trouble_by_itself_and_reasons_stand_by_weight() -> None:
    missed = "service: [{measure: a, actual: 1, target: 2, period: 2026-Q3}]"
    assert (of(missed).reasons, of(missed).in_trouble) == ((Reason(Trouble.SERVICE),), False)
    loss = years("year: 2026, gross_profit: 1, cost_to_serve: 3")
    both = of(f"{missed}\npromises: [{{promise: A, due: 2026-11-19}}]\n{loss}")
    assert [reason.trouble for reason in both.reasons] == [Trouble.LOSS, Trouble.PROMISES_OVERDUE, Trouble.SERVICE]
    assert both.in_trouble


def test_a_waived_gap_is_no_trouble() -> None:
    behind = years("year: 2026, revenue: 80, target_revenue: 100")
    assert (
        of(
            f"{behind}\nwaive: [{{rule: TGT004, reason: The client moved its order, until: 2027-03-31, by: Eva Lund}}]"
        ).reasons
        == ()
    )


def test_a_plan_that_cannot_be_read_is_trouble_and_nothing_else() -> None:
    plan = parse_plan(Source("content/accounts/a.md", b"---\nname: [\n---\n"), "content/accounts")
    found = verdict(Judge(SITE, AS_OF)(plan, Links("a")), CONTEXT, 2026)
    assert found == Verdict((Reason(Trouble.UNREADABLE),), ())


def test_health_that_asks_for_action_is_trouble() -> None:
    risks = "risks: [{risk: A, likelihood: high, impact: high}]"
    front = f"contacts: [{{name: A, role: blocker}}]\n{risks}\nfeedback: [{{date: 2026-10-01, from: [Kari], score: 1}}]"
    assert of(front).reasons == (Reason(Trouble.HEALTH, Decimal(4)),)


def test_postponed_promises_are_those_moved_three_times_and_not_earlier() -> None:
    plan: Plan = account("promises: [{promise: A}, {promise: B}, {promise: C}, {promise: D, kept: 2026-01-01}]").plan
    moves = (
        moved("A", 3, 30), moved("B", 3, -9), moved("A", 2, -10), moved("B", 2, 8), moved("C", 2, 9),
        moved("D", 3, 5), moved("A", 9, 5, "actions"), moved("A", 1, None),
    )  # fmt: skip
    assert postponed_promises(plan, AS_OF, moves) == (1, 3, 20)
    assert postponed_promises(plan, AS_OF, ()) is None
    assert verdict(account("promises: [{promise: A}]"), CONTEXT, 2026, moves[:1]).reasons == (
        Reason(Trouble.POSTPONED, Decimal(1), 3, 30),
    )


def test_what_goes_well() -> None:
    front = f"""promises: [{{promise: A, due: 2026-06-01, kept: 2026-06-01}}]
service: [{{measure: a, actual: 2, target: 2, period: 2026-Q3}}]
outcomes: [{{metric: A, target: 9, actual: 9, as_of: 2026-10-01}}]
feedback: [{{date: 2026-10-01, from: [Kari], score: 9}}]
{years("year: 2026, revenue: 100, target_revenue: 100, gross_profit: 20, cost_to_serve: 10, target_profit: 10")}"""
    assert of(front) == Verdict((), tuple(Strength))
    assert of(f"status: lost\n{front}").strengths == ()
    worse = (
        front.replace("kept: 2026-06-01", "kept: 2026-06-02").replace("actual: 2,", "actual: 1,")
        .replace("actual: 9,", "actual: 8,").replace("score: 9", "score: 8")
        .replace("revenue: 100, target", "revenue: 99, target").replace("cost_to_serve: 10", "cost_to_serve: 11")
    )  # fmt: skip
    assert of(worse).strengths == ()
    assert Strength.SERVICE_MET not in of(front.replace("period: 2026-Q3", "period: 2025-Q3")).strengths
    assert of(front.replace("2026-10-01, from", "2026-05-19, from")).strengths == tuple(Strength)[:-1]


@pytest.mark.parametrize(
    ("revenue", "due", "profit", "stake"),
    [
        (80, 100, None, 40),
        (80, 100, -30, 60),
        (80, 100, -10, 40),
        (120, 100, 10, 0),
        (None, 100, None, None),
        (80, None, -10, 20),
        (80, None, None, None),
    ],
)
def test_money_at_stake_is_what_is_missing_or_lost(
    revenue: int | None, due: int | None, profit: int | None, stake: int | None
) -> None:
    amounts = (None if each is None else Decimal(each) for each in (revenue, due, profit))
    row = YearFigures(2026, (given := list(amounts))[0], given[1], given[1], given[2])
    front = account("").plan.front
    assert money_at_stake(front, row, Decimal(2)) == stake
    assert money_at_stake(front, row, None) is None
    assert money_at_stake(front, None, Decimal(2)) is None
    for status in (Status.LOST, Status.PROSPECT):
        assert money_at_stake(account(f"status: {status.value}").plan.front, row, Decimal(2)) is None
