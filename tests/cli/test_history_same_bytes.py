"""A site with history is the same to the last byte however it is made, and has none without version control."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cli.change_play import ACCOUNTS, HALDEN_FILE, NORD_FILE, SITE, SUND_FILE, Play
from tests.cli.small_site import Shell
from tests.repositories import Scratch, isolate

PAST = ("changes.html", "slippage.html")


@pytest.fixture
def play(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Half a year of edits: two authors, moves, a rename, a merge, a plan that was unreadable, other rules."""
    isolate(monkeypatch)
    play = Play(shell, date(2026, 5, 4))
    play.edit("target_revenue: 1.3M", "target_revenue: 1.2M").scratch.commit("lower", day=date(2026, 6, 1))
    play.edit("close: 2027-Q1", "close: 2027-Q2").scratch.commit("later", author="Per Moe", day=date(2026, 7, 1))
    play.scratch.branch("side").move(SUND_FILE, f"{ACCOUNTS}/sund.md").commit("move", author="Eva Lund <x>")
    play.scratch.switch("work")
    play.edit("close: 2027-Q2", "close: 2027-Q3").scratch.commit("later again", day=date(2026, 8, 1))
    play.scratch.merge("side", day=date(2026, 8, 2))
    play.edit("owner: Per Moe", "owner: [Per Moe", NORD_FILE).scratch.commit("slip", day=date(2026, 9, 1))
    play.edit("owner: [Per Moe", "owner: Per Moe", NORD_FILE).scratch.commit("mend", day=date(2026, 9, 2))
    play.write("site.toml", f'{SITE}feedback_every = "2 months"\n').scratch.commit("rules", day=date(2026, 10, 1))
    play.write("content/accounts/vik.md", "---\nname: Vik\n---\n")
    return play


def built(shell: Shell, root: Path, *arguments: str) -> dict[str, bytes]:
    """The site's files by name; what is marked as kamgen's own is left out."""
    output = root.parent / f"{root.name}-{len(arguments)}-site"
    ran = shell("build", "--site", str(root), "--output", str(output), "--fail-on", "never", *arguments)
    assert ran.code == 0, ran.err
    files = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}
    shutil.rmtree(output)
    return files


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_whatever_is_remembered_and_however_many_work(play: Play) -> None:
    first = built(play.shell, play.shell.folder)
    assert set(PAST) <= set(first)
    for arguments in ((), ("--no-cache",), ("--workers", "2"), ("--workers", "2", "--no-cache")):
        assert differing(first, built(play.shell, play.shell.folder, *arguments)) == [], arguments


def test_a_fresh_clone_makes_the_same_site(play: Play) -> None:
    play.scratch.commit("Vik", day=date(2026, 11, 2))
    copy = play.scratch.clone(play.beside("copy"))
    assert differing(built(play.shell, play.shell.folder), built(play.shell, copy.root)) == []
    play.scratch.git("gc", "-q", "--aggressive", "--prune=now")
    tree = play.beside("tree")
    play.scratch.git("worktree", "add", "-q", "--detach", str(tree))
    assert differing(built(play.shell, copy.root), built(play.shell, tree)) == []


def test_an_edit_and_its_undoing_leave_the_site_as_it_was(play: Play) -> None:
    play.scratch.commit("Vik")
    first = built(play.shell, play.shell.folder)
    play.edit("target_revenue: 1.2M", "target_revenue: 1.25M")
    assert f"accounts/{Path(HALDEN_FILE).stem}.html" in differing(first, built(play.shell, play.shell.folder))
    play.edit("target_revenue: 1.25M", "target_revenue: 1.2M")
    assert differing(first, built(play.shell, play.shell.folder)) == []


def test_a_tree_that_was_exported_has_no_history(play: Play) -> None:
    play.scratch.commit("Vik")
    place = play.beside("exported")
    place.mkdir()
    play.scratch.git("archive", "-o", str(place / "tree.tar"), "HEAD")
    shutil.unpack_archive(place / "tree.tar", place / "site", filter="data")
    files = built(play.shell, place / "site")
    assert set(files).isdisjoint(PAST)
    pages = {name: text.decode() for name, text in files.items() if name.endswith(".html")}
    with_links = [name for name, text in pages.items() if any(f'href="{past}' in text for past in PAST)]
    assert with_links == []
    words = ("later again", "Eva Lund &lt;x&gt;", "Ingrid Solberg</bdi> ·")
    assert [name for name, text in pages.items() if any(word in text for word in words)] == []
    assert "index.html" in files


def test_a_shallow_clone_says_that_older_changes_are_missing(play: Play) -> None:
    play.scratch.commit("Vik")
    copy = play.scratch.clone(play.beside("shallow"), "--depth=2")
    pages = built(play.shell, copy.root)
    assert b"Older changes are missing" in pages["changes.html"]
    assert b"git fetch --unshallow" in pages["changes.html"]


def test_in_a_sha256_repository_too(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch)
    scratch = Scratch(tmp_path / "long", object_format="sha256").write("site.toml", SITE)
    scratch.write("content/accounts/vik.md", "---\nname: Vik\nowner: Per Moe\ncategory: core\n---\n").commit(
        "start", day=date(2026, 11, 1)
    )
    scratch.write("content/accounts/vik.md", "---\nname: Vik\nowner: Eva Lund\ncategory: core\n---\n").commit(
        "owner", day=date(2026, 11, 2)
    )
    first = built(shell, scratch.root)
    assert b"Eva Lund" in first["changes.html"]
    assert differing(first, built(shell, scratch.root, "--no-cache")) == []
