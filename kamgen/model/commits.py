"""What version control knows: commits, and what each did to files.

commit   who, when, and what for
touch    one file that a commit wrote, moved or deleted
step     one commit of the main line with its touches; a merge is one step, as the main line saw it
log      the steps that led to a revision, oldest first
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

SHORT = 7
"""Digits of an id that are shown."""


class Commit(NamedTuple):
    """One commit."""

    id: str
    """All its hexadecimal digits: 40, or 64 in a repository that uses SHA-256."""
    date: date
    """When it was committed, in the committer's own time zone."""
    author: str
    """The name of who wrote it."""
    subject: str
    """The first line of its message."""

    @property
    def short(self) -> str:
        """The beginning of its id, as it is shown."""
        return self.id[:SHORT]


class Touch(NamedTuple):
    """One file that a commit changed."""

    path: str
    """Where it lies below the site's root after the commit; before it, when the commit deleted it."""
    blob: str
    """Id of its content; empty when the commit deleted it."""
    former: str
    """Its path before the commit, when that moved it; empty otherwise."""
    written: Commit
    """Who wrote it so: for a merge the commit that brought in this content, else the step's own."""


class Step(NamedTuple):
    """One commit of the main line (first parents), as seen from the one before it."""

    commit: Commit
    touches: tuple[Touch, ...]
    """In order of their paths."""
    cut: bool
    """Whether history was cut off here (shallow clone): files that it seems to add may be older."""


@dataclass(frozen=True, slots=True)
class Log:
    """The history of the plans and of site.toml up to a revision."""

    head: Commit
    steps: tuple[Step, ...]
    """Oldest first; commits that touch neither plans nor site.toml are left out."""

    @property
    def cut(self) -> bool:
        """Whether history goes back further than this."""
        return any(step.cut for step in self.steps)


class Freshness(NamedTuple):
    """When a plan last said something else than before; changes of mere writing do not count."""

    touched: date | None
    """None when that is not known: no version control, or history cut off before it."""
    author: str
    """Who wrote that; empty when not known, or when it is not committed yet."""
    commit: str
    """Id of the commit; empty likewise."""
    sections: tuple[tuple[str, date], ...]
    """Anchors of undated client topics whose words last changed on another day than the plan, and that day."""


UNKNOWN = Freshness(None, "", "", ())
"""Of plans outside version control."""
