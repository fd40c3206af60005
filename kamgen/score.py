"""Scoring: criteria to a scorecard.

An element scores 100 × Σ weight(pass) ÷ Σ weight(pass + gap); what is waived or does not apply leaves the sum. The
checklist scores the mean of the nine by their weights in site.toml, each with its exact value, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import attrgetter

from kamgen.model.account import Criterion, ElementScore, Scorecard, rounded_score
from kamgen.model.config import SiteConfig
from kamgen.model.rule import Element, State


def score_plan(criteria: Sequence[Criterion], site: SiteConfig) -> Scorecard:
    """The scorecard of one account. An element with weight 0 in site.toml is shown and leaves the checklist score."""
    ordered = sorted(criteria, key=attrgetter("rule.code"))
    elements = tuple([_element(element, ordered) for element in Element])
    scored = [(Fraction(site.checklist.weights.get(each.element.key, 1)), each.exact) for each in elements]
    known = [(weight, exact) for weight, exact in scored if exact is not None]
    over = sum(weight for weight, _ in known)
    return Scorecard(elements, rounded_score(sum(weight * exact for weight, exact in known) / over) if over else None)


def _element(element: Element, criteria: Iterable[Criterion]) -> ElementScore:
    own = tuple([each for each in criteria if each.rule.element is element])
    states = [(each.outcome.state, each.rule.weight) for each in own if each.scored]
    earned = sum(weight for state, weight in states if state is State.PASS)
    return ElementScore(element, own, earned, earned + sum(weight for state, weight in states if state is State.GAP))
