"""What `check` and `build` tell about findings, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kamgen.model.finding import Finding


class Checked(NamedTuple):
    """What came of the rules for one account that a report is about."""

    slug: str
    """Of its page; unique in the site."""
    name: str
    path: str
    """The plan's file below the site's root."""
    readable: bool
    """Whether the plan could be read; else no rule but those on why not was checked."""
    outcomes: tuple[tuple[str, str], ...]
    """Code of each rule that was checked and its state, in the catalogue's order."""
    waived: tuple[tuple[str, str], ...] = ()
    """Code of each rule that is waived, and why in words."""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run."""

    as_of: date
    accounts: int
    """Plans that were checked."""
    findings: tuple[Finding, ...]
    """By file and place."""
    scores: dict[str, int | None]
    """Checklist score by account slug."""
    mean: int | None
    """Mean checklist score of these accounts, lost ones left out."""
    texts: dict[str, str]
    """Text of each plan that has a finding, by its path, for excerpts."""
    tool_version: str
    health: dict[str, tuple[int | None, int]] = field(default_factory=dict)
    """By account slug: health score, None for "not scored", and how many signals are known."""
    checked: tuple[Checked, ...] = ()
    """The accounts that the report is about, in order of their paths."""
    known: int = 0
    """How many findings the baseline keeps; ``findings`` leaves them out."""
    prefix: str = ""
    """Where the site's root lies below the repository's (``sales/plans``); empty when they are the same."""

    def in_repository(self, path: str) -> str:
        """A path below the site's root as one below the repository's, which is how CI knows files."""
        return f"{self.prefix}/{path}" if self.prefix else path
