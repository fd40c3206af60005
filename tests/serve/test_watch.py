"""The watcher: one real observer, and a made-up one for what the system does rarely."""

from __future__ import annotations

import errno
import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver

from kamgen.parse.config import parse_config
from kamgen.serve.change_queue import EVERYTHING, ChangeQueue, DebounceTimes
from kamgen.serve.watch import WRITES, Watcher, WatchPaths, watch_paths_of

AT_ONCE = DebounceTimes(0, 0, 3, 0, 0)


@dataclass
class FakeObserver:
    """Notes what it is asked for; refuses folders of ``refused``."""

    refused: dict[str, int] = field(default_factory=dict)
    watched: list[tuple[str, bool]] = field(default_factory=list)
    handlers: list[FileSystemEventHandler] = field(default_factory=list)
    running: bool = False
    starts: int = 0

    def schedule(
        self,
        event_handler: FileSystemEventHandler,
        path: str,
        *,
        recursive: bool,
        event_filter: list[type[FileSystemEvent]] | None,
    ) -> Any:
        assert event_filter
        if path in self.refused:
            raise OSError(self.refused[path], "no more")
        self.handlers.append(event_handler)
        self.watched.append((path, recursive))
        return (path, recursive)

    def unschedule(self, watch: Any) -> None:
        self.watched.remove(watch)

    def start(self) -> None:
        self.running = True
        self.starts += 1

    def stop(self) -> None:
        self.running = False

    def join(self) -> None:
        self.watched.clear()


@dataclass
class Bench:
    """A watcher of a site on disk, with observers that are made up."""

    root: Path
    native: FakeObserver = field(default_factory=FakeObserver)
    polling: FakeObserver = field(default_factory=FakeObserver)
    said: list[str] = field(default_factory=list)
    changes: ChangeQueue = field(default_factory=lambda: ChangeQueue(AT_ONCE))

    def watcher(self, poll: bool = False) -> Watcher:
        native, polling = cast("BaseObserver", self.native), cast("BaseObserver", self.polling)
        return Watcher(self.changes, self.said.append, poll, lambda: native, lambda: polling)

    def watch_paths(self, site: str = "") -> WatchPaths:
        return watch_paths_of(self.root, parse_config(site))

    def tell(self, event: FileSystemEvent) -> int:
        """How many changes come of an event."""
        before = self.changes.noticed
        self.native.handlers[0].dispatch(event)
        return self.changes.noticed - before


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "content/accounts").mkdir(parents=True)
    return Bench(tmp_path.resolve())


def test_folders_that_are_there_are_watched_until_the_end(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    assert bench.native.watched == [
        (str(bench.root), False),
        (str(bench.root / "content"), False),
        (str(bench.root / "content/accounts"), True),
    ]
    watcher.close()
    assert (bench.native.running, bench.native.watched) == (False, [])


def test_nothing_is_scheduled_twice(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    asked = len(bench.native.handlers)
    watcher.follow(bench.watch_paths())
    assert len(bench.native.handlers) == asked
    watcher.close()


def test_a_folder_made_anew_is_watched_anew(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    (bench.root / "content/accounts").rename(bench.root / "content/former")
    watcher.follow(bench.watch_paths())
    assert (str(bench.root / "content/accounts"), True) not in bench.native.watched
    (bench.root / "content/accounts").mkdir()
    (bench.root / "themes").mkdir()
    watcher.follow(bench.watch_paths())
    assert {(str(bench.root / "content/accounts"), True), (str(bench.root / "themes"), True)} < set(
        bench.native.watched
    )
    watcher.close()


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "limit of watched folders"), (errno.EMFILE, "limit of watchers")]
)
@pytest.mark.parametrize("where", ["", "content/accounts", "a folder far below"])
def test_where_the_limits_end_it_polls_and_says_so(bench: Bench, code: int, reason: str, where: str) -> None:
    bench.native.refused = {"/" if where.startswith("a ") else str(bench.root / where): code}
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    assert (bench.native.running, bench.polling.running) == (False, True)
    assert (str(bench.root / "content/accounts"), True) in bench.polling.watched
    assert bench.said == [f"this system's {reason} is reached: looking for changes every 1 s instead"]
    watcher.close()


def test_an_observer_that_cannot_be_had_is_no_end(bench: Bench) -> None:
    def none() -> BaseObserver:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    watcher = Watcher(bench.changes, bench.said.append, False, none, lambda: cast("BaseObserver", bench.polling))
    watcher.follow(bench.watch_paths())
    assert bench.polling.running
    watcher.close()


def test_network_disks_are_polled(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths(), f"files:/team {bench.root} nfs4 rw 0 0\n")
    assert (bench.native.starts, bench.polling.starts) == (0, 1)
    assert bench.said == ["the plans are on a network disk (nfs4): looking for changes every 1 s instead"]
    watcher.close()


def test_polling_can_be_asked_for(bench: Bench) -> None:
    watcher = bench.watcher(poll=True)
    watcher.follow(bench.watch_paths())
    assert (bench.native.starts, bench.polling.starts, bench.said) == (0, 1, [])
    watcher.close()


def test_a_folder_that_goes_meanwhile_is_passed_over(bench: Bench) -> None:
    bench.native.refused = {str(bench.root / "content/accounts"): errno.ENOENT}
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    assert bench.native.watched == [(str(bench.root), False), (str(bench.root / "content"), False)]
    watcher.close()


def test_only_what_changes_files_counts(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    plan = str(bench.root / "content/accounts/halden.md")
    assert [bench.tell(event) for event in (FileModifiedEvent(plan), FileCreatedEvent(plan))] == [1, 1]
    quiet = (
        FileOpenedEvent(plan),
        FileClosedNoWriteEvent(plan),
        DirModifiedEvent(str(bench.root / "content/accounts")),
    )
    assert [bench.tell(event) for event in quiet] == [0, 0, 0]
    watcher.close()


def test_a_save_by_renaming_counts_for_where_it_goes(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    plans = bench.root / "content/accounts"
    bench.tell(FileMovedEvent(str(plans / ".halden.md.x1"), str(plans / "halden.md")))
    assert bench.changes.wait().paths == (str(plans / "halden.md"),)
    bench.tell(FileMovedEvent(str(plans / "halden.md"), str(plans / "halden.md~")))
    assert bench.changes.wait().paths == (str(plans / "halden.md"),)
    watcher.close()


def test_new_folders_are_held_against_the_limit(bench: Bench) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    bench.native.refused = {"/": errno.ENOSPC}
    watcher.follow(bench.watch_paths())
    assert bench.said == []
    bench.tell(DirCreatedEvent(str(bench.root / "content/accounts/nordics")))
    watcher.follow(bench.watch_paths())
    assert len(bench.said) == 1
    watcher.close()


def test_a_warning_of_watchdog_means_that_anything_may_have_changed(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = bench.watcher()
    watcher.follow(bench.watch_paths())
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    assert bench.changes.wait().paths == (EVERYTHING,)
    assert len(caplog.records) == 1
    watcher.close()
    logging.getLogger("watchdog.observers.inotify_c").warning("again")
    assert bench.changes.noticed == 1


class Heard(ChangeQueue):
    """Changes, with a flag that waits for one path."""

    def __init__(self, wanted: Path) -> None:
        super().__init__(AT_ONCE)
        self.wanted = str(wanted)
        self.heard = threading.Event()
        self.paths: list[str] = []

    def notice(self, path: str) -> None:
        """Called from watchdog's thread."""
        super().notice(path)
        self.paths.append(path)
        if path == self.wanted:
            self.heard.set()


@pytest.mark.parametrize("poll", [False, True])
def test_real_saves_are_noticed_and_reading_is_not(tmp_path: Path, poll: bool) -> None:
    plans = tmp_path.resolve() / "content/accounts"
    (plans / "nordics").mkdir(parents=True)
    first, last = plans / "halden.md", plans / "nordics/last.md"
    first.write_text("---\n", encoding="utf-8")
    changes = Heard(last)
    watcher = Watcher(changes, print, poll)
    watcher.follow(watch_paths_of(tmp_path.resolve(), parse_config("")))
    for _ in range(50):
        first.read_bytes()
        list(plans.iterdir())
    (plans / ".draft").write_text("x", encoding="utf-8")
    (plans / ".draft").replace(last)
    assert changes.heard.wait(30)
    watcher.close()
    assert set(changes.paths) == {str(last)}


def test_the_events_asked_for_leave_out_reading() -> None:
    assert not {FileOpenedEvent, FileClosedNoWriteEvent, DirModifiedEvent} & set(WRITES)
