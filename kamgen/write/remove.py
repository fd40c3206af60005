"""Removing a site that kamgen made, and what killed builds left beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from kamgen.model.errors import OutputError
from kamgen.write.folders import settle
from kamgen.write.refusals import told
from kamgen.write.target import MARKER, check_output, real


def remove_site(root: Path, output: str, keep: Iterable[Path]) -> int:
    """Remove the site of ``root`` in ``output``; how many bytes that frees. None there, or an empty folder, is fine.

    The folder goes as a whole, as with every build. Raises `OutputError` when kamgen did not make it, when it is or
    holds a folder of ``keep``, when a link is on the way to it, or when the disk refuses.
    """
    place = Path(os.path.normpath(real(root) / output))
    if real(place) != place:
        raise OutputError(
            f"{place} is reached through a link, which kamgen does not follow", f"remove {real(place)} yourself"
        )
    target = check_output(place, keep)
    with told(target):
        if target.parent.is_dir():
            settle(target)
        if not (target / MARKER).is_file():
            return 0
        freed = sum(file.lstat().st_size for file in target.rglob("*") if not file.is_dir() or file.is_symlink())
        aside = target.with_name(f".{target.name}.kamgen-{os.getpid()}-{os.urandom(4).hex()}")
        target.rename(aside)  # in one step; killed from here on, the next build tidies up
        shutil.rmtree(aside)
    return freed
