"""Scoring: criteria to a scorecard.

An element scores 100 × Σ weight(pass) ÷ Σ weight(pass + gap); what is waived or does not apply leaves the sum. The
checklist scores the mean of the nine by their weights in site.toml, each with its exact value, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from operator import attrgetter

from kamgen.model.config import SiteConfig
from kamgen.model.rule import Element, State
from kamgen.model.scorecard import Criterion, ElementScore, Scorecard, whole

_ELEMENTS = tuple(Element)


def score_plan(criteria: Sequence[Criterion], site: SiteConfig) -> Scorecard:
    """The scorecard of one account. An element with weight 0 in site.toml is shown and leaves the checklist score."""
    by_key: dict[str, list[Criterion]] = {element.key: [] for element in _ELEMENTS}
    for criterion in criteria:
        found = by_key.get(criterion.rule.element.key)
        if found is not None:
            found.append(criterion)
    elements = tuple(_element(element, by_key[element.key]) for element in _ELEMENTS)
    return Scorecard(elements, _mean(elements, site))


def _element(element: Element, criteria: Iterable[Criterion]) -> ElementScore:
    criteria = tuple(sorted(criteria, key=attrgetter("rule.code")))
    earned = possible = 0
    for criterion in criteria:
        state = criterion.outcome.state
        if criterion.scored and state in (State.PASS, State.GAP):
            possible += criterion.rule.weight
            earned += criterion.rule.weight if state is State.PASS else 0
    return ElementScore(element, criteria, earned, possible)


def _mean(elements: Iterable[ElementScore], site: SiteConfig) -> int | None:
    """The weighted mean, over one common denominator: adding nine fractions would take ten times as long."""
    weights = site.checklist.weights
    scored = [
        (Fraction(weights.get(each.element.key, 1)) if weights else 1, each) for each in elements if each.possible
    ]
    over = sum(weight for weight, _ in scored)
    common = lcm(*(each.possible for _, each in scored))
    total = sum(weight * 100 * each.earned * (common // each.possible) for weight, each in scored)
    return whole(Fraction(total, over * common)) if over else None
