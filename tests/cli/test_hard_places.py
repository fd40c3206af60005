"""Sites in repositories that cannot tell what is asked: `diff` says what to do, `check` and `build` work on without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.change_play import HALDEN, HALDEN_FILE, SITE, Play
from tests.cli.small_site import Ran, Shell
from tests.repositories import Scratch, isolate, run_git


class Place(NamedTuple):
    """Where kamgen is run."""

    play: Play
    folder: Path
    """An empty one beside the repository."""
    patch: pytest.MonkeyPatch


@pytest.fixture
def place(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A repository on a branch that has one change."""
    isolate(monkeypatch)
    play = Play(shell)
    play.edit("target_revenue: 1.3M", "target_revenue: 1.1M").scratch.commit("lower")
    return Place(play, tmp_path_factory.mktemp("places"), monkeypatch)


def _no_repository(place: Place) -> Path:
    copy = place.folder / "copy"
    shutil.copytree(place.play.shell.folder, copy, ignore=shutil.ignore_patterns(".git"))
    return copy


def _no_commit(place: Place) -> Path:
    copy = _no_repository(place)
    Scratch(copy).stage()
    return copy


def _git_folder_itself(place: Place) -> Path:
    inside = place.play.shell.folder / ".git" / "site"
    shutil.copytree(_no_repository(place), inside)
    return inside


def _in_a_bare_one(place: Place) -> Path:
    bare = place.folder / "bare"
    run_git(place.folder, "clone", "-q", "--bare", str(place.play.shell.folder), str(bare))
    shutil.copytree(_no_repository(place), bare / "site")
    return bare / "site"


def _shallow(place: Place) -> Path:
    return place.play.scratch.switch("main").clone(place.folder / "copy", "--depth=1", "--branch=work").root


def _shallow_branches(place: Place) -> Path:
    """Main has gone on; a clone of all branches has the newest commit of each."""
    scratch = place.play.scratch.switch("main")
    scratch.write("content/accounts/later.md", HALDEN.replace("Halden", "Later"))
    scratch.commit("later")
    return scratch.clone(place.folder / "copy", "--depth=1", "--no-single-branch", "--branch=work").root


def _shallow_merge(place: Place) -> Path:
    """What a pull request's checkout gives: the merge commit alone, detached."""
    scratch = place.play.scratch
    scratch.switch("main").write("content/accounts/theirs.md", HALDEN.replace("Halden", "Theirs")).commit("theirs")
    scratch.branch("pull").merge("work")
    copy = Scratch(place.folder / "copy")
    copy.git("remote", "add", "origin", scratch.root.as_uri())
    copy.git("fetch", "-q", "--depth=1", "origin", "pull:refs/remotes/pull/7/merge")
    copy.git("checkout", "-q", "--detach", "refs/remotes/pull/7/merge")
    return copy.root


def _unrelated(place: Place) -> Path:
    scratch = place.play.scratch
    scratch.git("checkout", "-q", "--orphan", "apart")
    scratch.commit("another beginning")
    return scratch.root


def _no_default_branch(place: Place) -> Path:
    place.play.scratch.git("branch", "-q", "-m", "main", "trunk")
    return place.play.scratch.root


def _not_owned(place: Place) -> Path:
    place.patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    return place.play.scratch.root


def _no_git(place: Place) -> Path:
    place.patch.setenv("PATH", str(place.folder))
    return place.play.scratch.root


def _broken(place: Place) -> Path:
    (place.play.scratch.root / ".git" / "HEAD").write_text("nonsense\n")
    return place.play.scratch.root


def _worktree_without_its_repository(place: Place) -> Path:
    tree = place.folder / "tree"
    place.play.scratch.git("worktree", "add", "-q", "--detach", str(tree))
    place.play.scratch.root.rename(place.folder / "away")
    place.patch.chdir(place.folder)
    return tree


def _object_lost(place: Place) -> Path:
    blob = place.play.scratch.git("rev-parse", f"main:{HALDEN_FILE}")
    (place.play.scratch.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    return place.play.scratch.root


def _partial(place: Place) -> Path:
    origin = place.play.scratch
    origin.git("config", "uploadpack.allowFilter", "true")
    copy = origin.clone(place.folder / "copy", "--filter=blob:none", "--branch=work")
    origin.root.rename(place.folder / "away")
    place.patch.chdir(place.folder)
    return copy.root


def _submodule_for_accounts(place: Place) -> Path:
    outer = Scratch(place.folder / "outer").write("site.toml", SITE)
    plans = Scratch(place.folder / "plans").write("halden.md", HALDEN)
    plans.commit("plans")
    outer.git("submodule", "add", "-q", str(plans.root), "content/accounts")
    outer.commit("site")
    return outer.root


def _unfinished_merge(place: Place) -> Path:
    scratch = place.play.scratch
    scratch.switch("main")
    place.play.edit("target_revenue: 1.3M", "target_revenue: 1.5M").scratch.commit("raise")
    run = ["git", "-C", str(scratch.root), "-c", "user.name=x", "-c", "user.email=x@y", "merge", "-q", "work"]
    assert os.spawnvpe(os.P_WAIT, "git", run, os.environ) == 1
    return scratch.root


FULL = "fetch the whole history: `fetch-depth: 0`"
PLACES: dict[str, tuple[Callable[[Place], Path], list[str], str, str]] = {
    "no repository": (_no_repository, [], "is not in a git repository", "run `git init` there, and commit the plans"),
    "no commit": (_no_commit, [], "the branch `main` has no commit yet", "commit the plans"),
    "inside .git": (_git_folder_itself, [], "is in a bare repository or inside `.git`", "clone the repository"),
    "bare": (_in_a_bare_one, [], "is in a bare repository or inside `.git`", "clone the repository"),
    "shallow": (_shallow, [], "there is no default branch to compare with", FULL),
    "shallow, base named": (_shallow, ["origin/main"], "no revision `origin/main` in this shallow clone", FULL),
    "shallow, all branches": (_shallow_branches, [], "does not show where", FULL),
    "shallow, all branches, base named": (_shallow_branches, ["origin/main"], "does not show whether", FULL),
    "shallow, all branches, two sides": (_shallow_branches, ["origin/main", "HEAD"], "does not show whether", FULL),
    "shallow merge": (_shallow_merge, [], "there is no default branch", FULL),
    "shallow merge, base named": (_shallow_merge, ["HEAD^1"], "no revision `HEAD^1` in this shallow clone", FULL),
    "unrelated": (_unrelated, [], "have no commit in common", "give the revision to compare with"),
    "no default branch": (_no_default_branch, [], "there is no default branch", "as in `kamgen diff BASE`"),
    "dubious ownership": (_not_owned, [], "belongs to another user (dubious ownership)", "safe.directory"),
    "no git": (_no_git, [], "git is not installed, or not on the PATH", "install git"),
    "broken": (_broken, [], "is broken: git does not know its `.git`", "clone it anew"),
    "worktree alone": (_worktree_without_its_repository, [], "", ""),
    "object lost": (_object_lost, [], "an object of the repository is missing", "git fsck"),
    "partial": (_partial, [], "git has not all of the content that is needed", "git fetch --refetch --no-filter"),
    "submodule": (_submodule_for_accounts, ["HEAD"], "is a submodule", "keep site.toml in that repository too"),
    "unfinished merge": (_unfinished_merge, ["--staged"], "is in the middle of a merge", "settle it, `git add` it"),
}  # fmt: skip


def silent(ran: Ran) -> bool:
    """Whether there is no traceback and no bug."""
    return "Traceback" not in ran.err and "hit a bug" not in ran.err


@pytest.mark.parametrize("name", PLACES)
def test_diff_says_what_is_wrong_and_what_to_do(place: Place, name: str) -> None:
    go, arguments, said, remedy = PLACES[name]
    ran = place.play.shell("diff", *arguments, "--site", str(go(place)))
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert silent(ran)
    first, *rest = ran.err.splitlines()
    assert first.startswith("error: ")
    assert said in first
    assert rest[0].startswith("help: ")
    assert remedy in " ".join(rest)
    assert len(rest) <= 2


@pytest.mark.parametrize("folder", ["content", "content/accounts"])
def test_history_of_plans_in_a_submodule_is_elsewhere(place: Place, folder: str) -> None:
    outer = Scratch(place.folder / "outer").write("site.toml", SITE)
    plans = Scratch(place.folder / "plans").write(f"{'accounts/' if folder == 'content' else ''}halden.md", HALDEN)
    plans.commit("plans")
    outer.git("submodule", "add", "-q", str(plans.root), folder)
    outer.commit("site")
    ran = place.play.shell("history", "--site", str(outer.root))
    assert (ran.code, ran.out, silent(ran)) == (2, "", True)
    assert "`content/accounts` is a submodule" in ran.err.splitlines()[0]
    assert "keep site.toml in that repository too" in ran.err.splitlines()[1]


def test_plans_of_a_submodule_below_the_accounts_are_told_apart(place: Place) -> None:
    plans = Scratch(place.folder / "plans").write("far.md", HALDEN.replace("Halden", "Far"))
    plans.commit("plans")
    site = Scratch(place.folder / "outer").write("site.toml", SITE).write("content/accounts/halden.md", HALDEN)
    site.git("submodule", "add", "-q", str(plans.root), "content/accounts/far")
    site.commit("site")
    for command, told in (("history", "begun: "), ("diff", "No change from ")):
        ran = place.play.shell(command, *(["HEAD"] if command == "diff" else []), "--site", str(site.root))
        assert (ran.code, "Far" in ran.out, told in ran.out) == (0, False, True), ran.err
        assert "content/accounts/far is a submodule, which has a history of its own" in ran.err


@pytest.mark.parametrize("name", PLACES)
def test_check_and_build_work_on_without_history(place: Place, name: str) -> None:
    site = PLACES[name][0](place)
    for command in ("check", "build"):
        ran = place.play.shell(command, "--fail-on", "never", "--site", str(site))
        assert ran.code == 0, ran.err
        assert silent(ran)
        said = [line for line in ran.err.splitlines() if "FMT" not in line]
        assert len(said) <= 1, ran.err


@pytest.mark.parametrize("name", [name for name in PLACES if name not in ("no default branch", "unfinished merge")])
def test_check_of_what_changed_is_as_careful(place: Place, name: str) -> None:
    ran = place.play.shell("check", "--changed-since", "main", "--site", str(PLACES[name][0](place)))
    assert (ran.code, ran.out) == (2, "")
    assert silent(ran)
    first, remedy, *rest = ran.err.splitlines()
    assert (first[:7], remedy[:6], len(rest) <= 1) == ("error: ", "help: ", True)
