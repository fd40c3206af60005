"""Where symbolic links of a tree lead, as a system follows them in a checkout of that tree.

A link out of the repository is looked up on the disk as it is now: no revision says what is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kamgen.read.git.objects import read_blobs
from kamgen.read.git.repository import Repository
from kamgen.read.git.tree import LINK, SUBMODULE, all_entries

_MOST_LINKS = 255


class Kind(Enum):
    """What is at the end of a path."""

    FILE = "file"
    FOLDER = "folder"
    SUBMODULE = "submodule"
    IN_SUBMODULE = "in a submodule"
    NOTHING = "nothing"


class Target(NamedTuple):
    """Where a path leads."""

    kind: Kind
    path: str = ""
    """From the top of the working tree, all links followed; empty for the top itself and for what is outside."""
    outside: bool = False
    """Whether it is outside the repository."""


NOWHERE = Target(Kind.NOTHING)


class Links:
    """A whole tree, to follow links in."""

    def __init__(self, repository: Repository, tree: str) -> None:
        self._top = repository.top
        self.entries = all_entries(repository, tree)
        self._folders = _folders(self.entries)
        links = [entry for entry in self.entries.values() if entry.mode == LINK]
        texts = read_blobs(repository, [entry.blob for entry in links])
        self._links = {entry.path: os.fsdecode(text) for entry, text in zip(links, texts, strict=True)}

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
                followed += 1
                target = self._links[here]
                if followed > _MOST_LINKS:
                    return NOWHERE
                if target.startswith("/"):
                    return self._absolute(Path(target).joinpath(*ahead[::-1]))
                place.pop()
                ahead += target.split("/")[::-1]
            elif self._kind(here) is Kind.NOTHING:
                above = self._kind("/".join(place[:-1]))
                return Target(Kind.IN_SUBMODULE) if above is Kind.SUBMODULE else NOWHERE
        return Target(self._kind("/".join(place)), "/".join(place))

    def _kind(self, path: str) -> Kind:
        if path in self._folders:
            return Kind.FOLDER
        if path not in self.entries:
            return Kind.NOTHING
        return Kind.SUBMODULE if self.entries[path].mode == SUBMODULE else Kind.FILE

    def _absolute(self, path: Path) -> Target:
        """Where a link with a whole path leads; one into the working tree leads to what the tree has there."""
        plain = Path(os.path.normpath(path))
        if not plain.is_relative_to(self._top):
            return self._outside(path)
        below = plain.relative_to(self._top).as_posix()
        known = self._kind("" if below == "." else below)
        return NOWHERE if known is Kind.NOTHING else Target(known, "" if below == "." else below)

    def _outside(self, path: Path) -> Target:
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return NOWHERE
        if real.is_relative_to(self._top):
            return self._absolute(real)
        return Target(Kind.FOLDER if real.is_dir() else Kind.FILE, outside=True)


def _folders(paths: Iterable[str]) -> set[str]:
    """All folders that ``paths`` lie in; empty for the top."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
