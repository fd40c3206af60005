"""Watching a site's folders with watchdog, or by polling where the system's means end or a disk tells of no changes."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from kamgen.serve.change_queue import EVERYTHING, ChangeQueue
from kamgen.serve.watch_paths import WatchPaths

POLL_SECONDS = 1.0
WRITES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""What changes files. Opening and closing them unchanged, as our own reading does, is never even asked for."""

_SPENT = {errno.ENOSPC: "watched folders", errno.EMFILE: "watchers"}
_UNWATCHED = Path("/")


class Watching(Protocol):
    """What is used of a watchdog observer."""

    def schedule(
        self,
        event_handler: FileSystemEventHandler,
        path: str,
        *,
        recursive: bool,
        event_filter: list[type[FileSystemEvent]] | None,
    ) -> Any: ...
    def unschedule(self, watch: Any) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def join(self) -> None: ...


def _polling_observer() -> PollingObserver:
    return PollingObserver(timeout=POLL_SECONDS)


class Watcher:
    """Tells ``changes`` of every change that matters, from `follow` until `close`."""

    def __init__(
        self,
        changes: ChangeQueue,
        say: Callable[[str], None],
        poll: bool = False,
        native: Callable[[], Watching] = Observer,
        polling: Callable[[], Watching] = _polling_observer,
    ) -> None:
        """``say`` hears in one line when polling begins; ``native`` makes the system's own observer."""
        self._changes = changes
        self._say = say
        self._native = native
        self._polling = polling
        self._polls = poll
        self._observer: Watching | None = None
        self._watches: dict[tuple[str, bool, int, int], Any] = {}
        self._handler = _Handler(changes)
        self._lost = _Lost(changes)
        logging.getLogger("watchdog").addHandler(self._lost)

    def follow(self, watch_paths: WatchPaths, mounts: str = "") -> None:
        """Watch these folders as they are now, and nothing else. Cheap when they are the same as before."""
        self._handler.watch_paths = watch_paths
        kind = kind_of_disk(watch_paths.accounts, mounts)
        if is_far(kind) and not self._polls:
            self._poll(f"the plans are on a network disk ({kind})")
        try:
            self._schedule(watch_paths)
        except OSError as error:
            if error.errno not in _SPENT or self._polls:
                raise
            self._poll(f"this system's limit of {_SPENT[error.errno]} is reached")
            self._schedule(watch_paths)

    def close(self) -> None:
        """Stop watching."""
        logging.getLogger("watchdog").removeHandler(self._lost)
        self._stop()

    def _poll(self, reason: str) -> None:
        self._stop()
        self._polls = True
        self._say(f"{reason}: looking for changes every {POLL_SECONDS:g} s instead")

    def _stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None
        self._watches = {}

    def _schedule(self, watch_paths: WatchPaths) -> None:
        if self._observer is None:
            self._observer = self._polling() if self._polls else self._native()
            self._observer.start()
        wanted = {_identity(folder, deep): (folder, deep) for folder, deep in watch_paths.folders() if folder.is_dir()}
        for key in [key for key in self._watches if key not in wanted]:
            self._observer.unschedule(self._watches.pop(key))
        new = [key for key in wanted if key not in self._watches]
        for key in new:
            with _gone():
                self._watches[key] = self._watch(self._observer, *wanted[key])
        if (new or self._handler.grown) and not self._polls and sys.platform == "linux":
            # watchdog passes over folders below that the system refuses to watch; one more would be refused as well.
            self._handler.grown = False
            self._observer.unschedule(self._watch(self._observer, _UNWATCHED, False, [DirDeletedEvent]))

    def _watch(self, observer: Watching, folder: Path, deep: bool, kinds: Iterable[Any] = WRITES) -> Any:
        return observer.schedule(self._handler, str(folder), recursive=deep, event_filter=list(kinds))


def _gone() -> AbstractContextManager[None]:
    """A folder that goes while it is being taken up: the folder above tells of that."""
    return suppress(FileNotFoundError, NotADirectoryError)


def _identity(folder: Path, deep: bool) -> tuple[str, bool, int, int]:
    """The same name can be another folder, made anew."""
    about = folder.stat()
    return str(folder), deep, about.st_dev, about.st_ino


class _Handler(FileSystemEventHandler):
    def __init__(self, changes: ChangeQueue) -> None:
        self.changes = changes
        self.watch_paths: WatchPaths | None = None
        self.grown = False
        """Whether folders have come that may be beyond the system's limit."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in its own thread."""
        if self.watch_paths is None or not isinstance(event, tuple(WRITES)):
            return
        for written in (event.src_path, event.dest_path):
            path = os.fsdecode(written)
            if path and self.watch_paths.matters(path):
                self.grown = self.grown or event.is_directory
                self.changes.notice(path)


class _Lost(logging.Handler):
    """watchdog says only in its log that events were lost; whatever it warns of, everything may have changed."""

    def __init__(self, changes: ChangeQueue) -> None:
        super().__init__(logging.WARNING)
        self.changes = changes

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 (logging's signature)
        """Called for every warning of watchdog."""
        self.changes.notice(EVERYTHING)


_FAR = re.compile(r"nfs4?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|davfs|drvfs|vboxsf|fuse\.(?!ext|ntfs)\S+")
"""Kinds of file systems that lie on another machine, or outside the virtual one."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def kind_of_disk(path: Path, mounts: str) -> str:
    """The kind of the file system ``path`` lies on, by the text of /proc/mounts; empty when that does not say."""
    found = ("", "")
    for line in mounts.splitlines():
        _, place, kind, *_ = [*line.split(" "), "", "", ""]
        folder = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), place)
        if folder and path.is_relative_to(folder) and len(folder) >= len(found[0]):
            found = (folder, kind)
    return found[1]


def is_far(kind: str) -> bool:
    """Whether changes made on such a disk may go unnoticed here."""
    return _FAR.fullmatch(kind) is not None
