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


@pytest.mark.parametrize(
    "title", ["Growth (2026)", "Needs (2)", "Metrics (Q3 2026)", "Value (24/7)", "Growth (phase 2)"]
)
def test_other_brackets_are_words_of_the_heading(title: str) -> None:
    body, faults = parse_body(f"## {title}\n\nStock accuracy is 93.\n", 5)
    assert ([section.title for section in body.sections], faults) == ([title], ())


@pytest.mark.parametrize(
    "written", ["1.12.2026", "1 Dec 2026", "1. Dezember 2026", "1st December, 2026", " 1 Dec 2026"]
)
def test_a_task_with_a_date_of_another_kind_is_told_with_the_date(written: str) -> None:
    body, faults = parse_body(f"- [ ] Call due:{written}\n", 5)
    assert [(row.action.action, row.action.due) for row in body.actions] == [("Call", None)]
    assert [(code, fault.write) for code, fault in faults] == [("FMT003", "`2026-12-01`")]
