"""Dates in headings and tasks as people write them: read, or told at their line with the date to write."""

from __future__ import annotations

import pytest

from kamgen.markdown.body import parse_body


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("14.9.2026", "`2026-09-14`"),
        ("14 Sep 2026", "`2026-09-14`"),
        ("09/14/2026", "`2026-09-14`"),
        ("01/09/2026", "`2026-09-01` or `2026-01-09`"),
        ("2026-13-14", "year-month-day, such as `2026-11-20`"),
        ("1026-02-03", "the year that is meant"),
        ("2026-09-31", "the day that is meant, up to `2026-09-30`"),
    ],
)
def test_a_heading_with_a_date_of_another_kind_keeps_its_title_and_is_told(written: str, write: str) -> None:
    body, faults = parse_body(f"## Metrics ({written})\n\nStock accuracy is 93.\n", 5)
    assert [(section.title, section.dated) for section in body.sections] == [("Metrics", None)]
    assert [(code, fault.key[:8], fault.write) for code, fault in faults] == [("FMT003", "#metrics", write)]


@pytest.mark.parametrize("title", ["Growth (2026)", "Needs (2)", "Value (24/7)", "Growth (phase 2)", "Plans (Q3 2026)"])
def test_other_brackets_are_words_of_the_heading(title: str) -> None:
    body, faults = parse_body(f"## {title}\n\nStock accuracy is 93.\n", 5)
    assert ([section.title for section in body.sections], faults) == ([title], ())


@pytest.mark.parametrize(
    ("heading", "title", "time", "write"),
    [
        ("Metrics (Q3 2026)", "Metrics", "Q3 2026", "the day in brackets, such as `## Metrics (2026-09-14)`"),
        ("Metrics (Sept 2026)", "Metrics", "Sept 2026", "the day in brackets, such as `## Metrics (2026-09-14)`"),
        (
            "Growth – September 2026",
            "Growth",
            "September 2026",
            "the day in brackets, such as `## Growth (2026-09-14)`",
        ),
        ("Client view 2026-11-02", "Client view", "2026-11-02", "the day in brackets `## Client view (2026-11-02)`"),
        ("Growth: 2.11.2026", "Growth", "2.11.2026", "the day in brackets `## Growth (2026-11-02)`"),
    ],
)
def test_a_section_with_a_time_behind_its_name_is_read_and_told(
    heading: str, title: str, time: str, write: str
) -> None:
    body, faults = parse_body(f"## {heading}\n\nStock accuracy is 93.\n", 5)
    assert [(section.title, section.dated) for section in body.sections] == [(title, None)]
    message = f"`{time}` behind “{title}” is not read as the day on which it was written"
    assert [(code, fault.message, fault.write) for code, fault in faults] == [("FMT003", message, write)]


@pytest.mark.parametrize(
    "written", ["1.12.2026", "1 Dec 2026", "1. Dezember 2026", "1st December, 2026", " 1 Dec 2026"]
)
def test_a_task_with_a_date_of_another_kind_is_told_with_the_date(written: str) -> None:
    body, faults = parse_body(f"- [ ] Call due:{written}\n", 5)
    assert [(row.action.action, row.action.due) for row in body.actions] == [("Call", None)]
    assert [(code, fault.write) for code, fault in faults] == [("FMT003", "`2026-12-01`")]
