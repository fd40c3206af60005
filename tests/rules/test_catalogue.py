"""The catalogue: complete, in order, and found by code."""

from __future__ import annotations

from itertools import groupby

import pytest

from kamgen.model.enums import Severity
from kamgen.model.rule import BINDING, LENSES, Element, Family, Rule, not_applicable
from kamgen.rules.catalogue import (
    ELEMENT_RULES,
    LENS_RULES,
    PLAN_RULES,
    PORTFOLIO_RULES,
    RULES,
    by_code,
    select,
    unknown_codes,
)
from kamgen.text.words import SCORED
from tests.support import context_of, plan_of

PLAN = plan_of()
CONTEXT = context_of(PLAN)

WEIGHTS = {
    "SPA": (3, 3, 2, 2, 2, 1, 1),
    "FBK": (3, 3, 2, 1, 1),
    "IRV": (3, 2, 1),
    "CRV": (3, 2, 2, 2),
    "CAT": (3, 2, 2, 2),
    "POL": (3, 3, 2),
    "PLN": (3, 2, 2, 3, 2, 2, 1),
    "TGT": (3, 3, 2, 2, 1),
    "CRM": (3, 2),
}
"""The weights of the checklist, by family, in order of the codes."""

LENS_CODES = {"CLI": 10, "NED": 4, "OPP": 6, "RSK": 3, "PRM": 2, "VAL": 4, "REL": 7, "CON": 6, "FIG": 15}
"""How many rules each lens has."""

ADVICE = {
    *("NED004", "PRM001", "VAL004", "REL004", "REL005", "REL006", "CON004", "PFL001", "PFL002", "PFL003"),
    *("CLI010", "OPP006", "REL007", "CON006", "PFL005"),
}
"""The rules outside the nine elements that only advise."""

ERRORS = {"FIG001", "FIG002", "FIG003", "FIG004", "FIG010", "FIG014", "PFL004"}
"""The rules outside the nine elements that tell of what cannot be."""

SOURCES = ("Collis", "Graham", "Selling skills", "Vital accounts", "Principles")


def test_the_nine_elements_have_their_rules_in_order_and_with_their_weights() -> None:
    expected = [(f"{family}{n:03}", weight) for family, own in WEIGHTS.items() for n, weight in enumerate(own, 1)]
    assert [(rule.code, rule.weight) for rule in ELEMENT_RULES] == expected


def test_rules_stand_together_by_element_in_the_elements_order() -> None:
    assert [element for element, _ in groupby(ELEMENT_RULES, key=lambda rule: rule.element)] == list(Element)


def test_every_family_binds_is_a_lens_or_is_about_all_accounts() -> None:
    assert {*BINDING, *LENSES, Family.PORTFOLIO} == set(Family)
    assert {rule.element for rule in PORTFOLIO_RULES} == {Family.PORTFOLIO}
    assert (*PLAN_RULES, *PORTFOLIO_RULES) == RULES


def test_codes_and_names_are_each_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert by_code == {rule.code: rule for rule in RULES}


@pytest.mark.parametrize("rule", ELEMENT_RULES, ids=lambda rule: rule.code)
def test_a_rule_of_an_element_warns_and_names_its_source(rule: Rule) -> None:
    assert rule.severity is Severity.WARNING
    assert any(source in rule.rationale for source in SOURCES)
    assert not rule.summary.endswith(".")
    assert rule.rationale.endswith(".")


def test_what_a_score_counts_is_known_by_the_beginning_of_its_code() -> None:
    assert {rule.code[:3] for rule in ELEMENT_RULES} == SCORED


def test_the_lenses_have_their_rules_in_order() -> None:
    assert [rule.code for rule in LENS_RULES] == [
        f"{lens}{n:03}" for lens, count in LENS_CODES.items() for n in range(1, count + 1)
    ]
    assert [family for family, _ in groupby(LENS_RULES, key=lambda rule: rule.element)] == list(LENSES)


@pytest.mark.parametrize("rule", [*LENS_RULES, *PORTFOLIO_RULES], ids=lambda rule: rule.code)
def test_a_rule_outside_the_nine_has_no_weight_and_names_its_source(rule: Rule) -> None:
    expected = {**dict.fromkeys(ADVICE, Severity.ADVICE), **dict.fromkeys(ERRORS, Severity.ERROR)}
    assert rule.severity is expected.get(rule.code, Severity.WARNING)
    assert rule.weight == 0
    assert any(source in rule.rationale for source in SOURCES)
    assert not rule.summary.endswith(".")
    assert rule.rationale.endswith(".")


def test_an_empty_selection_is_all() -> None:
    assert select(RULES, (), ()) == RULES


def test_rules_are_selected_and_ignored_by_code_or_prefix() -> None:
    codes = [rule.code for rule in select(RULES, ("CRM", "irv", "FBK003"), ("IRV002",))]
    assert codes == ["FBK003", "IRV001", "IRV003", "CRM001", "CRM002"]


def test_what_is_ignored_is_left_out_of_all() -> None:
    assert {rule.code for rule in RULES} - {rule.code for rule in select(RULES, (), ("CRM",))} == {"CRM001", "CRM002"}


def test_unknown_codes_come_with_the_nearest() -> None:
    assert unknown_codes(["FBK003", "fbk", "F"]) == []
    assert unknown_codes(["FBK03", "FKB", "feedback-fresh", "something else"]) == [
        ("FBK03", "FBK003"),
        ("FKB", "FBK"),
        ("feedback-fresh", "FBK002"),
        ("something else", None),
    ]


def test_rules_of_the_whole_portfolio_are_asked_of_no_plan_not_even_a_lost_one() -> None:
    plan = plan_of("status: lost")
    for rule in PORTFOLIO_RULES:
        assert rule.check(plan, context_of(plan)) == not_applicable("asked of all accounts together")
