"""What version control keeps of a site's plans, for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kamgen.model.history import Log


@dataclass(frozen=True)
class Archive:
    """The history of a site up to one commit, and how to read what plans held."""

    log: Log
    read: Callable[[Sequence[str]], Iterator[bytes]]
    """Contents by their ids, in order. Raises `GitError`."""
    blob_id: Callable[[bytes], str]
    """The id that a content has, or would have."""

    def is_same(self, data: bytes, blob: str) -> bool:
        """Whether a file of the working copy holds the content with that id; line ends may differ."""
        return blob == self.blob_id(data) or (b"\r" in data and blob == self.blob_id(data.replace(b"\r\n", b"\n")))
