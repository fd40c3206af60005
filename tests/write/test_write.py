"""The site is written whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kamgen.model.errors import OutputError, ThemeError
from kamgen.write.output_folder import MARKER, check_output, exchange_folders
from kamgen.write.site import write_site

ROOT = Path(__file__).resolve().parents[2]
FORMER = [("index.html", b"former"), ("accounts/halden.html", b"former halden")]
FRESH: list[tuple[str, bytes | Path]] = [("index.html", b"fresh"), ("accounts/nord.html", b"nord")]

SCRIPT = """
import os, signal, sys
from pathlib import Path
from kamgen.write import output_folder
from kamgen.write import site as write

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def files(dies_after):
    for number, name in enumerate(["index.html", "accounts/nord.html", "b.html"]):
        if number == dies_after:
            die()
        yield name, b"fresh"

def before(one, other):
    die()

def after(one, other):
    output_folder.exchange_folders(one, other)
    die()

def beside(one, other):
    real, calls = Path.rename, []
    def rename(self, target):
        calls.append(self)
        if len(calls) == 2:
            die()
        return real(self, target)
    Path.rename = rename
    return False

output, point = Path(sys.argv[1]), sys.argv[2]
if point.isdigit():
    write.write_site(output, files(int(point)))
else:
    write.write_site(output, files(-1), exchange=globals()[point])
"""


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def killed(output: Path, point: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(output), point], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")


def stepping_aside(_one: Path, _other: Path) -> bool:
    """A system that cannot exchange output_folder."""
    return False


def test_writes_bytes_and_copies_files(tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF")
    output = tmp_path / "sites" / "public"
    written = write_site(output, [("index.html", b"a"), ("accounts/x/minutes.pdf", tmp_path / "minutes.pdf")])
    assert {name: file.size for name, file in written.items()} == {"index.html": 1, "accounts/x/minutes.pdf": 4}
    assert content(output) == {"index.html": b"a", "accounts/x/minutes.pdf": b"%PDF"}
    assert names(output.parent) == ["public"]


@pytest.mark.parametrize("exchange", [exchange_folders, stepping_aside])
def test_a_new_site_replaces_the_former_one_and_leaves_nothing_beside_it(
    tmp_path: Path, exchange: Callable[[Path, Path], bool]
) -> None:
    write_site(tmp_path / "public", FORMER, exchange=exchange)
    write_site(tmp_path / "public", FRESH, exchange=exchange)
    assert content(tmp_path / "public") == {"index.html": b"fresh", "accounts/nord.html": b"nord"}
    assert names(tmp_path) == ["public"]


def test_an_empty_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    write_site(tmp_path / "public", FRESH)
    assert (tmp_path / "public" / MARKER).exists()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "public").symlink_to("www")
    write_site(tmp_path / "public", FORMER)
    write_site(tmp_path / "public", FRESH)
    assert (tmp_path / "public").is_symlink()
    assert content(tmp_path / "www") == {"index.html": b"fresh", "accounts/nord.html": b"nord"}
    assert names(tmp_path) == ["public", "www"]


def test_a_failing_page_leaves_the_former_site(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"fresh"
        raise ThemeError("account.html, line 3")

    write_site(tmp_path / "public", FORMER)
    with pytest.raises(ThemeError, match=r"account\.html, line 3"):
        write_site(tmp_path / "public", files())
    assert content(tmp_path / "public") == dict(FORMER)
    assert names(tmp_path) == ["public"]


@pytest.mark.parametrize("point", ["0", "1", "2", "before"])
def test_killed_before_the_swap_the_former_site_stands_and_the_next_run_tidies_up(tmp_path: Path, point: str) -> None:
    write_site(tmp_path / "public", FORMER)
    killed(tmp_path / "public", point)
    assert content(tmp_path / "public") == dict(FORMER)
    assert len(names(tmp_path)) == (1 if point == "0" else 2)
    write_site(tmp_path / "public", FRESH)
    assert names(tmp_path) == ["public"]


def test_killed_after_the_swap_the_new_site_stands_and_the_next_run_tidies_up(tmp_path: Path) -> None:
    if not exchange_folders_works(tmp_path):
        pytest.skip("this disk cannot exchange folders")
    write_site(tmp_path / "public", FORMER)
    killed(tmp_path / "public", "after")
    assert content(tmp_path / "public") == dict.fromkeys(["index.html", "accounts/nord.html", "b.html"], b"fresh")
    write_site(tmp_path / "public", FRESH)
    assert names(tmp_path) == ["public"]


def exchange_folders_works(folder: Path) -> bool:
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    works = exchange_folders(one, other)
    one.rmdir()
    other.rmdir()
    return works


def test_killed_while_stepping_aside_the_next_run_puts_the_former_site_back(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        assert content(tmp_path / "public") == dict(FORMER)
        raise ThemeError("a template fails")
        yield "index.html", b""

    write_site(tmp_path / "public", FORMER)
    killed(tmp_path / "public", "beside")
    assert not (tmp_path / "public").exists()
    with pytest.raises(ThemeError):
        write_site(tmp_path / "public", files())
    assert content(tmp_path / "public") == dict(FORMER)
    assert names(tmp_path) == ["public"]


def test_the_folder_of_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        write_site(tmp_path / "public", FORMER)
        yield "index.html", b"outer"

    write_site(tmp_path / "public", files())
    assert content(tmp_path / "public") == {"index.html": b"outer"}
    assert names(tmp_path) == ["public"]


def test_folders_that_only_look_like_left_overs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".public.kamgen-notes").mkdir()
    write_site(tmp_path / "public", FRESH)
    assert names(tmp_path) == [".public.kamgen-notes", "public"]


def test_a_folder_with_other_files_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "thesis.odt").write_bytes(b"years of work")
    with pytest.raises(OutputError) as caught:
        write_site(tmp_path / "public", FRESH)
    assert caught.value.message == f"{tmp_path / 'public'} holds files that kamgen did not make, so it is left as it is"
    assert content(tmp_path / "public") == {"thesis.odt": b"years of work"}


def test_files_put_there_while_the_site_is_written_are_not_lost(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"fresh"
        (tmp_path / "public").mkdir()
        (tmp_path / "public" / "thesis.odt").write_bytes(b"years of work")

    with pytest.raises(OutputError):
        write_site(tmp_path / "public", files())
    assert content(tmp_path) == {"public/thesis.odt": b"years of work"}


def test_a_site_with_a_git_repository_in_it_is_refused(tmp_path: Path) -> None:
    write_site(tmp_path / "public", FORMER)
    (tmp_path / "public" / ".git").mkdir()
    with pytest.raises(OutputError, match="did not make"):
        write_site(tmp_path / "public", FRESH)
    assert content(tmp_path / "public") == dict(FORMER)


def test_a_file_or_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    for name, message in [("file", "is a file"), ("link", "is a link that leads nowhere"), ("loop", "leads nowhere")]:
        with pytest.raises(OutputError, match=message):
            write_site(tmp_path / name, FRESH)


@pytest.mark.parametrize("output", [".", "content", "content/accounts", ".."])
def test_the_sources_are_never_the_output(tmp_path: Path, output: str) -> None:
    accounts = tmp_path / "site" / "content" / "accounts"
    accounts.mkdir(parents=True)
    with pytest.raises(OutputError, match="holds the site's sources"):
        check_output(tmp_path / "site" / output, keep=[tmp_path / "site", accounts])


def test_an_output_below_the_root_is_fine(tmp_path: Path) -> None:
    assert check_output(tmp_path / "public", keep=[tmp_path]) == Path(os.path.realpath(tmp_path / "public"))


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../../x", "a//b", "", "a/", "./a", "a\\b", "C:x", "a\0b", MARKER, "index.html"]
)
def test_paths_that_lead_out_or_come_twice_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the path of a page"):
        write_site(tmp_path / "public", [("index.html", b""), (name, b"x")])
    assert names(tmp_path) == []


def test_what_the_disk_refuses_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as below_file:
        write_site(tmp_path / "file" / "public", FRESH)
    assert below_file.value.message == f"{tmp_path / 'file' / 'public'} cannot be written: a file is in its way"
    with pytest.raises(OutputError, match="a name is too long for the disk"):
        write_site(tmp_path / "public", [("x" * 300, b"")])
    with pytest.raises(OutputError) as gone:
        write_site(tmp_path / "public", [("minutes.pdf", tmp_path / "gone.pdf")])
    assert gone.value.message == f"{tmp_path / 'gone.pdf'} cannot be read"
    assert names(tmp_path) == ["file"]


class _Library:
    """A C library whose ``renameat2`` fails with a number, or that has none."""

    def __init__(self, code: int) -> None:
        if code:
            self.renameat2 = lambda *_: ctypes.set_errno(code) or -1


def of_libc(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_args, **_named: _Library(code))


@pytest.mark.parametrize("code", [0, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_where_folders_cannot_be_exchanged_the_former_site_steps_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    of_libc(monkeypatch, code)
    write_site(tmp_path / "public", FORMER)
    write_site(tmp_path / "public", FRESH)
    assert content(tmp_path / "public") == {"index.html": b"fresh", "accounts/nord.html": b"nord"}
    assert names(tmp_path) == ["public"]


def test_on_another_system_than_linux_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    write_site(tmp_path / "public", FORMER)
    write_site(tmp_path / "public", FRESH)
    assert content(tmp_path / "public") == {"index.html": b"fresh", "accounts/nord.html": b"nord"}


def test_an_output_that_is_a_disk_of_its_own_is_told_and_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / "public", FORMER)
    of_libc(monkeypatch, errno.EXDEV)
    with pytest.raises(OutputError, match="the disk does not let it be replaced"):
        write_site(tmp_path / "public", FRESH)
    assert content(tmp_path / "public") == dict(FORMER)
    assert names(tmp_path) == ["public"]
