"""A finding: one thing to mend, at its place. What `check` reports and sites count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kamgen.model.enums import Severity

SEVERITIES = tuple(Severity)
"""Worst first."""


class Finding(NamedTuple):
    """One thing to mend."""

    code: str
    name: str
    severity: Severity
    account: str
    """The account's slug."""
    path: str
    """The plan's file below the site's root."""
    key: str
    """What it speaks of (see `Plan.at`)."""
    line: int
    column: int
    end_column: int
    message: str
    write: str
    """What to write or do, beginning with its verb: ``write `1.24M```; empty when the message says it all."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file and place."""
        return self.path, self.line, self.column, self.code, self.message


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, all three named, worst first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}
