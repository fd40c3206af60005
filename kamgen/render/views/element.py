"""The page of one element: its criteria, and which account meets which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Annotated

from msgspec import Struct

from kamgen.model.account import whole as whole_number
from kamgen.model.fields import Doc
from kamgen.model.rule import Element, Rule, State
from kamgen.model.summary import Summary
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import Link, SiteContext, account_url
from kamgen.render.text import marked
from kamgen.render.views.rows import Score, score_words
from kamgen.render.views.scorecard import STATES, StateWord

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


class Tab(Struct, frozen=True):
    """One of the nine elements, with its score across the portfolio."""

    short: str
    url: str
    score: Score
    current: bool


class CriterionLine(Struct, frozen=True):
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
    practised: Annotated[Score, Doc("Share of the accounts it applies to that meet it, in percent.")]


class Practice(Struct, frozen=True):
    """One account's outcomes, in the order of the criteria."""

    name: str
    url: str
    outcomes: Annotated[tuple[StateWord, ...], Doc("Class and word.")]
    score: Score


class ElementView(Struct, frozen=True):
    """What the page of one element shows."""

    title: str
    numeral: str
    lead: str
    tabs: tuple[Tab, ...]
    criteria: tuple[CriterionLine, ...]
    codes: tuple[Link, ...]
    accounts: Annotated[tuple[Practice, ...], Doc("What each account practises, one column a code.")]


def element_targets(_: PortfolioData, context: SiteContext) -> list[tuple[str, str, Element]]:
    """Address and title of the page of each element."""
    return [(context.elements[element.key], element.title, element) for element in Element]


def element_view(data: PortfolioData, context: SiteContext, element: Element) -> ElementView:
    """The page of ``element``."""
    means = element_means(data.accounts)
    rules = sorted((rule for rule in data.rules if rule.element is element), key=attrgetter("code"))
    return ElementView(
        element.title,
        element.numeral,
        LEADS[element],
        tuple(
            Tab(other.short, context.elements[other.key], score_words(means[other]), other is element)
            for other in Element
        ),
        tuple(_line(rule, data.states[rule.code], context) for rule in rules),
        tuple(Link(rule.code, context.rule(rule).url) for rule in rules),
        tuple(_practices(element, rules, data)),
    )


def element_means(accounts: Sequence[Summary]) -> dict[Element, int | None]:
    """The mean of each element's scores over the accounts that have one, rounded half up."""
    columns = list(zip(*(account.elements for account in accounts if account.elements), strict=True))
    return {element: _mean(columns[place]) if columns else None for place, element in enumerate(Element)}


def _mean(scores: Sequence[int | None]) -> int | None:
    known = [score for score in scores if score is not None]
    return whole_number(Fraction(sum(known), len(known))) if known else None


def _line(rule: Rule, counts: Mapping[str, int], context: SiteContext) -> CriterionLine:
    met, gaps = counts[State.PASS], counts[State.GAP]
    practised = whole_number(Fraction(100 * met, met + gaps)) if met + gaps else None
    words = context.rule(rule)
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


def _practices(element: Element, rules: Sequence[Rule], data: PortfolioData) -> Iterator[Practice]:
    """What each account practises of the element; plans that cannot be read are left out."""
    place, codes = list(Element).index(element), {rule.code for rule in rules}
    words = {state.value: word for state, word in STATES.items()}
    for account in data.accounts:
        if account.elements:
            states = sorted((code, state) for code, state in account.outcomes if code in codes)
            url = f"{account_url(account.slug)}#e.{element.key}"
            outcomes = tuple([words[state] for _, state in states])
            yield Practice(account.name, url, outcomes, score_words(account.elements[place]))
