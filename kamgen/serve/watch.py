"""Which files change the site when they change, and watching them with watchdog.

Polled where the system's means end or a disk tells of no changes."""

from __future__ import annotations

import errno
import logging
import os
import posixpath
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct
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
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from kamgen.model.config import SiteConfig
from kamgen.model.source import is_plan
from kamgen.serve.change_queue import EVERYTHING, ChangeQueue
from kamgen.text.addresses import mount_of

_TEMPORARY = ("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___")
_VIM_TRIES = "4913"
"""The file Vim makes and removes to see whether it may write."""


class WatchPaths(Struct, frozen=True):
    """Where the parts of a site are, as absolute paths, and where it is served."""

    accounts: Path
    """The folder with the plans, links followed."""
    themes: tuple[Path, ...]
    marks: frozenset[Path]
    """site.toml, and every folder on the way to plans and themes: when one comes or goes, so does what is below."""
    ignored: tuple[Path, ...]
    """Files and folders that kamgen writes itself."""
    mount: str = "/"
    """The path the site is served at, with a slash at both ends, encoded as in an address."""

    def matters(self, written: str) -> bool:
        """Whether a change of this file or folder can change the site."""
        path = Path(written)
        if any(path.is_relative_to(own) for own in self.ignored):
            return False
        plain = path.with_name(path.name.removeprefix("_")) if is_plan(path.name) else path  # a plan may name a note
        return (
            path in self.marks
            or _is_read(plain, self.accounts, "._")
            or any(_is_read(path, folder, ".") for folder in self.themes)
        )

    def folders(self) -> Iterator[tuple[Path, bool]]:
        """The folders to watch, and whether with all that is below."""
        parents = {mark.parent for mark in self.marks}
        yield from ((folder, False) for folder in sorted(parents))
        yield from ((folder, True) for folder in dict.fromkeys((self.accounts, *self.themes)))


def _is_read(path: Path, top: Path, skipped: str) -> bool:
    """Whether the path is below ``top`` and has no name in it that is skipped there or is an editor's for a moment."""
    if not path.is_relative_to(top):
        return False
    return not any(
        name[0] in skipped or name.endswith(_TEMPORARY) or name == _VIM_TRIES or name[0] == name[-1] == "#"
        for name in path.relative_to(top).parts
    )


def watch_paths_of(root: Path, site: SiteConfig, shipped: Path | None = None, own: tuple[Path, ...] = ()) -> WatchPaths:
    """Those of the site at ``root``; ``shipped``: kamgen's own themes, ``own``: files that we write ourselves."""
    written = (site.content.accounts, site.content.output)
    accounts, output = (root / posixpath.normpath(each.replace("\\", "/")) for each in written)
    themes = [root / "themes", *([shipped] if shipped else [])]
    linked = [theme for top in themes if top.is_dir() for theme in sorted(top.iterdir()) if theme.is_symlink()]
    way = [folder for folder in (accounts, *accounts.parents) if folder != root and folder.is_relative_to(root)]
    marks = [root / "site.toml", root / "themes", *way]
    return WatchPaths(
        accounts=accounts.resolve(),
        themes=tuple(folder.resolve() for folder in (*themes, *linked)),
        marks=frozenset([*marks, *(mark.resolve() for mark in marks)]),
        ignored=(output, root / ".kamgen", *own),
        mount=mount_of(site.site.base_url),
    )


POLL_SECONDS = 1.0
_POLLING = partial(PollingObserver, timeout=POLL_SECONDS)
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


class Watcher(FileSystemEventHandler):
    """Tells ``changes`` of every change that matters, from `follow` until `close`."""

    def __init__(
        self,
        changes: ChangeQueue,
        say: Callable[[str], None],
        poll: bool = False,
        native: Callable[[], BaseObserver] = Observer,
        polling: Callable[[], BaseObserver] = _POLLING,
    ) -> None:
        """``say`` hears in one line when polling begins; ``native`` makes the system's own observer."""
        self._changes = changes
        self._say = say
        self._native = native
        self._polling = polling
        self._polls = poll
        self._observer: BaseObserver | None = None
        self._watches: dict[tuple[str, bool, int, int], ObservedWatch] = {}
        self._watch_paths: WatchPaths | None = None
        self._grown = False
        """Whether folders have come that may be beyond the system's limit."""
        self._lost = _Lost(changes)
        logging.getLogger("watchdog").addHandler(self._lost)

    def follow(self, watch_paths: WatchPaths, mounts: str = "") -> None:
        """Watch these folders as they are now, and nothing else. Cheap when they are the same as before."""
        self._watch_paths = watch_paths
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

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in its own thread."""
        if self._watch_paths is None or not isinstance(event, tuple(WRITES)):
            return
        for written in (event.src_path, event.dest_path):
            path = os.fsdecode(written)
            if path and self._watch_paths.matters(path):
                self._grown = self._grown or event.is_directory
                self._changes.notice(path)

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
        # The same name can be another folder, made anew.
        folders = [(folder, deep, folder.stat()) for folder, deep in watch_paths.folders() if folder.is_dir()]
        wanted = [(str(folder), deep, about.st_dev, about.st_ino) for folder, deep, about in folders]
        for key in [key for key in self._watches if key not in wanted]:
            self._observer.unschedule(self._watches.pop(key))
        new = [key for key in wanted if key not in self._watches]
        for key in new:
            # A folder that goes while it is being taken up: the folder above tells of that.
            with suppress(FileNotFoundError, NotADirectoryError):
                self._watches[key] = self._observer.schedule(self, key[0], recursive=key[1], event_filter=WRITES)
        if (new or self._grown) and not self._polls and sys.platform == "linux":
            # watchdog passes over folders below that the system refuses to watch; one more would be refused as well.
            self._grown = False
            watch = self._observer.schedule(self, "/", recursive=False, event_filter=[DirDeletedEvent])
            self._observer.unschedule(watch)


class _Lost(logging.Handler):
    """watchdog says only in its log that events were lost; whatever it warns of, everything may have changed."""

    def __init__(self, changes: ChangeQueue) -> None:
        super().__init__(logging.WARNING)
        self._changes = changes

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 (logging's signature)
        """Called for every warning of watchdog."""
        self._changes.notice(EVERYTHING)


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
