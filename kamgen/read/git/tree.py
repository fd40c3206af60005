"""What a tree holds, that of a commit or the index, and where its symbolic links lead.

Paths are from the top of the working tree, as git keeps them. Links are followed as a system follows them in a checkout
of the tree. A link out of the repository is looked up on the disk as it is now: no revision says what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kamgen.model.errors import GitError
from kamgen.read.file_rules import printable
from kamgen.read.git.objects import blob_id, read_blobs
from kamgen.read.git.repository import Repository

INDEX = ":index"
"""Stands for the index where a commit's id is asked for; no revision is written so."""

LINK, SUBMODULE = "120000", "160000"


class TreeEntry(NamedTuple):
    """A file, a link or a submodule."""

    mode: str
    """Its kind as git writes it: `LINK`, `SUBMODULE`, else a file."""
    blob: str
    """Id of its content: of the link's target for a link."""
    path: str
    """From the top of the working tree; bytes that are not UTF-8 as Python's surrogates."""
    stage: str = "0"
    """Which side of an unfinished merge it is; ``0`` outside one."""


def entries(repository: Repository, tree: str, place: str) -> list[TreeEntry]:
    """What is at or below ``place`` (empty: everything); `GitError` for files of the index in an unfinished merge."""
    found = list(_listed(repository, tree, place))
    for entry in found:
        if entry.stage != "0":
            raise GitError(
                f"`{printable(entry.path)}` is in the middle of a merge",
                "settle it, `git add` it, and run the command again",
            )
    return found


def all_entries(repository: Repository, tree: str) -> dict[str, TreeEntry]:
    """Everything there is, by path; files in an unfinished merge are left out."""
    return {entry.path: entry for entry in _listed(repository, tree, "") if entry.stage == "0"}


def _listed(repository: Repository, tree: str, place: str) -> Iterator[TreeEntry]:
    places = [place] if place else []
    if tree != INDEX:
        for about, path in _lines(repository, "ls-tree", "-r", "-z", "--full-tree", tree, "--", *places):
            mode, _, blob = about.split(" ")
            yield TreeEntry(mode, blob, path)
        return
    empty = blob_id(repository, b"")
    added: frozenset[str] | None = None
    for about, path in _lines(repository, "ls-files", "-s", "-z", "--", *places):
        mode, blob, stage = about.split(" ")
        if blob == empty and added is None:
            added = _added(repository, places)
        if blob != empty or added is None or path in added:
            yield TreeEntry(mode, blob, path, stage)


def _added(repository: Repository, places: list[str]) -> frozenset[str]:
    """All files of the index but those of which it only says that they will be added (``git add -N``).

    It shows those as empty ones. Only the index is looked at: to look at the files on disk, git may run filters.
    """
    words = ("diff-index", "--cached", "-z", "--name-only", "--no-renames", "--ita-invisible-in-index")
    nothing = blob_id(repository, b"", "tree")
    return frozenset(os.fsdecode(repository.run(*words, nothing, "--", *places)).split("\0"))


def _lines(repository: Repository, *words: str) -> Iterator[tuple[str, str]]:
    """What git lists: words about a thing, and its path."""
    for line in os.fsdecode(repository.run(*words)).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        yield about, path


_MOST_LINKS = 255


class PathKind(Enum):
    """What is at the end of a path."""

    FILE = "file"
    FOLDER = "folder"
    SUBMODULE = "submodule"
    IN_SUBMODULE = "in a submodule"
    NOTHING = "nothing"


class Target(NamedTuple):
    """Where a path leads."""

    kind: PathKind
    path: str = ""
    """From the top of the working tree, all links followed; empty for the top itself and for what is outside."""
    outside: bool = False
    """Whether it is outside the repository."""


NOWHERE = Target(PathKind.NOTHING)


class SymbolicLinks:
    """A whole tree, to follow links in."""

    def __init__(self, repository: Repository, tree: str) -> None:
        self._top = repository.top
        self.entries = all_entries(repository, tree)
        links = [entry for entry in self.entries.values() if entry.mode == LINK]
        texts = read_blobs(repository, [entry.blob for entry in links])
        self._links = {entry.path: os.fsdecode(text) for entry, text in zip(links, texts, strict=True)}
        self._folders = {""}
        for path in self.entries:
            folder = path.rpartition("/")[0]
            while folder not in self._folders:
                self._folders.add(folder)
                folder = folder.rpartition("/")[0]

    def follow(self, path: str) -> Target:
        """Where ``path`` leads."""
        ahead = path.split("/")[::-1]
        place: list[str] = []
        followed = 0
        while ahead:
            name = ahead.pop()
            if name == ".." and not place:
                return self._outside(self._top.joinpath("..", *ahead[::-1]))
            if name == "..":
                place.pop()
            elif name not in ("", "."):
                place.append(name)
            here = "/".join(place)
            if here in self._links:
                target = self._links[here]
                followed += 1
                if followed > _MOST_LINKS:
                    return NOWHERE
                if target.startswith("/"):
                    return self._absolute(Path(target).joinpath(*ahead[::-1]))
                place.pop()
                ahead += target.split("/")[::-1]
            elif self._kind(here) is PathKind.NOTHING:
                above = self._kind("/".join(place[:-1]))
                return Target(PathKind.IN_SUBMODULE) if above is PathKind.SUBMODULE else NOWHERE
        return Target(self._kind("/".join(place)), "/".join(place))

    def _kind(self, path: str) -> PathKind:
        if path in self._folders:
            return PathKind.FOLDER
        if path not in self.entries:
            return PathKind.NOTHING
        return PathKind.SUBMODULE if self.entries[path].mode == SUBMODULE else PathKind.FILE

    def _absolute(self, path: Path) -> Target:
        """Where a link with a whole path leads; one into the working tree leads to what the tree has there."""
        plain = Path(os.path.normpath(path))
        if not plain.is_relative_to(self._top):
            return self._outside(path)
        below = "" if plain == self._top else plain.relative_to(self._top).as_posix()
        known = self._kind(below)
        return NOWHERE if known is PathKind.NOTHING else Target(known, below)

    def _outside(self, path: Path) -> Target:
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return NOWHERE
        if real.is_relative_to(self._top):
            return self._absolute(real)
        return Target(PathKind.FOLDER if real.is_dir() else PathKind.FILE, outside=True)
