"""A memory in a file: ``.kamgen/memory.sqlite`` below the site's root, shared by all runs.

It may be deleted at any time, and what it holds is never trusted: values are read as plain data (see
`memory.values`), and a file that is damaged, foreign or of another make is begun anew with one line. It grows to no
more than `KEPT` times what one run needs, and a little.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from kamgen.memory import Key
from kamgen.memory.values import DamagedValue, dump, load

FORMAT = 1
"""Goes up when the file is laid out in another way."""

KEPT, LEAST = 3, 64 * 1024 * 1024
"""The file may hold so many times what a run needed, but always this many bytes."""

_FOREIGN = 0x6B616D67
"""Says whose file it is (SQLite's application id): ``kamg``."""

_BATCH = 500


class DiskMemory:
    """Remembers values from run to run; to be used by one thread at a time.

    What the disk refuses is told once through ``tell``, and then nothing is kept.
    """

    def __init__(self, file: Path, tell: Callable[[str], None]) -> None:
        self._file = file
        self._tell = tell
        self._used: set[Key] = set()
        self._size = 0
        self._store = self._opened()

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """The values that are known of those keys."""
        found: dict[Key, Any] = {}
        if self._store is None:
            return found
        try:
            for batch in _batches(keys):
                marks = ",".join("?" * len(batch))
                for key, value in self._store.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", batch):
                    found[key] = load(value)
                    self._size += len(value)
        except (sqlite3.Error, DamagedValue):
            self._give_up("is damaged")
            return {}
        self._used |= found.keys()
        return found

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Remember values."""
        if self._store is None:
            return
        rows = [(key, dump(value)) for key, value in values.items()]
        self._used |= values.keys()
        self._size += sum(len(value) for _, value in rows)
        try:
            with self._store:
                self._store.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        except sqlite3.Error:
            self._give_up("cannot be written")

    def close(self) -> None:
        """Leave the file as small as it should be."""
        if self._store is None:
            return
        with suppress(sqlite3.Error):
            if self._file.stat().st_size > LEAST + KEPT * self._size:
                self._forget_the_rest(self._store)
        self._store.close()
        self._store = None

    def _forget_the_rest(self, store: sqlite3.Connection) -> None:
        """Drop what this run did not need."""
        with store:
            store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            store.executemany("INSERT INTO used VALUES (?)", ((key,) for key in self._used))
            store.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")
        store.execute("VACUUM")

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            ignore = self._file.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            return _connected(self._file) or self._anew()
        except (OSError, sqlite3.Error):
            self._give_up("cannot be used")
            return None

    def _anew(self) -> sqlite3.Connection | None:
        """A fresh file in the place of one that is not ours, damaged or of another make."""
        self._tell(f"{self._file.name} is damaged or of another version: begun anew")
        for name in (self._file.name, f"{self._file.name}-wal", f"{self._file.name}-shm"):
            self._file.with_name(name).unlink(missing_ok=True)
        return _connected(self._file)

    def _give_up(self, why: str) -> None:
        self._store = None
        self._tell(f"{self._file.name} {why}: everything is made anew, and nothing remembered")


def _connected(file: Path) -> sqlite3.Connection | None:
    """The file, open and laid out; None when it is something else."""
    store = sqlite3.connect(file, timeout=10, isolation_level="IMMEDIATE", check_same_thread=False)
    try:
        (whose,) = store.execute("PRAGMA application_id").fetchone()
        (form,) = store.execute("PRAGMA user_version").fetchone()
        empty = not store.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not empty and (whose, form) != (_FOREIGN, FORMAT):
            store.close()
            return None
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=OFF")
        if empty:
            store.execute(f"PRAGMA application_id={_FOREIGN}")
            store.execute(f"PRAGMA user_version={FORMAT}")
        store.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    except sqlite3.DatabaseError as error:
        store.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        return None
    return store


def _batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    left = iter(keys)
    while batch := list(islice(left, _BATCH)):
        yield batch
