"""What a tree holds: that of a commit, or the index. Paths are from the top of the working tree, as git keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from kamgen.model.errors import GitError
from kamgen.read.git.objects import blob_id, object_id
from kamgen.read.git.repository import Repository
from kamgen.read.policy import printable

INDEX = ":index"
"""Stands for the index where a commit's id is asked for; no revision is written so."""

LINK, SUBMODULE = "120000", "160000"


class Entry(NamedTuple):
    """A file, a link or a submodule."""

    mode: str
    """Its kind as git writes it: `LINK`, `SUBMODULE`, else a file."""
    blob: str
    """Id of its content: of the link's target for a link."""
    path: str
    """From the top of the working tree; bytes that are not UTF-8 as Python's surrogates."""


def entries(repository: Repository, tree: str, place: str) -> list[Entry]:
    """What is at or below ``place`` (empty: everything); `GitError` for files of the index in an unfinished merge."""
    found = []
    for stage, entry in _listed(repository, tree, place):
        if stage != "0":
            raise GitError(
                f"`{printable(entry.path)}` is in the middle of a merge",
                "settle it, `git add` it, and run the command again",
            )
        found.append(entry)
    return found


def all_entries(repository: Repository, tree: str) -> dict[str, Entry]:
    """Everything there is, by path; files in an unfinished merge are left out."""
    return {entry.path: entry for stage, entry in _listed(repository, tree, "") if stage == "0"}


def _listed(repository: Repository, tree: str, place: str) -> Iterator[tuple[str, Entry]]:
    """Entries with their stage in a merge, ``0`` outside one."""
    places = [place] if place else []
    if tree == INDEX:
        yield from _staged(repository, places)
        return
    for about, path in _lines(repository, "ls-tree", "-r", "-z", "--full-tree", tree, "--", *places):
        mode, _, blob = about.split(" ")
        yield "0", Entry(mode, blob, path)


def _staged(repository: Repository, places: list[str]) -> Iterator[tuple[str, Entry]]:
    empty = blob_id(repository, b"")
    added: frozenset[str] | None = None
    for about, path in _lines(repository, "ls-files", "-s", "-z", "--", *places):
        mode, blob, stage = about.split(" ")
        if blob == empty and added is None:
            added = _added(repository, places)
        if blob != empty or added is None or path in added:
            yield stage, Entry(mode, blob, path)


def _added(repository: Repository, places: list[str]) -> frozenset[str]:
    """All files of the index but those of which it only says that they will be added (``git add -N``).

    It shows those as empty ones. Only the index is looked at: to look at the files on disk, git may run filters.
    """
    words = ("diff-index", "--cached", "-z", "--name-only", "--no-renames", "--ita-invisible-in-index")
    nothing = object_id(repository, "tree", b"")
    return frozenset(os.fsdecode(repository.run(*words, nothing, "--", *places)).split("\0"))


def _lines(repository: Repository, *words: str) -> Iterator[tuple[str, str]]:
    """What git lists: words about a thing, and its path."""
    for line in os.fsdecode(repository.run(*words)).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        yield about, path
