"""A cache in a file: ``.kamgen/cache.sqlite`` below the site's root, shared by all runs.

It may be deleted at any time, and what it holds is never trusted: values are read as plain data (see
`cache.values`), each with a checksum, and a file that is damaged, foreign or of another make is begun anew with one
line. It grows to no more than `KEPT` times what one run needs, and a little. Links are not followed.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from kamgen.cache import Key
from kamgen.cache.values import DamagedValue, decode, encode
from kamgen.model.errors import OutputError

FORMAT = 3
"""Goes up when the file is laid out in another way."""

KEPT, LEAST = 3, 64 * 1024 * 1024
"""The file may hold so many times what a run needed, but always this many bytes."""

MARKS = "*\n"
"""What stands in the ``.gitignore`` beside the file."""

T = TypeVar("T")

_OURS = 0x6B616D67
"""Says whose file it is (SQLite's application id): ``kamg``."""

_BATCH = 500

_ENDS = ("", "-wal", "-shm", "-journal")
"""Of the names of a database's files."""


class DiskCache:
    """Has values from run to run; to be used by one thread at a time.

    What the disk refuses is told once through ``tell``, and then nothing is kept.
    """

    def __init__(self, file: Path, warn: Callable[[str], None]) -> None:
        self._file = file
        self._warn = warn
        self._used: set[Key] = set()
        self._grown = False
        self._store: sqlite3.Connection | None = None
        self._open()

    def get(self, keys: Iterable[Key], kind: type[T]) -> dict[Key, T]:
        """The values that are known of those keys."""
        found: dict[Key, T] = {}
        if self._store is None:
            return found
        try:
            for batch in _batches(keys):
                marks = ",".join("?" * len(batch))
                rows = self._store.execute(f"SELECT key, value, sum FROM kept WHERE key IN ({marks})", batch)
                for key, data, checksum in rows:
                    if not isinstance(data, bytes) or checksum != _checksum(key, data):
                        raise DamagedValue("not what was stored under that key")
                    found[key] = decode(data, kind)
        except sqlite3.OperationalError:
            self._give_up("cannot be read")
            return {}
        except (sqlite3.DatabaseError, DamagedValue):
            self._begin_anew()
            return {}
        self._used |= found.keys()
        return found

    def put(self, values: Mapping[Key, Any]) -> None:
        """Store values."""
        if self._store is None or not values:
            return
        encoded = ((key, encode(value)) for key, value in values.items())
        rows = [(key, data, _checksum(key, data)) for key, data in encoded if data is not None]
        self.retain(values)
        self._grown = True
        try:
            with self._store:
                self._store.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        except sqlite3.OperationalError:
            self._give_up("cannot be written")
        except sqlite3.DatabaseError:
            self._begin_anew()

    def retain(self, keys: Iterable[Key]) -> None:
        """Values of those keys stay: the next run may want them."""
        self._used.update(keys)

    def close(self) -> None:
        """Leave the file as small as it should be."""
        if self._store is None:
            return
        with suppress(sqlite3.Error, OSError):
            if self._grown and self._file.stat().st_size > LEAST:
                self._drop_unused(self._store)
        self._close()

    def _drop_unused(self, store: sqlite3.Connection) -> None:
        """Drop what this run did not need, when that is most of the file."""
        with store:
            store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            store.executemany("INSERT INTO used VALUES (?)", ((key,) for key in self._used))
            (needed,) = store.execute("SELECT total(length(value)) FROM kept JOIN used USING (key)").fetchone()
            if self._file.stat().st_size <= LEAST + KEPT * needed:
                return
            store.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")
        store.execute("VACUUM")

    def _open(self) -> None:
        folder = self._file.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if folder.is_symlink() or self._file.is_symlink():
                self._give_up("is a link, which is not followed")
                return
            with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignore:
                ignore.write(MARKS)
            self._store = _connected(self._file)
        except (OSError, sqlite3.Error):
            self._give_up("cannot be used")
            return
        if self._store is None:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """A fresh file in the place of one that is not ours, damaged or of another make."""
        self._close()
        try:
            for name in (f"{self._file.name}-wal", f"{self._file.name}-shm", self._file.name):
                self._file.with_name(name).unlink(missing_ok=True)
            self._store = _connected(self._file)
        except (OSError, sqlite3.Error):
            self._give_up("is damaged, and cannot be removed")
            return
        self._warn(f"{self._place()} was damaged or of another version: it is begun anew, and so is all work")

    def _give_up(self, why: str) -> None:
        self._close()
        self._warn(
            f"{self._place()} {why}, so everything is made anew and nothing remembered: "
            "remove it with `kamgen clean`, or say `--no-cache`"
        )

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None

    def _place(self) -> str:
        return f"{self._file.parent.name}/{self._file.name}"


def _connected(file: Path) -> sqlite3.Connection | None:
    """The file, open and laid out; None when it is something else."""
    store = sqlite3.connect(file, timeout=10, isolation_level="IMMEDIATE", check_same_thread=False)
    try:
        with store:
            store.execute("BEGIN")
            state = _state(store)
        if state is None:
            with store:
                store.execute("BEGIN IMMEDIATE")
                state = _state(store) or _laid_out(store)
        if state == (_OURS, FORMAT):
            with suppress(sqlite3.OperationalError):  # another run is at it; what it sets is the file's
                store.execute("PRAGMA journal_mode=WAL")
            store.execute("PRAGMA synchronous=OFF")
            return store
    except sqlite3.OperationalError:
        store.close()
        raise
    except sqlite3.DatabaseError:
        pass
    store.close()
    return None


def _state(store: sqlite3.Connection) -> tuple[int, int] | None:
    """Whose file it is and of which make; None when it is empty."""
    if not store.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return None
    (whose,) = store.execute("PRAGMA application_id").fetchone()
    (form,) = store.execute("PRAGMA user_version").fetchone()
    return whose, form


def _laid_out(store: sqlite3.Connection) -> tuple[int, int]:
    store.execute(f"PRAGMA application_id={_OURS}")
    store.execute(f"PRAGMA user_version={FORMAT}")
    store.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, sum INTEGER NOT NULL)")
    return _OURS, FORMAT


def _checksum(key: Key, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(key))


def _batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    left = iter(keys)
    while batch := list(islice(left, _BATCH)):
        yield batch


def remove_cache(file: Path) -> int:
    """Remove the cache in ``file``; how many bytes that frees. What kamgen did not make stays, links are not followed.

    Raises `OutputError` when the folder is a link, or the disk refuses.
    """
    folder = file.parent
    if folder.is_symlink():
        raise OutputError(f"{folder} is a link, which kamgen does not follow", "remove it yourself")
    freed, ignore = 0, file.with_name(".gitignore")
    names = [file.with_name(file.name + end) for end in _ENDS]
    own = [name for name in names if name.is_file() and not name.is_symlink()]
    try:
        if ignore.is_file() and not ignore.is_symlink() and ignore.read_bytes() == MARKS.encode():
            own.append(ignore)
        for found in own:
            freed += found.lstat().st_size
            found.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(f"{folder} cannot be removed: {error.strerror}", "ask for permission") from error
    return freed
