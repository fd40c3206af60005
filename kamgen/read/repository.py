"""Where a site lies in its repository."""

from __future__ import annotations

import os
from pathlib import Path


def may_lie_in_one(folder: Path) -> bool:
    """Whether ``folder`` may lie in a repository: git is not asked."""
    return candidates(folder) != [{}] or marker(folder) is not None


def candidates(folder: Path) -> list[dict[str, str]]:
    """The variables to look with: those of the environment when they name a working tree around ``folder``, none."""
    given = {name: os.environ.get(name, "") for name in ("GIT_DIR", "GIT_WORK_TREE")}
    if not all(given.values()):
        return [{}]
    named = {name: os.path.realpath(value) for name, value in given.items()}
    return [named, {}] if folder.is_relative_to(named["GIT_WORK_TREE"]) else [{}]


def marker(folder: Path) -> Path | None:
    """The nearest folder upwards that looks like the top of a repository."""
    return next((each for each in (folder, *folder.parents) if _is_marked(each)), None)


def _is_marked(folder: Path) -> bool:
    """Whether it holds a ``.git`` (folder, or file of a worktree), or is a bare repository."""
    return os.path.lexists(folder / ".git") or ((folder / "HEAD").is_file() and (folder / "objects").is_dir())


def prefix_in_repository(root: Path) -> str:
    """The way from the nearest folder upwards with a ``.git`` (folder, or file of a worktree) to ``root``.

    With forward slashes; empty when they are the same, and when there is no repository.
    """
    folder = root.resolve()
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / ".git"):
            return "" if candidate == folder else folder.relative_to(candidate).as_posix()
    return ""
