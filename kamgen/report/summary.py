"""The one line that sums a run up."""

from __future__ import annotations

from collections.abc import Iterable

from kamgen.model.choices import Severity
from kamgen.model.finding import Finding, count_severities
from kamgen.model.report import Report
from kamgen.report.text import plural

_NAMES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def counted(findings: Iterable[Finding]) -> str:
    """``2 errors, 31 warnings``; kinds that do not occur are left out, and without any: ``no findings``."""
    counts = count_severities(findings)
    return ", ".join(plural(count, *_NAMES[severity]) for severity, count in counts.items() if count) or "no findings"


def summary_line(report: Report) -> str:
    """``Checked 16 accounts on 2026-11-20: 2 errors, 31 warnings.``"""
    return f"Checked {plural(report.accounts, 'account')} as of {report.as_of}: {counted(report.findings)}."
