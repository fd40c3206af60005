"""What a tree holds: that of a commit, or the index. Paths are from the top of the working tree, as git keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from kamgen.model.errors import GitError
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
    staged = tree == INDEX
    words = ("ls-files", "-s", "-z") if staged else ("ls-tree", "-r", "-z", "--full-tree", tree)
    for line in os.fsdecode(repository.run(*words, "--", *([place] if place else []))).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, second, third = about.split(" ")
        yield (third, Entry(mode, second, path)) if staged else ("0", Entry(mode, third, path))
