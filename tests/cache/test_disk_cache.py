"""The cache on disk: it remembers, it is never trusted, and whatever happens to it is one line and no error."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from kamgen.cache import disk
from kamgen.cache.disk import FORMAT, DiskCache
from kamgen.model.context import Neighbour

ROOT = Path(__file__).resolve().parents[2]
ONE, TWO = b"1" * 16, b"2" * 16
VALUES = {ONE: Neighbour("halden", "Halden Marine"), TWO: Neighbour("page.html", "bytes")}
ANEW = ".kamgen/cache.sqlite was damaged or of another version: it is begun anew, and so is all work"
SO = ", so everything is made anew and nothing remembered: remove it with `kamgen clean`, or say `--no-cache`"


@contextmanager
def opened(folder: Path, notes: list[str] | None = None) -> Iterator[DiskCache]:
    cache = DiskCache(folder / ".kamgen" / "cache.sqlite", (notes if notes is not None else []).append)
    try:
        yield cache
    finally:
        cache.close()


def made(folder: Path) -> Path:
    """A cache with `VALUES`."""
    with opened(folder) as cache:
        cache.put(VALUES)
    return folder / ".kamgen" / "cache.sqlite"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_kept_is_recalled_by_the_next_run(tmp_path: Path) -> None:
    made(tmp_path)
    with opened(tmp_path) as cache:
        assert cache.get([ONE, TWO, b"3" * 16], Neighbour) == VALUES
        assert cache.get([], Neighbour) == {}
    assert names(tmp_path / ".kamgen") == [".gitignore", "cache.sqlite"]
    assert (tmp_path / ".kamgen" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_more_keys_than_one_question_holds(tmp_path: Path) -> None:
    values = {number.to_bytes(16, "big"): number for number in range(1201)}
    with opened(tmp_path) as cache:
        cache.put(values)
        assert cache.get(iter(values), int) == values


def test_a_value_that_is_kept_again_is_the_later_one(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put({ONE: 1})
        cache.put({ONE: 2})
        assert cache.get([ONE], int) == {ONE: 2}


def test_any_thread_may_use_it(tmp_path: Path) -> None:
    with opened(tmp_path) as cache, ThreadPoolExecutor(1) as other:
        other.submit(cache.put, VALUES).result()
        assert other.submit(cache.get, [ONE, TWO], Neighbour).result() == VALUES
        assert cache.get([ONE, TWO], Neighbour) == VALUES


def text_file(file: Path) -> None:
    file.write_text("Dear diary\n" * 900, encoding="utf-8")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def zeroes(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(len(data) - 4096))


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as store:
        store.execute("CREATE TABLE bookmarks (address TEXT)")
    store.close()


def older(file: Path) -> None:
    execute(file, f"PRAGMA user_version={FORMAT - 1}")


def one_byte(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b"Halden", b"Helden"))


def exchanged(file: Path) -> None:
    """Each value under the other's key."""
    execute(file, "UPDATE kept SET key = x'33' WHERE key = CAST('1111111111111111' AS BLOB)")
    execute(file, "UPDATE kept SET key = CAST('1111111111111111' AS BLOB) WHERE key = CAST('2222222222222222' AS BLOB)")


def numbers(file: Path) -> None:
    execute(file, "UPDATE kept SET value = 7")


def execute(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as store:
        store.execute(statement)
    store.close()


@pytest.mark.parametrize(
    "damage",
    [text_file, truncated, zeroes, foreign, older, one_byte, exchanged, numbers],
    ids=lambda each: each.__name__,
)
def test_a_damaged_foreign_or_older_file_is_begun_anew_with_one_line(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(made(tmp_path))
    notes: list[str] = []
    with opened(tmp_path, notes) as cache:
        assert cache.get([ONE], Neighbour) == {}
        assert cache.get([ONE, TWO], Neighbour) == {}
        cache.put(VALUES)
    with opened(tmp_path, notes) as cache:
        assert cache.get([ONE, TWO], Neighbour) == VALUES
    assert notes == [ANEW]


def test_an_empty_file_is_a_fresh_cache(tmp_path: Path) -> None:
    (tmp_path / ".kamgen").mkdir()
    (tmp_path / ".kamgen" / "cache.sqlite").touch()
    notes: list[str] = []
    with opened(tmp_path, notes) as cache:
        cache.put(VALUES)
        assert cache.get([ONE, TWO], Neighbour) == VALUES
    assert notes == []


def refused(folder: Path) -> list[str]:
    """What a cache says that cannot be used; it must go on as one that forgets."""
    notes: list[str] = []
    with opened(folder, notes) as cache:
        cache.put(VALUES)
        assert cache.get([ONE], Neighbour) == {}
    return notes


def test_a_file_or_a_pipe_in_the_folders_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".kamgen").write_text("mine", encoding="utf-8")
    assert refused(tmp_path) == [f".kamgen/cache.sqlite cannot be used{SO}"]
    (tmp_path / ".kamgen").unlink()
    os.mkfifo(tmp_path / ".kamgen")
    assert refused(tmp_path) == [f".kamgen/cache.sqlite cannot be used{SO}"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert refused(tmp_path / "file") == [f".kamgen/cache.sqlite cannot be used{SO}"]


def test_a_file_that_can_only_be_read_is_read_and_one_line(tmp_path: Path) -> None:
    made(tmp_path)
    notes: list[str] = []
    with opened(tmp_path, notes) as cache:
        assert cache._store is not None
        cache._store.execute("PRAGMA query_only=ON")
        assert cache.get([ONE, TWO], Neighbour) == VALUES
        cache.put(VALUES)
        cache.put(VALUES)
    assert notes == [f".kamgen/cache.sqlite cannot be written{SO}"]


def test_a_folder_or_a_pipe_in_the_files_place_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / ".kamgen" / "cache.sqlite"
    file.mkdir(parents=True)
    assert refused(tmp_path) == [f".kamgen/cache.sqlite cannot be used{SO}"]
    file.rmdir()
    os.mkfifo(file)
    assert refused(tmp_path) == [f".kamgen/cache.sqlite cannot be used{SO}"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside, site, other = tmp_path / "outside", tmp_path / "site", tmp_path / "other"
    for folder in (outside, site, other / ".kamgen"):
        folder.mkdir(parents=True)
    (site / ".kamgen").symlink_to(outside)
    assert refused(site) == [f".kamgen/cache.sqlite is a link, which is not followed{SO}"]
    (other / ".kamgen" / "cache.sqlite").symlink_to(outside / "cache.sqlite")
    assert refused(other) == [f".kamgen/cache.sqlite is a link, which is not followed{SO}"]
    assert names(outside) == []


def test_a_gitignore_that_is_a_link_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".kamgen").mkdir()
    (tmp_path / ".kamgen" / ".gitignore").symlink_to(tmp_path / "elsewhere")
    made(tmp_path)
    assert names(tmp_path) == [".kamgen"]


def test_a_disk_that_is_full_is_one_line_and_the_rest_is_forgotten(tmp_path: Path) -> None:
    notes: list[str] = []
    with opened(tmp_path, notes) as cache:
        assert cache._store is not None
        cache._store.execute("PRAGMA max_page_count=20")
        cache.put({ONE: b"x" * 300_000})
        cache.put(VALUES)
        assert cache.get([ONE, TWO], Neighbour) == {}
    assert notes == [f".kamgen/cache.sqlite cannot be written{SO}"]


def test_it_shrinks_to_what_one_run_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LEAST", 100_000)
    with opened(tmp_path) as cache:
        cache.put({bytes([number]) * 16: b"x" * 10_000 for number in range(40)})
    file = tmp_path / ".kamgen" / "cache.sqlite"
    assert file.stat().st_size > 400_000
    needed = {bytes([number]) * 16: b"x" * 10_000 for number in (1, 2, 3, 4)}
    with opened(tmp_path) as cache:
        assert cache.get(list(needed)[:1], bytes) == {b"\1" * 16: b"x" * 10_000}
        cache.retain(list(needed)[1:3])
        cache.put(dict(list(needed.items())[3:]))
    assert file.stat().st_size < 80_000
    with opened(tmp_path) as cache:
        assert cache.get([*needed, b"\5" * 16], bytes) == needed


def test_it_keeps_what_other_runs_need_while_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LEAST", 100_000)
    with opened(tmp_path) as cache:
        cache.put({bytes([number]) * 16: b"x" * 10_000 for number in range(40)})
    with opened(tmp_path) as cache:
        cache.retain(bytes([number]) * 16 for number in range(15))
        cache.put({b"x" * 16: 1})
    with opened(tmp_path) as cache:
        assert len(cache.get([bytes([number]) * 16 for number in range(40)], bytes)) == 40


def test_a_run_that_adds_nothing_drops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LEAST", 1000)
    made(tmp_path)
    with opened(tmp_path) as cache:
        cache.get([ONE], Neighbour)
    with opened(tmp_path) as cache:
        assert cache.get([ONE, TWO], Neighbour) == VALUES


SCRIPT = """
import sys
from pathlib import Path
from kamgen.cache.disk import DiskCache
notes = []
print("ready", flush=True)
sys.stdin.readline()
cache = DiskCache(Path(sys.argv[1], ".kamgen", "cache.sqlite"), notes.append)
mine = {bytes([int(sys.argv[2]), number]) * 8: number for number in range(50)}
for key, value in mine.items():
    cache.put({key: value})
print(cache.get(mine, int) == mine, notes, flush=True)
cache.close()
"""


def test_processes_that_begin_a_file_at_once_share_it(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(tmp_path), str(number)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate() for process in started] == [("True []\n", "")] * 3
    with opened(tmp_path) as cache:
        assert len(cache.get([bytes([one, two]) * 8 for one in range(3) for two in range(50)], int)) == 150


def test_a_cache_that_vanishes_while_it_is_used_harms_nothing(tmp_path: Path) -> None:
    notes: list[str] = []
    with opened(tmp_path, notes) as cache:
        cache.put(VALUES)
        shutil.rmtree(tmp_path / ".kamgen")
        assert cache.get([ONE, TWO], Neighbour) == VALUES
    assert len(notes) <= 1
