"""What was read, before anything is understood: files as bytes, from a disk or a git revision, and their commits.

Source   one plan file ── Content  all of them
Commit   who, when, and what for
Draft    what a commit that a merge brought in made of a file
Touch    one file that a commit wrote, moved or deleted
CommitStep  one commit of the main line with its touches; a merge is one step, as the main line saw it
Log      the steps that led to a revision, oldest first
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct, field


def is_plan(path: str) -> bool:
    """Whether a file of this name is a plan."""
    return path.lower().endswith((".md", ".markdown"))


class Source(Struct, frozen=True):
    """One plan file."""

    path: str
    """Where it lies below the site's root, with forward slashes: ``content/accounts/halden.md``."""
    data: bytes
    refusal: str = ""
    """Why it was not read (too large, a link out of the folder, no permission); empty when it was."""


class Content(Struct, frozen=True):
    """Everything below the content folder."""

    folder: str
    """The accounts folder below the site's root: ``content/accounts``."""
    plans: tuple[Source, ...]
    files: frozenset[str] = field(default_factory=frozenset)
    """Paths of all other files (attachments), below the site's root like those of plans."""
    copies: tuple[tuple[str, str], ...] = ()
    """Plans, and files beside them that are copies of them and are not read."""
    documents: tuple[Source, ...] = ()
    """Those of ``files`` that are Markdown, such as minutes: each has a page when a plan names it."""
    pointers: frozenset[str] = field(default_factory=frozenset)
    """Those of ``files`` that are not fetched yet: they hold what Git LFS keeps in their place."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of ``files``, as far as they are known."""


SHORT = 7
"""Digits of an id that are shown."""


class Commit(NamedTuple):
    """One commit."""

    id: str
    """All its hexadecimal digits: 40, or 64 in a repository that uses SHA-256."""
    date: date
    """When it was committed, in the committer's own time zone."""
    author: str
    subject: str
    co_authors: tuple[str, ...] = ()
    """Who else wrote it, as its message names them (``Co-authored-by``)."""

    @property
    def by(self) -> str:
        """All who wrote it: ``Ana Berg with Cy Dahl and Eva Lund``."""
        *most, last = ("", *self.co_authors)
        beside = f"{', '.join(most[1:])} and {last}" if len(most) > 1 else last
        return f"{self.author} with {beside}" if beside else self.author

    @property
    def short(self) -> str:
        """The beginning of its id, as it is shown."""
        return self.id[:SHORT]


class Draft(NamedTuple):
    """One commit that a merge brought in, and what it made of a file."""

    commit: Commit
    before: str
    """Id of the content that it found; empty when there was none."""
    after: str
    """Id of the content that it left; empty when it deleted the file."""
    moved: bool
    """Whether it moved the file."""
    merge: bool
    """Whether it is itself a merge, seen from its first parent."""


class Written(NamedTuple):
    """A commit between two states, as its authors go: no merge."""

    day: date
    authors: tuple[str, ...]
    """Who wrote it, and whom it names as co-authors."""
    paths: frozenset[str]
    """What it changed, below the site's root."""


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
    drafts: tuple[Draft, ...] = ()
    """Of a merge, what the commits beside the main line that it brought in made of this file, newest first."""


class CommitStep(NamedTuple):
    """One commit of the main line (first parents), as seen from the one before it."""

    commit: Commit
    touches: tuple[Touch, ...]
    """In order of their paths."""
    cut: bool
    """Whether history was cut off here (shallow clone): files that it seems to add may be older."""
    merge: bool = False
    came: date | None = None
    """When it came to the main line, where its own date cannot be: it is out of order."""

    @property
    def day(self) -> date:
        """When it came to the main line."""
        return self.came or self.commit.date


class Log(Struct, frozen=True):
    """The history of the plans and of site.toml up to a revision."""

    head: Commit
    steps: tuple[CommitStep, ...]
    """Oldest first; commits that touch neither plans nor site.toml are left out."""
    backdated: tuple[tuple[Commit, Commit], ...] = ()
    """Commits of the main line that are dated before the one that came before them, and that one; oldest first."""

    @property
    def order(self) -> dict[str, int]:
        """When each commit came to the main line among the others, by its id; what it brought along came with it."""
        found: dict[str, int] = {}
        for step in self.steps:
            wrote = [draft.commit for touch in step.touches for draft in reversed(touch.drafts)]
            for commit in (*wrote, *(touch.written for touch in step.touches), step.commit):
                found.setdefault(commit.id, len(found))
        return found

    @property
    def cut(self) -> bool:
        """Whether history goes back further than this."""
        return any(step.cut for step in self.steps)
