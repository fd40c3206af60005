"""SARIF 2.1.0, the OASIS standard for what static analysis found, as GitHub's code scanning reads it.

GitHub takes 25,000 results a run and shows the worst, so those come first; a notification counts the rest.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.model.rule import Rule
from kamgen.report.findings import fingerprints, said, worst_first
from kamgen.report.json import dumped
from kamgen.report.rules import lesson, rule_text
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
"""Results that GitHub takes in one run."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def render(report: Report, _color: bool) -> str:
    """One run with the rules that have findings, and the findings, worst first."""
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> dict[str, Any]:
    marks = fingerprints(report.findings)
    shown = worst_first(report.findings)[:MOST]
    codes = {finding.code for finding in shown}
    rules = [rule for rule in RULES if rule.code in codes]
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    driver = {"name": "kamgen", "version": report.tool_version, "rules": list(map(_rule, rules))}
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(report.findings) - len(shown))],
        "results": [_result(report, finding, numbers[finding.code], marks[finding]) for finding in shown],
    }


def _invocation(left_out: int) -> dict[str, Any]:
    said: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = f"{counted(left_out, 'milder finding')} left out: one run holds {MOST:,}; `kamgen check` lists them all"
        said["toolExecutionNotifications"] = [{"level": "note", "message": {"text": text}}]
    return said


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.summary[:1].upper()}{rule.summary[1:]}"},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": rule_text(rule), "markdown": "\n\n".join(lesson(rule))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.element.key]},
    }


def _result(report: Report, finding: Finding, number: int, mark: str) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": _unlinked(said(finding))},
        "locations": [{"physicalLocation": _place(report, finding)}],
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }


def _unlinked(text: str) -> str:
    """The text without what SARIF reads as a link, ``[words](address)``."""
    return text.replace("](", "] (")


def _place(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(report.in_repository(finding.path), errors="replace")},
        "region": {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endColumn": max(finding.column, finding.end_column),
        },
    }
