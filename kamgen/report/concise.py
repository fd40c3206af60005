"""One line a finding: ``path:line:column: CODE message``. Editors and grep can read it."""

from __future__ import annotations

from kamgen.model.finding import Finding
from kamgen.model.report import Report
from kamgen.report.summary import summary
from kamgen.report.text import BOLD, RED, paint, visible


def render(report: Report, color: bool) -> str:
    """The findings, one a line, then the summary."""
    return "".join(f"{row}\n" for row in [*(line(found, color) for found in report.findings), *summary(report)])


def line(finding: Finding, color: bool = False) -> str:
    """One finding with what to write."""
    place = f"{paint(visible(finding.path), BOLD, color)}:{finding.line}:{finding.column}"
    return f"{place}: {paint(finding.code, RED, color)} {visible(told(finding))}"


def told(finding: Finding) -> str:
    """What is wrong and what to do about it, in one sentence."""
    return f"{finding.message}: {finding.write}" if finding.write else finding.message
