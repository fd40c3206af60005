"""The pages of rules: all of them, and one with its examples and what came of it for each account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.account import Account
from kamgen.model.plan import Fault
from kamgen.model.rule import BINDING, Element, Example, Rule, State
from kamgen.model.scorecard import Criterion
from kamgen.render.deadlines import joined
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import Link, SiteContext, account_url
from kamgen.render.text import marked, told, visible
from kamgen.render.views.scorecard import STATES
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import sentence

_WEIGHTS = {3: "3, vital", 2: "2, normal", 1: "1, fine"}

_LISTED = (State.GAP, State.WAIVED)


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


class Answer(NamedTuple):
    """What came of a rule for all accounts together."""

    css: str
    word: str
    evidence: str
    write: str
    """What to do about a gap; empty for all else."""


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
    outcomes: Markup
    """Rows of the gaps and waivers; passes are only counted."""
    answers: tuple[Answer, ...]
    """Of a rule of the whole portfolio, which no single account can answer."""


def rule_rows(rules: Iterable[Rule], data: PortfolioData, context: SiteContext) -> tuple[RuleRow, ...]:
    """All rules in the catalogue's order; of those outside the nine elements, findings are counted."""
    findings = Counter([finding.code for account in data.accounts for finding in account.findings])
    findings.update(each.rule.code for each in data.criteria if each.outcome.state is State.GAP)
    rows = []
    for rule in rules:
        words = context.rule(rule)
        severity = context.severities.get(rule.code, rule.severity)
        gaps = data.states.get(rule.code, {}).get(State.GAP, 0)
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
                gaps if isinstance(rule.element, Element) else findings[rule.code],
            )
        )
    return tuple(rows)


def rule_view(rule: Rule, data: PortfolioData, context: SiteContext) -> RuleView:
    """The page of one rule."""
    words = context.rule(rule)
    severity = context.severities.get(rule.code, rule.severity)
    return RuleView(
        code=rule.code,
        title=words.title,
        name=rule.name,
        family=Link(rule.element.title, context.elements.get(rule.element.key, "")),
        css=f"sev-{severity.value}",
        severity=severity.value,
        weight=_WEIGHTS.get(rule.weight, "not in the score"),
        summary=told(rule.summary),
        rationale=marked(rule.rationale),
        good=_example(rule.good),
        bad=_example(rule.bad),
        counts=_counts(data.states.get(rule.code, {})),
        outcomes=joined(data.outcomes.get(rule.code, ())),
        answers=tuple(answer for each in data.criteria if each.rule.code == rule.code for answer in answers(each)),
    )


def answers(criterion: Criterion) -> Iterator[Answer]:
    """What came of a rule of the whole portfolio: one answer, or one for each thing that it found."""
    outcome = criterion.outcome
    css, word = STATES[outcome.state]
    for fault in outcome.faults or (Fault(outcome.key, outcome.evidence, outcome.write),):
        yield Answer(css, word, told(sentence(fault.message)), marked(sentence(fault.write)))


def _counts(states: Mapping[str, int]) -> str:
    words = (
        (State.PASS, "{} pass"),
        (State.GAP, "{} gap" if states.get(State.GAP) == 1 else "{} gaps"),
        (State.WAIVED, "{} waived"),
        (State.NOT_APPLICABLE, "{} not applicable"),
    )
    return ", ".join(text.format(states[state]) for state, text in words if states.get(state))


def outcomes(account: Account) -> Iterator[tuple[str, RuleOutcome]]:
    """The gaps and waivers of one account, by rule code."""
    url, owner = account_url(account.slug), account.owner or UNKNOWN
    for criterion in (*(account.scorecard.criteria if account.scorecard else ()), *account.others):
        state = criterion.outcome.state
        if state in _LISTED:
            rule = criterion.rule
            place = f"{url}#{rule.code}" if rule.element not in BINDING else url
            yield rule.code, RuleOutcome(account.name, place, owner, *STATES[state], told(criterion.outcome.evidence))


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
