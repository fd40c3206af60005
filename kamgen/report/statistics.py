"""How many findings each rule has, most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kamgen.model.choices import Severity
from kamgen.model.finding import Finding
from kamgen.model.report import Report
from kamgen.report.full import STYLES
from kamgen.report.summary import summary_line
from kamgen.report.text import paint


def counts_by_rule(findings: Iterable[Finding]) -> list[tuple[int, str, Severity, str]]:
    """Count, code, severity and name, most findings first; a rule with two severities has two rows."""
    counts = Counter((finding.code, finding.severity, finding.name) for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
    return [(count, code, severity, name) for (code, severity, name), count in ordered]


def render(report: Report, color: bool) -> str:
    """A table: how often, code, severity, name; then the summary."""
    rows = counts_by_rule(report.findings)
    widest = len(str(rows[0][0])) if rows else 0
    table = [
        f"{count:>{widest}}  {paint(code, STYLES[severity], color)}  {severity.value:<7}  {name}"
        for count, code, severity, name in rows
    ]
    return "".join(f"{row}\n" for row in [*table, summary_line(report)])
