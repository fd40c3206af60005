"""The output folder: whether it is kamgen's to replace, fresh folders beside it, the exchange, what dead runs left."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
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
def os_errors_as_output_errors(place: Path) -> Iterator[None]:
    """What the disk refuses, as one sentence about ``place``."""
    try:
        yield
    except OSError as error:
        raise output_error(error, place) from error


def output_error(error: OSError, place: Path) -> OutputError:
    """The same as an exception."""
    why, hint = _SENTENCES.get(error.errno or 0, ("the disk refuses to write it", ELSEWHERE))
    return OutputError(f"{place} cannot be written: {why}", hint)


MARKER = ".kamgen-site"


def check_output(output: Path, keep: Iterable[Path] = (), below: Path | None = None) -> Path:
    """Where the site really goes, links followed; never out of ``below``, where that is given.

    Raises `OutputError` when that is not kamgen's to replace: a file, a folder with other things in it, one of git's
    own, or one that is or holds a folder of ``keep``.
    """
    with os_errors_as_output_errors(output):
        target = real_path(output)
        if below is not None and real_path(below) not in target.parents:
            raise OutputError(
                f"{output} leads out of the site, to {target}", "say so yourself, with `--output`, or remove the link"
            )
        kept = [real_path(folder) for folder in keep]
        if kept and ".git" in target.parts and not any(".git" in folder.parts for folder in kept):
            raise OutputError(f"{output} is git's own folder", ELSEWHERE)
        if any(folder == target or target in folder.parents for folder in kept):
            raise OutputError(f"{output} holds the site's sources and cannot be its output too", ELSEWHERE)
        if output.is_symlink() and not target.exists():
            raise OutputError(f"{output} is a link that leads nowhere", f"make the folder {target}, or remove the link")
        if target.exists() and not target.is_dir():
            raise OutputError(f"{output} is a file, and the site needs a folder", ELSEWHERE)
        names = {entry.name for entry in target.iterdir()} if target.exists() else set()
        if names and (MARKER not in names or ".git" in names):  # a git repository in it is somebody's work
            raise OutputError(
                f"{output} holds files that kamgen did not make, so it is left as it is",
                f"empty it yourself, or {ELSEWHERE}",
            )
    return target


def real_path(path: Path) -> Path:
    """The path, links followed."""
    return Path(os.path.realpath(path))  # unlike Path.resolve, no exception for links in a circle


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


def _beside(target: Path) -> Path:
    """A name that nothing has, which `recover` knows."""
    return target.with_name(f".{target.name}.kamgen-{os.getpid()}-{os.urandom(4).hex()}")


def fresh_folder(target: Path) -> tuple[Path, int | None]:
    """An empty folder beside the target, held by this process."""
    while True:
        folder = _beside(target)
        folder.mkdir()
        lock = _lock_folder(folder)
        if folder.exists():  # another run may have tidied it away before it was held
            return folder, lock
        release(lock)


def replace_output(fresh: Path, target: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Put ``fresh`` in the target's place; the former site then has the name of ``fresh``, or is gone."""
    try:
        fresh.rename(target)  # does, when the target is not there or empty
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        if exchange(fresh, target):
            return
        former = fresh.with_name(fresh.name + _FORMER)
        target.rename(former)
        try:
            fresh.rename(target)
        except OSError:
            former.rename(target)
            raise
        shutil.rmtree(former, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back a former site that a dead run left aside, and remove what else dead runs left."""
    pattern = re.compile(re.escape(f".{target.name}.kamgen-") + rf"\d+-[0-9a-f]{{8}}(?:{re.escape(_FORMER)})?")
    left = sorted(entry.name for entry in target.parent.iterdir() if pattern.fullmatch(entry.name))
    for name in reversed(left):  # a former site before the unfinished one it made way for
        folder = target.with_name(name)
        held = target.with_name(name.removesuffix(_FORMER))
        lock = _lock_folder(held if held.exists() else folder, wait=False)
        if lock is None:
            continue
        if name.endswith(_FORMER) and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        release(lock)


def _lock_folder(folder: Path, wait: bool = True) -> int | None:
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


def remove_site(root: Path, output: str, keep: Iterable[Path]) -> int:
    """Remove the site of ``root`` in ``output``; how many bytes that frees. None there, or an empty folder, is fine.

    The folder goes as a whole, as with every build. Raises `OutputError` when kamgen did not make it, when it is or
    holds a folder of ``keep``, when a link is on the way to it, or when the disk refuses.
    """
    place = Path(os.path.normpath(real_path(root) / output))
    if real_path(place) != place:
        raise OutputError(
            f"{place} is reached through a link, which kamgen does not follow", f"remove {real_path(place)} yourself"
        )
    target = check_output(place, keep)
    with os_errors_as_output_errors(target):
        if target.parent.is_dir():
            recover(target)
        if not (target / MARKER).is_file():
            return 0
        freed = sum(file.lstat().st_size for file in target.rglob("*") if not file.is_dir() or file.is_symlink())
        aside = _beside(target)
        target.rename(aside)  # in one step; killed from here on, the next build tidies up
        shutil.rmtree(aside)
    return freed
