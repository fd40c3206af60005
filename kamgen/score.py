"""Scoring: criteria to a scorecard.

An element scores 100 × Σ weight(pass) ÷ Σ weight(pass + gap); what is waived or does not apply leaves the sum. The
checklist scores the mean of the nine by their weights in site.toml, each with its exact value, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from operator import attrgetter

from kamgen.model.account import Criterion, ElementScore, Scorecard
from kamgen.model.config import SiteConfig
from kamgen.model.rule import Element, State

_ELEMENTS = tuple(Element)
_PASS, _GAP = State.PASS, State.GAP


def score_plan(criteria: Sequence[Criterion], site: SiteConfig) -> Scorecard:
    """The scorecard of one account. An element with weight 0 in site.toml is shown and leaves the checklist score."""
    by_key: dict[str, list[Criterion]] = {element.key: [] for element in _ELEMENTS}
    for criterion in sorted(criteria, key=attrgetter("rule.code")):
        found = by_key.get(criterion.rule.element.key)
        if found is not None:
            found.append(criterion)
    elements = tuple(map(_element, _ELEMENTS, by_key.values()))
    return Scorecard(elements, _mean(elements, site))


def _element(element: Element, criteria: Iterable[Criterion]) -> ElementScore:
    earned = possible = 0
    for rule, outcome, _, _, scored in criteria:
        if scored and outcome.state is _PASS:
            earned += rule.weight
            possible += rule.weight
        elif scored and outcome.state is _GAP:
            possible += rule.weight
    return ElementScore(element, tuple(criteria), earned, possible)


def _mean(elements: Iterable[ElementScore], site: SiteConfig) -> int | None:
    """The weighted mean as `whole` has it, over one common denominator: fractions would take ten times as long."""
    weights = site.checklist.weights
    scored = [
        (Fraction(weights.get(each.element.key, 1)) if weights else 1, each) for each in elements if each.possible
    ]
    over = sum(weight for weight, _ in scored)
    common = lcm(*(each.possible for _, each in scored))
    total = sum(weight * 100 * each.earned * (common // each.possible) for weight, each in scored)
    return int((2 * total + over * common) // (2 * over * common)) if over else None
