"""Folders of a run: a fresh one beside the target, the exchange, and what dead runs left."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_FORMER = ".former"
_AT_CWD, _RENAME_EXCHANGE = -100, 2


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def fresh_folder(target: Path) -> tuple[Path, int | None]:
    """An empty folder beside the target, held by this process."""
    while True:
        folder = target.with_name(f".{target.name}.kamgen-{os.getpid()}-{os.urandom(4).hex()}")
        folder.mkdir()
        lock = _hold(folder)
        if folder.exists():  # another run may have tidied it away before it was held
            return folder, lock
        release(lock)


def swap(fresh: Path, target: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Put ``fresh`` in the target's place; the former site then has the name of ``fresh``, or is gone."""
    try:
        fresh.rename(target)  # does, when the target is not there or empty
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        if not exchange(fresh, target):
            _step_aside(fresh, target)


def _step_aside(fresh: Path, target: Path) -> None:
    former = fresh.with_name(fresh.name + _FORMER)
    target.rename(former)
    try:
        fresh.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def settle(target: Path) -> None:
    """Put back a former site that a dead run left aside, and remove what else dead runs left."""
    pattern = re.compile(re.escape(f".{target.name}.kamgen-") + rf"\d+-[0-9a-f]{{8}}(?:{re.escape(_FORMER)})?")
    left = sorted(entry.name for entry in target.parent.iterdir() if pattern.fullmatch(entry.name))
    for name in reversed(left):  # a former site before the unfinished one it made way for
        folder = target.with_name(name)
        held = target.with_name(name.removesuffix(_FORMER))
        lock = _hold(held if held.exists() else folder, wait=False)
        if lock is None:
            continue
        if name.endswith(_FORMER) and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        release(lock)


def _hold(folder: Path, wait: bool = True) -> int | None:
    """Lock a folder for as long as this process lives; None when another one has it or the disk knows no locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(file)
        return None
    return file


def release(lock: int | None) -> None:
    """Let go of a folder."""
    if lock is not None:
        os.close(lock)
