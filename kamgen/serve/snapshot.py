"""What is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kamgen.model.report import Report


class Snapshot(Protocol):
    """One state of the whole site, its pages made when asked for.

    `file` and `report` are called from several threads, `file` never twice at once; a next snapshot may be under way.
    """

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path`` below the site (``index.html``, ``static/kamgen.css``); None when nothing is.

        Raises ThemeError when its template fails.
        """

    def report(self) -> Report:
        """The findings of this state."""


Make = Callable[[], Snapshot]
"""Reads everything anew. Raises KamgenError for a site that cannot be made: site.toml or the theme is broken."""
