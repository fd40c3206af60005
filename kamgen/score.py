"""Scoring: criteria to a scorecard.

An element scores 100 × Σ weight(pass) ÷ Σ weight(pass + gap); what is waived or does not apply leaves the sum, and so
does what guards against something (`Rule.earns`) while it is met: size and site.toml alone are no achievement. The
checklist scores the mean of the nine by their weights in site.toml, each with its exact value, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from kamgen.facts.scores import exact_score, tenths_gained
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
    exact = exact_score([(each.earned, each.possible) for each in elements], site)
    return Scorecard(elements, None if exact is None else rounded_score(exact))


def gains(account: Summary, site: SiteConfig) -> dict[str, int]:
    """By code of each gap that counts: tenths of a point that closing it alone adds to the checklist score."""
    gaps = {by_code[finding.code] for finding in account.findings if finding.severity is not Severity.ADVICE}
    return tenths_gained(gaps, account.weighed, site) if account.weighed else {}


def _element(element: Element, criteria: Iterable[Criterion]) -> ElementScore:
    own = tuple([each for each in criteria if each.rule.element is element])
    states = [(each.outcome.state, each.rule) for each in own if each.scored]
    earned = sum(rule.weight for state, rule in states if state is State.PASS and rule.earns)
    return ElementScore(element, own, earned, earned + sum(rule.weight for state, rule in states if state is State.GAP))
