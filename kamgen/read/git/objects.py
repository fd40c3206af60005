"""Contents of files as git keeps them (blobs): read by id, many in one go; and the id of a content."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Thread
from typing import IO, NamedTuple

from kamgen.model.errors import GitError
from kamgen.read.git.repository import PIECE, Repository, complaint, failure, running

LARGEST = 4 * 1024 * 1024
"""Bytes of a plan of the past. History is read far back, and what was too large then was of no use then either."""


class Blob(NamedTuple):
    """The content of a file."""

    size: int
    """In bytes."""
    data: bytes
    """Empty when there are more bytes than were wanted."""


def read_blobs(repository: Repository, ids: Sequence[str]) -> Iterator[bytes]:
    """The contents of these ids, in their order, one at a time; `GitError` for one that is not in the clone."""
    return (blob.data for blob in blobs_up_to(repository, ids, None))


def read_plans(repository: Repository, ids: Sequence[str]) -> Iterator[bytes]:
    """Like `read_blobs`; of what is larger than any plan nothing, which makes it one that cannot be read."""
    return (blob.data for blob in blobs_up_to(repository, ids, LARGEST))


def blobs_up_to(repository: Repository, ids: Sequence[str], limit: int | None) -> Iterator[Blob]:
    """Like `read_blobs`; contents of more than ``limit`` bytes are not kept."""
    if not ids:
        return
    words = ("cat-file", "--batch", "--buffer")
    with running(repository.top, dict(repository.variables), *words, stdin=subprocess.PIPE) as (process, out, errors):
        assert process.stdin is not None
        # Fed from beside: whoever writes all ids before reading waits for a git that waits to be read.
        feeder = Thread(target=_feed, args=(process.stdin, ids), daemon=True)
        feeder.start()
        try:
            for each in ids:
                blob = _next_blob(each, out, limit)
                if blob is None:
                    raise failure(repository, complaint(errors) or f"{each} is missing")
                yield blob
        finally:
            process.kill()
            feeder.join()


def _feed(pipe: IO[bytes], ids: Sequence[str]) -> None:
    # When git has gone, whoever reads what it wrote says why.
    with suppress(OSError), pipe:
        for start in range(0, len(ids), 1000):
            pipe.write("".join(f"{each}\n" for each in ids[start : start + 1000]).encode())


def _next_blob(each: str, out: IO[bytes], limit: int | None) -> Blob | None:
    """What git writes of a blob: a line with its id, kind and size, the content, a line break; None when it fails."""
    words = out.readline().split()
    if len(words) != 3:
        return None
    if words[1] != b"blob":
        raise GitError(f"{each} is not a file but a {words[1].decode()}", "give the id of a file")
    size = int(words[2])
    data = out.read(size) if limit is None or size <= limit else b""
    left = size - len(data)
    while left and (piece := out.read(min(left, PIECE))):
        left -= len(piece)
    return Blob(size, data) if not left and out.read(1) else None


def blob_id(repository: Repository, data: bytes, kind: str = "blob") -> str:
    """The id that git gives to a ``blob`` (or ``tree``) of this content."""
    made = hashlib.new(repository.object_format, b"%s %d\0" % (kind.encode(), len(data)), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()
