"""Checking: rules, waivers, severities, and findings at their places."""

from __future__ import annotations

import pytest

from kamgen.check import check_plan, find
from kamgen.model.account import Criterion
from kamgen.model.config import ChecklistTable, SiteConfig
from kamgen.model.context import Context, Links
from kamgen.model.enums import Severity
from kamgen.model.finding import Finding
from kamgen.model.front_matter import Waiver
from kamgen.model.places import Fault
from kamgen.model.plan import Plan
from kamgen.model.rule import LENSES, Element, Example, Family, Outcome, Rule, State, faulty, gap, met, not_applicable
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan
from kamgen.rules.catalogue import RULES
from tests.records import places_in, replace
from tests.support import context_of, plan_of

BINDING = tuple(rule for rule in RULES if rule.element in (Family.FORMAT, Family.WAIVERS))


def rule(code: str, outcome: Outcome, element: Element | Family = Element.CRM) -> Rule:
    def check(_plan: Plan, _context: Context) -> Outcome:
        return outcome

    return Rule(code, code.lower(), element, Severity.WARNING, 2, "", "", Example(""), Example(""), check)


GAP = rule("CRM001", gap("no CRM", "crm", "add `crm`"))
FINE = rule("CRM002", met("synced"))


def check(plan: Plan, *rules: Rule, site: SiteConfig | None = None, links: Links | None = None) -> list[Criterion]:
    context = replace(context_of(plan, site), links=links or Links(""))
    return list(check_plan(plan, context, rules))


MERGER = "No CRM before the merger"
WHY = "write why it does not apply here, in 3 real words or more"


def waiving(text: str) -> Plan:
    return plan_of(f"waive: [{text}]")


def findings(plan: Plan, *rules: Rule) -> list[tuple[str, str, str, str]]:
    found = find(plan, check(plan, *rules))
    return [(each.code, each.key, each.message, each.write) for each in found]


def test_every_rule_is_held_against_the_plan_in_order() -> None:
    plan = replace(plan_of(), places=places_in("name: Halden\ncrm: {system: X}\n"))
    assert check(plan, GAP, FINE) == [
        Criterion(GAP, GAP.check(plan, context_of(plan)), Severity.WARNING, 3, True),
        Criterion(FINE, met("synced"), Severity.WARNING, 2, True),
    ]


def test_site_toml_sets_severities_and_advice_leaves_the_score() -> None:
    site = SiteConfig(checklist=ChecklistTable(severity={"crm001": Severity.ADVICE, "CRM002": Severity.ERROR}))
    found = check(plan_of(), GAP, FINE, site=site)
    assert [(each.severity, each.scored) for each in found] == [(Severity.ADVICE, False), (Severity.ERROR, True)]


def test_rules_outside_the_elements_are_never_scored() -> None:
    assert [each.scored for each in check(plan_of(), *BINDING)] == [False] * len(BINDING)


@pytest.mark.parametrize("lens", LENSES, ids=lambda lens: lens.key)
def test_a_lens_is_judged_and_waived_like_an_element_but_never_scored(lens: Family) -> None:
    seen = rule("RSK001", gap("no risk is named", "risks", "add one"), lens)
    site = SiteConfig(checklist=ChecklistTable(severity={"RSK001": Severity.ERROR}))
    (found,) = check(plan_of(), seen, site=site)
    assert (found.outcome.state, found.severity, found.scored) == (State.GAP, Severity.ERROR, False)
    assert findings(plan_of(), seen) == [("RSK001", "risks", "no risk is named", "add one")]
    waiver = "{rule: RSK001, reason: The parent's plan has them, until: 2027-03-31, by: Eva Lund}"
    assert check(waiving(waiver), seen)[0].outcome.evidence == (
        "waived: The parent's plan has them, until 2027-03-31, by Eva Lund"
    )


def test_a_waiver_turns_a_gap_into_waived_and_nothing_else() -> None:
    plan = waiving("{rule: crm001, reason: No CRM before the merger., until: 2027-03-31, by: Eva Lund}")
    waived, other, *rest = check(plan, GAP, rule("CRM003", GAP.check(plan, context_of(plan))), *BINDING)
    assert waived.outcome == Outcome(
        State.WAIVED, "waived: No CRM before the merger, until 2027-03-31, by Eva Lund", "waive[0]"
    )
    assert other.outcome.state is State.GAP
    assert {each.outcome.state for each in rest} == {State.PASS}


@pytest.mark.parametrize("until", ["2026-11-20", "2027-11-20"])
def test_a_waiver_holds_on_its_last_day_which_is_twelve_months_away_at_most(until: str) -> None:
    plan = waiving(f"{{rule: CRM001, reason: {MERGER}, until: {until}, by: Eva Lund}}")
    assert check(plan, GAP)[0].outcome.state is State.WAIVED


@pytest.mark.parametrize(
    ("fields", "lacks", "write"),
    [
        ("until: 2027-03-31", "nobody who approved it", "`by` with who approved it, not the owner"),
        ("until: 2027-03-31, by: ingrid  solberg", "nobody but the owner who approved it", "`by` with"),
        ("until: 2027-03-31, by: x", "nobody who approved it", "`by` with who approved it"),
        ("by: Eva Lund", "no end", "`until` with a day up to 2027-11-20"),
        ("by: Eva Lund, until: 2027-11-21", "no end within 12 months", "`until` with a day up to 2027-11-20"),
        ("tags: 1", "nobody who approved it and no end", "the owner and `until` with a day up to 2027-11-20"),
    ],
)
def test_a_waiver_that_nobody_agreed_to_or_without_an_end_does_not_hold(fields: str, lacks: str, write: str) -> None:
    plan = waiving(f"{{rule: CRM001, reason: {MERGER}{'' if fields == 'tags: 1' else f', {fields}'}}}")
    gap_, waiver = findings(plan, GAP, *BINDING)
    assert gap_[0] == "CRM001"
    assert waiver[:3] == ("WVR003", "waive[0]", f"the waiver of CRM001 has {lacks}, so it does not hold")
    assert write in waiver[3]


def test_an_expired_waiver_waives_nothing_and_is_an_error() -> None:
    plan = waiving("{rule: CRM001, reason: No CRM before the merger, until: 2026-11-19, by: Eva Lund}")
    assert findings(plan, GAP, *BINDING) == [
        ("CRM001", "crm", "no CRM", "add `crm`"),
        (
            "WVR001",
            "waive[0].until",
            "the waiver of CRM001 ended on 2026-11-19, and the criterion counts again",
            "write a later `until` once that is agreed, or take the waiver out",
        ),
    ]


@pytest.mark.parametrize("outcome", [met("linked to Salesforce"), not_applicable("linked to Salesforce")])
def test_a_waiver_that_excuses_nothing_is_a_warning(outcome: Outcome) -> None:
    found = findings(
        waiving(f"{{rule: CRM001, reason: {MERGER}, until: 2027-03-31, by: Eva Lund}}"),
        rule("CRM001", outcome),
        *BINDING,
    )
    message = "the waiver of CRM001 excuses nothing: linked to Salesforce"
    assert found == [("WVR002", "waive[0].rule", message, "write no waiver of it")]


def test_a_waiver_of_a_rule_that_this_site_does_not_check_is_let_be() -> None:
    assert findings(waiving(f"{{rule: CRM002, reason: {MERGER}, until: 2027-03-31, by: Eva Lund}}"), *BINDING) == []


def test_what_is_wrong_with_the_file_cannot_be_waived() -> None:
    plan = replace(waiving("{rule: FMT002, reason: We like it}"), faults=(("FMT002", Fault("x", "no field `x`")),))
    assert findings(plan, *BINDING) == [
        ("FMT002", "x", "no field `x`", ""),
        (
            "WVR002",
            "waive[0].rule",
            "`FMT002` cannot be waived: it is about the file, not about the account",
            "write no waiver here, and mend what it reports",
        ),
    ]


def test_one_plan_cannot_waive_what_is_about_all() -> None:
    assert findings(waiving("{rule: PFL001, reason: We like it}"), *BINDING) == [
        (
            "WVR002",
            "waive[0].rule",
            "`PFL001` cannot be waived by one plan: it is about all accounts together",
            'write no waiver here; `ignore = ["PFL001"]` in [checklist] of site.toml',
        )
    ]


def test_a_waiver_of_no_rule_suggests_the_nearest() -> None:
    found = findings(waiving("{rule: CRM01, reason: Merger}, {rule: '!!!', reason: Merger}"), *BINDING)
    assert found == [
        ("FMT006", "waive[0].rule", "there is no rule `CRM01` to waive", "did you mean `CRM001`?"),
        (
            "FMT006",
            "waive[1].rule",
            "there is no rule `!!!` to waive",
            "write the code of a criterion, such as `FBK003`",
        ),
    ]


@pytest.mark.parametrize("reason", ["", "TODO", "no", "x x x x", "[reason]"])
def test_a_waiver_without_a_reason_does_not_hold(reason: str) -> None:
    plan = plan_of()
    waive = (Waiver(rule="CRM001", reason=reason),)
    found = findings(replace(plan, front=replace(plan.front, waive=waive)), GAP, *BINDING)
    assert found == [
        ("CRM001", "crm", "no CRM", "add `crm`"),
        ("FMT004", "waive[0].reason", "the waiver of CRM001 gives no reason", WHY),
    ]


def test_a_plan_that_cannot_be_read_is_only_told_why() -> None:
    plan = replace(plan_of(), readable=False, faults=(("FMT001", Fault("@1:1", "it is never closed", "`---`")),))
    links = Links("", faults=(("FMT007", Fault("", "twice")),))
    found = check(plan, GAP, FINE, *BINDING, links=links)
    assert [(each.rule.code, each.outcome.state) for each in found] == [("FMT001", State.GAP), ("FMT007", State.GAP)]


def test_findings_come_at_their_places_in_order() -> None:
    text = "name: Halden\ncrm: {system: X}\nregon: Nordics\n"
    faults = (("FMT002", Fault("regon", "there is no field `regon`", "`region`", on_key=True)),)
    plan = replace(plan_of(), places=places_in(text), faults=faults)
    found = find(plan, check(plan, *BINDING, GAP))
    path = "content/accounts/halden-marine.md"
    assert found == (
        Finding("CRM001", "crm001", Severity.WARNING, "halden-marine", path, "crm", 3, 6, 17, "no CRM", "add `crm`"),
        Finding(
            "FMT002",
            "unknown-field",
            Severity.ERROR,
            "halden-marine",
            path,
            "regon",
            4,
            1,
            6,
            "there is no field `regon`",
            "write `region`",
        ),
    )


@pytest.mark.parametrize(
    ("rules", "fault", "expected"),
    [
        (Severity.ERROR, None, Severity.ERROR),
        (Severity.ERROR, Severity.WARNING, Severity.WARNING),
        (Severity.ADVICE, Severity.WARNING, Severity.ADVICE),
    ],
)
def test_a_fault_is_never_worse_than_its_rule(rules: Severity, fault: Severity | None, expected: Severity) -> None:
    plan = plan_of()
    several = rule("FMT007", faulty((Fault("", "twice", severity=fault),), ""), Family.FORMAT)
    criterion = check(plan, several)[0]._replace(severity=rules)
    assert [found.severity for found in find(plan, [criterion])] == [expected]


def test_one_outcome_may_be_several_findings() -> None:
    several = faulty((Fault("name", "first", "`a`"), Fault("owner", "second")), "")
    assert findings(plan_of(), rule("FMT003", several, Family.FORMAT)) == [
        ("FMT003", "name", "first", "write `a`"),
        ("FMT003", "owner", "second", ""),
    ]


def test_a_guess_stays_a_question() -> None:
    guess = faulty((Fault("parent", "there is no plan `haldn`", "did you mean `halden`?"),), "")
    assert findings(plan_of(), rule("LNK004", guess, Family.LINKS)) == [
        ("LNK004", "parent", "there is no plan `haldn`", "did you mean `halden`?")
    ]


@pytest.mark.parametrize(
    "key", ["", "name", "crm", "crm.id", "reviews[1].date", "reviews[1].site", "reviews[7]", "@9:1"]
)
def test_a_line_is_that_of_its_place(key: str) -> None:
    rows = "  - date: 2026-01-01\n    with: team\n  - {date: 2026-02-01}\n"
    text = f"name: Halden\ncrm: {{system: X, id: 1}}\nreviews:\n{rows}"
    plan = replace(plan_of(), places=places_in(text))
    assert plan.lines([key]) == {key: plan.at(key).line}


@pytest.mark.parametrize(
    ("front", "code", "line", "key"),
    [
        ("promises:\n  - promise: Send the audit\n    due: soonish\n", "PRM001", 5, "due"),
        ("financials:\n  - year: 2026\n    revenue: 610.000\n    target_revenue: 700k\n", "TGT004", 5, "revenue"),
        ("objective: keep them\n", "CAT003", 3, "objective"),
    ],
)
def test_a_value_that_is_written_and_cannot_be_read_is_not_asked_for(
    front: str, code: str, line: int, key: str
) -> None:
    plan = parse_plan(Source("content/accounts/halden.md", f"---\nname: A\n{front}---\n".encode()), "content/accounts")
    (criterion,) = check(plan, *(each for each in RULES if each.code == code))
    (found,) = find(plan, [criterion])
    message = f"`{key}` is written in line {line}, and cannot be read"
    assert (found.message, found.write.removeprefix("write ")) == (message, f"mend `{key}` there")
