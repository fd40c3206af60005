"""Scoring: criteria to a scorecard.

An element scores 100 × Σ weight(pass) ÷ Σ weight(pass + gap); what is waived or does not apply leaves the sum, and so
does what guards against something (`Rule.earns`) while it is met: size and site.toml alone are no achievement. The
checklist scores the mean of the nine by their weights in site.toml, each with its exact value, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import attrgetter

from kamgen.model.account import Criterion, ElementScore, Scorecard, rounded_score
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Severity
from kamgen.model.rule import Element, State
from kamgen.model.summary import Summary
from kamgen.rules.catalogue import by_code


def score_plan(criteria: Sequence[Criterion], site: SiteConfig) -> Scorecard:
    """The scorecard of one account. An element with weight 0 in site.toml is shown and leaves the checklist score."""
    ordered = sorted(criteria, key=attrgetter("rule.code"))
    elements = tuple([_element(element, ordered) for element in Element])
    exact = _exact([(each.earned, each.possible) for each in elements], _weights(site))
    return Scorecard(elements, None if exact is None else rounded_score(exact))


def gains(account: Summary, site: SiteConfig) -> dict[str, int]:
    """By code of each gap that counts: the points that closing it alone adds to the checklist score as shown.

    Rules that begin to apply when it is closed are not foreseen. Empty for an account without a score.
    """
    weights, found = dict(zip(Element, _weights(site), strict=True)), {}
    possible = {element: sums[1] for element, sums in zip(Element, account.weighed, strict=False) if sums[1]}
    exact, over = _exact(account.weighed, weights.values()), sum(weights[element] for element in possible)
    for code in {finding.code for finding in account.findings if finding.severity is not Severity.ADVICE}:
        rule = by_code[code]
        if exact is not None and isinstance(rule.element, Element):
            step = weights[rule.element] / over * 100 * rule.weight / possible[rule.element]
            found[code] = rounded_score(exact + step) - rounded_score(exact)
    return found


def _weights(site: SiteConfig) -> list[Fraction]:
    return [Fraction(site.checklist.weights.get(element.key, 1)) for element in Element]


def _exact(elements: Iterable[tuple[int, int]], weights: Iterable[Fraction]) -> Fraction | None:
    """The checklist score from what each element earned of what it could; None when nothing counts."""
    known = [
        (weight, Fraction(100 * earned, possible))
        for weight, (earned, possible) in zip(weights, elements, strict=False)
        if possible
    ]
    over = sum(weight for weight, _ in known)
    return sum(weight * score for weight, score in known) / over if over else None


def _element(element: Element, criteria: Iterable[Criterion]) -> ElementScore:
    own = tuple([each for each in criteria if each.rule.element is element])
    states = [(each.outcome.state, each.rule) for each in own if each.scored]
    earned = sum(rule.weight for state, rule in states if state is State.PASS and rule.earns)
    return ElementScore(element, own, earned, earned + sum(rule.weight for state, rule in states if state is State.GAP))
