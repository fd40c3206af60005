"""A short report in Markdown, for the summary of a CI job: headline, accounts worst first, their findings folded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kamgen.model.finding import Finding, Report, count_severities
from kamgen.report.findings import severity_counts, summary, told, worst_first
from kamgen.report.markdown_text import code, escaped, whole_sections, worded
from kamgen.text.words import clipped, counted

ROOM = 60_000
"""Characters at most: comments on GitHub hold 65,536."""
ROWS, ITEMS = 50, 50
"""Accounts in the table and findings of one account that are shown; the rest is counted."""
NAME, SENTENCE = 60, 400
"""Characters of an account's name and of what is said of one finding."""


def render(report: Report, _color: bool) -> str:
    """Headline, summary and table, a fold for each account as long as there is room, and kamgen's version."""
    groups = _by_account(report.findings)
    head = [
        f"### kamgen: {severity_counts(report.findings)}",
        " ".join(f"{escaped(line.rstrip('.'))}." for line in summary(report)),
    ]
    if groups:
        head.append(_table(report, groups))
    folds = (_fold(report, group) for group in groups)
    return whole_sections(head, folds, len(groups), f"kamgen {report.tool_version}", "account", ROOM)


def _by_account(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """The findings of each file, the file with the most of the worst first."""
    by_file = sorted(findings, key=lambda found: found.path)
    groups = [list(group) for _, group in groupby(by_file, key=lambda found: found.path)]
    return sorted(groups, key=lambda group: ([-count for count in count_severities(group).values()], group[0].path))


def _table(report: Report, groups: list[list[Finding]]) -> str:
    names = {account.path: (account.name, account.slug) for account in report.checked}
    rows = ["| Account | Score | Errors | Warnings | Advice |", "| --- | ---: | ---: | ---: | ---: |"]
    for group in groups[:ROWS]:
        name, slug = names.get(group[0].path, (_who(group), ""))
        score = report.scores.get(slug)
        counts = " | ".join(str(count) for count in count_severities(group).values())
        rows.append(f"| {escaped(clipped(name, NAME))} | {'n/a' if score is None else score} | {counts} |")
    if len(groups) > ROWS:
        rows.append(f"| … and {counted(len(groups) - ROWS, 'more account')} | | | | |")
    return "\n".join(rows)


def _who(group: list[Finding]) -> str:
    """What a file is called that is no account's: the portfolio's own findings stand in site.toml."""
    return group[0].account or "The whole portfolio"


def _fold(report: Report, group: list[Finding]) -> str:
    return "\n".join(_lines_of(report, group))


def _lines_of(report: Report, group: list[Finding]) -> Iterator[str]:
    path = report.in_repository(group[0].path)
    yield f"<details><summary>{escaped(_who(group))}: {severity_counts(group)}, {code(path)}</summary>\n"
    ordered = worst_first(group)
    for finding in ordered[:ITEMS]:
        said = worded(clipped(told(finding), SENTENCE))
        yield f"- **{finding.severity.value}** {finding.code}, line {finding.line}: {said}"
    if len(ordered) > ITEMS:
        yield f"- … and {severity_counts(ordered[ITEMS:])} more"
    yield "\n</details>"
