"""Scores: whole numbers, rounded half up, n/a where nothing is applicable."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.analyse.summary import summarise
from kamgen.model.account import Criterion, rounded_score
from kamgen.model.config import ChecklistTable, SiteConfig
from kamgen.model.enums import Severity
from kamgen.model.plan import Plan
from kamgen.model.rule import EXAMPLE_DATE, Element, Example, Family, Outcome, Rule, State
from kamgen.parse.config import parse_config
from kamgen.pipeline import evaluate
from kamgen.read.disk import read_content, read_site_text
from kamgen.score import gains, score_plan
from tests.support import ROOT

P, G, N, W = State.PASS, State.GAP, State.NOT_APPLICABLE, State.WAIVED
Row = tuple[Element, int, State]


def criterion(
    element: Element | Family, weight: int, state: State, code: str = "AAA001", scored: bool = True
) -> Criterion:
    def check(_plan: Plan, _context: object) -> Outcome:
        raise AssertionError

    rule = Rule(code, code, element, Severity.WARNING, weight, "", "", Example(""), Example(""), check)
    return Criterion(rule, Outcome(state, ""), Severity.WARNING, 1, scored)


def score(*rows: Row, weights: dict[str, Decimal] | None = None) -> int | None:
    site = SiteConfig(checklist=ChecklistTable(weights=weights or {}))
    return score_plan([criterion(*row) for row in rows], site).score


def test_all_nine_elements_are_there_in_order() -> None:
    card = score_plan([], SiteConfig())
    assert [element.element for element in card.elements] == list(Element)
    assert (card.score, {element.score for element in card.elements}) == (None, {None})


def test_weights_of_passes_count_against_passes_and_gaps() -> None:
    rows = [(3, P), (2, G), (1, P), (3, W), (3, N)]
    card = score_plan([criterion(Element.PLAN, *row) for row in rows], SiteConfig())
    plan = card.elements[6]
    assert (plan.earned, plan.possible, plan.score, card.score) == (4, 6, 67, 67)


def test_criteria_stand_in_order_of_their_codes() -> None:
    codes = ["CRM002", "CRM001"]
    card = score_plan([criterion(Element.CRM, 1, P, code) for code in codes], SiteConfig())
    assert [found.rule.code for found in card.elements[8].criteria] == ["CRM001", "CRM002"]


def test_an_element_with_nothing_applicable_is_neither_0_nor_100() -> None:
    assert score((Element.CRM, 3, P), (Element.PLAN, 3, N), (Element.FEEDBACK, 2, W)) == 100
    assert score((Element.PLAN, 3, N), (Element.FEEDBACK, 2, W)) is None


def test_advice_and_families_are_not_scored() -> None:
    found = [criterion(Element.CRM, 3, G, scored=False), criterion(Family.FORMAT, 0, G)]
    assert score_plan(found, SiteConfig()).score is None


@pytest.mark.parametrize(("passed", "expected"), [(1, 13), (3, 38), (5, 63), (8, 100), (0, 0)])
def test_scores_are_rounded_half_up(passed: int, expected: int) -> None:
    rows = [(Element.CRM, 1, P)] * passed + [(Element.CRM, 1, G)] * (8 - passed)
    assert score(*rows) == expected


def test_the_mean_is_of_exact_scores() -> None:
    third = [(Element.CRM, 1, P), (Element.CRM, 2, G)]
    sixth = [(Element.PLAN, 1, P), (Element.PLAN, 3, G), (Element.PLAN, 2, G)]
    assert score(*third, *sixth) == 25


def test_elements_weigh_as_site_toml_says_and_0_leaves_one_out() -> None:
    rows = [(Element.CRM, 1, P), (Element.PLAN, 1, G)]
    assert score(*rows, weights={"crm": Decimal("1.5")}) == 60
    assert score(*rows, weights={"crm": Decimal(0)}) == 0
    assert score(*rows, weights={"crm": Decimal(0), "plan": Decimal(0)}) is None


ROWS = st.lists(st.tuples(st.sampled_from(list(Element)), st.integers(1, 3), st.sampled_from(list(State))), max_size=40)
WEIGHTS = st.dictionaries(st.sampled_from([e.key for e in Element]), st.decimals(0, 9, places=2), max_size=9)


@given(ROWS, WEIGHTS)
def test_the_checklist_score_is_the_weighted_mean_of_the_elements(
    rows: Sequence[Row], weights: dict[str, Decimal]
) -> None:
    card = score_plan([criterion(*row) for row in rows], SiteConfig(checklist=ChecklistTable(weights=weights)))
    pairs = [(Fraction(weights.get(e.element.key, 1)), e.exact) for e in card.elements if e.exact is not None]
    over = sum(weight for weight, _ in pairs)
    assert card.score == (rounded_score(sum((w * exact for w, exact in pairs), Fraction(0)) / over) if over else None)


@pytest.mark.parametrize("weights", ["", "\n[checklist.weights]\nplan = 4\ncrm = 0\n"], ids=["alike", "weighed"])
def test_what_closing_a_gap_adds_is_what_the_score_rises_by_when_it_alone_is_met(weights: str) -> None:
    site = parse_config(read_site_text(ROOT) + weights)
    for account in evaluate(read_content(ROOT, site.content), site, EXAMPLE_DATE):
        summary = summarise(account, site, EXAMPLE_DATE)
        criteria = account.scorecard.criteria if account.scorecard else ()
        expected = {
            gap.rule.code: rounded_score(10 * (_exact(_met(criteria, gap), site) - _exact(criteria, site)))
            for gap in criteria
            if gap.scored and gap.outcome.state is State.GAP
        }
        assert gains(summary, site) == expected


def _exact(criteria: Sequence[Criterion], site: SiteConfig) -> Fraction:
    known = [
        (Fraction(site.checklist.weights.get(each.element.key, 1)), each.exact)
        for each in score_plan(criteria, site).elements
        if each.exact is not None
    ]
    return sum((weight * exact for weight, exact in known), Fraction(0)) / sum(weight for weight, _ in known)


def _met(criteria: Sequence[Criterion], gap: Criterion) -> list[Criterion]:
    met = gap._replace(outcome=Outcome(State.PASS, ""))
    return [met if each is gap else each for each in criteria]
