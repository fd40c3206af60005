"""Formats for people at a terminal: all of a finding, one line a finding, or counts by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kamgen.model.choices import Severity
from kamgen.model.finding import Finding
from kamgen.model.report import Report
from kamgen.report.excerpt import excerpt
from kamgen.report.findings import summary, summary_line, told
from kamgen.report.text import BLUE, BOLD, CYAN, RED, YELLOW, paint, visible

STYLES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.ADVICE: CYAN}


def full(report: Report, color: bool) -> str:
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


def concise(report: Report, color: bool) -> str:
    """The findings, one a line, then the summary."""
    return "".join(f"{row}\n" for row in [*(line(found, color) for found in report.findings), *summary(report)])


def line(finding: Finding, color: bool = False) -> str:
    """One finding with what to write."""
    place = f"{paint(visible(finding.path), BOLD, color)}:{finding.line}:{finding.column}"
    return f"{place}: {paint(finding.code, RED, color)} {visible(told(finding))}"


def counts_by_rule(findings: Iterable[Finding]) -> list[tuple[int, str, Severity, str]]:
    """Count, code, severity and name, most findings first; a rule with two severities has two rows."""
    counts = Counter((finding.code, finding.severity, finding.name) for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
    return [(count, code, severity, name) for (code, severity, name), count in ordered]


def statistics(report: Report, color: bool) -> str:
    """A table: how often, code, severity, name; then the summary."""
    rows = counts_by_rule(report.findings)
    widest = len(str(rows[0][0])) if rows else 0
    table = [
        f"{count:>{widest}}  {paint(code, STYLES[severity], color)}  {severity.value:<7}  {name}"
        for count, code, severity, name in rows
    ]
    return "".join(f"{row}\n" for row in [*table, summary_line(report)])
