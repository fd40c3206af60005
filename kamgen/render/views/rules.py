"""What plans are held against and what came of it: the pages of elements, of rules, and of findings.

Templates look a rule up by its code (``{% set rule = row.code | rule %}``) and write states and scores by filters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import Criterion, mean, rounded_score
from kamgen.model.enums import Severity
from kamgen.model.fields import Doc
from kamgen.model.finding import SEVERITIES, Finding
from kamgen.model.places import Fault
from kamgen.model.rule import Element, Example, Rule, State
from kamgen.model.summary import Summary
from kamgen.render.account_rows import AccountOutcome, PortfolioData
from kamgen.render.links import plan_lines, source_path
from kamgen.render.site_context import NavLink, SiteContext, account_url, element_url, rule_url
from kamgen.render.text import page_text
from kamgen.render.views.cards import Note
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted, rule_title, sentence

LEADS: dict[Element, str] = {
    Element.ANALYSIS: "Revenue, profit and potential by account, with what it costs to serve each of them.",
    Element.FEEDBACK: "Feedback gathered formally, systematically and in writing.",
    Element.TEAM_REVIEWS: "The whole team of an account meets about performance, opportunities and next steps.",
    Element.CLIENT_REVIEWS: "Reviews at the client's: performance, issues, and what has changed for them.",
    Element.CATEGORIZATION: "Every account placed by what it brings today and what it could bring.",
    Element.SERVICE_TARGETS: "What service each category of accounts can expect, and whether it gets it.",
    Element.PLAN: "How revenue, relationship and value are to grow, and who does what by when.",
    Element.FINANCIAL_TARGETS: "Targets for revenue and profit that are set, revised and held against the figures.",
    Element.CRM: "The account's data is kept in a CRM, and plan and CRM agree.",
}

SHOWN = 1000
"""Findings that the page lists; a longer table helps nobody."""


class Tab(Struct, frozen=True):
    """One of the nine elements, with its score across the portfolio."""

    short: str
    url: str
    score: int | None
    current: bool


class CriterionLine(Struct, frozen=True):
    """A criterion and how many accounts meet it."""

    code: str
    states: Annotated[Mapping[str, int], Doc("How many accounts came out `pass`, `gap`, `waived`, `not applicable`.")]
    practised: Annotated[int | None, Doc("Share of the accounts it applies to that meet it, in percent.")]


class Practice(Struct, frozen=True):
    """One account's outcomes, in the order of the criteria."""

    name: str
    url: str
    states: tuple[str, ...]
    score: int | None


class ElementView(Struct, frozen=True):
    """What the page of one element shows."""

    title: str
    numeral: str
    lead: str
    tabs: tuple[Tab, ...]
    criteria: tuple[CriterionLine, ...]
    accounts: Annotated[tuple[Practice, ...], Doc("What each account practises, one column a criterion.")]


def element_targets(_: PortfolioData, __: SiteContext) -> list[tuple[str, str, Element]]:
    """Address and title of the page of each element."""
    return [(element_url(element), element.title, element) for element in Element]


def element_view(data: PortfolioData, _: SiteContext, element: Element) -> ElementView:
    """The page of ``element``; plans that cannot be read are left out."""
    place = list(Element).index(element)
    scored = [(account, dict(account.outcomes)) for account in data.accounts if account.elements]
    codes = sorted(rule.code for rule in RULES if rule.element is element and rule.code in data.states)
    return ElementView(
        title=element.title,
        numeral=element.numeral,
        lead=LEADS[element],
        tabs=tuple(
            Tab(each.short, element_url(each), mean(account.elements[number] for account, _ in scored), each is element)
            for number, each in enumerate(Element)
        ),
        criteria=tuple(CriterionLine(code, data.states[code], _practised(data.states[code])) for code in codes),
        accounts=tuple(
            Practice(
                name=account.name,
                url=f"{account_url(account.slug)}#e.{element.key}",
                states=tuple([states[code] for code in codes if code in states]),
                score=account.elements[place],
            )
            for account, states in scored
        ),
    )


def _practised(states: Mapping[str, int]) -> int | None:
    of = states[State.PASS] + states[State.GAP]
    return rounded_score(Fraction(100 * states[State.PASS], of)) if of else None


class RuleRow(Struct, frozen=True):
    """A rule in the list of all."""

    code: str
    severity: Severity
    gaps: int


class RulesView(Struct, frozen=True):
    """What the page of all rules shows."""

    rules: Annotated[tuple[RuleRow, ...], Doc("In the catalogue's order.")]


class Answer(Struct, frozen=True):
    """What came of a rule for all accounts together."""

    code: str
    state: State
    evidence: str
    write: Annotated[str, Doc("What to do about a gap; empty for all else.")]


class RuleView(Struct, frozen=True):
    """What the page of one rule shows."""

    code: str
    severity: Severity
    family: Annotated[NavLink, Doc("What it belongs to: an element with its page, or a group of rules outside those.")]
    counts: Annotated[str, Doc("How many accounts pass, have a gap, waived it, or are not concerned.")]
    outcomes: Annotated[Sequence[AccountOutcome], Doc("The gaps and waivers; passes are only counted.")]
    answers: Annotated[tuple[Answer, ...], Doc("Of a rule of the whole portfolio, which no single account can answer.")]


def rules_view(data: PortfolioData, context: SiteContext) -> RulesView:
    """All rules; of those outside the nine elements, findings are counted."""
    findings = Counter([finding.code for account in data.accounts for finding in account.findings])
    findings.update(each.rule.code for each in data.criteria if each.outcome.state is State.GAP)
    gaps = {
        rule.code: data.states.get(rule.code, {}).get(State.GAP, 0)
        if isinstance(rule.element, Element)
        else findings[rule.code]
        for rule in RULES
    }
    return RulesView(tuple(RuleRow(rule.code, context.severity(rule), gaps[rule.code]) for rule in RULES))


def rule_targets(_: PortfolioData, __: SiteContext) -> list[tuple[str, str, Rule]]:
    """Address and title of the page of each rule."""
    return [(rule_url(rule.code), f"{rule.code} {rule_title(rule.name)}", rule) for rule in RULES]


def rule_view(data: PortfolioData, context: SiteContext, rule: Rule) -> RuleView:
    """The page of one rule."""
    element, states = rule.element, data.states.get(rule.code, {})
    words = (
        (State.PASS, "{} pass"),
        (State.GAP, "{} gap" if states.get(State.GAP) == 1 else "{} gaps"),
        (State.WAIVED, "{} waived"),
        (State.NOT_APPLICABLE, "{} not applicable"),
    )
    return RuleView(
        code=rule.code,
        severity=context.severity(rule),
        family=NavLink(element.title, element_url(element) if isinstance(element, Element) else ""),
        counts=", ".join(text.format(states[state]) for state, text in words if states.get(state)),
        outcomes=data.outcomes.get(rule.code, ()),
        answers=tuple(answers(each for each in data.criteria if each.rule.code == rule.code)),
    )


def answers(criteria: Iterable[Criterion]) -> Iterator[Answer]:
    """What came of rules of the whole portfolio: one answer each, or one for each thing that one found."""
    for criterion in criteria:
        outcome = criterion.outcome
        for fault in outcome.faults or (Fault(outcome.key, outcome.evidence, outcome.write),):
            yield Answer(criterion.rule.code, outcome.state, sentence(fault.message), sentence(fault.write))


def example_text(example: Example) -> str:
    """An example as it stands in files: the site's lines, the plan, its prose, and the files beside it."""
    blocks = [
        f"# site.toml\n{example.site.strip()}" if example.site else "",
        example.plan.strip("\n"),
        example.body.strip("\n"),
        *(f"# {path}\n{text.strip()}" for path, text in example.others),
        f"# last changed {example.touched.isoformat()}" if example.touched else "",
    ]
    return page_text("\n\n".join(filter(None, blocks))) or "# nothing beyond name, owner and category"


class RuleCount(Struct, frozen=True):
    """A rule and how many findings it has."""

    code: str
    name: str
    findings: int


class FindingRow(Struct, frozen=True):
    """One thing to mend."""

    finding: Finding
    account: str
    url: str
    source: Annotated[
        str, Doc("Address of the line in the repository's web view; empty when site.toml does not say.")
    ] = ""


class FindingsView(Struct, frozen=True):
    """What the page of findings shows."""

    counts: tuple[Note, ...]
    rules: Annotated[tuple[RuleCount, ...], Doc("How many findings each rule has, most first.")]
    hidden: Annotated[int, Doc("Findings that are not listed here; the pages of their accounts have them.")]
    rows: tuple[FindingRow, ...]


def findings_view(data: PortfolioData, context: SiteContext) -> FindingsView:
    """The findings: errors first, then by the rule's weight, then in the order of files and places.

    Those about all accounts together come last of their severity: one answers them in site.toml.
    """
    weights = {rule.code: rule.weight for rule in RULES}
    found: list[tuple[Finding, Summary | None]] = [
        (finding, account) for account in data.accounts for finding in account.findings
    ]
    for criterion in data.criteria:
        rule = criterion.rule
        for gap in criterion.gaps:
            about = Finding(
                rule.code, rule.name, criterion.severity, "", "site.toml", gap.key, 0, 0, 0, gap.message, gap.write
            )
            found.append((about, None))
    found.sort(key=lambda each: (SEVERITIES.index(each[0].severity), each[1] is None, -weights.get(each[0].code, 0)))
    rules = Counter([(finding.code, finding.name) for finding, _ in found])
    return FindingsView(
        counts=severity_notes(data),
        rules=tuple(
            RuleCount(code, name, number)
            for (code, name), number in sorted(rules.items(), key=lambda each: (-each[1], each[0]))
        ),
        hidden=max(0, len(found) - SHOWN),
        rows=tuple(_finding_row(finding, account, context) for finding, account in found[:SHOWN]),
    )


def _finding_row(finding: Finding, account: Summary | None, context: SiteContext) -> FindingRow:
    if account is None:
        return FindingRow(finding, "all accounts", "index.html")
    lines = plan_lines(context.site.site.source_url, account.path, source_path(account.slug))
    return FindingRow(finding, account.name, account_url(account.slug), lines.url(finding.line))


def severity_notes(data: PortfolioData, url: str = "") -> tuple[Note, ...]:
    """How many findings of each severity there are, worst first."""
    counts, plurals = data.severities, {Severity.ADVICE: "advice"}
    return tuple(
        Note(counted(counts[severity], severity.value, plurals.get(severity, "")), url, f"sev-{severity.value}")
        for severity in SEVERITIES
        if counts[severity]
    )
