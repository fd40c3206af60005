"""Writing the site: into a fresh folder beside the target, which then takes the target's place in one step.

    public/                            the site; its file .kamgen-site says that kamgen made it
    .public.kamgen-4711-9f3a/          a site being written; locked (flock) while its process lives
    .public.kamgen-4711-9f3a.former/   only where folders cannot be exchanged: the former site, for an instant

Killed at any moment, a run leaves the former site whole. On Linux the two folders are exchanged by one system
call; elsewhere the former site steps aside first, and a run that dies in between leaves it under its ``.former``
name: the next run puts it back. What dead runs left is removed by the next one (where folders cannot be locked,
on Windows and some network disks, it stays). A folder with anything in it that kamgen did not make is refused.
"""

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

MARKER = ".kamgen-site"
_MARKER_TEXT = b"This folder was made by kamgen, which replaces it as a whole with every build.\n"
_FORMER = ".former"
_AT_CWD, _RENAME_EXCHANGE = -100, 2
_ELSEWHERE = "choose another folder with `--output`"

_SENTENCES: dict[int, tuple[str, str]] = {
    errno.EACCES: ("there is no permission to write it", "ask for permission, or " + _ELSEWHERE),
    errno.EPERM: ("there is no permission to write it", "ask for permission, or " + _ELSEWHERE),
    errno.EROFS: ("it lies on a disk that can only be read", _ELSEWHERE),
    errno.ENOSPC: ("the disk is full", "make room and run the command again"),
    errno.EDQUOT: ("your share of the disk is full", "make room and run the command again"),
    errno.ENAMETOOLONG: ("a name is too long for the disk", "give the plan's file a shorter name"),
    errno.ENOTDIR: ("a file is in its way", _ELSEWHERE),
    errno.EEXIST: ("a file is in its way", _ELSEWHERE),
    errno.EBUSY: ("another file system is mounted on it", "choose a folder below it with `--output`"),
    errno.EXDEV: ("the disk does not let it be replaced", "remove it first, or " + _ELSEWHERE),
}


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


def write_site(
    output: Path,
    files: Iterable[tuple[str, bytes | Path]],
    exchange: Callable[[Path, Path], bool] = exchange_folders,
) -> int:
    """Write ``files`` (path below the output; bytes, or a file to copy) as the whole of ``output``.

    Returns how many they are. Raises `OutputError` when the folder cannot be written or is not kamgen's to
    replace, ValueError when a path leads out of it or comes twice; whatever ``files`` raises passes through.
    In all these cases, and when the process is killed, the former site stays as it was.
    """
    target = check_output(output)
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _settle(target)
        fresh, lock = _fresh_folder(target)
    try:
        count = _fill(fresh, target, files)
        check_output(target)
        with _told(target):
            _swap(fresh, target, exchange)
        return count
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _release(lock)


def check_output(output: Path, keep: Iterable[Path] = ()) -> Path:
    """Where the site really goes, links followed.

    Raises `OutputError` when that is not kamgen's to replace: a file, a folder with other things in it, or
    one that is or holds a folder of ``keep``.
    """
    with _told(output):
        target = _real(output)
        if any(folder == target or target in folder.parents for folder in map(_real, keep)):
            raise OutputError(f"{output} holds the site's sources and cannot be its output too", _ELSEWHERE)
        if output.is_symlink() and not target.exists():
            raise OutputError(f"{output} is a link that leads nowhere", f"make the folder {target}, or remove the link")
        if target.exists() and not target.is_dir():
            raise OutputError(f"{output} is a file, and the site needs a folder", _ELSEWHERE)
        if target.is_dir() and not _is_ours(target):
            raise OutputError(
                f"{output} holds files that kamgen did not make, so it is left as it is",
                f"empty it yourself, or {_ELSEWHERE}",
            )
    return target


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, no exception for links in a circle


def _is_ours(folder: Path) -> bool:
    """Empty, or made by kamgen; a git repository in it is somebody's work."""
    names = {entry.name for entry in folder.iterdir()}
    return not names or (MARKER in names and ".git" not in names)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What the disk refuses, as one sentence about ``place``."""
    try:
        yield
    except OSError as error:
        raise _refusal(error, place) from error


def _refusal(error: OSError, place: Path) -> OutputError:
    why, hint = _SENTENCES.get(error.errno or 0, ("the disk refuses to write it", _ELSEWHERE))
    return OutputError(f"{place} cannot be written: {why}", hint)


def _fill(fresh: Path, target: Path, files: Iterable[tuple[str, bytes | Path]]) -> int:
    """Write all files; folders are made once each."""
    names = {MARKER}
    folders = {""}
    with _told(target):
        _write(f"{fresh}/{MARKER}", _MARKER_TEXT)
    for name, content in files:
        if name in names or not _is_inside(name):
            raise ValueError(f"{name!r} cannot be the path of a page: it comes twice or leads out of the site")
        names.add(name)
        folder = name.rpartition("/")[0]
        try:
            if folder not in folders:
                (fresh / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            if isinstance(content, bytes):
                _write(f"{fresh}/{name}", content)
            else:
                shutil.copyfile(content, f"{fresh}/{name}")
        except OSError as error:
            if not isinstance(content, bytes) and str(error.filename) == str(content):
                raise OutputError(f"{content} cannot be read", "ask for permission, or put the file anew") from error
            raise _refusal(error, target / name) from error
    return len(names) - 1


def _is_inside(name: str) -> bool:
    return not any(part in ("", ".", "..") for part in name.split("/")) and not re.search(r"[\\\0]|^[A-Za-z]:", name)


def _write(path: str, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, data[written:])
    finally:
        os.close(file)


def _fresh_folder(target: Path) -> tuple[Path, int | None]:
    """An empty folder beside the target, held by this process."""
    while True:
        folder = target.with_name(f".{target.name}.kamgen-{os.getpid()}-{os.urandom(4).hex()}")
        folder.mkdir()
        lock = _hold(folder)
        if folder.exists():  # another run may have tidied it away before it was held
            return folder, lock
        _release(lock)


def _swap(fresh: Path, target: Path, exchange: Callable[[Path, Path], bool]) -> None:
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


def _settle(target: Path) -> None:
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
        _release(lock)


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


def _release(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
