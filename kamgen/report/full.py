"""Findings for people at a terminal: what is wrong, the line it stands on, and what to write."""

from __future__ import annotations

from kamgen.model.choices import Severity
from kamgen.model.report import Report
from kamgen.report.excerpt import excerpt
from kamgen.report.summary import summary
from kamgen.report.text import BLUE, BOLD, CYAN, RED, YELLOW, paint, visible

STYLES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.ADVICE: CYAN}


def render(report: Report, color: bool) -> str:
    """Every finding with its place and an excerpt, then the summary."""
    arrow, help_word = paint("-->", BLUE, color), paint("help:", CYAN, color)
    rows: list[str] = []
    for finding in report.findings:
        head = paint(f"{finding.code} {finding.name}", STYLES[finding.severity], color)
        rows.append(f"{head} ({finding.severity.value}): {paint(visible(finding.message), BOLD, color)}")
        text = report.texts.get(finding.path, "")
        shown = excerpt(text, finding.line, finding.column, finding.end_column, color)
        indent = " " * len(str(finding.line)) if shown else " "
        rows.append(f"{indent}{arrow} {visible(finding.path)}:{finding.line}:{finding.column}")
        rows += shown
        if finding.write:
            rows.append(f"{help_word} {visible(finding.write)}")
        rows.append("")
    return "\n".join([*rows, *summary(report), ""])
