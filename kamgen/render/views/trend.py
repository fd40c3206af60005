"""How scores and money went: lines beside the numbers of a page, charts, and the table with their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.model.account_history import Point, RuleMark
from kamgen.model.fields import Doc
from kamgen.render.charts.small import Caption, Mark, chart, spark
from kamgen.render.site_context import SiteContext
from kamgen.text.changes import percent_apart
from kamgen.text.health import health_words
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted, signed


class TrendMeasure(NamedTuple):
    """A figure of a point."""

    key: str
    title: str
    figure: Callable[[Point], int | Decimal | None]
    money: bool


SCORE = TrendMeasure("score", "Checklist score", lambda point: point.score, money=False)
HEALTH = TrendMeasure("health", "Health score", lambda point: point.health.score, money=False)
FRESHNESS = TrendMeasure("freshness", "Days since a change", lambda point: point.freshness, money=False)
REVENUE = TrendMeasure("revenue", "Revenue", lambda point: point.amounts.revenue, money=True)
TARGET = TrendMeasure("target", "Revenue target", lambda point: point.amounts.target, money=True)
PROFIT = TrendMeasure("profit", "Profit", lambda point: point.amounts.profit, money=True)
PIPELINE = TrendMeasure("pipeline", "Weighted pipeline", lambda point: point.amounts.pipeline, money=True)

COLUMNS = (SCORE, HEALTH, FRESHNESS, REVENUE, TARGET, PROFIT, PIPELINE)
"""Of the table, in their order."""


class Spark(Struct, frozen=True):
    """A line beside a number."""

    picture: Annotated[Markup, Doc("Empty when nothing earlier is known.")]
    words: Annotated[str, Doc("`−7 since 2026-08-31`.")]


class Chart(Struct, frozen=True):
    """A figure over time."""

    title: str
    now: Annotated[str, Doc("The last figure.")]
    words: Annotated[str, Doc("`−200k, −15.4% since 2026-08-31`.")]
    picture: Markup


class TrendRow(Struct, frozen=True):
    """One day of the table."""

    day: str
    figures: Annotated[tuple[str, ...], Doc("In the order of the columns.")]


class Trend(Struct, frozen=True):
    """Charts, and the table of all figures, newest first."""

    note: Annotated[str, Doc("How the figures were made.")]
    charts: tuple[Chart, ...]
    columns: tuple[str, ...]
    rows: tuple[TrendRow, ...]


class ScoreShift(Struct, frozen=True):
    """By how much a score went up or down."""

    css: Annotated[str, Doc("`up` or `down`.")]
    text: Annotated[str, Doc("`−7`.")]
    since: str


Known = tuple[date, int | Decimal]
"""A day on which a figure is known, and the figure."""


def known_points(measure: TrendMeasure, points: Sequence[Point]) -> list[Known]:
    """The days on which a figure is known, with it."""
    figures = [(point.day, measure.figure(point)) for point in points]
    return [(day, figure) for day, figure in figures if figure is not None]


def spark_of(measure: TrendMeasure, points: Sequence[Point], context: SiteContext) -> Spark:
    """The line beside a number; nothing when there is no earlier figure to hold it against."""
    figures = known_points(measure, points)
    if len(figures) < 2 or points[-1].day != figures[-1][0]:
        return Spark(Markup(), "")
    picture = spark(_caption("t", measure, figures, context), _marks(measure, points))
    return Spark(picture, change_words(measure, figures[0], figures[-1], context))


def trend(
    points: Sequence[Point], measures: Sequence[TrendMeasure], context: SiteContext, rules: Sequence[RuleMark] = ()
) -> Trend | None:
    """Charts of those figures; None when there is nothing earlier than today."""
    if len(points) < 2:
        return None
    days = [mark.day for mark in rules]
    charts = [_chart(measure, points, context, days) for measure in measures if len(known_points(measure, points)) > 1]
    columns = [measure for measure in COLUMNS if known_points(measure, points)]
    rows = [
        TrendRow(point.day.isoformat(), tuple([point_words(measure, point, context) for measure in columns]))
        for point in reversed(points)
    ]
    note = f"Each day judged by today's rules as of that day; amounts in {context.currency}."
    return Trend(note, tuple(charts), tuple([measure.title for measure in columns]), tuple(rows))


def _chart(measure: TrendMeasure, points: Sequence[Point], context: SiteContext, days: Sequence[date]) -> Chart:
    figures = known_points(measure, points)
    first, last = figures[0], figures[-1]
    was, now = value_words(first[1], context), value_words(last[1], context)
    told = next(point_words(measure, point, context) for point in points if point.day == last[0])
    picture = chart(_caption("c", measure, figures, context), _marks(measure, points), was, now, days)
    return Chart(measure.title, told, change_words(measure, first, last, context), picture)


def _marks(measure: TrendMeasure, points: Sequence[Point]) -> list[Mark]:
    figures = [(point.day, measure.figure(point)) for point in points]
    return [Mark(day, None if figure is None else float(figure)) for day, figure in figures]


def _caption(kind: str, measure: TrendMeasure, figures: Sequence[Known], context: SiteContext) -> Caption:
    (begin, first), (end, last) = figures[0], figures[-1]
    said = f"{value_words(first, context)} on {begin}, {value_words(last, context)} on {end}."
    return Caption(f"{kind}-{measure.key}", f"{measure.title} over time", said)


def value_words(figure: int | Decimal | None, context: SiteContext) -> str:
    """A figure as written."""
    if figure is None:
        return UNKNOWN
    return context.style.compact(figure) if isinstance(figure, Decimal) else str(figure)


def point_words(measure: TrendMeasure, point: Point, context: SiteContext) -> str:
    """A figure of a point as written; health with how much it rests on."""
    figure = measure.figure(point)
    return health_words(point.health) if measure is HEALTH and figure is not None else value_words(figure, context)


def change_words(measure: TrendMeasure, first: Known, last: Known, context: SiteContext) -> str:
    """``−7 since 2026-08-31``; of freshness what it was, because days pass by themselves."""
    (day, was), (_, now) = first, last
    if measure is FRESHNESS:
        return f"{counted(int(was), 'day')} on {day}"
    if was == now:
        return f"same as on {day}"
    if not measure.money:
        return f"{signed(int(now) - int(was))} since {day}"
    return f"{score_difference(Decimal(was), Decimal(now), context)} since {day}"


def score_difference(was: Decimal, now: Decimal, context: SiteContext) -> str:
    """``−200k, −15.4%``; the amount alone where a percentage says nothing."""
    sign = "" if now < was else "+"
    amount, percent = f"{sign}{context.style.compact(now - was)}", percent_apart(was, now)
    return amount if percent is None else f"{amount}, {sign}{context.style.percent(percent / 100, 1)}"


def then(points: Sequence[Point], day: date | None) -> Point | None:
    """The point that shows how it was on ``day``: the last one up to it, else the first; None when that is today's."""
    if len(points) < 2:
        return None
    before = [point for point in points[:-1] if day is None or point.day <= day]
    return before[-1] if before else points[0]


def score_shift(points: Sequence[Point], since: date | None) -> ScoreShift | None:
    """How the checklist score went since that day; None when it did not move, or nothing is known."""
    before = then(points, since)
    if before is None or before.score is None or points[-1].score is None or before.score == points[-1].score:
        return None
    points_more = points[-1].score - before.score
    return ScoreShift("up" if points_more > 0 else "down", signed(points_more), before.day.isoformat())
