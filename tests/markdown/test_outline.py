"""Sections: titles, dates, anchors, what they say, and what only holds a place."""

from datetime import date

import pytest

from kamgen.markdown.body import parse_body
from kamgen.model.places import Fault
from kamgen.model.plan import Section


def _sections(text: str) -> tuple[Section, ...]:
    return parse_body(text, 1)[0].sections


def test_a_section_has_title_place_date_text_bullets_and_parents() -> None:
    text = "# Plan\n\nIntro.\n\n## Client view\n\n### Metrics (2026-09-14)\n\nStock *accuracy*\nrose.\n\n"
    text += "- one\n  - deeper\n- two\n"
    assert parse_body(text, 21)[0].sections == (
        Section("Plan", "plan", 1, 21, None, "Intro.\nStock accuracy\nrose.\none\ndeeper\ntwo", (), (), 7),
        Section("Client view", "client-view", 2, 25, None, "Stock accuracy\nrose.\none\ndeeper\ntwo", (), ("Plan",), 6),
        Section(
            "Metrics",
            "metrics-2026-09-14",
            3,
            27,
            date(2026, 9, 14),
            "Stock accuracy\nrose.\none\ndeeper\ntwo",
            ("one", "two"),
            ("Plan", "Client view"),
            6,
        ),
    )


@pytest.mark.parametrize("title", ["Metrics (autumn)", "Metrics (26)", "(2026-02-03)"])
def test_what_is_no_date_stays_in_the_title(title: str) -> None:
    assert [(each.title, each.dated) for each in _sections(f"# {title}\n")] == [(title, None)]


def test_a_section_ends_at_the_next_heading_of_its_level_or_above() -> None:
    found = {each.title: each.text for each in _sections("## A\na\n### B\nb\n## C\nc\n# D\nd\n")}
    assert found == {"A": "a\nb", "B": "b", "C": "c", "D": "d"}


def test_bullets_belong_to_the_innermost_section() -> None:
    found = {each.title: each.bullets for each in _sections("# A\n- a\n\n  more\n## B\n1. b\n2. TODO\n3.\n")}
    assert found == {"A": ("a more",), "B": ("b",)}


@pytest.mark.parametrize(
    "text", ["TODO", "*TBD*", "- n/a\n- …", "- [ ]", "- [x]", "| ? |\n| - |\n| … |", "Lorem ipsum dolor.", ""]
)
def test_placeholders_say_nothing(text: str) -> None:
    (section,) = _sections(f"# Growth\n\n{text}\n")
    assert (section.text, section.bullets) == ("", ())


def test_what_is_internal_code_quote_or_cell_counts_as_text() -> None:
    text = "# Growth\n::: internal\nours\n:::\n```\ncode\n```\n> theirs\n\n| a | b |\n|---|---|\n| c | TBD |\n"
    assert _sections(text)[0].text == "ours\ncode\ntheirs\na\nb\nc"


def test_a_placeholder_where_kamgen_reads_is_a_fault_at_the_heading() -> None:
    _, faults = parse_body(
        "# Client view\n\n## Growth\n\nTODO\n\n## Notes\n\nTODO\n\n## Value\n\nTODO\n\nReal.\n\n## Innovation\n", 1
    )
    write = "what there is to say about growth, or take the heading out until there is something"
    assert faults == (("FMT010", Fault("#growth", "Growth holds only a placeholder", write)),)


def test_the_sub_heading_that_holds_a_place_is_named_not_the_one_around_it() -> None:
    _, faults = parse_body("# Client view\n\n## Satisfaction\n\nTBD\n", 1)
    assert [fault.key for _, fault in faults] == ["#satisfaction"]


def test_anchors_are_those_of_github() -> None:
    titles = [
        "Growth",
        "Growth",
        "Growth-1",
        "growth",
        "Client's *business* & strategy",
        "Ærø 2027!",
        "हिन्दी",
        "???",
        "a_b  c",
    ]
    anchors = [each.anchor for each in _sections("".join(f"# {title}\n" for title in titles))]
    assert anchors == [
        "growth",
        "growth-1",
        "growth-1-1",
        "growth-2",
        "clients-business--strategy",
        "ærø-2027",
        "हिन्दी",
        "section",
        "a_b-c",
    ]


def test_headings_in_quotes_and_lists_are_not_the_plans_own() -> None:
    assert [each.title for each in _sections("# Own\n> # Theirs\n\n- # Item\n\n::: internal\n# Ours\n:::\n")] == [
        "Own",
        "Ours",
    ]


def test_a_heading_without_words_begins_nothing() -> None:
    assert [(each.title, each.text) for each in _sections("# A\na\n#\nb\n")] == [("A", "a\nb")]


def test_underlined_headings_count() -> None:
    assert [(each.title, each.level, each.line) for each in _sections("A\n===\n\nB\nc\n---\n")] == [
        ("A", 1, 1),
        ("B c", 2, 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- Growth: what do we know? -->",
        "%% Growth %%",
        "[Growth: describe here]",
        "{{growth}}",
        "<growth>",
        "____",
        "| Point | Note |\n| --- | --- |\n|  |  |",
        "![What the account is to become](a.png)",
        "🚀",
    ],
)
def test_what_only_holds_a_place_is_told_at_its_heading_whatever_it_is_made_of(text: str) -> None:
    body, faults = parse_body(f"## Growth\n\n{text}\n\n## Value\n", 1)
    assert (body.sections[0].text, body.sections[0].words) == ("", 0)
    holds = [(code, fault.key, fault.message) for code, fault in faults if code == "FMT010"]
    assert holds == [("FMT010", "#growth", "Growth holds only a placeholder")]
