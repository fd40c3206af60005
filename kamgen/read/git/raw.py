"""Reads what ``git log --raw -z`` writes: commits, and the files each changed against its first parent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kamgen.model.history import Commit
from kamgen.read.git.revisions import FORMAT, commit_from

RAW_FORMAT = f"{FORMAT}%x00%P"
"""A commit and the ids of its parents."""

_REGULAR = b"100"


class Change(NamedTuple):
    """A file that a commit changed."""

    path: bytes
    """After the commit; before it, when it is gone since."""
    blob: str
    """Id of its content; empty when it is gone."""
    former: bytes
    """Where it was, when the commit moved it; empty otherwise."""


class Logged(NamedTuple):
    """A commit as git lists it."""

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[Change, ...]
    """As seen from the first parent."""


def read_raw(written: bytes) -> Iterator[Logged]:
    """The commits that git wrote, in its order.

    Names and subjects hold no NUL, and a path follows a line that says so; so whatever they hold is told apart.
    """
    words = written.split(b"\0")
    at, end = 0, len(words) - 1
    while at < end:
        commit = commit_from(words[at : at + 4])
        parents = tuple(words[at + 4].decode().split())
        at += 5
        changes: list[Change] = []
        while at < end and (word := words[at]).lstrip(b"\n").startswith(b":"):
            paths = 2 if word.rsplit(b" ", 1)[1][:1] in b"RC" else 1
            changes += _changes(word.lstrip(b"\n"), words[at + 1 : at + 1 + paths])
            at += 1 + paths
        yield Logged(commit, parents, tuple(changes))


def _changes(about: bytes, paths: list[bytes]) -> Iterator[Change]:
    """What became of a regular file; links and submodules are no plans, and a file that becomes one is gone."""
    old, new, _, blob, status = about[1:].split(b" ")
    moved = status[:1] == b"R" and old.startswith(_REGULAR)
    if new.startswith(_REGULAR):
        yield Change(paths[-1], blob.decode(), paths[0] if moved else b"")
    elif old.startswith(_REGULAR):
        yield Change(paths[0], "", b"")
