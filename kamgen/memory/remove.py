"""Removing a memory: the files that `memory.disk` made, and their folder when nothing else is in it."""

from __future__ import annotations

from pathlib import Path

from kamgen.memory.disk import MARKS
from kamgen.model.errors import OutputError

_ENDS = ("", "-wal", "-shm", "-journal")
"""Of the names of a database's files."""


def remove_memory(file: Path) -> int:
    """Remove the memory in ``file``; how many bytes that frees. What kamgen did not make stays, links are not followed.

    Raises `OutputError` when the folder is a link, or the disk refuses.
    """
    folder = file.parent
    if folder.is_symlink():
        raise OutputError(f"{folder} is a link, which kamgen does not follow", "remove it yourself")
    freed = 0
    try:
        for found in _own_files(file):
            freed += found.lstat().st_size
            found.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(f"{folder} cannot be removed: {error.strerror}", "ask for permission") from error
    return freed


def _own_files(file: Path) -> list[Path]:
    names = [file.with_name(file.name + end) for end in _ENDS]
    found = [name for name in names if name.is_file() and not name.is_symlink()]
    ignore = file.with_name(".gitignore")
    if ignore.is_file() and not ignore.is_symlink() and ignore.read_bytes() == MARKS.encode():
        found.append(ignore)
    return found
