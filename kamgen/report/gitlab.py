"""The Code Quality report of GitLab: an array of issues, which merge requests compare with the target branch's.

See "Code Quality report format" in GitLab's documentation: paths relative to the repository, no byte order mark, and
of issues with the same fingerprint only the first is shown.
"""

from __future__ import annotations

from typing import Any

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.report.findings import fingerprints, said
from kamgen.report.json import dumped

SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def render(report: Report, _color: bool) -> str:
    """One issue a finding; an empty array when there is none."""
    marks = fingerprints(report.findings)
    return dumped([_issue(report, finding, mark) for finding, mark in marks.items()])


def _issue(report: Report, finding: Finding, mark: str) -> dict[str, Any]:
    return {
        "description": f"{finding.code} {finding.name}: {said(finding)}",
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": SEVERITY[finding.severity],
        "location": {"path": report.in_repository(finding.path), "lines": {"begin": finding.line}},
    }
