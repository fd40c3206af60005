"""Reports as people and programs see them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamgen.report import FORMATS, formatter
from kamgen.report.console import finding_line
from kamgen.report.findings import summary_lines, visible
from kamgen.report.json import dumped
from tests.records import replace
from tests.report.report_samples import CLEAN, REPORT

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("name", ["full", "concise", "json"])
def test_a_report_looks_like_its_golden_file(golden: Golden, name: str) -> None:
    golden(f"report-{name}.txt", formatter(name)(REPORT, False))


def test_a_report_in_colour_looks_like_its_golden_file(golden: Golden) -> None:
    golden("report-full-color.txt", formatter("full")(REPORT, True))


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_clean_run_says_so_and_how_complete_the_plan_is(name: str) -> None:
    assert formatter(name)(CLEAN, True) == (
        "Checked 1 account as of 2026-11-20: no findings.\nhalden: checklist score 100, on course\n"
    )


@pytest.mark.parametrize(
    ("scores", "mean", "told"),
    [
        ({"halden": 0}, 0, ["halden: checklist score 0, act"]),
        ({"halden": None}, None, []),
        ({"halden": 60, "nord": 90}, 75, ["Mean checklist score 75, watch"]),
        ({"halden": None, "nord": None}, None, []),
    ],
)
def test_the_scores_come_last(scores: dict[str, int | None], mean: int | None, told: list[str]) -> None:
    assert summary_lines(replace(CLEAN, scores=scores, mean=mean))[1:] == told


@pytest.mark.parametrize("name", ["full", "concise"])
def test_statistics_count_findings_by_rule(name: str) -> None:
    assert formatter(name, statistics=True)(REPORT, False) == (
        "2  FMT003  error    invalid-value\n"
        "1  FBK001  warning  feedback-gathered\n"
        "1  FMT008  error    unreadable-file\n"
        "1  FMT010  advice   placeholder-text\n"
        "Checked 16 accounts as of 2026-11-20: 3 errors, 1 warning, 1 piece of advice.\n"
    )


def test_statistics_of_nothing_are_the_summary() -> None:
    assert formatter("full", statistics=True)(CLEAN, False) == "Checked 1 account as of 2026-11-20: no findings.\n"


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_sends_what_steers_a_terminal(name: str) -> None:
    text = formatter(name)(REPORT, False)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_json_can_be_read_back() -> None:
    value = json.loads(formatter("json")(REPORT, False))
    assert list(value) == ["format_version", "tool", "as_of", "summary", "scores", "waived", "health", "findings"]
    assert value["health"] == {
        "halden": {"score": 84, "known": 7, "of": 9, "verdict": "on course", "reasons": []},
        "nord": {"score": None, "known": 0, "of": 0, "verdict": "not scored", "reasons": []},
    }
    assert value["summary"] == {
        "accounts": 16,
        "score": 61,
        "findings": 5,
        "error": 3,
        "warning": 1,
        "advice": 1,
        "known": 0,
        "baseline": None,
        "fixable": 1,
        "rules": {"FBK001": 1, "FMT003": 2, "FMT008": 1, "FMT010": 1},
    }
    assert value["findings"][3]["message"] == "\x1b[2J\u202eelpmaxe is odd"


@given(st.text(st.characters(exclude_categories=())))
def test_json_says_any_text_exactly_and_harmlessly(text: str) -> None:
    written = dumped(text)
    assert json.loads(written) == json.loads(json.dumps(text))
    assert visible(written[:-1]) == written[:-1]
    assert written.encode()


@given(st.text(st.characters(exclude_categories=())))
def test_visible_text_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert shown == visible(shown)
    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1


def test_a_concise_line_says_what_to_write() -> None:
    assert (
        finding_line(REPORT.findings[1])
        == "content/accounts/halden.md:7:14: FMT003 [*] `1,24M` is not an amount: write `1.24M`"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_function(name: str) -> None:
    assert callable(formatter(name))
