"""Reviewdog's diagnostic format, which puts findings into reviews on most hosts of repositories.

Columns count bytes of UTF-8 from 1, unlike everywhere else in kamgen, and an end lies behind the last byte.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.report.findings import said
from kamgen.report.json import dumped

SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.ADVICE: "INFO"}


def render(report: Report, _color: bool) -> str:
    """One object: source and diagnostics."""
    rows = {path: text.split("\n") for path, text in report.texts.items()}
    found = [_diagnostic(report, finding, rows.get(finding.path, [])) for finding in report.findings]
    return dumped({"source": {"name": "kamgen"}, "diagnostics": found})


def _diagnostic(report: Report, finding: Finding, rows: list[str]) -> dict[str, Any]:
    row = rows[finding.line - 1] if finding.line <= len(rows) else ""
    at = partial(_position, finding.line, row)
    return {
        "message": _unpinged(said(finding)),
        "location": {
            "path": report.in_repository(finding.path),
            "range": {"start": at(finding.column), "end": at(max(finding.column, finding.end_column))},
        },
        "severity": SEVERITY[finding.severity],
        "code": {"value": finding.code},
    }


def _unpinged(text: str) -> str:
    """The text with a zero-width space behind every ``@``: it is shown in a comment, where names would be called."""
    return text.replace("@", "@\u200b")


def _position(line: int, row: str, column: int) -> dict[str, int]:
    before = row[: column - 1]
    return {"line": line, "column": column + len(before.encode(errors="surrogatepass")) - len(before)}
