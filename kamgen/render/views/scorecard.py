"""The scorecard of an account's page: score, the nine elements with their criteria, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts.scores import tenths_gained
from kamgen.model.account import Account, Criterion, Scorecard
from kamgen.model.enums import band_of
from kamgen.model.fields import Doc
from kamgen.model.health import Health, SignalValue
from kamgen.model.rule import LENSES, Element, Rule, State
from kamgen.render.charts.small import Caption, meter
from kamgen.render.links import LineLinks
from kamgen.render.site_context import SiteContext, element_url
from kamgen.render.text import as_sentence, with_code
from kamgen.render.views.rows import BAND_CSS, METER_CSS, Score, score_words
from kamgen.text.health import health_words, known_words
from kamgen.text.words import counted, joined, rule_title, sentence

FIRST_STEPS = 3
"""How many gaps are named as those that raise the score most."""


class StateWord(NamedTuple):
    """An outcome on a page."""

    css: str
    word: str


STATES: dict[str, StateWord] = {
    State.GAP: StateWord("gap", "gap"),
    State.PASS: StateWord("pass", "pass"),
    State.WAIVED: StateWord("waived", "waived"),
    State.NOT_APPLICABLE: StateWord("na", "n/a"),
}
"""Class and word of each outcome, in the order in which a list of criteria shows them."""

VITAL = 3
"""From this weight on a criterion is vital."""


class CriterionRow(Struct, frozen=True):
    """One criterion with its outcome."""

    css: Annotated[str, Doc("`gap`, `pass`, `waived` or `na`.")]
    rule: Rule
    word: Annotated[str, Doc("The outcome; `vital gap` for one of weight.")]
    line: Annotated[str, Doc("Line of the plan that the outcome speaks of; empty when it speaks of none.")]
    evidence: Annotated[str, Doc("Why.")]
    write: Annotated[str, Doc("What to do about a gap; empty for all else.")]


class ElementPart(Struct, frozen=True):
    """One of the nine elements."""

    element: Element
    url: str
    score: Score
    criteria: tuple[CriterionRow, ...]


class LensPart(Struct, frozen=True):
    """One family of criteria beside the nine elements; in no score."""

    key: str
    title: str
    css: Annotated[str, Doc("The class of its band.")]
    met: Annotated[str, Doc("`5 of 8 met`; `n/a` when none applies.")]
    criteria: tuple[CriterionRow, ...]


class TopGap(Struct, frozen=True):
    """A gap worth closing first."""

    code: str
    words: str
    gain: Annotated[str, Doc("Points that the checklist score gains: `+3.3`.")]


class ScorecardView(Struct, frozen=True):
    """The scorecard."""

    score: Score
    meter: Markup
    met: Annotated[str, Doc("`31 of 38 criteria met, 1 waived`.")]
    steps: tuple[TopGap, ...]
    elements: tuple[ElementPart, ...]
    lenses: tuple[LensPart, ...]
    lines: Annotated[LineLinks, Doc("The address of any line of the plan, before and after its number.")]


def scorecard_view(account: Account, scorecard: Scorecard, lines: LineLinks, context: SiteContext) -> ScorecardView:
    """The scorecard of an account whose plan can be read."""
    waived = [(each.rule.code, "") for each in scorecard.criteria if each.outcome.state is State.WAIVED]
    score = score_words(scorecard.score, waived)
    said = f"{scorecard.score} of 100, {score.word}{f', {len(waived)} waived' if waived else ''}"
    said = "nothing is applicable" if scorecard.score is None else said
    caption = Caption("score", "Checklist score", said)
    waivers = {waiver.rule: _waiver_words(account, number) for number, waiver in enumerate(account.plan.front.waive)}
    return ScorecardView(
        score=score,
        meter=meter(caption, scorecard.score or 0, METER_CSS[score.css]),
        met=_met(scorecard),
        steps=_steps(scorecard, context),
        elements=tuple(
            [
                ElementPart(
                    part.element,
                    element_url(part.element),
                    score_words(part.score),
                    _criteria(part.criteria, waivers),
                )
                for part in scorecard.elements
            ]
        ),
        lenses=_lenses(account.others, waivers),
        lines=lines,
    )


def _met(scorecard: Scorecard) -> str:
    states = [criterion.outcome.state for criterion in scorecard.criteria]
    met, gaps, waived = (states.count(state) for state in (State.PASS, State.GAP, State.WAIVED))
    return f"{met} of {counted(met + gaps, 'criterion', 'criteria')} met{f', {waived} waived' if waived else ''}"


def _lenses(others: Sequence[Criterion], waivers: dict[str, str]) -> tuple[LensPart, ...]:
    """The lenses that were looked through, in their order."""
    parts = []
    for family in LENSES:
        criteria = [criterion for criterion in others if criterion.rule.element is family]
        states = [criterion.outcome.state for criterion in criteria]
        met, of = states.count(State.PASS), states.count(State.PASS) + states.count(State.GAP)
        css = BAND_CSS[band_of(100 * met // of if of else None)]
        words = f"{met} of {of} met" if of else "n/a"
        if criteria:
            parts.append(LensPart(family.key, family.title, css, words, _criteria(criteria, waivers)))
    return tuple(parts)


def _criteria(criteria: Sequence[Criterion], waivers: dict[str, str]) -> tuple[CriterionRow, ...]:
    """Criteria as a page shows them, in the order of `STATES`; ``waivers`` are the plan's own words by rule."""
    order, rows = list(STATES), []
    for criterion in sorted(criteria, key=lambda each: order.index(each.outcome.state)):
        outcome, rule = criterion.outcome, criterion.rule
        css, word = STATES[outcome.state]
        gap = outcome.state is State.GAP
        evidence = waivers.get(rule.code, outcome.evidence) if outcome.state is State.WAIVED else outcome.evidence
        rows.append(
            CriterionRow(
                css,
                rule,
                "vital gap" if gap and rule.weight >= VITAL else word,
                str(criterion.line) if outcome.key and criterion.line else "",
                as_sentence(evidence),
                as_sentence(outcome.write) if gap else "",
            )
        )
    return tuple(rows)


def _waiver_words(account: Account, number: int) -> str:
    waiver = account.plan.front.waive[number]
    rest = joined(waiver.by and f"by {waiver.by}", f"until {waiver.until}" if waiver.until else "")
    return f"{waiver.reason.rstrip('.')}. {sentence(rest)}{'.' if rest else ''}".strip()


def _steps(scorecard: Scorecard, context: SiteContext) -> tuple[TopGap, ...]:
    """The gaps that raise the score most when they are closed, the largest first."""
    weighed = [(part.earned, part.possible) for part in scorecard.elements]
    gaps = [each.rule for each in scorecard.criteria if each.outcome.state is State.GAP and each.scored]
    gained = tenths_gained(gaps, weighed, context.site)
    gains = sorted([(-gained[rule.code], rule.code, rule.name) for rule in gaps])
    steps = []
    for gain, code, name in gains[:FIRST_STEPS]:
        points, tenth = divmod(-gain, 10)
        if gain:
            steps.append(TopGap(code, with_code(rule_title(name)), f"+{points}{context.style.decimal}{tenth}"))
    return tuple(steps)


class HealthView(Struct, frozen=True):
    """How the account is doing."""

    score: Annotated[str, Doc("`68, 7 of 9 known`; `2 of 9 known` where it is not scored, empty without any health.")]
    css: Annotated[str, Doc("The class of its band.")]
    word: Annotated[str, Doc("`on course`, or `not scored`.")]
    meter: Annotated[Markup, Doc("A picture; empty when it is not scored.")]
    known: Annotated[str, Doc("Why there is no score; empty when there is one.")]
    formula: Annotated[str, Doc("The mean with its figures.")]
    weighted: Annotated[bool, Doc("Whether the signals do not all weigh alike.")]
    signals: tuple[SignalValue, ...]
    held: Annotated[tuple[str, ...], Doc("What the verdict cannot be better for, the gravest first.")]


def health_view(health: Health) -> HealthView:
    """The health of one account."""
    css, scored = BAND_CSS[health.band], health.score is not None
    caption = Caption("health", "Health score", f"{health.score} of 100, {health.band.word}")
    return HealthView(
        score=health_words(health.standing) if scored else known_words(health.standing),
        css=css,
        word=health.band.word,
        meter=meter(caption, health.score or 0, METER_CSS[css]) if scored else Markup(),
        known="" if scored else sentence(health.reason),
        formula=health.formula,
        weighted=len({value.weight for value in health.signals}) > 1,
        signals=health.signals,
        held=tuple(map(sentence, health.held)),
    )
