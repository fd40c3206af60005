"""Continuity: what keeps the account when people leave, and what we do when it goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamgen.model.config import SiteConfig
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

BACK_UP = "agree with a colleague to stand in for the owner, and write the name as `backup` under `continuity`"
CALL = "ask the sponsor to call or visit the client, and write the day as `sponsor_contact` under `continuity`"
HAND_OVER = "hand over to whoever delivers, and write `from`, `to`, `in_sale`, `date` and `complete` under `handover`"
NOTHING_LATELY = not_applicable("no deal was won and nothing was handed over in 12 months", "handover")


@pytest.mark.parametrize("code", [f"CON00{n}" for n in range(1, 7)])
def test_a_lost_account_is_not_judged(code: str) -> None:
    assert judged(code, "status: lost", share=Decimal("0.2")) == not_applicable("the account is lost", "status")


def test_a_prospect_needs_a_backup_and_no_more() -> None:
    assert judged("CON001", "status: prospect").state is State.GAP
    assert [judged(code, "status: prospect") for code in ("CON002", "CON004", "CON005")] == [
        not_applicable("a prospect is no client yet", "status")
    ] * 3


def test_a_backup_is_somebody_else() -> None:
    assert judged("CON001") == gap("nobody stands in for the owner", "continuity.backup", BACK_UP)
    assert judged("CON001", "continuity: {backup: ingrid  solberg}") == gap(
        "ingrid  solberg is owner and backup at once", "continuity.backup", BACK_UP
    )
    assert judged("CON001", "continuity: {backup: Jonas Weber}") == met(
        "Jonas Weber stands in for Ingrid Solberg", "continuity.backup"
    )


def test_a_sponsor_has_a_name_and_calls() -> None:
    assert judged("CON002", "continuity: {sponsor_contact: 2026-11-01}") == gap(
        "no executive sponsor is named",
        "continuity.executive_sponsor",
        "name somebody of our management as `executive_sponsor` under `continuity`",
    )
    assert judged("CON002", "continuity: {executive_sponsor: Eva Lund}") == gap(
        "no contact of the executive sponsor Eva Lund with the client is written",
        "continuity.executive_sponsor",
        CALL,
    )


@pytest.mark.parametrize(
    ("day", "state"), [("2025-11-20", State.PASS), ("2025-11-19", State.GAP), ("2026-11-21", State.GAP)]
)
def test_a_sponsor_calls_once_in_twelve_months(day: str, state: State) -> None:
    front = f"continuity: {{executive_sponsor: Eva Lund, sponsor_contact: {day}}}"
    assert judged("CON002", front).state is state


def test_a_leap_day_counts_for_a_year() -> None:
    front = "continuity: {executive_sponsor: Eva Lund, sponsor_contact: 2024-02-29}"
    states = [judged("CON002", front, as_of=date(2025, month, day)).state for month, day in ((2, 28), (3, 1))]
    assert states == [State.PASS, State.GAP]


def test_the_cadence_of_sponsors_is_that_of_the_category() -> None:
    site = record_of(SiteConfig, {"categories": {"strategic": {"sponsor_every": "6 months"}}})
    front = "continuity: {executive_sponsor: Eva Lund, sponsor_contact: 2026-04-02}"
    assert judged("CON002", front, site=site) == gap(
        "last contact of the executive sponsor Eva Lund 2026-04-02, 232 days ago; due every 6 months",
        "continuity.sponsor_contact",
        CALL,
    )


CORE = "category: core"


def test_the_top_category_plans_for_its_loss_whatever_its_share() -> None:
    for share in (None, Decimal("0.001"), Decimal("0.2")):
        assert judged("CON003", share=share).evidence == (
            "it is in the top category, and it is not written what we do when it is lost"
        )
    assert judged("CON003", "continuity: {if_lost: Move the crew}").state is State.PASS
    assert judged("CON003", "status: prospect").state is State.NOT_APPLICABLE


def test_from_which_share_on_a_loss_is_planned_for_is_a_setting() -> None:
    site = record_of(SiteConfig, {"portfolio": {"loss_plan_share": "10%"}})
    states = [judged("CON003", CORE, share=Decimal(share), site=site).state for share in ("0.099", "0.1")]
    assert states == [State.NOT_APPLICABLE, State.GAP]


def test_from_five_percent_on_a_loss_is_planned_for() -> None:
    assert judged("CON003", CORE, share=Decimal("0.05")) == gap(
        "5% of revenue (the portfolio's own sum), and it is not written what we do when it is lost",
        "continuity.if_lost",
        "think through the morning after, and write what we would do as `if_lost` under `continuity`",
    )
    assert judged("CON003", CORE, share=Decimal("0.049")) == not_applicable(
        "4.9% of revenue (the portfolio's own sum): a loss plan is asked for from 5% on", "continuity.if_lost"
    )
    assert judged("CON003", f"{CORE}\ncontinuity: {{if_lost: Move the crew}}", share=Decimal("0.2")) == met(
        "20% of revenue (the portfolio's own sum), and it is written what we do when the account is lost",
        "continuity.if_lost",
    )


def test_a_share_that_is_not_known_asks_for_nothing() -> None:
    assert judged("CON003", CORE) == not_applicable("the account's share of revenue is not known", "financials")


def test_exit_barriers_are_named() -> None:
    assert judged("CON004", "continuity: {exit_barriers: [ordering, stock]}") == met(
        "2 exit barriers: ordering and stock", "continuity.exit_barriers"
    )
    assert judged("CON004").evidence == "nothing is written that would make leaving hard"


def won(close: str) -> str:
    return f"opportunities: [{{name: Open}}, {{name: Phase 1, stage: won, close: {close}}}]\n"


def handover(fields: str) -> str:
    return f"handover: {{to: Per Moe, {fields}}}\n"


def test_a_won_deal_is_handed_over() -> None:
    assert judged("CON005", won("2026-Q2")) == gap(
        "“Phase 1” was won (2026-Q2), and no handover since then is written", "opportunities[1]", HAND_OVER
    )
    assert judged("CON005", won("2026-Q2") + handover("in_sale: true, complete: true, date: 2026-03-31")) == gap(
        "“Phase 1” was won (2026-Q2), and no handover since then is written", "opportunities[1]", HAND_OVER
    )
    assert judged("CON005", won("2026-Q2") + handover("in_sale: true, complete: true, date: 2026-04-01")) == met(
        "the handover to Per Moe of 2026-04-01 is complete, and Per Moe was in the sale", "handover"
    )


@pytest.mark.parametrize(("close", "state"), [("2025-11-20", State.GAP), ("2025-11-19", State.NOT_APPLICABLE)])
def test_deals_are_looked_at_for_twelve_months_to_the_day(close: str, state: State) -> None:
    assert judged("CON005", won(close)).state is state


def test_a_deal_of_a_fiscal_quarter_was_won_by_its_end() -> None:
    site = record_of(SiteConfig, {"site": {"fiscal_year_start": 9}})
    assert judged("CON005", won("2026-Q1"), site=site).state is State.GAP
    assert judged("CON005", won("2025-Q4"), site=site) == NOTHING_LATELY


def test_a_deal_of_this_year_may_be_won_before_the_year_is_over() -> None:
    assert judged("CON005", won("2026")).state is State.GAP


def test_a_deal_won_ahead_of_its_quarter_may_be_handed_over_already() -> None:
    done = handover("in_sale: true, complete: true, date: 2026-11-02")
    assert judged("CON005", won("2027-Q1")).state is State.GAP
    assert judged("CON005", won("2027-Q1") + done).state is State.PASS


def test_a_handover_alone_is_looked_at_for_twelve_months_too() -> None:
    assert judged("CON005", handover("complete: false, in_sale: true, date: 2025-11-19")) == NOTHING_LATELY
    assert judged("CON005", handover("complete: false, in_sale: true, date: 2025-11-20")) == gap(
        "the handover to Per Moe of 2025-11-20 is not complete",
        "handover",
        "finish it with the client, and write `complete: true`",
    )


def test_nothing_won_and_nothing_handed_over_is_nothing_to_judge() -> None:
    assert judged("CON005", "opportunities: [{name: Old, stage: won, close: 2020-Q1}]") == NOTHING_LATELY


def test_a_deal_that_was_won_without_saying_when_is_handed_over_too() -> None:
    won = "opportunities: [{name: Phase 1, stage: won}]\n"
    assert judged("CON005", won) == gap(
        "“Phase 1” was won, and no handover since then is written",
        "opportunities[0]",
        "hand over to whoever delivers, and write `from`, `to`, `in_sale`, `date` and `complete` under `handover`",
    )
    done = "handover: {to: Per Moe, in_sale: true, date: 2025-01-10, complete: true}"
    assert judged("CON005", won + done).state is State.PASS


def test_the_receiver_was_in_the_sale() -> None:
    assert judged("CON005", handover("complete: true")) == gap(
        "the handover to Per Moe does not say whether Per Moe took part in the sale",
        "handover",
        "add `in_sale: true` or `false`",
    )
    assert judged("CON005", handover("complete: true, in_sale: false")) == gap(
        "the handover to Per Moe went to somebody who was not in the sale",
        "handover.in_sale",
        "introduce Per Moe to everyone in the sale, then say so under `waive` with `rule: CON005`",
    )
    assert judged("CON005", "handover: {complete: true, in_sale: true}") == gap(
        "the handover does not say who took over", "handover", "add `to` with who delivers now"
    )


def test_on_the_first_day_of_its_close_a_deal_wants_a_handover_of_its_own() -> None:
    before = handover("in_sale: true, complete: true, date: 2026-09-30")
    assert judged("CON005", won("2026-Q4") + before, as_of=date(2026, 10, 1)).state is State.GAP
    assert judged("CON005", won("2026-Q4") + before, as_of=date(2026, 9, 30)).state is State.PASS


CONTRACT = "contract: {ends: 2027-06-30, notice: 6 months}\n"
SAID = "the contract ends 2027-06-30, in 222 days; last day of notice 2026-12-30, in 40 days"


def test_the_end_of_a_contract_wants_an_answer_three_months_before_notice() -> None:
    assert judged("CON006") == not_applicable("no end of a contract is written", "contract")
    assert judged("CON006", CONTRACT) == gap(
        f"{SAID}, and no open action or opportunity names it",
        "contract.ends",
        "agree with the client how it goes on, and write that as an action or opportunity that names the contract",
    )
    assert judged("CON006", CONTRACT, as_of=date(2026, 9, 30)).state is State.GAP
    assert judged("CON006", CONTRACT, as_of=date(2026, 9, 29)) == not_applicable(
        "the contract ends 2027-06-30, in 274 days; last day of notice 2026-12-30, in 92 days: "
        "an answer is asked for 3 months before",
        "contract.ends",
    )
    assert judged("CON006", "contract: {ends: 2027-Q1}").state is State.NOT_APPLICABLE  # 2027-03-31 less 3 months
    assert judged("CON006", "contract: {ends: 2027-02-20}").state is State.GAP


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("actions: [{action: Agree the new contract}]", "an action"),
        ("actions: [{action: Write to them}, {action: Rahmenvertrag bis 2030, due: 2027-06-30}]", "an action"),
        ("opportunities: [{name: Renewal 2027, close: 2027-Q2}]", "a deal"),
    ],
)
def test_an_action_or_a_deal_that_names_the_contract_answers_its_end(answer: str, what: str) -> None:
    outcome = judged("CON006", CONTRACT + answer)
    assert (outcome.state, outcome.evidence) == (State.PASS, f"{SAID}, and {what} answers that")


@pytest.mark.parametrize(
    "answer",
    [
        "actions: [{action: Agree the new contract, done: 2026-11-01}]",
        "actions: [{action: Agree the new contract, due: 2027-07-01}]",
        "opportunities: [{name: Renewal 2027, close: 2027-Q2, stage: lost}]",
        "opportunities: [{name: Renewal 2027, close: 2027-Q3}]",
        "actions: [{action: Send the flow meters}]",
    ],
)
def test_what_is_done_lost_too_late_or_about_something_else_is_no_answer(answer: str) -> None:
    assert judged("CON006", CONTRACT + answer).state is State.GAP
