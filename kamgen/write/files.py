"""One file replaced at once: whoever reads it finds the old text or the new one."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
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
        if not os.access(path, os.W_OK):
            raise PermissionError
        _swap(path, after)
    except OSError:
        raise OutputError(f"{path} cannot be written", "ask for permission to write there") from None


def _swap(path: Path, data: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def write_baseline(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file; `OutputError` when that cannot be."""
    fresh = path.with_name(f".{path.name}.kamgen-{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8", newline="")
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"{path} cannot be written", "name another file with `--baseline`") from None
