"""The documentation cannot lie: every rule's good example meets it, and its bad one does not."""

from __future__ import annotations

import pytest

from kamgen.model.rule import Rule, State
from kamgen.rules.catalogue import RULES
from tests.support import evaluate_example

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_the_good_example_meets_its_rule(rule: Rule) -> None:
    outcome = evaluate_example(rule, rule.good)
    assert outcome.state is State.PASS, outcome.evidence


@each_rule
def test_the_bad_example_is_a_gap(rule: Rule) -> None:
    outcome = evaluate_example(rule, rule.bad)
    assert outcome.state is State.GAP, outcome.evidence
    assert outcome.write or any(fault.write for fault in outcome.faults)
