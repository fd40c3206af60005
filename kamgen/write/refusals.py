"""What the disk refuses, in sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamgen.model.errors import OutputError

ELSEWHERE = "choose another folder with `--output`"

_SENTENCES: dict[int, tuple[str, str]] = {
    errno.EACCES: ("there is no permission to write it", "ask for permission, or " + ELSEWHERE),
    errno.EPERM: ("there is no permission to write it", "ask for permission, or " + ELSEWHERE),
    errno.EROFS: ("it lies on a disk that can only be read", ELSEWHERE),
    errno.ENOSPC: ("the disk is full", "make room and run the command again"),
    errno.EDQUOT: ("your share of the disk is full", "make room and run the command again"),
    errno.ENAMETOOLONG: ("a name is too long for the disk", "give the plan's file a shorter name"),
    errno.ENOTDIR: ("a file is in its way", ELSEWHERE),
    errno.EEXIST: ("a file is in its way", ELSEWHERE),
    errno.EBUSY: ("another file system is mounted on it", "choose a folder below it with `--output`"),
    errno.EXDEV: ("the disk does not let it be replaced", "remove it first, or " + ELSEWHERE),
}


@contextmanager
def told(place: Path) -> Iterator[None]:
    """What the disk refuses, as one sentence about ``place``."""
    try:
        yield
    except OSError as error:
        raise refusal(error, place) from error


def refusal(error: OSError, place: Path) -> OutputError:
    """The same as an exception."""
    why, hint = _SENTENCES.get(error.errno or 0, ("the disk refuses to write it", ELSEWHERE))
    return OutputError(f"{place} cannot be written: {why}", hint)
