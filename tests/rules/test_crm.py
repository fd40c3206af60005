"""Element ix: the account in the CRM."""

from __future__ import annotations

import pytest

from kamgen.model.rule import State, gap, met, not_applicable
from tests.support import judged


def test_system_and_id_link_an_account() -> None:
    assert judged("CRM001", "crm: {system: Salesforce, id: '0017'}") == met("Salesforce, id 0017", "crm.id")


@pytest.mark.parametrize(
    ("front", "missing"),
    [("", "`system` and `id`"), ("crm: {synced: 2026-11-02}", "`system` and `id`"), ("crm: {system: Sage}", "`id`")],
)
def test_what_the_link_lacks_is_named(front: str, missing: str) -> None:
    assert judged("CRM001", front) == gap("the account is not linked to the CRM", "crm", f"add {missing} under `crm`")


@pytest.mark.parametrize(
    ("day", "state"), [("2026-10-20", State.PASS), ("2026-10-19", State.GAP), ("2026-11-21", State.GAP)]
)
def test_a_comparison_counts_for_a_month_to_the_day(day: str, state: State) -> None:
    assert judged("CRM002", f"crm: {{synced: {day}}}").state is state


def test_the_age_of_a_comparison_is_told() -> None:
    assert judged("CRM002", "crm: {synced: 2026-10-19}") == gap(
        "CRM last synced 2026-10-19, 32 days ago; due every month",
        "crm.synced",
        "compare the plan with the CRM, and write the date as `synced` under `crm`",
    )


def test_no_comparison_yet() -> None:
    assert judged("CRM002", "crm: {system: Sage}").state is State.GAP
    assert judged("CRM002") == not_applicable("the account is not linked to the CRM: CRM001 asks for it", "crm")


def test_a_lost_account_stays_in_the_crm_but_need_not_be_current() -> None:
    front = "status: lost\ncrm: {system: Salesforce, id: '1'}"
    assert [judged(code, front).state for code in ("CRM001", "CRM002")] == [State.PASS, State.NOT_APPLICABLE]
