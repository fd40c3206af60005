"""The scorecard of an account's page: score, the nine elements with their criteria, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from kamgen.model.account import Account
from kamgen.model.choices import band_of
from kamgen.model.rule import LENSES, Element, Family, State
from kamgen.model.scorecard import Criterion, ElementScore, Scorecard
from kamgen.render.charts.meter import meter
from kamgen.render.charts.svg import Caption
from kamgen.render.links import Lines
from kamgen.render.site_context import RuleWords, SiteContext, element_url
from kamgen.render.text import marked, told
from kamgen.render.views.rows import BAND_CSS, METER_CSS, Score, score_words
from kamgen.text.words import counted, sentence

FIRST_STEPS = 3
"""How many gaps are named as those that raise the score most."""


class StateWord(NamedTuple):
    """An outcome on a page."""

    css: Markup
    word: Markup


STATES = {
    State.GAP: StateWord(Markup("gap"), Markup("gap")),
    State.PASS: StateWord(Markup("pass"), Markup("pass")),
    State.WAIVED: StateWord(Markup("waived"), Markup("waived")),
    State.NOT_APPLICABLE: StateWord(Markup("na"), Markup("n/a")),
}
"""Class and word of each outcome, in the order in which a list of criteria shows them."""

_VITAL_GAP = Markup("vital gap")
_GAP, _PASS, _WAIVED = State.GAP, State.PASS, State.WAIVED
_VITAL = 3
_WORDS = tuple(STATES.values())

_NUMBERS = tuple(map(str, range(500)))
"""The lines of most plans as text."""

_new = tuple.__new__
"""Makes a row in half the time of calling its class: every account's page has some forty."""
_ELEMENTS = {
    each.key: (escape(each.key), escape(each.title), escape(each.short), escape(element_url(each))) for each in Element
}
"""Key, title, short title and page of each element: ready HTML, because every account's page has them twice."""


class CriterionRow(NamedTuple):
    """One criterion with its outcome."""

    css: Markup
    rule: RuleWords
    word: Markup
    line: str
    """Line of the plan that the outcome speaks of; empty when it speaks of none."""
    evidence: str
    write: str


class ElementPart(NamedTuple):
    """One of the nine elements."""

    key: Markup
    title: Markup
    short: Markup
    url: Markup
    score: Score
    criteria: tuple[CriterionRow, ...]


class LensPart(NamedTuple):
    """One family of criteria beside the nine elements; in no score."""

    key: str
    title: str
    css: str
    met: str
    """``5 of 8 met``; ``n/a`` when none applies."""
    criteria: tuple[CriterionRow, ...]


class Step(NamedTuple):
    """A gap worth closing first."""

    code: str
    words: str
    gain: str
    """Points that the checklist score gains: ``+3.3``."""


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """The scorecard."""

    score: Score
    meter: Markup
    met: str
    """``31 of 38 criteria met, 1 waived``."""
    steps: tuple[Step, ...]
    elements: tuple[ElementPart, ...]
    lenses: tuple[LensPart, ...]
    lines: Lines
    """The address of any line of the plan: ready HTML before and after its number."""


def scorecard_view(account: Account, scorecard: Scorecard, lines: Lines, context: SiteContext) -> ScorecardView:
    """The scorecard of an account whose plan can be read."""
    score = score_words(scorecard.score)
    waivers = {waiver.rule: _waiver_words(account, number) for number, waiver in enumerate(account.plan.front.waive)}
    return ScorecardView(
        score=score,
        meter=_meter(scorecard.score, score),
        met=_met(scorecard),
        steps=_steps(scorecard, context),
        elements=tuple([_element(element, waivers, context) for element in scorecard.elements]),
        lenses=_lenses(account.others, waivers, context),
        lines=Lines(*map(escape, lines)),
    )


def _meter(score: int | None, words: Score) -> Markup:
    said = "nothing is applicable" if score is None else f"{score} of 100, {words.word}"
    return meter(Caption("score", "Checklist score", said), score or 0, METER_CSS[words.css])


def _met(scorecard: Scorecard) -> str:
    states = [criterion.outcome.state for element in scorecard.elements for criterion in element.criteria]
    met, gaps, waived = (states.count(state) for state in (_PASS, _GAP, _WAIVED))
    return f"{met} of {counted(met + gaps, 'criterion', 'criteria')} met{f', {waived} waived' if waived else ''}"


def _element(element: ElementScore, waivers: dict[str, str], context: SiteContext) -> ElementPart:
    gaps, passes, waived, rest = _criteria(element.criteria, waivers, context)
    return ElementPart(*_ELEMENTS[element.element.key], score_words(element.score), (*gaps, *passes, *waived, *rest))


def _lenses(others: Sequence[Criterion], waivers: dict[str, str], context: SiteContext) -> tuple[LensPart, ...]:
    """The lenses that were looked through, in their order."""
    groups: dict[object, list[Criterion]] = {family: [] for family in LENSES}
    for criterion in others:
        if (found := groups.get(criterion.rule.element)) is not None:
            found.append(criterion)
    return tuple([_lens(family, groups[family], waivers, context) for family in LENSES if groups[family]])


def _lens(family: Family, criteria: Sequence[Criterion], waivers: dict[str, str], context: SiteContext) -> LensPart:
    gaps, passes, waived, rest = _criteria(criteria, waivers, context)
    met, of = len(passes), len(passes) + len(gaps)
    css = BAND_CSS[band_of(100 * met // of if of else None)]
    words = f"{met} of {of} met" if of else "n/a"
    return LensPart(family.key, family.title, css, words, (*gaps, *passes, *waived, *rest))


def _criteria(
    criteria: Sequence[Criterion], waivers: dict[str, str], context: SiteContext
) -> tuple[list[CriterionRow], ...]:
    """Criteria as a page shows them, by outcome as in `STATES`; ``waivers`` are the plan's own words by rule."""
    rows: tuple[list[CriterionRow], ...] = ([], [], [], [])
    rules = context.rules
    for rule, (state, evidence, key, write, _), _, line, _ in criteria:
        place = 1 if state is _PASS else 0 if state is _GAP else 2 if state is _WAIVED else 3
        css, word = _WORDS[place]
        if place == 0 and rule.weight >= _VITAL:
            word = _VITAL_GAP
        elif place == 2:
            evidence = waivers.get(rule.code, evidence)
        row = (
            css,
            rules.get(rule.code) or context.rule(rule),
            word,
            _number(line) if key and line else "",
            told(evidence),
            told(write) if place == 0 else "",
        )
        rows[place].append(_new(CriterionRow, row))
    return rows


def _number(line: int) -> str:
    return _NUMBERS[line] if line < len(_NUMBERS) else str(line)


def _waiver_words(account: Account, number: int) -> str:
    waiver = account.plan.front.waive[number]
    by = f"by {waiver.by}" if waiver.by else ""
    until = f"until {waiver.until.isoformat()}" if waiver.until else ""
    rest = ", ".join(part for part in (by, until) if part)
    return f"{waiver.reason.rstrip('.')}. {sentence(rest)}{'.' if rest else ''}".strip()


def _steps(scorecard: Scorecard, context: SiteContext) -> tuple[Step, ...]:
    """The gaps that raise the score most when they are closed, the largest first."""
    weights = context.site.checklist.weights
    shares = [(float(weights.get(part.element.key, 1)), part) for part in scorecard.elements if part.possible]
    whole = sum(weight for weight, _ in shares)
    gains = [
        (-100 * weight / whole * criterion.rule.weight / part.possible, criterion.rule.code, criterion)
        for weight, part in shares
        if weight
        for criterion in part.criteria
        if criterion.outcome.state is _GAP and criterion.scored
    ]
    gains.sort(key=itemgetter(0, 1))
    return tuple(_step(-gain, criterion, context) for gain, _, criterion in gains[:FIRST_STEPS])


def _step(gain: float, criterion: Criterion, context: SiteContext) -> Step:
    tenths = int(gain * 10 + 0.5)
    words = context.rule(criterion.rule).title
    return Step(criterion.rule.code, marked(words), f"+{tenths // 10}{context.style.decimal}{tenths % 10}")
