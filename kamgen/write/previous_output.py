"""What is left of the former site: its files that still lie there as they were written, and need not be again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kamgen.write.output_folder import MARKER

_NO_FILE = (-1, -1)
"""Size and time of a link, a pipe or an empty folder: never those of a file that was written."""


class WrittenFile(NamedTuple):
    """A file as it was written."""

    key: bytes
    """What it was made from; its digest where that is not known."""
    digest: bytes
    """Of its content."""
    size: int
    mtime_ns: int


Manifest = Mapping[str, WrittenFile]
"""All files of a site by their paths below it."""


@dataclass(frozen=True, slots=True)
class PreviousOutput:
    """The former site, as far as it can be relied on."""

    files: Manifest = field(default_factory=dict)
    """Those that lie there as they were written."""
    whole: bool = False
    """Whether that is all there is, no file more and none less."""

    def has(self, name: str, key: bytes) -> bool:
        """Whether the file is there, made from the same."""
        found = self.files.get(name)
        return found is not None and found.key == key


def find_previous_output(target: Path, manifest: Manifest) -> PreviousOutput:
    """The former site at ``target``, of which ``manifest`` was kept. A file that somebody touched does not count."""
    there = dict(_files(str(target), ""))
    marked = there.pop(MARKER, None)
    same = {name: written for name, written in manifest.items() if there.get(name) == (written.size, written.mtime_ns)}
    return PreviousOutput(same, marked is not None and len(same) == len(there) == len(manifest))


def _files(folder: str, before: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every file below a folder with its size and time, and what is no file; what cannot be read is not there."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    if not entries:
        yield before, _NO_FILE
    for entry in entries:
        name = f"{before}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{name}/")
        elif entry.is_file(follow_symlinks=False):
            found = entry.stat(follow_symlinks=False)
            yield name, (found.st_size, found.st_mtime_ns)
        else:
            yield name, _NO_FILE
