"""The health of one account: its score, and every signal with its formula, its figures and the plan's lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.choices import Band
from kamgen.model.health import Health, Input, SignalValue
from kamgen.render.charts.meter import meter
from kamgen.render.charts.svg import Caption
from kamgen.render.links import Lines
from kamgen.render.text import marked, told
from kamgen.render.views.rows import BAND_CSS, METER_CSS
from kamgen.text.words import sentence


class Figure(NamedTuple):
    """One figure that went into a signal."""

    name: str
    text: str
    line: int
    """The plan's line; 0 when site.toml or the portfolio says it."""
    source: str
    """That line's address."""


class SignalRow(NamedTuple):
    """One signal."""

    key: str
    title: str
    points: str
    """``68``, or ``–`` when it is not known."""
    css: str
    weight: str
    """Empty when all weigh alike."""
    told: str
    """The formula with its figures; why it is not known when it is not."""
    formula: str
    """What it measures, in words."""
    source: str
    """In the field's literature."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """How the account is doing."""

    score: str
    """``68``; empty when it is not scored."""
    css: str
    word: str
    """``on course``, or ``not scored``."""
    meter: Markup
    known: str
    """``7 of 9 signals known``; why there is no score when there is none."""
    formula: str
    """The mean with its figures."""
    signals: tuple[SignalRow, ...]


def health_view(health: Health, lines: Lines) -> HealthView:
    """The health of one account; ``lines`` are where its plan is shown."""
    css, scored = BAND_CSS[health.band], health.score is not None
    alike = len({value.weight for value in health.signals}) < 2
    return HealthView(
        score=str(health.score) if scored else "",
        css=css,
        word=health.band.word,
        meter=_meter(health, css) if scored else Markup(),
        known=f"{health.known} of {health.total} signals known" if scored else sentence(health.reason),
        formula=health.formula,
        signals=tuple([_signal(value, alike, lines) for value in health.signals]),
    )


def _meter(health: Health, css: str) -> Markup:
    said = f"{health.score} of 100, {health.band.word}"
    return meter(Caption("health", "Health score", said), health.score or 0, METER_CSS[css])


def _signal(value: SignalValue, alike: bool, lines: Lines) -> SignalRow:
    signal = value.signal
    return SignalRow(
        signal.key,
        signal.title,
        "–" if value.score is None else str(value.score),
        BAND_CSS[Band.NONE] if value.score is None else "",
        "" if alike else str(value.weight),
        told(value.formula or value.reason),
        marked(signal.formula),
        signal.source,
        tuple([_figure(given, lines) for given in value.inputs]),
    )


def _figure(given: Input, lines: Lines) -> Figure:
    line = given.line or 0
    return Figure(given.name, given.text, line, lines.url(line))
