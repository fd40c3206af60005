"""Relationships: who knows whom, and how well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.config import SiteConfig
from kamgen.model.front_matter import Action
from kamgen.model.plan import Body, BodyAction
from kamgen.model.rule import State, gap, met, not_applicable
from tests.records import record_of
from tests.support import judged

NOBODY = not_applicable("no contact is written: REL001 asks for one", "contacts")
NOT_TOP = not_applicable("asked of the top category only", "category")
CALL = "call or visit the decision maker, and write the day as `last_contact`"


def contacts(*rows: str) -> str:
    return "contacts:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def kari(day: str) -> str:
    return contacts(f"name: Kari Dahl, role: decision maker, last_contact: {day}")


def test_no_contact_is_one_gap_and_nothing_to_judge() -> None:
    assert judged("REL001") == gap(
        "no decision maker is among the contacts",
        "contacts",
        "find out who decides, and add that person with `role: decision maker` and `last_contact`",
    )
    assert [judged(code) for code in ("REL002", "REL003", "REL005")] == [NOBODY] * 3
    assert judged("REL004") == not_applicable("no contact has `role: influencer`", "contacts")


@pytest.mark.parametrize("code", [f"REL00{n}" for n in range(1, 7)])
def test_a_lost_account_is_not_judged(code: str) -> None:
    assert judged(code, "status: lost") == not_applicable("the account is lost", "status")


def test_a_prospect_is_won_through_people() -> None:
    assert judged("REL001", "status: prospect").state is State.GAP
    assert [judged(code, "status: prospect") for code in ("REL005", "REL006")] == [
        not_applicable("a prospect does not work with us yet", "status")
    ] * 2


@pytest.mark.parametrize(("day", "state"), [("2026-08-20", State.PASS), ("2026-08-19", State.GAP)])
def test_a_decision_maker_is_met_within_three_months_to_the_day(day: str, state: State) -> None:
    assert judged("REL001", kari(day)).state is state


def test_the_cadence_of_contacts_is_that_of_the_category() -> None:
    site = record_of(SiteConfig, {"categories": {"strategic": {"contact_every": "30 days"}}})
    assert judged("REL001", kari("2026-10-21"), site=site) == met(
        "last contact with the decision maker Kari Dahl 2026-10-21, 30 days ago; due every 30 days",
        "contacts[0].last_contact",
    )
    assert judged("REL001", kari("2026-10-20"), site=site) == gap(
        "last contact with the decision maker Kari Dahl 2026-10-20, 31 days ago; due every 30 days",
        "contacts[0].last_contact",
        CALL,
    )


def test_one_decision_maker_of_several_will_do() -> None:
    front = contacts(
        "name: Kari Dahl, role: decision maker, last_contact: 2020-01-01",
        "name: Nils Berg, role: decision maker, last_contact: 2026-11-01",
        "name: Tor Vik, role: user, last_contact: 2026-11-19",
    )
    assert judged("REL001", front) == met(
        "last contact with the decision maker Nils Berg 2026-11-01, 19 days ago; due every 3 months",
        "contacts[1].last_contact",
    )


def test_a_contact_of_tomorrow_is_none() -> None:
    front = contacts("name: Tor Vik", "name: Kari Dahl, role: decision maker, last_contact: 2026-11-21")
    assert judged("REL001", front) == gap(
        "no contact with the decision maker Kari Dahl is written", "contacts[1]", CALL
    )


def test_three_contacts_in_two_functions_met_by_two_of_us() -> None:
    front = contacts(
        "name: Kari Dahl, function: operations, met_by: Ingrid Solberg",
        "name: Nils Berg, function: Operations, met_by: Per Moe",
        "name: Tor Vik, function: finance, met_by: Ingrid Solberg",
        "name: Liv Aas, function: quality",
    )
    assert judged("REL002", front) == met("3 contacts met by 2 of us, in 2 functions; 4 are written", "contacts")


@pytest.mark.parametrize(
    ("rows", "evidence", "write"),
    [
        (
            ["name: Kari Dahl, function: operations, met_by: Ingrid Solberg"],
            "1 contact met by 1 of us, in 1 function",
            "get to know at least 3 people there, each with `met_by`; meet people of more than one `function`; "
            "let a second one of us meet them too",
        ),
        (
            [
                "name: Ann, function: x, met_by: Per",
                "name: Bo, function: y, met_by: per",
                "name: Cy, function: x, met_by: Per",
            ],
            "3 contacts met by 1 of us, in 2 functions",
            "let a second one of us meet them too",
        ),
        (
            ["name: Ann, function: x, met_by: Per", "name: Bo, function: X, met_by: Quin", "name: Cy, met_by: Per"],
            "3 contacts met by 2 of us, in 1 function",
            "meet people of more than one `function`",
        ),
        (
            ["name: Ann, function: x, met_by: Per", "name: Bo, function: y, met_by: Quin", "name: Cy, function: y"],
            "2 contacts met by 2 of us, in 2 functions; 3 are written",
            "get to know at least 3 people there, each with `met_by`",
        ),
    ],
)
def test_what_an_account_hangs_on(rows: list[str], evidence: str, write: str) -> None:
    assert judged("REL002", contacts(*rows)) == gap(evidence, "contacts", write)


def test_without_critics_there_is_nothing_to_answer() -> None:
    assert judged("REL003", contacts("name: Kari Dahl, sentiment: neutral")) == not_applicable(
        "no contact is a critic or a blocker", "contacts"
    )


CRITICS = contacts("name: Kari Dahl", "name: Tor Vik, sentiment: critic", "name: Nils Berg, role: blocker")


def test_critics_and_blockers_are_named_somewhere() -> None:
    assert judged("REL003", CRITICS) == gap(
        "the critic Tor Vik is named in no risk and in no open action; "
        "the blocker Nils Berg is named in no risk and in no open action",
        "contacts[1]",
        "say what Tor Vik could cost us under `risks`, or what we do about it under `actions`, by name",
    )


@pytest.mark.parametrize(
    "answer",
    [
        "risks: [{risk: 'TOR  VIK, and Nils Berg''s quotations'}]",
        "risks: [{risk: Tor Vik objects, mitigation: Lunch for Nils Berg}]",
        "risks: [{risk: Tor Vik objects}]\nactions: [{action: See Nils-Berg}]",
    ],
)
def test_a_name_in_a_risk_or_an_open_action_is_an_answer(answer: str) -> None:
    assert judged("REL003", CRITICS + answer) == met(
        "Tor Vik and Nils Berg named in a risk or an open action", "contacts"
    )


@pytest.mark.parametrize(
    "answer",
    [
        "actions: [{action: See Tor Vik and Nils Berg, done: 2026-11-19}]",
        "risks: [{risk: Viktor Vikander and Tor Vikander, owner: Tor Vik}]",
    ],
)
def test_a_done_action_a_longer_name_and_an_owner_are_none(answer: str) -> None:
    assert judged("REL003", CRITICS + answer).state is State.GAP


def test_task_lists_answer_too() -> None:
    front = contacts("name: Tor Vik, sentiment: critic")
    tasks = [BodyAction(Action(action="Call Tor Vik"), 9, ticked) for ticked in (False, True)]
    assert [judged("REL003", front, body=Body(actions=(task,))).state for task in tasks] == [State.PASS, State.GAP]


def test_the_interests_of_influencers() -> None:
    front = contacts("name: Nils Berg, role: influencer, interests: Payback", "name: Tor Vik, role: influencer")
    assert judged("REL004", front) == gap(
        "what the influencer Tor Vik cares about is not written",
        "contacts[1]",
        "ask what matters to Tor Vik, and add it as `interests`",
    )
    assert judged("REL004", contacts("name: Nils Berg, role: influencer, interests: Payback")) == met(
        "the interests of Nils Berg are written", "contacts"
    )


def test_three_functions_on_both_sides() -> None:
    team = (
        "team: [{name: Ann, function: Operations}, {name: Bo, function: finance}, {name: Cy, function: product design}]"
    )
    front = contacts("name: D, function: finance and operations")
    assert judged("REL005", f"{team}\n{front}") == gap(
        "product is missing on the client's side",
        "contacts",
        "bring them in, and write each with name and `function` under `contacts`",
    )
    assert judged("REL005", f"{team}\n{front}  - {{name: E, function: Products}}") == met(
        "operations, finance and product take part on both sides", "team"
    )


def test_production_is_not_product() -> None:
    assert judged("REL005", contacts("name: D, function: production")) == gap(
        "operations, finance and product are missing on our side and "
        "operations, finance and product are missing on the client's side",
        "team",
        "bring them in, and write each with name and `function` under `team` and `contacts`",
    )


@pytest.mark.parametrize("code", ["REL005", "REL006"])
@pytest.mark.parametrize("category", ["core", "no such thing"])
def test_only_the_top_category_is_asked(code: str, category: str) -> None:
    assert judged(code, f"category: {category}") == NOT_TOP


@pytest.mark.parametrize("rung", ["partner", "strategic partner"])
def test_a_partner_has_climbed(rung: str) -> None:
    assert judged("REL006", f"relationship: {rung}") == met(f"the relationship is “{rung}”", "relationship")


def test_preferred_supplier_is_not_the_top() -> None:
    assert judged("REL006", "relationship: preferred supplier") == gap(
        "the relationship is “preferred supplier”, and preferred supplier is not the top",
        "relationship",
        "plan what would make us a partner in section “Relationship”, and write `relationship: partner` once we are",
    )
    assert judged("REL006") == gap(
        "it is not written how far the relationship has come",
        "relationship",
        "add `relationship`: vendor, preferred supplier, partner or strategic partner, as the client sees us",
    )


@given(st.integers(0, 5), st.integers(0, 5))
def test_one_more_contact_that_we_meet_never_makes_it_worse(written: int, others: int) -> None:
    rows = [f"name: P{n}, function: f{n % 2}, met_by: M{n % 2}" for n in range(written)]
    rows += [f"name: Q{n}" for n in range(others)]
    before = judged("REL002", contacts(*rows) if rows else "")
    after = judged("REL002", contacts(*rows, "name: New, function: f0, met_by: M0"))
    assert before.state is not State.PASS or after.state is State.PASS


CRITIC = "contacts: [{name: Tor Berg-Vik, sentiment: critic}, {name: Kari Dahl}]\nrisks: [{risk: %s}]"


@pytest.mark.parametrize(
    ("risk", "more", "met"),
    [
        ("Berg-Vik's veto", "", True),
        ("the Berg Vik matter", "", True),
        ("TOR BERG-VIK says no", "", True),
        ("Vik says no", "", False),
        ("the berg-vik says no", "", False),
        ("Berg-Vik says no", "team: [{name: Eva Berg-Vik}]", False),
        ("Tor Berg-Vik says no", "team: [{name: Eva Berg-Vik}]", True),
    ],
)
def test_a_critic_is_named_by_a_surname_that_nobody_else_bears(risk: str, more: str, met: bool) -> None:
    assert judged("REL003", f"{CRITIC % risk}\n{more}").state is (State.PASS if met else State.GAP)


def test_a_contact_who_is_written_twice_is_one() -> None:
    row = "{name: %s, function: %s, met_by: %s}"
    rows = [
        row % each for each in (("Kari Dahl", "a", "Per"), ("kari\u00a0dahl", "b", "Ida"), ("Nils Berg", "b", "Ida"))
    ]
    outcome = judged("REL002", f"contacts: [{', '.join(rows)}]")
    assert outcome.evidence == "2 contacts met by 2 of us, in 2 functions; 3 are written"


def test_the_top_category_agrees_its_plan_with_the_client() -> None:
    write = "go through its goals and steps with the client, and write `agreed` with `date` and `by`"
    assert judged("REL007") == gap("the client never agreed to the plan", "agreed", write)
    assert judged("REL007", "agreed: {date: 2026-11-21}") == gap(
        "the client is to agree to the plan only on 2026-11-21", "agreed", write
    )
    assert judged("REL007", "agreed: {date: 2026-11-20, by: Kari Dahl}") == met(
        "agreed 2026-11-20 by Kari Dahl", "agreed"
    )
