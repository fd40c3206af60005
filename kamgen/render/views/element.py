"""The page of one element: its criteria, and which account meets which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kamgen.model.portfolio import Account
from kamgen.model.rule import Element, Rule, State
from kamgen.model.scorecard import ElementScore, whole
from kamgen.render.guide import Guide, Link
from kamgen.render.text import marked
from kamgen.render.views.rows import Cell, Score, score_words
from kamgen.render.views.scorecard import STATES

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


class Tab(NamedTuple):
    """One of the nine elements, with its score across the portfolio."""

    short: str
    url: str
    score: Score
    current: bool


class CriterionLine(NamedTuple):
    """A criterion and how many accounts meet it."""

    code: str
    title: str
    url: str
    summary: str
    weight: int
    met: int
    gaps: int
    waived: int
    not_applicable: int
    practised: Score
    """Share of the accounts it applies to that meet it, in percent."""


class Practice(NamedTuple):
    """One account's outcomes, in the order of the criteria."""

    name: str
    url: str
    outcomes: tuple[tuple[str, str], ...]
    """Class and word."""
    score: Cell


@dataclass(frozen=True, slots=True)
class ElementView:
    """What the page of one element shows."""

    title: str
    numeral: str
    lead: str
    tabs: tuple[Tab, ...]
    criteria: tuple[CriterionLine, ...]
    codes: tuple[Link, ...]
    accounts: tuple[Practice, ...]


def element_view(
    element: Element, accounts: Sequence[Account], means: Mapping[Element, int | None], guide: Guide
) -> ElementView:
    """The page of ``element``; ``means`` are the elements' scores across the portfolio."""
    scored = [(account, _part(account, element)) for account in accounts if account.scorecard]
    rules = _rules(part for _, part in scored)
    counts = {rule.code: Counter[State]() for rule in rules}
    for _, part in scored:
        for criterion in part.criteria:
            counts[criterion.rule.code][criterion.outcome.state] += 1
    return ElementView(
        element.title,
        element.numeral,
        LEADS[element],
        tuple(
            Tab(other.short, guide.elements[other.key], score_words(means[other]), other is element)
            for other in Element
        ),
        tuple(_line(rule, counts[rule.code], guide) for rule in rules),
        tuple(Link(rule.code, guide.rule(rule).url) for rule in rules),
        tuple(_practice(account, part, rules, guide) for account, part in scored),
    )


def element_means(accounts: Sequence[Account]) -> dict[Element, int | None]:
    """The mean of each element's scores over the accounts that have one, rounded half up."""
    scores: dict[Element, list[int]] = {element: [] for element in Element}
    for account in accounts:
        for part in account.scorecard.elements if account.scorecard else ():
            if part.score is not None:
                scores[part.element].append(part.score)
    return {element: whole(Fraction(sum(known), len(known))) if known else None for element, known in scores.items()}


def _part(account: Account, element: Element) -> ElementScore:
    parts = account.scorecard.elements if account.scorecard else ()
    return next((part for part in parts if part.element is element), ElementScore(element, (), 0, 0))


def _rules(parts: Iterator[ElementScore]) -> tuple[Rule, ...]:
    found = {criterion.rule.code: criterion.rule for part in parts for criterion in part.criteria}
    return tuple(found[code] for code in sorted(found))


def _line(rule: Rule, counts: Counter[State], guide: Guide) -> CriterionLine:
    met, gaps = counts[State.PASS], counts[State.GAP]
    practised = whole(Fraction(100 * met, met + gaps)) if met + gaps else None
    words = guide.rule(rule)
    return CriterionLine(
        rule.code,
        words.title,
        words.url,
        marked(rule.summary),
        rule.weight,
        met,
        gaps,
        counts[State.WAIVED],
        counts[State.NOT_APPLICABLE],
        score_words(practised),
    )


def _practice(account: Account, part: ElementScore, rules: tuple[Rule, ...], guide: Guide) -> Practice:
    criteria = part.criteria
    if tuple([criterion.rule for criterion in criteria]) == rules:
        shown = [criterion.outcome.state for criterion in criteria]
    else:
        states = {criterion.rule.code: criterion.outcome.state for criterion in criteria}
        shown = [states.get(rule.code, State.NOT_APPLICABLE) for rule in rules]
    score = score_words(part.score)
    url = guide.accounts[account.slug].url
    outcomes = tuple([STATES[state] for state in shown])
    return Practice(account.name, f"{url}#e.{part.element.key}", outcomes, Cell(score.text, score.css, url))
