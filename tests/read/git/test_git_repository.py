"""Which repository a site lies in, and what is said when there is none or git does not read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kamgen.model.errors import GitError
from kamgen.read.git.content import read_text_at
from kamgen.read.git.objects import resolve
from kamgen.read.git.repository import find_repository, open_repository
from kamgen.read.git.tree import INDEX
from tests.repositories import Scratch, run_git


def message(root: Path) -> tuple[str, str]:
    """What is said of a folder that git cannot read."""
    with pytest.raises(GitError) as caught:
        open_repository(root)
    return caught.value.message, caught.value.help_text


def test_a_folder_outside_of_any_repository_has_none(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None
    assert message(tmp_path) == (
        f"{tmp_path} is not in a git repository",
        "run `git init` there, and commit the plans; or go to the folder that you cloned",
    )


def test_the_site_may_be_the_top_or_a_folder_below(scratch: Scratch) -> None:
    scratch.write("sales/my site/site.toml", "x")
    top, below = open_repository(scratch.root), open_repository(scratch.root / "sales/my site")
    assert (top.prefix, top.top, top.root) == ("", scratch.root, scratch.root)
    assert (below.prefix, below.top, below.root) == ("sales/my site/", scratch.root, scratch.root / "sales/my site")
    assert not top.shallow
    assert top.object_format == "sha1"


@pytest.mark.parametrize("name", ["new\nline", "-dash", "quote\"'", "münchen", ":(glob)*"])
def test_folders_may_have_any_name(tmp_path: Path, name: str) -> None:
    scratch = Scratch(tmp_path / name).write(f"{name}/site.toml", "x=1\n")
    head = scratch.commit()
    repository = open_repository(scratch.root / name)
    assert repository.prefix == f"{name}/"
    assert read_text_at(repository, head) == "x=1\n"
    assert read_text_at(repository, INDEX) == "x=1\n"


def test_a_site_reached_through_a_link_is_where_the_link_leads(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(scratch.root)
    assert open_repository(tmp_path / "alias").root == scratch.root


def test_a_worktree_has_its_own_head(scratch: Scratch, tmp_path: Path) -> None:
    first = scratch.commit()
    scratch.git("worktree", "add", "-q", str(tmp_path / "other"), "-b", "feature")
    other = Scratch(tmp_path / "other", new=False)
    second = other.write("x").commit()
    repository = open_repository(other.root)
    assert repository.top == other.root
    assert resolve(repository, "HEAD").id == second
    assert resolve(open_repository(scratch.root), "HEAD").id == first


def test_a_submodule_is_a_repository_of_its_own(scratch: Scratch, tmp_path: Path) -> None:
    inner = Scratch(tmp_path / "inner").write("site.toml", "inner")
    head = inner.commit()
    scratch.git("submodule", "--quiet", "add", inner.root.as_uri(), "plans")
    scratch.commit()
    repository = open_repository(scratch.root / "plans")
    assert repository.top == scratch.root / "plans"
    assert resolve(repository, "HEAD").id == head


def test_a_sha256_repository_says_so(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "new", object_format="sha256").write("site.toml", "x")
    head = scratch.commit()
    repository = open_repository(scratch.root)
    assert repository.object_format == "sha256"
    assert len(head) == 64
    assert resolve(repository, head[:9]).id == head


def test_a_bare_repository_has_nothing_to_work_on(scratch: Scratch, tmp_path: Path) -> None:
    scratch.commit()
    bare = scratch.clone(tmp_path / "bare.git", "--bare").root
    expected = "clone the repository, and run kamgen in the clone"
    for place in (bare, scratch.root / ".git"):
        said = f"{place} is in a bare repository or inside `.git`, which have no files to work on"
        assert message(place) == (said, expected)


def test_dubious_ownership_is_told_with_its_remedy(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert message(scratch.root) == (
        f"git does not read {scratch.root}, because it belongs to another user (dubious ownership)",
        f"if you trust it, run `git config --global --add safe.directory {scratch.root}`",
    )


def test_a_dubious_repository_that_was_declared_safe_is_read(
    scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = scratch.commit()
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[safe]\n\tdirectory = {scratch.root}\n")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert resolve(open_repository(scratch.root), "main").id == head


def test_a_git_folder_that_is_no_repository_is_broken(scratch: Scratch) -> None:
    scratch.write(".git/HEAD", "nonsense")
    assert message(scratch.root) == (
        f"the repository in {scratch.root} is broken: git does not know its `.git`",
        "clone it anew",
    )


def test_a_git_file_that_leads_nowhere_is_broken(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    said, remedy = message(tmp_path)
    assert said.startswith(f"git cannot read the repository of {tmp_path}: not a git repository: ")
    assert remedy == "run `git status` there, and mend it"


def test_an_empty_git_folder_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_repository(tmp_path) is None


def test_git_is_not_even_started_where_nothing_looks_like_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = tmp_path / "bin/git"
    spy.parent.mkdir()
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{spy.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "site").mkdir()
    assert find_repository(tmp_path / "site") is None
    assert not (tmp_path / "started").exists()


def test_without_git_only_a_site_in_a_repository_is_an_error(
    scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    repository = open_repository(scratch.root)
    monkeypatch.setenv("PATH", str(outside))
    assert find_repository(outside) is None
    said = ("git is not installed, or not on the PATH", "install git, and run the command again")
    assert message(scratch.root) == said
    with pytest.raises(GitError, match="git is not installed"):
        resolve(repository, "HEAD")


def test_variables_of_a_hook_in_another_repository_are_passed_over(
    scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = scratch.commit()
    other = Scratch(tmp_path / "other").write("y")
    other.commit("elsewhere")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git/objects"))
    repository = open_repository(scratch.root)
    assert repository.variables == ()
    assert resolve(repository, "HEAD").id == head


def test_the_index_that_a_hook_of_this_repository_is_given_is_read(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.commit()
    scratch.write("site.toml", "staged")
    scratch.git("add", ".", GIT_INDEX_FILE=".git/next-index-1.lock")
    for given in (".git/next-index-1.lock", str(scratch.root / ".git/next-index-1.lock")):
        monkeypatch.setenv("GIT_INDEX_FILE", given)
        assert read_text_at(open_repository(scratch.root), INDEX) == "staged"
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert read_text_at(open_repository(scratch.root), INDEX) == ""


def test_a_git_folder_elsewhere_is_used_with_its_working_tree(
    scratch: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = scratch.commit()
    (scratch.root / ".git").rename(tmp_path / "store")
    monkeypatch.setenv("GIT_DIR", os.path.relpath(tmp_path / "store"))
    assert find_repository(scratch.root) is None
    monkeypatch.setenv("GIT_WORK_TREE", str(scratch.root))
    repository = open_repository(scratch.root)
    assert repository.top == scratch.root
    assert resolve(repository, "HEAD").id == head


def test_nothing_in_the_repository_changes_by_reading(scratch: Scratch) -> None:
    head = scratch.commit()
    scratch.write("site.toml", "same size?")
    before = {path: path.stat().st_mtime_ns for path in (scratch.root / ".git").rglob("*")}
    repository = open_repository(scratch.root)
    read_text_at(repository, head)
    read_text_at(repository, INDEX)
    assert {path: path.stat().st_mtime_ns for path in (scratch.root / ".git").rglob("*")} == before


def test_hooks_and_monitors_of_the_repository_are_not_run(scratch: Scratch, tmp_path: Path) -> None:
    head = scratch.commit()
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/seen\n")
    spy.chmod(0o755)
    run_git(scratch.root, "config", "core.fsmonitor", str(spy))
    run_git(scratch.root, "config", "gpg.program", str(spy))
    repository = open_repository(scratch.root)
    read_text_at(repository, INDEX)
    resolve(repository, head)
    assert not (tmp_path / "seen").exists()
