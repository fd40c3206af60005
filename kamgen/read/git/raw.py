"""Reads what ``git log --raw -z`` writes: commits, and the files each changed against its first parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from kamgen.model.commits import Commit
from kamgen.read.git.revisions import FORMAT, commit_from

RAW_FORMAT = f"{FORMAT}%x00%P"
"""A commit and the ids of its parents."""

_REGULAR = b"100"

_LONGEST = 1 << 20
"""Bytes of a name, subject or path that are kept: more than any path has, or the ids of any merge's parents."""


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


def read_raw(pieces: Iterable[bytes]) -> Iterator[Logged]:
    """The commits that git wrote, in its order, from what it wrote piece by piece.

    Names and subjects hold no NUL, and a path follows a line that says so; so whatever they hold is told apart.
    """
    words = _words(pieces)
    word = next(words, None)
    while word is not None:
        values = [word, *islice(words, 4)]
        changes: list[Change] = []
        while (word := next(words, None)) is not None and word.lstrip(b"\n").startswith(b":"):
            paths = 2 if word.rsplit(b" ", 1)[1][:1] in b"RC" else 1
            changes += _changes(word.lstrip(b"\n"), list(islice(words, paths)))
        yield Logged(commit_from(values), tuple(values[4].decode().split()), tuple(changes))


def _words(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before each NUL; of something very long, as a subject may be, its beginning."""
    left = b""
    for piece in pieces:
        *whole, rest = piece.split(b"\0")
        for word in whole:
            yield left + word
            left = b""
        left = (left + rest)[:_LONGEST]


def _changes(about: bytes, paths: list[bytes]) -> Iterator[Change]:
    """What became of a regular file; links and submodules are no plans, and a file that becomes one is gone."""
    old, new, _, blob, status = about[1:].split(b" ")
    moved = status[:1] == b"R" and old.startswith(_REGULAR)
    if new.startswith(_REGULAR):
        yield Change(paths[-1], blob.decode(), paths[0] if moved else b"")
    elif old.startswith(_REGULAR):
        yield Change(paths[0], "", b"")
