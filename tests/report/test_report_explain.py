"""How rules are explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from kamgen.model.enums import Severity
from kamgen.model.rule import Element, Example, Family, Rule, met
from kamgen.report.rules import rule_list, rule_text, rules_json
from tests.records import replace

MET = Rule(
    code="CRM009",
    name="crm-visited",
    element=Element.CRM,
    severity=Severity.WARNING,
    weight=2,
    summary="the CRM was opened this year",
    rationale="What nobody looks at is not kept. " * 4,
    good=Example(
        "crm: {system: Salesforce}",
        body="See [[nord]].\n",
        site="[checklist]\n",
        others=(("nord.md", "---\nname: Nord\n---\n"),),
    ),
    bad=Example("crm: \x1b[2J", touched=date(2026, 1, 1)),
    check=lambda _plan, _context: met("opened"),
)
BROKEN = replace(MET, code="FMT009", name="impossible-date", element=Family.FORMAT, severity=Severity.ERROR, weight=0)


def test_a_rule_is_explained_with_its_examples(golden: Callable[[str, str], None]) -> None:
    golden("explain-rule.txt", rule_text(MET))


def test_rules_outside_the_elements_say_that_they_do_not_count() -> None:
    assert rule_text(BROKEN).splitlines()[:2] == ["FMT009 impossible-date", "Format · error · not in the score"]


def test_rules_are_listed_by_element() -> None:
    assert rule_list([MET, BROKEN]) == (
        "ix. CRM system\n"
        "  CRM009  warning  crm-visited: the CRM was opened this year\n"
        "\n"
        "Format\n"
        "  FMT009  error    impossible-date: the CRM was opened this year\n"
    )


def test_json_holds_the_examples_as_they_are() -> None:
    [rule] = json.loads(rules_json([MET]))["rules"]
    assert rule["bad"] == {"plan": "crm: \x1b[2J", "body": "", "site": "", "others": {}, "touched": "2026-01-01"}
    assert (rule["code"], rule["element"], rule["severity"], rule["weight"]) == ("CRM009", "crm", "warning", 2)
