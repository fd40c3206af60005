"""When a run fails."""

from __future__ import annotations

import pytest

from kamgen.model.enums import Severity
from kamgen.model.finding import Report
from kamgen.report.verdict import ExitVerdict, Threshold, exit_verdict
from tests.records import replace
from tests.report.report_samples import CLEAN, FINDINGS, REPORT


def only(*severities: Severity) -> Report:
    return replace(
        REPORT, findings=tuple(FINDINGS[0]._replace(severity=severity) for severity in severities), scores={}
    )


@pytest.mark.parametrize(
    ("fail_on", "severity", "code"),
    [
        ("error", Severity.ERROR, 1),
        ("error", Severity.WARNING, 0),
        ("warning", Severity.WARNING, 1),
        ("warning", Severity.ADVICE, 0),
        ("advice", Severity.ADVICE, 1),
        ("never", Severity.ERROR, 0),
    ],
)
def test_fails_from_the_chosen_severity_on(fail_on: str, severity: Severity, code: int) -> None:
    assert exit_verdict(only(severity), Threshold(fail_on)) == ExitVerdict(code, ())


def test_without_findings_all_is_well() -> None:
    assert exit_verdict(CLEAN, Threshold("advice", 0, 100)) == ExitVerdict(0, ())


@pytest.mark.parametrize(("most", "code"), [(1, 1), (2, 0), (None, 0)])
def test_more_warnings_than_may_pass_fail(most: int | None, code: int) -> None:
    assert exit_verdict(only(Severity.WARNING, Severity.WARNING), Threshold(max_warnings=most)).exit_code == code


def test_says_why_when_the_findings_alone_do_not() -> None:
    report = replace(only(Severity.WARNING), scores={"halden": 61, "nord": 59, "new": None})
    assert exit_verdict(report, Threshold(max_warnings=0, fail_under=60)) == ExitVerdict(
        1, ("1 warning, and no more than 0 may pass", "nord has a checklist score of 59, and 60 is the least")
    )


def test_never_means_never() -> None:
    assert exit_verdict(REPORT, Threshold("never", 0, 100)) == ExitVerdict(0, ())


def test_a_least_score_of_the_command_line_goes_before_that_of_site_toml() -> None:
    assert Threshold("advice", 3).under(60) == Threshold("advice", 3, 60)
    assert Threshold(fail_under=0).under(60) == Threshold(fail_under=0)
