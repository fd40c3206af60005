"""Annotations of GitHub Actions: commands on stdout that put findings beside the lines of a pull request.

GitHub shows ten of each level a step and drops the rest in silence, so the worst come first, and the last notice
says how many are left. See "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.report.findings import severity_counts, told, worst_first
from kamgen.report.text import visible
from kamgen.text.words import counted

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
MOST = 10
"""Annotations of each level that GitHub shows for one step."""


def render(report: Report, _color: bool) -> str:
    """One command a line; nothing when there is no finding."""
    shown, rest = _shared_out(report.findings)
    lines = [_annotation(report, finding) for finding in shown]
    if rest:
        more = counted(len(rest), "more finding")
        lines.append(
            f"::notice title=kamgen::{data(f'{more} ({severity_counts(rest)}): `kamgen check` lists them all')}"
        )
    return "".join(f"{line}\n" for line in lines)


def _shared_out(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What is shown, worst first, and the rest; what is said of the rest takes the place of a notice."""
    ordered = worst_first(findings)
    levels = {severity: [found for found in ordered if found.severity is severity] for severity in Severity}
    room = dict.fromkeys(Severity, MOST)
    if any(len(level) > MOST for level in levels.values()):
        room[Severity.ADVICE] -= 1
    shown = [found for severity, level in levels.items() for found in level[: room[severity]]]
    return shown, [found for severity, level in levels.items() for found in level[room[severity] :]]


def _annotation(report: Report, finding: Finding) -> str:
    properties = {
        "file": report.in_repository(finding.path),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {finding.name}",
    }
    written = ",".join(f"{key}={property_value(value)}" for key, value in properties.items())
    return f"::{LEVELS[finding.severity]} {written}::{data(told(finding))}"


def data(text: str) -> str:
    """A text as the message of a command; nothing in it can begin another command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """A text as the value of a command's property."""
    return data(text).replace(":", "%3A").replace(",", "%2C")
