"""Findings as services read them that show the results of CI beside the lines of a change.

github  commands on stdout ("Workflow commands for GitHub Actions" in GitHub's documentation)
gitlab  an array of issues, which merge requests compare with the target branch's ("Code Quality report format" in
        GitLab's documentation: of issues with the same fingerprint only the first is shown)
rdjson  Reviewdog's diagnostic format, which puts findings into reviews on most hosts of repositories
sarif   SARIF 2.1.0, the OASIS standard for what static analysis found, as GitHub's code scanning reads it
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from kamgen.model.enums import Severity
from kamgen.model.finding import Finding, Report
from kamgen.model.rule import Rule
from kamgen.report.findings import (
    as_text,
    baseline_lines,
    fingerprints,
    full_message,
    full_message_line,
    severity_counts,
    visible,
    worst_first,
)
from kamgen.report.json import dumped
from kamgen.report.rules import lesson, rule_text
from kamgen.rules.catalogue import RULES
from kamgen.text.words import counted

MOST_ANNOTATIONS = 10
"""Annotations of each level that GitHub shows for one step; it drops the rest in silence."""
MOST_RESULTS = 25_000
"""Results that GitHub takes in one run of SARIF."""

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}
_RDJSON = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.ADVICE: "INFO"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@as_text
def github(report: Report, _color: bool) -> Iterator[str]:
    """One command a line, the worst findings first; the last notice says how many are left."""
    ordered = worst_first(report.findings)
    levels = {severity: [found for found in ordered if found.severity is severity] for severity in Severity}
    room, moved = dict.fromkeys(Severity, MOST_ANNOTATIONS), baseline_lines(report)
    room[Severity.ADVICE] -= len(moved)
    if any(len(level) > room[severity] for severity, level in levels.items()):
        room[Severity.ADVICE] -= 1  # what is said of the rest takes the place of a notice
    for line in moved:
        yield f"::notice title=kamgen::{_message(line)}"
    for severity, level in levels.items():
        for finding in level[: room[severity]]:
            path, title = report.in_repository(finding.path), f"{finding.code} {finding.name}"
            properties = {"file": path, "line": str(finding.line), "col": str(finding.column), "title": title}
            values = [_message(value).replace(":", "%3A").replace(",", "%2C") for value in properties.values()]
            written = ",".join(f"{key}={value}" for key, value in zip(properties, values, strict=True))
            yield f"::{_GITHUB[severity]} {written}::{_message(full_message(finding))}"
    if rest := [found for severity, level in levels.items() for found in level[room[severity] :]]:
        more = f"{counted(len(rest), 'more finding')} ({severity_counts(rest)})"
        yield f"::notice title=kamgen::{_message(f'{more}: `kamgen check` lists them all')}"


def _message(text: str) -> str:
    """A text as the message of a command; nothing in it can begin another command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def gitlab(report: Report, _color: bool) -> str:
    """One issue a finding; an empty array when there is none."""
    return dumped(
        [
            {
                "description": f"{finding.code} {finding.name}: {full_message_line(finding)}",
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": _GITLAB[finding.severity],
                "location": {"path": report.in_repository(finding.path), "lines": {"begin": finding.line}},
            }
            for finding, mark in fingerprints(report.findings).items()
        ]
    )


def rdjson(report: Report, _color: bool) -> str:
    """One object: source and diagnostics.

    Columns count bytes of UTF-8 from 1, unlike everywhere else in kamgen, and an end lies behind the last byte. A
    message is shown in a comment, where names would be called: a space of no width stands behind every ``@``.
    """
    texts = {path: text.split("\n") for path, text in report.texts.items()}
    diagnostics = []
    for finding in report.findings:
        rows, start, fix = texts.get(finding.path, []), (finding.line, finding.column), finding.fix
        end = finding.line, max(finding.column, finding.end_column)
        diagnostic: dict[str, Any] = {
            "message": full_message_line(finding).replace("@", "@\u200b"),
            "location": {"path": report.in_repository(finding.path), "range": _byte_range(rows, start, end)},
            "severity": _RDJSON[finding.severity],
            "code": {"value": finding.code},
        }
        if fix:
            mended = {"range": _byte_range(rows, (fix.line, fix.column), fix.end), "text": fix.new}
            diagnostic["suggestions"] = [mended]
        diagnostics.append(diagnostic)
    return dumped({"source": {"name": "kamgen"}, "diagnostics": diagnostics})


def _byte_range(rows: list[str], start: tuple[int, int], end: tuple[int, int]) -> dict[str, dict[str, int]]:
    places = {}
    for name, (line, column) in (("start", start), ("end", end)):
        before = rows[line - 1][: column - 1] if line <= len(rows) else ""
        further = len(before.encode(errors="surrogatepass")) - len(before)
        places[name] = {"line": line, "column": column + further}
    return places


def sarif(report: Report, _color: bool) -> str:
    """One run with the rules that have findings, and the findings, worst first; a notification counts the rest."""
    marks = fingerprints(report.findings)
    shown = worst_first(report.findings)[:MOST_RESULTS]
    codes = {finding.code for finding in shown}
    rules = [rule for rule in RULES if rule.code in codes]
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    notes = baseline_lines(report)
    if milder := len(report.findings) - len(shown):
        left_out = f"{counted(milder, 'milder finding')} left out: one run holds {MOST_RESULTS:,}"
        notes.append(f"{left_out}; `kamgen check` lists them all")
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if notes:
        told = [{"level": "note", "message": {"text": note}} for note in notes]
        invocation["toolExecutionNotifications"] = told
    driver = {"name": "kamgen", "version": report.tool_version, "rules": list(map(_sarif_rule, rules))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_sarif_result(report, finding, numbers[finding.code], marks[finding]) for finding in shown],
    }
    return dumped({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.summary[:1].upper()}{rule.summary[1:]}"},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": rule_text(rule), "markdown": "\n\n".join(lesson(rule))},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
        "properties": {"tags": [rule.element.key]},
    }


def _sarif_result(report: Report, finding: Finding, number: int, mark: str) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endColumn": max(finding.column, finding.end_column),
    }
    artifact = {"uri": quote(report.in_repository(finding.path), errors="replace")}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _SARIF[finding.severity],
        "message": {
            "text": full_message_line(finding).replace("](", "] (")
        },  # SARIF reads `[words](address)` as a link
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }
    if fix := finding.fix:
        end_line, end_column = fix.end
        deleted = {"startLine": fix.line, "startColumn": fix.column, "endLine": end_line, "endColumn": end_column}
        replaced = {"deletedRegion": deleted, "insertedContent": {"text": fix.new}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replaced]}]}]
    return result
