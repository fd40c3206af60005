"""What `check` and `build` tell about findings, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kamgen.model.finding import Finding


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
