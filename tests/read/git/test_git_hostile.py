"""Repositories whose settings, attributes or files would run something, and settings that would change what is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kamgen.model.errors import GitError
from kamgen.read.git.log import RAW_FORMAT, read_log, read_raw
from kamgen.read.git.objects import LARGEST, read_blobs, read_plan_blobs, resolve
from kamgen.read.git.repository import find_repository, open_repository
from kamgen.read.git.tree import INDEX, all_entries
from tests.repositories import Scratch, run_git

PLAN = "content/accounts/a.md"


def test_filters_of_the_repository_are_not_run_on_files_that_will_be_added(scratch: Scratch, tmp_path: Path) -> None:
    scratch.write(PLAN, "").write(".gitattributes", "*.md filter=spy\n").stage()
    scratch.git("config", "filter.spy.clean", f"touch {tmp_path}/seen; cat")
    index = scratch.root / ".git/index"
    os.utime(scratch.root / PLAN, ns=(index.stat().st_mtime_ns,) * 2)
    assert PLAN in all_entries(open_repository(scratch.root), INDEX)
    assert not (tmp_path / "seen").exists()


@pytest.mark.parametrize("protocol", ["none", ""])
def test_no_alias_stands_in_for_a_protocol_where_git_knows_no_other_way_to_fetch_nothing(
    scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protocol: str
) -> None:
    scratch.commit()
    for name, value in (("url", f"{protocol}::x"), ("vcs", protocol), ("promisor", "true")):
        scratch.git("config", f"remote.origin.{name}", value)
    scratch.git("config", f"alias.remote-{protocol}", f"!touch {tmp_path}/seen; false")
    monkeypatch.setattr("kamgen.read.git.repository._SET", _as_an_older_git())
    with pytest.raises(GitError, match="git has not all of the content that is needed"):
        list(read_blobs(open_repository(scratch.root), ["1" * 40]))
    assert not (tmp_path / "seen").exists()


def _as_an_older_git() -> dict[str, str]:
    from kamgen.read.git.repository import _SET

    return {name: value for name, value in _SET.items() if name != "GIT_NO_LAZY_FETCH"}


def test_a_repository_that_was_committed_as_plain_files_is_not_taken_for_one(tmp_path: Path) -> None:
    inner = tmp_path / "checkout/site"
    inner.mkdir(parents=True)
    run_git(inner, "init", "-q", "--bare", ".")
    run_git(inner, "config", "core.bare", "false")
    run_git(inner, "config", "core.worktree", "..")
    with pytest.raises(GitError, match="is in a bare repository"):
        find_repository(inner)


def test_an_order_of_files_that_is_not_there_is_no_obstacle(scratch: Scratch) -> None:
    scratch.write(PLAN, "one\n").commit()
    scratch.git("config", "diff.orderFile", "missing")
    repository = open_repository(scratch.root)
    assert len(read_log(repository, resolve(repository, "HEAD"), "content/accounts").steps) == 1


def test_authors_are_named_alike_whoever_asks(scratch: Scratch, tmp_path: Path) -> None:
    scratch.write(PLAN, "one\n").commit()
    (tmp_path / "names").write_text("Somebody Else <author@example.com>\n")
    scratch.git("config", "mailmap.file", str(tmp_path / "names"))
    repository = open_repository(scratch.root)
    assert resolve(repository, "HEAD").author == "Ingrid Solberg"


@pytest.mark.parametrize("size", [1, 3, 1 << 16])
def test_what_git_writes_is_read_alike_however_it_comes(scratch: Scratch, size: int) -> None:
    scratch.write(PLAN, "one\n").commit("one\n\nmore")
    scratch.write(PLAN, "two\n").commit(":100644 a subject like a change")
    scratch.move(PLAN, "content/accounts/b.md").commit("last")
    written = open_repository(scratch.root).run("log", "-z", "--raw", "--root", "-M", f"--format={RAW_FORMAT}")
    read = list(read_raw(written[at : at + size] for at in range(0, len(written), size)))
    assert [(each.commit.subject, [change.path for change in each.changes]) for each in read] == [
        ("last", [b"content/accounts/b.md"]),
        (":100644 a subject like a change", [PLAN.encode()]),
        ("one", [PLAN.encode(), b"site.toml"]),
    ]


def test_of_endless_subjects_and_names_the_beginning_is_kept(scratch: Scratch) -> None:
    scratch.write(PLAN, "one\n").commit("S" * 100_000, author="A" * 100_000)
    repository = open_repository(scratch.root)
    commit = resolve(repository, "HEAD")
    assert (len(commit.subject), len(commit.author)) == (2000, 2000)
    assert read_log(repository, commit, "content/accounts").steps[0].commit == commit


def test_a_log_that_git_cannot_write_is_an_error(scratch: Scratch) -> None:
    scratch.commit()
    with pytest.raises(GitError, match="git failed: "):
        list(open_repository(scratch.root).pieces("log", "--no-such-option"))


def test_of_a_past_content_larger_than_any_plan_nothing_is_read(scratch: Scratch) -> None:
    scratch.write(PLAN, b"x" * (LARGEST + 1)).write("b.md", b"y" * 10).commit()
    ids = [scratch.git("rev-parse", f"HEAD:{path}") for path in (PLAN, "b.md")]
    assert list(read_plan_blobs(open_repository(scratch.root), ids)) == [b"", b"y" * 10]
