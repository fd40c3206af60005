"""Where a site lies in its repository."""

from __future__ import annotations

import os
from pathlib import Path


def prefix_in_repository(root: Path) -> str:
    """The way from the nearest folder upwards with a ``.git`` (folder, or file of a worktree) to ``root``.

    With forward slashes; empty when they are the same, and when there is no repository.
    """
    folder = root.resolve()
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / ".git"):
            return "" if candidate == folder else folder.relative_to(candidate).as_posix()
    return ""
