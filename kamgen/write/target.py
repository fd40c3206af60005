"""The output folder: where it really is, and whether it is kamgen's to replace."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kamgen.model.errors import OutputError
from kamgen.write.refusals import ELSEWHERE, told

MARKER = ".kamgen-site"


def check_output(output: Path, keep: Iterable[Path] = ()) -> Path:
    """Where the site really goes, links followed.

    Raises `OutputError` when that is not kamgen's to replace: a file, a folder with other things in it, or
    one that is or holds a folder of ``keep``.
    """
    with told(output):
        target = real(output)
        if any(folder == target or target in folder.parents for folder in map(real, keep)):
            raise OutputError(f"{output} holds the site's sources and cannot be its output too", ELSEWHERE)
        if output.is_symlink() and not target.exists():
            raise OutputError(f"{output} is a link that leads nowhere", f"make the folder {target}, or remove the link")
        if target.exists() and not target.is_dir():
            raise OutputError(f"{output} is a file, and the site needs a folder", ELSEWHERE)
        if target.is_dir() and not _is_ours(target):
            raise OutputError(
                f"{output} holds files that kamgen did not make, so it is left as it is",
                f"empty it yourself, or {ELSEWHERE}",
            )
    return target


def real(path: Path) -> Path:
    """The path, links followed."""
    return Path(os.path.realpath(path))  # unlike Path.resolve, no exception for links in a circle


def _is_ours(folder: Path) -> bool:
    """Empty, or made by kamgen; a git repository in it is somebody's work."""
    names = {entry.name for entry in folder.iterdir()}
    return not names or (MARKER in names and ".git" not in names)
