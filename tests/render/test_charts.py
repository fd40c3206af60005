"""Pictures: data SVG for every figure, nothing of a plan in it but escaped text."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kamgen.render.charts.small import Bar, Caption, bars, bullet, line_chart, meter

CAPTION = Caption("c", "Revenue <1>", 'up & "away"')
NUMBERS = st.floats(-1e15, 1e15)


def test_a_meter_is_filled_up_to_its_mark() -> None:
    assert meter(CAPTION, 82.04, "c-ok", mark=83) == (
        '<svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-labelledby="c-t c-d">'
        '<title id="c-t">Revenue &lt;1&gt;</title><desc id="c-d">up &amp; &#34;away&#34;</desc>'
        '<rect class="c-track" width="100" height="4"/><rect class="c-ok" width="82" height="4"/>'
        '<rect class="c-na" x="83" y="-2" width=".5" height="8"/></svg>'
    )


def test_more_than_the_whole_fills_the_meter() -> None:
    assert 'width="100" height="4"/><rect class="c-data" width="100"' in meter(CAPTION, 130)


def test_a_bar_stands_on_the_axis_and_its_target_across_it() -> None:
    picture = bars(CAPTION, [Bar("2026", 50.0, 100.0, "50")])
    assert '<rect class="c-data" x="6" y="67.5" width="44" height="43"/>' in picture
    assert '<path class="c-target" d="M1 24.5h54"/>' in picture


def test_a_loss_lies_below_the_axis_of_zero() -> None:
    picture = line_chart(CAPTION, [Bar("2025", 10.0, None, "10"), Bar("2026", -10.0, None, "−10")])
    assert '<path class="c-axis" d="M0 60h126"/><path class="c-line" d="M32 24 95 96"/>' in picture
    assert '<circle class="c-act" cx="95" cy="96" r="3"/>' in picture


def test_an_outcome_that_should_fall_moves_to_the_right_as_it_falls() -> None:
    picture = bullet(CAPTION, (6, 4, 2), "c-watch")
    assert '<rect class="c-watch" x="8" y="5" width="44" height="4"/>' in picture
    assert '<path class="c-target" d="M96 0v14"/>' in picture


@given(
    st.lists(st.tuples(st.none() | NUMBERS, st.none() | NUMBERS), max_size=6),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=9),
)
def test_bars_and_lines_are_whole_for_any_figures(values: list[tuple[float | None, float | None]], text: str) -> None:
    ElementTree.fromstring(bars(Caption("b", text, text), [Bar(text, value, target, text) for value, target in values]))
    ElementTree.fromstring(line_chart(Caption("l", text, text), [Bar(text, value, None, text) for value, _ in values]))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_outcomes_stay_on_their_track(baseline: float, actual: float, target: float) -> None:
    picture = ElementTree.fromstring(bullet(CAPTION, (baseline, actual, target), "c-ok"))
    assert all(0 <= float(shape.get("cx", "50")) <= 104 for shape in picture.iter())
