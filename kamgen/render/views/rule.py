"""The pages of rules: all of them, and one with its examples and what came of it for each account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kamgen.model.portfolio import Account
from kamgen.model.rule import Element, Example, Rule, State
from kamgen.model.scorecard import Criterion
from kamgen.render.guide import Guide, Link
from kamgen.render.numbers import UNKNOWN
from kamgen.render.text import count, marked, told, visible
from kamgen.render.views.scorecard import STATES

_WEIGHTS = {3: "3, vital", 2: "2, normal", 1: "1, fine"}

_LISTED = (State.GAP, State.WAIVED)

Held = Mapping[str, Sequence[tuple[Account, Criterion]]]
"""By rule code: what came of the rule for each account."""


class RuleRow(NamedTuple):
    """A rule in the list of all."""

    code: str
    url: str
    title: str
    family: str
    css: str
    severity: str
    weight: str
    summary: str
    gaps: int


class RuleOutcome(NamedTuple):
    """What came of the rule for one account."""

    name: str
    url: str
    owner: str
    css: str
    word: str
    evidence: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """What the page of one rule shows."""

    code: str
    title: str
    name: str
    family: Link
    css: str
    severity: str
    weight: str
    summary: str
    rationale: str
    good: str
    bad: str
    counts: str
    """How many accounts pass, have a gap, waived it, or are not concerned."""
    outcomes: tuple[RuleOutcome, ...]
    """The gaps and waivers; passes are only counted."""


def held(accounts: Sequence[Account]) -> dict[str, list[tuple[Account, Criterion]]]:
    """All outcomes by rule, in the order of the accounts."""
    found: dict[str, list[tuple[Account, Criterion]]] = {}
    for account in accounts:
        criteria = (*account.scorecard.criteria, *account.others) if account.scorecard else account.others
        for criterion in criteria:
            found.setdefault(criterion.rule.code, []).append((account, criterion))
    return found


def rule_rows(rules: Iterable[Rule], outcomes: Held, findings: Mapping[str, int], guide: Guide) -> tuple[RuleRow, ...]:
    """All rules in the catalogue's order; ``findings`` counts those outside the nine elements by code."""
    rows = []
    for rule in rules:
        words = guide.rule(rule)
        severity = guide.severities.get(rule.code, rule.severity)
        gaps = sum(item.outcome.state is State.GAP for _, item in outcomes.get(rule.code, ()))
        rows.append(
            RuleRow(
                rule.code,
                words.url,
                words.title,
                rule.element.title,
                f"sev-{severity.value}",
                severity.value,
                str(rule.weight) if rule.weight else UNKNOWN,
                told(rule.summary),
                gaps if isinstance(rule.element, Element) else findings.get(rule.code, 0),
            )
        )
    return tuple(rows)


def rule_view(rule: Rule, outcomes: Held, guide: Guide) -> RuleView:
    """The page of one rule."""
    words = guide.rule(rule)
    severity = guide.severities.get(rule.code, rule.severity)
    found = outcomes.get(rule.code, ())
    return RuleView(
        code=rule.code,
        title=words.title,
        name=rule.name,
        family=Link(rule.element.title, guide.elements.get(rule.element.key, "")),
        css=f"sev-{severity.value}",
        severity=severity.value,
        weight=_WEIGHTS.get(rule.weight, "not in the score"),
        summary=told(rule.summary),
        rationale=marked(rule.rationale),
        good=_example(rule.good),
        bad=_example(rule.bad),
        counts=_counts(found),
        outcomes=tuple(
            [_outcome(account, criterion, guide) for account, criterion in found if criterion.outcome.state in _LISTED]
        ),
    )


def _counts(found: Sequence[tuple[Account, Criterion]]) -> str:
    counts = Counter(criterion.outcome.state for _, criterion in found)
    words = (
        (f"{counts[State.PASS]} pass", counts[State.PASS]),
        (count(counts[State.GAP], "gap"), counts[State.GAP]),
        (f"{counts[State.WAIVED]} waived", counts[State.WAIVED]),
        (f"{counts[State.NOT_APPLICABLE]} not applicable", counts[State.NOT_APPLICABLE]),
    )
    return ", ".join(text for text, number in words if number)


def _outcome(account: Account, criterion: Criterion, guide: Guide) -> RuleOutcome:
    css, word = STATES[criterion.outcome.state]
    link = guide.accounts[account.slug]
    anchor = f"#{criterion.rule.code}" if isinstance(criterion.rule.element, Element) else ""
    return RuleOutcome(
        account.name,
        f"{link.url}{anchor}",
        account.plan.front.owner or UNKNOWN,
        css,
        word,
        told(criterion.outcome.evidence),
    )


def _example(example: Example) -> str:
    """The example as it stands in files: the site's lines, the plan, its prose, and the files beside it."""
    blocks = []
    if example.site:
        blocks.append(f"# site.toml\n{example.site.strip()}")
    if example.plan:
        blocks.append(example.plan.strip("\n"))
    if example.body:
        blocks.append(example.body.strip("\n"))
    blocks += [f"# {path}\n{text.strip()}" for path, text in example.others]
    if example.touched:
        blocks.append(f"# last changed {example.touched.isoformat()}")
    return visible("\n\n".join(blocks)) or "# nothing beyond name, owner and category"
