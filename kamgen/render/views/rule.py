"""The pages of rules: all of them, and one with its examples and what came of it for each account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Criterion
from kamgen.model.fields import Doc
from kamgen.model.places import Fault
from kamgen.model.rule import Element, Example, Rule, State
from kamgen.render.account_rows import ListedOutcome
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import Link, SiteContext
from kamgen.render.text import as_sentence, marked, visible
from kamgen.render.views.rows import AccountRow
from kamgen.render.views.scorecard import STATES
from kamgen.rules.catalogue import RULES
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import sentence

_WEIGHTS = {3: "3, vital", 2: "2, normal", 1: "1, fine"}


class RuleRow(Struct, frozen=True):
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


class Answer(Struct, frozen=True):
    """What came of a rule for all accounts together."""

    css: str
    word: str
    evidence: str
    write: Annotated[str, Doc("What to do about a gap; empty for all else.")]


class RuleOutcome(Struct, frozen=True):
    """What came of the rule for one account."""

    name: str
    url: str
    owner: str
    css: str
    word: str
    evidence: str


class RuleView(Struct, frozen=True):
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
    counts: Annotated[str, Doc("How many accounts pass, have a gap, waived it, or are not concerned.")]
    outcomes: Annotated[tuple[RuleOutcome, ...], Doc("The gaps and waivers; passes are only counted.")]
    answers: Annotated[tuple[Answer, ...], Doc("Of a rule of the whole portfolio, which no single account can answer.")]


class RulesView(Struct, frozen=True):
    """What the page of all rules shows."""

    rules: Annotated[tuple[RuleRow, ...], Doc("In the catalogue's order.")]


def rules_view(data: PortfolioData, context: SiteContext) -> RulesView:
    """All rules; of those outside the nine elements, findings are counted."""
    findings = Counter([finding.code for account in data.accounts for finding in account.findings])
    findings.update(each.rule.code for each in data.criteria if each.outcome.state is State.GAP)
    return RulesView(tuple(_row(rule, data, findings, context) for rule in RULES))


def _row(rule: Rule, data: PortfolioData, findings: Counter[str], context: SiteContext) -> RuleRow:
    words = context.rule(rule)
    severity = context.severities.get(rule.code, rule.severity)
    gaps = data.states.get(rule.code, {}).get(State.GAP, 0)
    return RuleRow(
        code=rule.code,
        url=words.url,
        title=words.title,
        family=rule.element.title,
        css=f"sev-{severity.value}",
        severity=severity.value,
        weight=str(rule.weight) if rule.weight else UNKNOWN,
        summary=as_sentence(rule.summary),
        gaps=gaps if isinstance(rule.element, Element) else findings[rule.code],
    )


def rule_targets(_: PortfolioData, context: SiteContext) -> list[tuple[str, str, Rule]]:
    """Address and title of the page of each rule."""
    words = [(context.rule(rule), rule) for rule in RULES]
    return [(each.url, f"{each.code} {each.title}", rule) for each, rule in words]


def rule_view(data: PortfolioData, context: SiteContext, rule: Rule) -> RuleView:
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
        summary=as_sentence(rule.summary),
        rationale=marked(rule.rationale),
        good=_example(rule.good),
        bad=_example(rule.bad),
        counts=_counts(data.states.get(rule.code, {})),
        outcomes=tuple([_outcome(*each) for each in data.outcomes.get(rule.code, ())]),
        answers=tuple(answer for each in data.criteria if each.rule.code == rule.code for answer in answers(each)),
    )


def answers(criterion: Criterion) -> Iterator[Answer]:
    """What came of a rule of the whole portfolio: one answer, or one for each thing that it found."""
    outcome = criterion.outcome
    css, word = STATES[outcome.state]
    for fault in outcome.faults or (Fault(outcome.key, outcome.evidence, outcome.write),):
        yield Answer(css, word, as_sentence(sentence(fault.message)), marked(sentence(fault.write)))


def _counts(states: Mapping[str, int]) -> str:
    words = (
        (State.PASS, "{} pass"),
        (State.GAP, "{} gap" if states.get(State.GAP) == 1 else "{} gaps"),
        (State.WAIVED, "{} waived"),
        (State.NOT_APPLICABLE, "{} not applicable"),
    )
    return ", ".join(text.format(states[state]) for state, text in words if states.get(state))


def _outcome(row: AccountRow, outcome: ListedOutcome) -> RuleOutcome:
    """A gap or a waiver of one account."""
    css, word = STATES[outcome.state]
    url = row.url if outcome.binding else f"{row.url}#{outcome.code}"
    return RuleOutcome(row.name, url, row.owner, css, word, as_sentence(outcome.evidence))


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
