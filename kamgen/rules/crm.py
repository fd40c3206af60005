"""Element ix: the account in the CRM.

    crm ─┬─ system and id  CRM001
         └─ synced         CRM002

Prospects and lost accounts are in the CRM too; a lost one need not be kept current.
"""

from __future__ import annotations

from kamgen.rules.declare import (
    Context,
    Element,
    Example,
    Outcome,
    Plan,
    Repeated,
    Rule,
    RuleFamily,
    gap,
    judge_age,
    met,
    not_applicable,
)
from kamgen.text.substance import is_id, is_name
from kamgen.text.words import listed

rule = RuleFamily(Element.CRM)


@rule(
    "CRM001",
    "crm-linked",
    weight=3,
    lost=True,
    summary="The CRM and the account's id there are written",
    rationale=(
        "Plan and CRM each hold half of what is known of a client, and only the id joins them beyond doubt. "
        "Collis closes the nine elements with the CRM in which customers and relationships are kept."
    ),
    good=Example("crm: {system: Salesforce, id: 0015g00000XyZ}"),
    bad=Example("crm: {system: Salesforce}"),
)
def crm_linked(plan: Plan, _context: Context) -> Outcome:
    crm = plan.front.crm
    given = {"system": is_name(crm.system), "id": is_id(crm.id)} if crm else {"system": False, "id": False}
    if crm and all(given.values()):
        return met(f"{crm.system}, id {crm.id}", "crm.id")
    missing = listed([f"`{field}`" for field, value in given.items() if not value])
    return gap("the account is not linked to the CRM", "crm", f"add {missing} under `crm`")


@rule(
    "CRM002",
    "crm-current",
    weight=2,
    repeats=Repeated.CRM,
    summary="Plan and CRM were compared within their cadence (`crm_sync_every`, 1 month by default)",
    rationale=(
        "Two records that disagree are worse than one. Collis asks that the CRM be used effectively; that "
        "begins with somebody looking whether it still says what the plan says."
    ),
    good=Example("crm: {system: Salesforce, id: 0015g00000XyZ, synced: 2026-11-02}"),
    bad=Example("crm: {system: Salesforce, id: 0015g00000XyZ, synced: 2026-10-19}"),
)
def crm_current(plan: Plan, context: Context) -> Outcome:
    crm = plan.front.crm
    if crm is None:
        return not_applicable("the account is not linked to the CRM: CRM001 asks for it", "crm")
    write = "compare the plan with the CRM, and write the date as `synced` under `crm`"
    if crm.synced is None:
        return gap("when plan and CRM were last compared is not written", "crm", write)
    return judge_age("CRM last synced", crm.synced, context.cadences.crm_sync_every, context, "crm.synced", write)


RULES: tuple[Rule, ...] = (
    crm_linked,
    crm_current,
)
