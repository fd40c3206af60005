"""Writes the baseline of a site, as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kamgen.model.errors import OutputError


def write_baseline(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file; `OutputError` when that cannot be."""
    fresh = path.with_name(f".{path.name}.kamgen-{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8", newline="")
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"{path} cannot be written", "name another file with `--baseline`") from None
