"""One file replaced at once: whoever reads it finds the old text or the new one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kamgen.model.errors import OutputError


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """``after`` in place of ``before``, with the permissions that the file has.

    ``path`` is the file itself and no link. Raises `OutputError` when the file holds something else by now, or cannot
    be written.
    """
    try:
        if path.read_bytes() != before:
            raise OutputError(f"{path} has changed in the meantime", "run the command again")
        refuse_unwritable(path)
        _replace(path, after)
    except OSError:
        raise OutputError(f"{path} cannot be written", "ask for permission to write there") from None


def refuse_unwritable(path: Path) -> None:
    """Raises `OutputError` for a file that may not be replaced."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise OutputError(f"{path} cannot be written", "ask for permission to write there")


def write_baseline(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file; `OutputError` when that cannot be."""
    try:
        _replace(path, text.encode())
    except OSError:
        raise OutputError(f"{path} cannot be written", "name another file with `--baseline`") from None


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.kamgen-{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(stat.S_IMODE(path.stat().st_mode))
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
