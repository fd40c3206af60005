"""A finding: one thing to mend, at its place; and the report of one run that `check` and `build` tell them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec import Struct, field

from kamgen.model.enums import Severity
from kamgen.model.standing import Standing

SEVERITIES = tuple(Severity)
"""Worst first."""
BASELINE_FILE = "kamgen-baseline.json"
"""The name of the baseline beside site.toml."""


class Fix(Struct, frozen=True):
    """What mends a finding, where there is one reading: ``old`` in the plan's file gives way to ``new``."""

    line: int
    """Where ``old`` begins: line and column of the file, from 1; 0 for the value or key that the fault speaks of."""
    column: int
    old: str
    new: str

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind ``old``."""
        rows = self.old.split("\n")
        return self.line + len(rows) - 1, len(rows[-1]) + (self.column if len(rows) == 1 else 1)


def placed_fix(fix: Fix, line: int, column: int, end_column: int) -> Fix | None:
    """A fix of what stands there, letter by letter or so in quotes, by what needs none; None where that cannot be."""
    if fix.line:
        return fix
    quotes = end_column - column - len(fix.old)
    plain = fix.new[:1].isalnum() and all(sign.isalnum() or sign in " -._/'’" for sign in fix.new)
    if quotes not in (0, 2) or not (set(fix.new).isdisjoint("\"'\\") if quotes else plain):
        return None
    return Fix(line, column + quotes // 2, fix.old, fix.new)


class CountChange(NamedTuple):
    """How many findings an account has of a rule, beside what the baseline keeps."""

    account: str
    code: str
    kept: int
    now: int

    def __str__(self) -> str:
        return f"{self.account} {self.code} ({self.kept:,} → {self.now:,})"


class Finding(NamedTuple):
    """One thing to mend."""

    code: str
    name: str
    severity: Severity
    account: str
    path: str
    key: str
    """What it speaks of (see `Plan.at`)."""
    line: int
    column: int
    end_column: int
    message: str
    write: str
    """What to write or do, beginning with its verb: ``write `1.24M```; empty when the message says it all."""
    fix: Fix | None = None
    worse: CountChange | None = None
    """With a baseline that keeps fewer findings of its account and rule: both counts."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file and place."""
        return self.path, self.line, self.column, self.code, self.message


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, all three named, worst first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


class Checked(NamedTuple):
    """What came of the rules for one account that a report is about."""

    slug: str
    """Of its page; unique in the site."""
    name: str
    path: str
    readable: bool
    """Whether the plan could be read; else no rule but those on why not was checked."""
    outcomes: tuple[tuple[str, str], ...]
    """Code of each rule that was checked and its state, in the catalogue's order."""
    waived: tuple[tuple[str, str], ...] = ()
    """Code of each rule that is waived, and why in words."""


class Report(Struct, frozen=True):
    """The findings of one run."""

    as_of: date
    accounts: int
    """Plans that were checked."""
    findings: tuple[Finding, ...]
    """By file and place."""
    scores: dict[str, int | None]
    mean: int | None
    """Mean checklist score of these accounts, lost ones left out."""
    texts: dict[str, str]
    """Text of each plan that has a finding, by its path, for excerpts."""
    tool_version: str
    health: dict[str, Standing] = field(default_factory=dict)
    """By account slug."""
    checked: tuple[Checked, ...] = ()
    """The accounts that the report is about, in order of their paths."""
    gains: dict[str, dict[str, int]] = field(default_factory=dict)
    """By account slug and code of a gap that counts: tenths of a point that closing it alone adds to its score."""
    known: int = 0
    """How many findings the baseline keeps; ``findings`` leaves them out."""
    baseline: str = ""
    """The name of its file; empty without one."""
    worse: tuple[CountChange, ...] = ()
    """Counts that rose above it, by account and rule."""
    fallen: tuple[CountChange, ...] = ()
    """Counts that fell below it, of accounts that are still there."""
    gone: tuple[str, ...] = ()
    """Accounts it keeps findings of that are not there any more."""
    prefix: str = ""
    """Where the site's root lies below the repository's (``sales/plans``); empty when they are the same."""

    def in_repository(self, path: str) -> str:
        """A path below the site's root as one below the repository's, which is how CI knows files."""
        return f"{self.prefix}/{path}" if self.prefix else path
