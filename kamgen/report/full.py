"""Findings for people at a terminal: what is wrong, the line it stands on, and what to write."""

from __future__ import annotations

from collections.abc import Iterator

from kamgen.model.choices import Severity
from kamgen.model.finding import Finding
from kamgen.model.report import Report
from kamgen.report.excerpt import excerpt
from kamgen.report.summary import summary
from kamgen.report.text import BLUE, BOLD, CYAN, RED, YELLOW, paint, visible

STYLES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.ADVICE: CYAN}


def render(report: Report, color: bool) -> str:
    """Every finding with its place and an excerpt, then the summary."""
    rows: list[str] = []
    for finding in report.findings:
        rows += [*_finding(finding, report.texts.get(finding.path, ""), color), ""]
    return "".join(f"{row}\n" for row in [*rows, *summary(report)])


def _finding(finding: Finding, text: str, color: bool) -> Iterator[str]:
    head = paint(f"{finding.code} {finding.name}", STYLES[finding.severity], color)
    yield f"{head} ({finding.severity}): {paint(visible(finding.message), BOLD, color)}"
    rows = excerpt(text, finding.line, finding.column, finding.end_column, color)
    indent = " " * len(str(finding.line)) if rows else " "
    yield f"{indent}{paint('-->', BLUE, color)} {visible(finding.path)}:{finding.line}:{finding.column}"
    yield from rows
    if finding.write:
        yield f"{paint('help:', CYAN, color)} {visible(finding.write)}"
