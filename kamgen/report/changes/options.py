"""How the reports of a comparison are written."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 60_000
"""Characters of a comment at most: GitHub takes 65,536."""
LEAST_LIMIT = 3_000
"""The least limit that can be kept: headline and footer are never left out."""


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """What is asked of a report; a format takes what concerns it."""

    color: bool = False
    """Whether the terminal shows colour."""
    marker: str = ""
    """Tells comments of several sites in one repository apart; empty for the only one."""
    limit: int = LIMIT
    """Characters of a comment at most, `LEAST_LIMIT` or more."""
    source_url: str = ""
    """site.toml's address of a plan's file with ``{path}`` and ``{line}``; empty for none."""
    version: str = ""
    """kamgen's."""
