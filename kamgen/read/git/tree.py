"""What a tree holds: that of a commit, or the index. Paths are from the top of the working tree, as git keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from kamgen.model.errors import GitError
from kamgen.read.git.objects import blob_id
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
    meant: frozenset[str] | None = None
    for about, path in _lines(repository, "ls-files", "-s", "-z", "--", *places):
        mode, blob, stage = about.split(" ")
        if blob == empty and meant is None:
            meant = _meant(repository, places)
        if blob != empty or meant is None or path not in meant:
            yield stage, Entry(mode, blob, path)


def _meant(repository: Repository, places: list[str]) -> frozenset[str]:
    """Files of which the index only says that they will be added (``git add -N``); it shows them as empty ones."""
    words = ("diff-files", "-z", "--name-only", "--diff-filter=A", "--ignore-submodules", "--no-renames", "--")
    return frozenset(os.fsdecode(repository.run(*words, *places)).split("\0"))


def _lines(repository: Repository, *words: str) -> Iterator[tuple[str, str]]:
    """What git lists: words about a thing, and its path."""
    for line in os.fsdecode(repository.run(*words)).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        yield about, path
