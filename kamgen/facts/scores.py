"""The checklist score from what its elements earned, and what closing a gap is worth: the same wherever it is said."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kamgen.model.account import rounded_score
from kamgen.model.config import SiteConfig
from kamgen.model.rule import Element, Rule

Weighed = Sequence[tuple[int, int]]
"""Of each of the nine elements in their order, the weights earned and those that could be (see `ElementScore`)."""


def exact_score(weighed: Weighed, site: SiteConfig) -> Fraction | None:
    """The mean of the elements' exact scores by their weights in site.toml; None when nothing counts."""
    weights = [Fraction(site.checklist.weights.get(element.key, 1)) for element in Element]
    known = [
        (weight, Fraction(100 * earned, possible))
        for weight, (earned, possible) in zip(weights, weighed, strict=True)
        if possible
    ]
    over = sum(weight for weight, _ in known)
    return sum(weight * score for weight, score in known) / over if over else None


def tenths_gained(rule: Rule, weighed: Weighed, site: SiteConfig) -> int:
    """Tenths of a point that closing the gap of ``rule`` alone adds to the checklist score, before it is rounded.

    A guard (`Rule.earns`) costs its weight no more; every other rule earns it. What begins to apply only then is not
    foreseen.
    """
    place = [element.key for element in Element].index(rule.element.key)
    earned, possible = weighed[place]
    closed = (earned + rule.weight, possible) if rule.earns else (earned, possible - rule.weight)
    after = exact_score([*weighed[:place], closed, *weighed[place + 1 :]], site)
    return rounded_score(10 * ((after or Fraction(0)) - (exact_score(weighed, site) or Fraction(0))))
