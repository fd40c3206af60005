"""Contents of files as git keeps them (blobs): read by id, many in one go; and the id of a content."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import IO, NamedTuple

from kamgen.model.errors import GitError
from kamgen.read.git.command import complaint, running
from kamgen.read.git.repository import Repository, failure

_PIECE = 1 << 16

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
    with _batch(repository, ids) as (out, errors):
        for each in ids:
            yield _blob(repository, each, out, errors, limit)


def blob_id(repository: Repository, data: bytes) -> str:
    """The id that git gives to this content."""
    return object_id(repository, "blob", data)


def object_id(repository: Repository, kind: str, data: bytes) -> str:
    """The id that git gives to a ``blob`` or ``tree`` of this content."""
    made = hashlib.new(repository.object_format, b"%s %d\0" % (kind.encode(), len(data)), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()


@contextmanager
def _batch(repository: Repository, ids: Sequence[str]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """What one ``cat-file --batch`` writes of these ids, and its complaints; it ends with the block."""
    words = ("cat-file", "--batch", "--buffer")
    with running(repository.top, dict(repository.variables), *words, stdin=subprocess.PIPE) as (process, errors):
        assert process.stdin is not None
        assert process.stdout is not None
        # Fed from beside: whoever writes all ids before reading waits for a git that waits to be read.
        feeder = Thread(target=_feed, args=(process.stdin, ids), daemon=True)
        feeder.start()
        try:
            yield process.stdout, errors
        finally:
            process.kill()
            feeder.join()


def _feed(pipe: IO[bytes], ids: Sequence[str]) -> None:
    try:
        with pipe:
            for start in range(0, len(ids), 1000):
                pipe.write("".join(f"{each}\n" for each in ids[start : start + 1000]).encode())
    except OSError:
        return  # git has gone; whoever reads what it wrote says why


def _blob(repository: Repository, each: str, out: IO[bytes], errors: IO[bytes], limit: int | None) -> Blob:
    """The next blob that git writes: a line with its id, kind and size, the content, a line break."""
    words = out.readline().split()
    if len(words) == 3 and words[1] != b"blob":
        raise GitError(f"{each} is not a file but a {words[1].decode()}", "give the id of a file")
    size = int(words[2]) if len(words) == 3 else 0
    fits = limit is None or size <= limit
    data = out.read(size) if fits else b""
    left = size - len(data) if fits else _passed_over(out, size)
    if len(words) != 3 or left or not out.read(1):
        raise failure(repository, complaint(errors) or f"{each} is missing")
    return Blob(size, data)


def _passed_over(out: IO[bytes], size: int) -> int:
    """Reads so many bytes and forgets them; how many were not there."""
    while size and (piece := out.read(min(size, _PIECE))):
        size -= len(piece)
    return size
