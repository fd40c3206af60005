"""The report as JSON. Within a major version of the format, keys keep their names and meanings."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from kamgen.model.finding import Finding, Report, count_severities
from kamgen.report.text import STEERING

FORMAT_VERSION = "1.0"

_STEERING = re.compile(rf"[{STEERING}]|#(?=#\w*\[)")


def render(report: Report, _color: bool) -> str:
    """One object: format_version, tool, as_of, summary, scores and health by account, findings."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": report.tool_version},
            "as_of": report.as_of.isoformat(),
            "summary": _summary(report),
            "scores": report.scores,
            "health": {slug: {"score": score, "known": known} for slug, (score, known) in report.health.items()},
            "findings": [finding_object(finding) for finding in report.findings],
        }
    )


def dumped(value: object) -> str:
    """JSON that people can read and that cannot steer a terminal or a build: such characters are ``\\u`` escapes."""
    return _STEERING.sub(_escape, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _summary(report: Report) -> dict[str, Any]:
    return {
        "accounts": report.accounts,
        "score": report.mean,
        "findings": len(report.findings),
        **{severity.value: count for severity, count in count_severities(report.findings).items()},
        "known": report.known,
        "rules": dict(sorted(Counter(finding.code for finding in report.findings).items())),
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as every report has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "account": finding.account or None,
        "path": finding.path,
        "key": finding.key,
        "line": finding.line,
        "column": finding.column,
        "end_column": finding.end_column,
        "message": finding.message,
        "write": finding.write,
    }
