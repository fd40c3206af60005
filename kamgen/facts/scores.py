"""The checklist score from what its elements earned, and what closing a gap is worth: the same wherever it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kamgen.model.account import rounded_score
from kamgen.model.config import SiteConfig
from kamgen.model.rule import Element, Rule

Weighed = Sequence[tuple[int, int]]
"""Of each of the nine elements in their order, the weights earned and those that could be (see `ElementScore`)."""


def exact_score(weighed: Weighed, site: SiteConfig) -> Fraction | None:
    """The mean of the elements' exact scores by their weights in site.toml; None when nothing counts."""
    weights = _weights(site)
    known = [
        (weight, Fraction(100 * earned, possible))
        for weight, (earned, possible) in zip(weights, weighed, strict=True)
        if possible
    ]
    over = sum(weight for weight, _ in known)
    return sum(weight * score for weight, score in known) / over if over else None


def tenths_gained(rules: Iterable[Rule], weighed: Weighed, site: SiteConfig) -> dict[str, int]:
    """By code: tenths of a point that closing the gap of that rule alone adds to the checklist score, before rounding.

    A guard (`Rule.earns`) costs its weight no more; every other rule earns it. What begins to apply only then is not
    foreseen. Rules of no element are left out.
    """
    places = {element.key: place for place, element in enumerate(Element)}
    weights, score = _weights(site), exact_score(weighed, site) or Fraction(0)
    over = sum(weight for weight, (_, possible) in zip(weights, weighed, strict=True) if possible)
    found = {}
    for rule in rules:
        if not isinstance(rule.element, Element):
            continue
        place = places[rule.element.key]
        earned, possible = weighed[place]
        if rule.earns:
            share = weights[place] * 100 * rule.weight / (over * possible) if over else Fraction(0)
        else:
            closed = (*weighed[:place], (earned, possible - rule.weight), *weighed[place + 1 :])
            share = (exact_score(closed, site) or Fraction(0)) - score
        found[rule.code] = rounded_score(10 * share)
    return found


def _weights(site: SiteConfig) -> list[Fraction]:
    return [Fraction(site.checklist.weights.get(element.key, 1)) for element in Element]
