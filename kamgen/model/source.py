"""What was read, before anything is understood: files as bytes, from a disk or a git revision."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """One plan file."""

    path: str
    """Where it lies below the site's root, with forward slashes: ``content/accounts/halden.md``."""
    data: bytes
    """The file's bytes; empty when it was refused."""
    refusal: str = ""
    """Why it was not read (too large, a link out of the folder, no permission); empty when it was."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything below the content folder."""

    folder: str
    """The accounts folder below the site's root: ``content/accounts``."""
    plans: tuple[Source, ...]
    """The plan files, in order of their paths."""
    files: frozenset[str] = field(default_factory=frozenset)
    """Paths of all other files (attachments), below the site's root like those of plans."""
