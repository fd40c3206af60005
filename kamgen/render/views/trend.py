"""How scores and money went: lines beside the numbers of a page, charts, and the table with their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.model.account_history import Point, RuleMark
from kamgen.render.charts.small import Caption
from kamgen.render.charts.trend import Ends, Mark, chart, spark
from kamgen.render.site_context import SiteContext
from kamgen.text.changes import percent_apart
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted, signed

Figure = Callable[[Point], int | Decimal | None]


class Measure(NamedTuple):
    """A figure of a point."""

    key: str
    title: str
    figure: Figure
    money: bool


SCORE = Measure("score", "Checklist score", lambda point: point.score, money=False)
HEALTH = Measure("health", "Health score", lambda point: point.health, money=False)
FRESHNESS = Measure("freshness", "Days since a change", lambda point: point.freshness, money=False)
REVENUE = Measure("revenue", "Revenue", lambda point: point.amounts.revenue, money=True)
TARGET = Measure("target", "Revenue target", lambda point: point.amounts.target, money=True)
PROFIT = Measure("profit", "Profit", lambda point: point.amounts.profit, money=True)
PIPELINE = Measure("pipeline", "Weighted pipeline", lambda point: point.amounts.pipeline, money=True)

COLUMNS = (SCORE, HEALTH, FRESHNESS, REVENUE, TARGET, PROFIT, PIPELINE)
"""Of the table, in their order."""


class Spark(Struct, frozen=True):
    """A line beside a number."""

    picture: Markup
    """Empty when nothing earlier is known."""
    words: str
    """``−7 since 2026-08-31``."""


NO_SPARK = Spark(Markup(), "")


class Chart(Struct, frozen=True):
    """A figure over time."""

    title: str
    now: str
    """The last figure."""
    words: str
    """``−200k, −15.4% since 2026-08-31``."""
    picture: Markup


class TrendRow(Struct, frozen=True):
    """One day of the table."""

    day: str
    figures: tuple[str, ...]
    """In the order of the columns."""


class Trend(Struct, frozen=True):
    """Charts, and the table of all figures, newest first."""

    note: str
    """How the figures were made."""
    charts: tuple[Chart, ...]
    columns: tuple[str, ...]
    rows: tuple[TrendRow, ...]


class Shift(Struct, frozen=True):
    """By how much a score went up or down."""

    css: str
    """``up`` or ``down``."""
    text: str
    """``−7``."""
    since: str


def known(measure: Measure, points: Sequence[Point]) -> list[tuple[date, int | Decimal]]:
    """Days on which a figure is known, and the figure."""
    figures = [(point.day, measure.figure(point)) for point in points]
    return [(day, figure) for day, figure in figures if figure is not None]


def spark_of(measure: Measure, points: Sequence[Point], context: SiteContext) -> Spark:
    """The line beside a number; nothing when there is no earlier figure to hold it against."""
    marks = known(measure, points)
    if len(marks) < 2 or points[-1].day != marks[-1][0]:
        return NO_SPARK
    words = change_words(measure, marks[0], marks[-1], context)
    caption = Caption(f"t-{measure.key}", f"{measure.title} over time", _told(marks, context))
    return Spark(spark(caption, _marks(measure, points)), words)


def trend(
    points: Sequence[Point], measures: Sequence[Measure], context: SiteContext, rules: Sequence[RuleMark] = ()
) -> Trend | None:
    """Charts of those figures; None when there is nothing earlier than today."""
    if len(points) < 2:
        return None
    days = [mark.day for mark in rules]
    charts = tuple(made for measure in measures for made in [_chart(measure, points, context, days)] if made.picture)
    columns = [measure for measure in COLUMNS if known(measure, points)]
    rows = tuple(
        TrendRow(point.day.isoformat(), tuple(shown(measure.figure(point), context) for measure in columns))
        for point in reversed(points)
    )
    note = f"Each day judged by today's rules as of that day; amounts in {context.currency}."
    return Trend(note, charts, tuple(measure.title for measure in columns), rows)


def _chart(measure: Measure, points: Sequence[Point], context: SiteContext, days: Sequence[date]) -> Chart:
    marks = known(measure, points)
    if len(marks) < 2:
        return Chart(measure.title, "", "", Markup())
    first, last = marks[0], marks[-1]
    ends = Ends(
        shown(first[1], context),
        shown(last[1], context),
        points[0].day.isoformat(),
        points[-1].day.isoformat(),
    )
    caption = Caption(f"c-{measure.key}", f"{measure.title} over time", _told(marks, context))
    picture = chart(caption, _marks(measure, points), ends, days)
    return Chart(measure.title, ends.last, change_words(measure, first, last, context), picture)


def _marks(measure: Measure, points: Sequence[Point]) -> list[Mark]:
    figures = [(point.day, measure.figure(point)) for point in points]
    return [Mark(day, None if figure is None else float(figure)) for day, figure in figures]


def _told(marks: Sequence[tuple[date, int | Decimal]], context: SiteContext) -> str:
    (begin, first), (end, last) = marks[0], marks[-1]
    return f"{shown(first, context)} on {begin}, {shown(last, context)} on {end}."


def shown(figure: int | Decimal | None, context: SiteContext) -> str:
    """A figure as written."""
    if figure is None:
        return UNKNOWN
    return context.style.compact(figure) if isinstance(figure, Decimal) else str(figure)


def change_words(
    measure: Measure, first: tuple[date, int | Decimal], last: tuple[date, int | Decimal], context: SiteContext
) -> str:
    """``−7 since 2026-08-31``; of freshness what it was, because days pass by themselves."""
    (day, was), (_, now) = first, last
    if measure is FRESHNESS:
        return f"{counted(int(was), 'day')} on {day}"
    if was == now:
        return f"same as on {day}"
    if not measure.money:
        return f"{signed(int(now) - int(was))} since {day}"
    return f"{difference(Decimal(was), Decimal(now), context)} since {day}"


def difference(was: Decimal, now: Decimal, context: SiteContext) -> str:
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


def score_shift(points: Sequence[Point], since: date | None) -> Shift | None:
    """How the checklist score went since that day; None when it did not move, or nothing is known."""
    before = then(points, since)
    if before is None or before.score is None or points[-1].score is None or before.score == points[-1].score:
        return None
    points_more = points[-1].score - before.score
    return Shift("up" if points_more > 0 else "down", signed(points_more), before.day.isoformat())
