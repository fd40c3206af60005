"""How an account is doing: nine signals, each 0 to 100 points by a formula that is printed with its figures.

    Signal ─ what it measures, and between which two anchors its points run
      └─ SignalValue ─ points, figures, inputs with their lines; or why it is not known
           └─ Health ─ the mean of the known ones by their weights; or why the account is not scored

The checklist score says whether key account management is practised and documented, and is not part of this. What is
not known is left out and counted. It is never 0: a short plan is not a sick account.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from kamgen.model.config import Category, SiteConfig
from kamgen.model.enums import Band, band_of
from kamgen.model.standing import Standing
from kamgen.model.values import plain


class Signal(Enum):
    """The signals, in the order they are shown."""

    REVENUE = (
        "revenue",
        "Revenue against target",
        ("0.5", "1"),
        "Revenue ÷ the part of the year's target due by the day the figures go up to. "
        "0 points at 50% of what is due, 100 points at 100%.",
        'Collis, "What are the key elements of account management?": targets for revenue and profitability',
    )
    PROFIT = (
        "profit",
        "Profit against target",
        ("0.5", "1"),
        "Profit after cost to serve ÷ the part of the year's target due by the day the figures go up to; where a loss "
        "is planned, 100% less the part by which it is worse. 0 points at 50%, 100 points at 100%.",
        "Graham: profit before revenue; the largest accounts often lose money for the support they take",
    )
    MARGIN = (
        "margin",
        "Margin against the category's",
        ("-0.1", "0"),
        "Profit after cost to serve ÷ revenue, less the category's `target_margin`; without one, less the mean of the "
        "category's active accounts in the same year. 0 points at 10 percentage points below, 100 points there.",
        "Graham: rank accounts by profit after the cost to serve them, against their peers",
    )
    SERVICE = (
        "service",
        "Service targets met",
        ("0", "1"),
        "Measures that reach their service target ÷ measures with a target and an actual of this fiscal quarter or the "
        "two before. 0 points at 0%, 100 points at 100%.",
        'Collis, "Why are customers lost?": four of the seven reasons are plain performance',
    )
    PROMISES = (
        "promises",
        "Promises kept",
        ("0", "1"),
        "Promises kept, late ones counted half, ÷ promises kept or broken in the last 12 months or overdue today. "
        "0 points at 0%, 100 points at 100%.",
        'Collis, "What are the main barriers…": promise = performance; vendors keep about one promise in four',
    )
    OUTCOMES = (
        "outcomes",
        "Outcomes reached",
        ("0", "1"),
        "Mean over the outcomes with a target and an actual measured in the last 24 months: 100% for one that is "
        "reached, else the part of the way from baseline to target. 0 points at 0%, 100 points at 100%.",
        'Collis, "Should we measure customer satisfaction?": value in the client\'s own metrics',
    )
    FEEDBACK = (
        "feedback",
        "Feedback",
        ("0.4", "0.9"),
        "The score of the newest feedback ÷ its scale, while it is not older than the category's `feedback_every`. "
        "0 points at 40% of the scale, 100 points at 90%, as few marks lie outside these.",
        'Collis, "Should we measure customer satisfaction?": the satisfied leave too, so middling marks earn little',
    )
    RELATIONSHIPS = (
        "relationships",
        "Relationships",
        ("0", "1"),
        "Mean of what is known of three: decision maker met within `contact_every` (100% or 0%; 0% "
        "too where roles are written and nobody decides); threads, the least of "
        "contacts ÷ 3, functions ÷ 2 and of us who meet them ÷ 2; goodwill, 100% less the part of influence held by "
        "critics and blockers (high 3, medium 2, low 1). 0 points at 0%, 100 points at 100%.",
        "Vital accounts: many relationships, above all with influencers, keep a client",
    )
    RISK = (
        "risk",
        "Risk left open",
        ("9", "0"),
        "Sum of likelihood × impact (high 3, medium 2, low 1; medium where it is not written) over the risks without "
        "mitigation or without owner. 0 points at 9, which is one high × high risk, 100 points at 0.",
        'Collis, "Why are customers lost?": seven reasons, each seen coming; Vital accounts: plan for the loss',
    )

    def __init__(self, key: str, title: str, anchors: tuple[str, str], formula: str, source: str) -> None:
        self.key = key
        self.title = title
        self.zero, self.full = map(Decimal, anchors)
        self.formula = formula
        self.source = source

    def points(self, value: Decimal) -> int:
        """0 at ``zero``, 100 at ``full``, on the line between the two, clamped; rounded half up."""
        part = (value - self.zero) / (self.full - self.zero)
        return 0 if part <= 0 else 100 if part >= 1 else int((part * 100).to_integral_value(ROUND_HALF_UP))


class Input(NamedTuple):
    """One figure that went into a signal."""

    name: str
    text: str
    """As people read it: ``910,000 NOK``."""
    key: str = ""
    """Where the plan says it (see `Plan.at`); empty when site.toml or the portfolio does."""
    line: int | None = None
    """The plan's line of ``key`` (1-based)."""


class SignalValue(NamedTuple):
    """One signal of one account."""

    signal: Signal
    score: int | None
    """0 to 100 points; None when it is not known."""
    weight: Decimal
    """In the health score; 0 leaves the signal out of it and of the count."""
    formula: str
    """With figures: "910,000 NOK of 1,082,740 NOK due by 2026-10-31 = 84% → 68 points"; empty when not known."""
    inputs: tuple[Input, ...]
    reason: str
    """Why it is not known, and what to write; empty when it is known."""
    least: int = 0
    """The points it would have were all that is not known of it worth nothing; 0 when it is not known."""


class Bands(NamedTuple):
    """The least health score that is on course, and the least that only wants watching."""

    ok: int
    watch: int

    def band(self, score: int | None) -> Band:
        """How a health score reads; no score is a state of its own."""
        return Band.UNSCORED if score is None else band_of(score, self.ok, self.watch)


class Health(Struct, frozen=True):
    """How one account is doing."""

    signals: tuple[SignalValue, ...]
    """All nine in their order; none for an account that has no health."""
    score: int | None
    """Mean of the known signals' points by their weights, rounded half up; None for "not scored"."""
    band: Band
    reason: str = ""
    """Why there is no score; empty when there is one."""
    held: tuple[str, ...] = ()
    """What the verdict cannot be better for, whatever the score: the gravest first."""

    @property
    def known(self) -> int:
        """Signals that are in the score, or would be."""
        return sum(value.score is not None for value in self._counted)

    @property
    def total(self) -> int:
        """Signals that weigh something."""
        return len(self._counted)

    @property
    def least(self) -> int:
        """The score were all that is not known worth 0 points: what holds whatever comes to light."""
        return mean_points(tuple([value._replace(score=value.least) for value in self.signals])) or 0

    @property
    def standing(self) -> Standing:
        """The same in brief."""
        return Standing(self.score, self.known, self.total, self.band.word, self.held)

    @property
    def formula(self) -> str:
        """The mean with its figures: "(3 × 68 + 100) ÷ 4 = 76"; empty when there is no score."""
        if self.score is None:
            return ""
        known = [(value.weight, value.score) for value in self._counted if value.score is not None]
        parts = [f"{score}" if weight == 1 else f"{plain(weight)} × {score}" for weight, score in known]
        over = sum((weight for weight, _ in known), Decimal(0))
        return f"({' + '.join(parts)}) ÷ {plain(over)} = {self.score}"

    @property
    def _counted(self) -> tuple[SignalValue, ...]:
        return tuple([value for value in self.signals if value.weight])


NO_HEALTH = Health((), None, Band.UNSCORED, "health was not asked for")
"""Of an account that was not judged."""


def mean_points(values: tuple[SignalValue, ...]) -> int | None:
    """The mean of the known points by their weights, rounded half up; None when none that weighs is known."""
    known = [(Fraction(value.weight), value.score) for value in values if value.score is not None and value.weight]
    over = sum(weight for weight, _ in known)
    total = sum(weight * score for weight, score in known)
    return int((2 * total + over) // (2 * over)) if known else None


def weights_of(site: SiteConfig, category: Category | None) -> tuple[Decimal, ...]:
    """Weights of the signals in their order: the category's word, else the site's, else 1."""
    weights = site.health.weights
    if category and category.health:
        weights = weights | category.health.weights
    return tuple(weights.get(signal.key, Decimal(1)) for signal in Signal)


def bands_of(site: SiteConfig, category: Category | None) -> Bands:
    """The category's bands, else the site's, else those of the checklist: 80 and 60."""
    ok, watch = 80, 60
    for table in (site.health, category.health if category else None):
        if table:
            ok = ok if table.bands.ok is None else table.bands.ok
            watch = watch if table.bands.watch is None else table.bands.watch
    return Bands(ok, watch)
