"""What is wrong carries what mends it, where there is one right text: at its place, and in its quotes."""

from __future__ import annotations

import pytest

from kamgen.model.fields import slip_of
from kamgen.model.finding import Fix
from kamgen.model.source import Source
from kamgen.parse.plan import parse_plan

YAML = "---\nname: Halden\nowner: Ingrid Solberg\ncategory: core\n{}\n---\n"
TOML = '+++\nname = "Halden"\nowner = "Ingrid Solberg"\ncategory = "core"\n{}\n+++\n'
JSON = '{{"name": "Halden", "owner": "Ingrid Solberg", "category": "core",\n"currency": "EUR",\n\n\n{}}}\n'


def fixes_of(text: str) -> list[Fix | None]:
    plan = parse_plan(Source("halden.md", text.encode()), "")
    return [fault.fix for _, fault in plan.faults]


@pytest.mark.parametrize(
    ("written", "column", "old", "new"),
    [
        ("financials: [{year: 2026, revenue: '1,24M'}]", 36, "'1,24M'", "'1.24M'"),
        ("financials: [{year: 2026, revenue: 1,24M}]", 36, "1,24M", "1.24M"),
        ("targets_revised: 2026/9/1", 18, "2026/9/1", "2026-09-01"),
        ("targets_revised: 31.12.2026", 18, "31.12.2026", "2026-12-31"),
        ("currency: nok", 11, "nok", "NOK"),
        ("objectiv: retain", 1, "objectiv", "objective"),
        ("Objective: retain", 1, "Objective", "objective"),
        ("objective: retian", 12, "retian", "retain"),
        ("opportunities: [{name: A, probability: 50}]", 40, "50", "50%"),
        ("opportunities: [{name: A, probability: 50 }]", 40, "50", "50%"),
        ("contacts: [{name: A, role: decision_maekr}]", 28, "decision_maekr", "decision maker"),
    ],
)
def test_a_value_with_one_reading_carries_its_fix(written: str, column: int, old: str, new: str) -> None:
    assert fixes_of(YAML.format(written)) == [Fix(5, column, old, new)]


@pytest.mark.parametrize(
    ("text", "written", "column", "old", "new"),
    [
        (TOML, "targets_revised = 2026-09-01T10:00:00", 19, "2026-09-01T10:00:00", "2026-09-01"),
        (TOML, 'financials = [{year = 2026, revenue = "1,24M"}]', 39, '"1,24M"', '"1.24M"'),
        (TOML, 'opportunities = [{name = "A", probability = 50}]', 45, "50", '"50%"'),
        (TOML, 'objectiv = "retain"', 1, "objectiv", "objective"),
        (TOML, '"objectiv" = "retain"', 1, '"objectiv"', '"objective"'),
        (JSON, '"opportunities": [{"name": "A", "probability": 50}]', 48, "50", '"50%"'),
        (JSON, '"objectiv": "retain"', 1, '"objectiv"', '"objective"'),
    ],
)
def test_a_fix_is_written_in_the_language_of_its_file(text: str, written: str, column: int, old: str, new: str) -> None:
    assert fixes_of(text.format(written)) == [Fix(5, column, old, new)]


@pytest.mark.parametrize(
    "written",
    [
        "financials: [{year: 2026, revenue: 610.000}]",
        "targets_revised: 2026-13-45",
        "targets_revised: 2026/13/45",
        "targets_revised: 03/04/2026",
        "objective: everything",
        "opportunities: [{name: A, probability: 1}]",
        "opportunities: [{name: A, probability: 500}]",
        "value_eur: 3",
    ],
)
def test_what_can_be_read_two_ways_or_none_carries_no_fix(written: str) -> None:
    assert fixes_of(YAML.format(written)) == [None]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("objectiv", "objective"),
        ("onwer", "owner"),
        ("Target-Revenue", "target_revenue"),
        ("q2_result", None),
        ("rol", None),
        ("naem", "name"),
        ("nane", None),
    ],
)
def test_a_slip_is_one_letter_in_one_word_that_is_near(written: str, meant: str | None) -> None:
    known = ["objective", "owner", "target_revenue", "q1_result", "role", "name", "same", "sane"]
    assert slip_of(written, known) == meant


def test_a_slip_between_two_words_means_neither() -> None:
    assert slip_of("halden-nord", ["halden-nora", "halden-nort"]) is None
