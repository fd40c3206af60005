"""The page of findings: everything to mend, by file and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kamgen.model.finding import SEVERITIES
from kamgen.model.portfolio import Account
from kamgen.render.guide import Guide
from kamgen.render.links import plan_lines
from kamgen.render.text import count, marked, sentence
from kamgen.render.views.portfolio import Note


class FindingRow(NamedTuple):
    """One thing to mend."""

    css: str
    severity: str
    code: str
    rule_url: str
    account: str
    url: str
    message: str
    write: str
    place: str
    source: str
    """Address of the line in the repository's web view; empty when site.toml does not say."""


@dataclass(frozen=True, slots=True)
class FindingsView:
    """What the page of findings shows."""

    counts: tuple[Note, ...]
    rows: tuple[FindingRow, ...]


_PLURAL = {"error": "errors", "warning": "warnings", "advice": "advice"}


def findings_view(accounts: Sequence[Account], guide: Guide) -> FindingsView:
    """All findings, in the order of files and places."""
    counts = Counter(finding.severity for account in accounts for finding in account.findings)
    notes = tuple(
        Note(count(counts[severity], severity.value, _PLURAL[severity.value]), "", f"sev-{severity.value}")
        for severity in SEVERITIES
        if counts[severity]
    )
    return FindingsView(notes, tuple(row for account in accounts for row in _rows(account, guide)))


def _rows(account: Account, guide: Guide) -> list[FindingRow]:
    link = guide.accounts[account.slug]
    lines = plan_lines(guide.site.site.source_url, account.plan.path)
    rows = []
    for finding in account.findings:
        rule = guide.rules.get(finding.code)
        rows.append(
            FindingRow(
                f"sev-{finding.severity.value}",
                finding.severity.value,
                finding.code,
                rule.url if rule else "",
                account.name,
                link.url,
                marked(sentence(finding.message)),
                marked(finding.write),
                f"{finding.path}:{finding.line}",
                lines.url(finding.line),
            )
        )
    return rows
