"""How scores and money went: words, lines, charts and their tables."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kamgen.model.account_history import Point
from kamgen.model.standing import Standing
from kamgen.render.charts.small import Caption, Mark, chart, spark
from kamgen.render.site_context import SiteContext
from kamgen.render.views.changes_page import TOTALS
from kamgen.render.views.trend import (
    FRESHNESS,
    HEALTH,
    PIPELINE,
    SCORE,
    TARGET,
    ScoreShift,
    TrendRow,
    score_difference,
    score_shift,
    spark_of,
    then,
    trend,
)
from tests.render.history_samples import AS_OF, MARKS, POINTS, SINCE, point_of
from tests.render.render_support import account_of, portfolio_of, site_context_of

CAPTION = Caption("k", "Title", "Told")


def context() -> SiteContext:
    return site_context_of(portfolio_of(account_of()))


def test_a_number_says_how_it_went_and_since_when() -> None:
    assert [spark_of(measure, POINTS, context()).words for measure in (SCORE, HEALTH, FRESHNESS, TARGET)] == [
        "−7 since 2026-08-31",
        "−7 since 2026-08-31",
        "42 days on 2026-08-31",
        "−200k, −15.4% since 2026-08-31",
    ]
    assert spark_of(SCORE, POINTS[:2], context()).words == "same as on 2026-08-31"


def test_a_line_has_a_title_and_says_its_first_and_last_figure() -> None:
    picture = spark_of(SCORE, POINTS, context()).picture
    assert '<title id="t-score-t">Checklist score over time</title>' in picture
    assert '<desc id="t-score-d">78 on 2026-08-31, 71 on 2026-11-20.</desc>' in picture


def test_there_is_no_line_without_an_earlier_figure_or_todays() -> None:
    assert spark_of(SCORE, (), context()) == spark_of(SCORE, POINTS[-1:], context())
    assert spark_of(SCORE, POINTS[-1:], context()).words == ""
    assert spark_of(HEALTH, (*POINTS[:-1], point_of(AS_OF, 71, None)), context()).words == ""


def test_a_value_that_is_not_known_leaves_a_gap() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 5)]
    marks = [Mark(day, value) for day, value in zip(days, (10.0, None, 20.0, 30.0), strict=True)]
    assert 'd="M4 20h0M60 12h0L116 4"' in spark(CAPTION, marks)


def test_a_figure_that_hardly_moves_is_not_stretched() -> None:
    marks = [Mark(date(2026, 1, 1), 100.0), Mark(date(2026, 1, 3), 101.0)]
    assert 'd="M4 12.5h0L116 11.5"' in spark(CAPTION, marks)


def test_days_within_the_chart_are_marked() -> None:
    marks = [Mark(date(2026, 1, 1), 1.0), Mark(date(2026, 1, 3), 2.0)]
    picture = chart(CAPTION, marks, "1", "2", [date(2026, 1, 2), date(2025, 1, 1)])
    assert picture.count("c-mark") == 1
    assert '<path class="c-mark" d="M140 6V94"/>' in picture


def test_the_table_has_all_figures_newest_first() -> None:
    made = trend(POINTS, (TARGET, PIPELINE), context(), MARKS)
    assert made is not None
    assert made.columns == (
        "Checklist score", "Health score", "Days since a change", "Revenue", "Revenue target", "Weighted pipeline",
    )  # fmt: skip
    assert made.rows[0] == TrendRow("2026-11-20", ("71", "63, 9 of 9 known", "4", "1.10M", "1.10M", "220k"))
    assert made.rows[2] == TrendRow("2026-09-30", ("78", "–", "5", "1.30M", "1.30M", "260k"))
    assert [(each.title, each.now, each.words) for each in made.charts] == [
        ("Revenue target", "1.10M", "−200k, −15.4% since 2026-08-31"),
        ("Weighted pipeline", "220k", "−40k, −15.4% since 2026-08-31"),
    ]


def test_figures_nobody_knows_have_no_chart_and_no_column() -> None:
    made = trend([point_of(day, 70, target=None) for day in (date(2026, 9, 1), AS_OF)], TOTALS, context())
    assert made is not None
    assert [each.title for each in made.charts] == ["Mean checklist score", "Mean health score"]
    assert made.columns == ("Checklist score", "Health score", "Days since a change")


def test_one_day_is_no_trend() -> None:
    assert trend(POINTS[-1:], TOTALS, context()) is None
    assert trend((), TOTALS, context()) is None


def test_the_day_to_compare_with_is_the_last_one_up_to_it_else_the_first() -> None:
    assert then(POINTS, date(2026, 10, 20)) == POINTS[1]
    assert then(POINTS, date(2026, 1, 1)) == POINTS[0]
    assert then(POINTS, AS_OF) == POINTS[2]
    assert then(POINTS[-1:], AS_OF) is None


def test_a_table_of_accounts_says_how_the_score_went_of_late() -> None:
    assert score_shift(POINTS, SINCE) == ScoreShift("down", "−7", "2026-09-30")
    risen = (point_of(date(2026, 9, 30), 60), point_of(AS_OF, 71))
    assert score_shift(risen, SINCE) == ScoreShift("up", "+11", "2026-09-30")
    assert score_shift((point_of(date(2026, 9, 30), 71), point_of(AS_OF, 71)), SINCE) is None
    assert score_shift((point_of(date(2026, 9, 30), None), point_of(AS_OF, 71)), SINCE) is None


def test_differences_of_money_are_told_as_amount_and_share() -> None:
    assert score_difference(Decimal(1300000), Decimal(1100000), context()) == "−200k, −15.4%"
    assert score_difference(Decimal(100), Decimal(150), context()) == "+50, +50.0%"
    assert score_difference(Decimal(0), Decimal(1000), context()) == "+1.0k"
    assert score_difference(Decimal(-100), Decimal(-50), context()) == "+50"


figures = st.none() | st.integers(0, 10**12).map(Decimal)


@given(st.lists(figures, min_size=2, max_size=30), st.integers(0, 90))
def test_every_line_stays_within_its_picture(values: list[Decimal | None], step: int) -> None:
    points = [
        Point(date(2020, 1, 1) + timedelta(days=number * step), None, Standing(), None, amounts)
        for number, value in enumerate(values)
        for amounts in [point_of(AS_OF, 1).amounts._replace(pipeline=value)]
    ]
    line = spark_of(PIPELINE, points, context())
    for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", line.picture):
        assert 3.9 <= float(x) <= 116.1
        assert 3.9 <= float(y) <= 20.1
