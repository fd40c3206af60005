"""Writing a site: only files whose content is new are written; the others are taken over from the former one."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from kamgen.model.errors import OutputError
from kamgen.write.output_folder import (
    MARKER,
    check_output,
    exchange_folders,
    fresh_folder,
    os_errors_as_output_errors,
    output_error,
    recover,
    release,
    replace_output,
)

_NO_FILE = (-1, -1)
"""Size and time of a link, a pipe or an empty folder: never those of a file that was written."""
_MARKER_TEXT = b"This folder was made by kamgen, which replaces it as a whole with every build.\n"


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


class PreviousOutput(Struct, frozen=True):
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


class BuiltFile(NamedTuple):
    """The content of a file, and what it was made from."""

    key: bytes
    data: bytes | None
    """None: it lies in the former site, made from the same (see `PreviousOutput.has`)."""


FileContent = bytes | Path | BuiltFile
"""What goes into a file; a path is a file to copy."""


class PreviousOutputChanged(Exception):
    """Another run, or somebody's hand, changed the former site while its files were being taken over."""


def write_site(
    output: Path,
    files: Iterable[tuple[str, FileContent]],
    former: PreviousOutput | None = None,
    exchange: Callable[[Path, Path], bool] = exchange_folders,
) -> Manifest:
    """Write ``files`` (path below the output, and content) as the whole of ``output``. Nothing is touched when the
    former site is the same, file for file.

    Returns what was written. Raises `OutputError` when the folder cannot be written or is not kamgen's to replace,
    ValueError when a path leads out of it or comes twice, `PreviousOutputChanged`; whatever ``files`` raises passes
    through. In all these cases, and when the process is killed, the former site stays as it was.
    """
    target = check_output(output)
    with os_errors_as_output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
    writer = _Writer(target, former or PreviousOutput())
    try:
        for name, content in files:
            writer.add(name, content)
        if writer.is_as_before():
            return writer.manifest
        fresh = writer.fresh()
        check_output(target)
        with os_errors_as_output_errors(target):
            replace_output(fresh, target, exchange)
        return writer.manifest
    finally:
        writer.close()


class _Writer:
    """Fills a fresh folder, which is made with the first file that is new."""

    def __init__(self, target: Path, former: PreviousOutput) -> None:
        self.manifest: dict[str, WrittenFile] = {}
        self._target = target
        self._former = former
        self._kept: list[str] = []
        self._fresh: tuple[Path, int | None] | None = None
        self._folders = {""}

    def add(self, name: str, content: FileContent) -> None:
        """One more file of the site."""
        leads_out = not {"", ".", ".."}.isdisjoint(name.split("/")) or re.search(r"[\\\0]|^[A-Za-z]:", name)
        if name in self.manifest or name == MARKER or leads_out:
            raise ValueError(f"{name!r} cannot be the path of a page: it comes twice or leads out of the site")
        before = self._former.files.get(name)
        key, data = content if isinstance(content, BuiltFile) else (b"", content)
        digest = before.digest if data is None and before else _digest(data)
        if before and before.digest == digest:
            self.manifest[name] = before._replace(key=key or digest)
            self._take_over(name)
        elif data is None:
            raise PreviousOutputChanged(name)
        else:
            size, mtime_ns = self._write(name, data)
            if isinstance(data, Path):  # which may have changed since it was looked at
                digest = _digest(Path(self._place(name)))
            self.manifest[name] = WrittenFile(key or digest, digest, size, mtime_ns)

    def is_as_before(self) -> bool:
        """Whether the former site is what this one would be."""
        return self._fresh is None and self._former.whole and len(self.manifest) == len(self._former.files)

    def fresh(self) -> Path:
        """The folder, with all that was kept until now in it."""
        if self._fresh is None:
            with os_errors_as_output_errors(self._target):
                self._fresh = fresh_folder(self._target)
                (self._fresh[0] / MARKER).write_bytes(_MARKER_TEXT)
            kept, self._kept = self._kept, []
            for name in kept:
                self._take_over(name)
        return self._fresh[0]

    def close(self) -> None:
        """Remove what the fresh folder's name now stands for: the former site, or an unfinished one."""
        if self._fresh is not None:
            shutil.rmtree(self._fresh[0], ignore_errors=True)
            release(self._fresh[1])

    def _take_over(self, name: str) -> None:
        """Take a file over from the former site, as a second name of the same file where the disk can do that."""
        if self._fresh is None:
            self._kept.append(name)
            return
        place, written = self._place(name), self.manifest[name]
        try:
            try:
                os.link(self._target / name, place, follow_symlinks=False)
            except OSError:  # a disk that knows no links
                shutil.copy2(self._target / name, place)
            found = Path(place).lstat()
        except OSError:  # gone, or not to be read: all is written anew, which tells what the disk refuses
            raise PreviousOutputChanged(name) from None
        if (found.st_size, found.st_mtime_ns) != (written.size, written.mtime_ns):
            raise PreviousOutputChanged(name)

    def _write(self, name: str, data: bytes | Path) -> tuple[int, int]:
        """Write one file; its size and time."""
        self.fresh()
        try:
            place = self._place(name)
            if isinstance(data, Path):
                shutil.copyfile(data, place)
            else:
                with Path(place).open("xb") as file:
                    file.write(data)
            found = Path(place).stat()
            return found.st_size, found.st_mtime_ns
        except OSError as error:
            if isinstance(data, Path) and str(error.filename) == str(data):
                raise _unreadable(data) from error
            raise output_error(error, self._target / name) from error

    def _place(self, name: str) -> str:
        """Where a file goes; folders are made once each."""
        fresh = self.fresh()
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (fresh / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{fresh}/{name}"


def _digest(data: bytes | Path | None) -> bytes:
    if not isinstance(data, Path):
        return _hash(data or b"").digest()
    try:
        with data.open("rb") as file:
            return hashlib.file_digest(file, _hash).digest()
    except OSError as error:
        raise _unreadable(data) from error


def _hash(data: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(data, digest_size=16)


def _unreadable(file: Path) -> OutputError:
    return OutputError(f"{file} cannot be read", "ask for permission, or put the file anew")
