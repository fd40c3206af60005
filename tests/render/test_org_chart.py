"""The org chart: managers above their people, nothing on top of anything else, and data SVG for any text."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamgen.model.front_matter import Contact
from kamgen.render.charts.orgchart import (
    APART,
    BELOW,
    BESIDE,
    COLUMNS,
    HEADING,
    INDENT,
    SHAPES,
    STACKED,
    TALL,
    WIDE,
    Box,
    Layout,
    PersonBox,
    arrange,
    fitted,
    orgchart,
)
from kamgen.render.charts.small import Caption
from tests.records import record_of

KARI = record_of(
    Contact,
    {
        "name": "Kari Dahl",
        "title": "COO",
        "role": "user",
        "sentiment": "supporter",
        "influence": "high",
        "met_by": "Per Moe",
    },
)
CARD = PersonBox(KARI, "Kari", "3 days ago")
ACROSS, DOWN = WIDE + BESIDE, TALL + BELOW


@st.composite
def forests(draw: st.DrawFn, most: int = 60) -> list[int | None]:
    """Managers of so many people, in any order: each is someone who was thought of before."""
    size = draw(st.integers(0, most))
    order = draw(st.permutations(range(size)))
    managers: list[int | None] = [None] * size
    for number, person in enumerate(order):
        before = draw(st.integers(-1, number - 1))
        managers[person] = order[before] if before >= 0 else None
    return managers


def levels(managers: list[int | None]) -> int:
    """How many people the longest line of reports has."""

    def depth(person: int | None) -> int:
        return 0 if person is None else 1 + depth(managers[person])

    return max(map(depth, range(len(managers))), default=0)


def overlap(one: Box, other: Box) -> bool:
    return abs(one.x - other.x) < WIDE and abs(one.y - other.y) < TALL


@settings(deadline=None)
@given(forests(), st.integers(1, 6))
def test_no_card_lies_on_another(managers: list[int | None], columns: int) -> None:
    boxes = arrange(managers, columns).boxes
    assert len(boxes) == len(managers)
    assert not [(one, other) for n, one in enumerate(boxes) for other in boxes[:n] if overlap(one, other)]


@settings(deadline=None)
@given(forests(), st.integers(1, 6))
def test_managers_stand_above_their_people(managers: list[int | None], columns: int) -> None:
    boxes = arrange(managers, columns).boxes
    pairs = [(boxes[manager], boxes[person]) for person, manager in enumerate(managers) if manager is not None]
    assert all(above.y + TALL < below.y and above.x <= below.x for above, below in pairs)


@settings(deadline=None)
@given(forests(), st.integers(1, 6))
def test_all_is_inside_and_no_wider_than_its_columns(managers: list[int | None], columns: int) -> None:
    layout = arrange(managers, columns)
    assert all(0 <= box.x <= layout.width - WIDE and 0 <= box.y <= layout.height - TALL for box in layout.boxes)
    assert layout.width <= columns * (ACROSS + INDENT * levels(managers)) - BESIDE or not managers


@settings(deadline=None)
@given(forests(), st.integers(1, 6))
def test_no_line_runs_through_a_card(managers: list[int | None], columns: int) -> None:
    layout = arrange(managers, columns)
    assert all(line.x == line.to_x or line.y == line.to_y for line in layout.lines)
    for x, y, to_x, to_y in layout.lines:
        assert not [
            box
            for box in layout.boxes
            if box.x < max(x, to_x)
            and min(x, to_x) < box.x + WIDE
            and box.y < max(y, to_y)
            and min(y, to_y) < box.y + TALL
        ]


def test_a_manager_of_a_few_has_them_in_a_row() -> None:
    assert arrange([None, 0, 0], COLUMNS) == Layout(
        width=2 * WIDE + BESIDE,
        height=2 * TALL + BELOW,
        boxes=(Box(0, 0), Box(0, DOWN), Box(ACROSS, DOWN)),
        lines=((100, 90, 100, 103), (100, 103, 316, 103), (100, 103, 100, 116), (316, 103, 316, 116)),
        loose=None,
    )


def test_more_people_than_columns_stand_in_even_rows() -> None:
    assert [box.y for box in arrange([None, *[0] * 6], 5).boxes] == [0, *[DOWN] * 3, *[2 * DOWN] * 3]


def test_teams_of_one_size_become_stacks_side_by_side() -> None:
    managers = [None, *[0] * 5, *[leader for leader in range(1, 6) for _ in range(6)]]
    layout = arrange(managers, 5)
    assert {box.y for box in layout.boxes[1:6]} == {DOWN}
    assert [box.y for box in layout.boxes[6:12]] == [DOWN + n * (TALL + STACKED) for n in range(1, 7)]
    assert {box.x for box in layout.boxes[6:12]} == {INDENT}


def test_those_without_reporting_lines_stand_in_a_grid_below() -> None:
    layout = arrange([None, 0, None, None, None], 2)
    foot = 2 * TALL + BELOW + APART
    assert layout.loose == foot
    assert layout.boxes[2:] == (Box(0, foot), Box(ACROSS, foot), Box(0, foot + TALL + STACKED))
    assert arrange([None], 2).boxes == (Box(0, HEADING),)


def test_a_line_of_reports_may_be_of_any_length() -> None:
    layout = arrange([None, *range(4999)], 5)
    assert (layout.width, layout.height) == (WIDE, 5000 * TALL + 4999 * BELOW)


def test_nobody_makes_an_empty_drawing() -> None:
    assert arrange([], 5).boxes == ()


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=40))
def test_the_chart_is_whole_svg_without_styles_for_any_text(text: str) -> None:
    card = PersonBox(replace(KARI, name=text, title=text, met_by=text), text, text, late=True)
    ghost = CARD._replace(named=True)
    chart = orgchart(Caption("c.map", text, text), [card, CARD, ghost], [2, None, None], text)
    root = ElementTree.fromstring(chart)
    assert root.get("role") == "img"
    assert not [item for item in root.iter() if "style" in item.attrib]


def test_every_attitude_has_a_shape_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES) == 4


def test_a_card_says_everything_in_words() -> None:
    texts = ElementTree.fromstring(orgchart(Caption("c.map", "", ""), [CARD, CARD], [None, 0], "")).itertext()
    assert [text for text in texts if text][:7] == [
        *("Kari", "Kari Dahl", "COO", "user", "supporter", "high", "Per Moe, 3 days ago")
    ]  # fmt: skip


def test_long_words_are_cut_where_the_card_ends() -> None:
    assert fitted("Group purchasing director", 29) == "Group purchasing director"
    assert fitted("Maintenance supervisor, Steenhaar", 24) == "Maintenance supervisor…"
    assert fitted("早瀬 誠", 7) == "早瀬 誠"
    assert fitted("計装担当課長", 7) == "計装…"
