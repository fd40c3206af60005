"""`kamgen diff`, `check` and `build` in repositories that are unlike most, and work as any other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.change_play import HALDEN, IGNORED, NORD, SITE, START, Play
from tests.cli.small_site import Shell
from tests.repositories import Scratch, isolate, run_git

LOWERED = ("target_revenue: 1.3M", "target_revenue: 1.1M")


class Place(NamedTuple):
    """Where kamgen is run."""

    shell: Shell
    folder: Path
    """An empty one."""
    patch: pytest.MonkeyPatch


@pytest.fixture
def place(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Place:
    isolate(monkeypatch)
    return Place(shell, tmp_path_factory.mktemp("places"), monkeypatch)


def begun(scratch: Scratch, below: str = "", name: str = "halden") -> Path:
    """A site on a branch whose plan has a lower target than on `main`, not committed; the site's folder."""
    plan = f"{below}content/accounts/{name}.md"
    scratch.write(f"{below}site.toml", SITE).write(".gitignore", IGNORED).write(plan, HALDEN)
    scratch.commit("start", day=START)
    scratch.branch("work").write(plan, HALDEN.replace(*LOWERED))
    return scratch.root / below


def _plain(place: Place) -> Path:
    return begun(Scratch(place.folder / "site"))


def _sub_folder(place: Place) -> Path:
    return begun(Scratch(place.folder / "site"), "sales/north/")


def _sha256(place: Place) -> Path:
    return begun(Scratch(place.folder / "site", object_format="sha256"))


def _spaces(place: Place) -> Path:
    return begun(Scratch(place.folder / "our site's Ærger\n 'x' $HOME"))


def _detached(place: Place) -> Path:
    scratch = Scratch(place.folder / "site")
    begun(scratch)
    scratch.commit("lower")
    return scratch.switch(scratch.head).root


def _worktree(place: Place) -> Path:
    scratch = Scratch(place.folder / "site").write("site.toml", SITE).write(".gitignore", IGNORED)
    scratch.write("content/accounts/halden.md", HALDEN).commit("start", day=START)
    scratch.git("worktree", "add", "-q", "-b", "work", str(place.folder / "tree"))
    tree = Scratch(place.folder / "tree", new=False)
    return tree.write("content/accounts/halden.md", HALDEN.replace(*LOWERED)).root


def _submodule(place: Place) -> Path:
    inner = Scratch(place.folder / "inner")
    begun(inner)
    inner.git("checkout", "-q", "-f", "main")
    outer = Scratch(place.folder / "outer")
    outer.git("submodule", "add", "-q", str(inner.root), "plans")
    outer.commit("outer")
    site = Scratch(outer.root / "plans", new=False).branch("mine")
    return site.write("content/accounts/halden.md", HALDEN.replace(*LOWERED)).root


def _sparse(place: Place) -> Path:
    scratch = Scratch(place.folder / "site").write("docs/nord.md", NORD).write("content/accounts/far/nord.md", NORD)
    root = begun(scratch)
    scratch.git("sparse-checkout", "set", "--no-cone", "/*", "!/content/accounts/far/")
    assert not (root / "content/accounts/far").exists()
    return root


def _hook(place: Place) -> Path:
    """git sets these for a hook of another repository."""
    other = Scratch(place.folder / "other").write("a.md")
    other.commit("other")
    place.patch.setenv("GIT_DIR", str(other.root / ".git"))
    place.patch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    root = place.folder / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GIT_DIR")
        return begun(Scratch(root))


def _remote_only(place: Place) -> Path:
    """A clone of a branch that has never seen the local `main`."""
    origin = Scratch(place.folder / "origin")
    begun(origin)
    origin.commit("lower")
    origin.switch("main")
    return origin.clone(place.folder / "copy", "--branch=work").root


def _partial_with_all_that_is_needed(place: Place) -> Path:
    origin = Scratch(place.folder / "origin")
    begun(origin)
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.git("checkout", "-q", "-f", "main")
    copy = origin.clone(place.folder / "copy", "--filter=blob:none")
    copy.branch("work")
    return copy.write("content/accounts/halden.md", HALDEN.replace(*LOWERED)).root


def _linked(place: Place) -> Path:
    (place.folder / "link").symlink_to(begun(Scratch(place.folder / "site")), target_is_directory=True)
    return place.folder / "link"


PLACES: tuple[Callable[[Place], Path], ...] = (
    _plain, _sub_folder, _sha256, _spaces, _detached, _worktree, _submodule, _sparse, _hook, _remote_only,
    _partial_with_all_that_is_needed, _linked,
)  # fmt: skip


@pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__.strip("_"))
def test_what_changed_is_told_there_as_anywhere(place: Place, go: Callable[[Place], Path]) -> None:
    site = go(place)
    place.patch.chdir(site)
    ran = place.shell("diff")
    assert (ran.code, ran.err) == (0, "")
    assert "revenue target 1.3M → 1.1M (−200k, −15.4%)" in ran.out
    assert ran.out.splitlines()[-1].startswith("Diff: 0 added, 1 changed, 0 removed; ")
    for command in ("check", "build"):
        done = place.shell(command, "--fail-on", "never")
        assert (done.code, done.err) == (0, ""), command


@pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__.strip("_"))
def test_pages_there_have_a_history(place: Place, go: Callable[[Place], Path]) -> None:
    site = go(place)
    place.shell("build", "--site", str(site), "--fail-on", "never")
    page = (site / "public/accounts/halden.html").read_text(encoding="utf-8")
    assert f"<code>{run_git(site, 'rev-parse', '--short=7', 'HEAD')}</code>" in page
    assert (site / "public/changes.html").is_file()


def test_an_accounts_folder_that_git_does_not_know_is_new_as_a_whole(place: Place) -> None:
    scratch = Scratch(place.folder / "site").write("site.toml", SITE)
    scratch.commit("site", day=START)
    scratch.write("content/accounts/halden.md", HALDEN)
    for arguments, lines in (([], ["+ Halden Marine  content/accounts/halden.md"]), (["--staged"], [])):
        ran = place.shell("diff", "--site", str(scratch.root), *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert [line for line in ran.out.splitlines() if line.startswith("+ ")] == lines
    assert place.shell("build", "--site", str(scratch.root), "--fail-on", "never").err == ""


def test_before_the_first_commit_what_is_staged_has_nothing_to_be_held_against(place: Place) -> None:
    scratch = (
        Scratch(place.folder / "site").write("site.toml", SITE).write("content/accounts/halden.md", HALDEN).stage()
    )
    ran = place.shell("diff", "--staged", "--site", str(scratch.root))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "error: the branch `main` has no commit yet",
        "help: commit the plans: `git add .` and `git commit`",
    ]
    assert place.shell("build", "--site", str(scratch.root), "--fail-on", "never").err == ""


@pytest.mark.parametrize(
    "name",
    ["o'brien", "-rf", "ærøskøbing", "a b", "halden\n2", "tab\there", 'quo"te', "back\\slash", "@{u}", ":(top)x", "*"],
)
def test_files_of_any_name_are_compared(place: Place, name: str) -> None:
    play = Play(place.shell, START, **{f"content/accounts/{name}.md": HALDEN, "content/accounts/nord.md": NORD})
    play.edit(*LOWERED, f"content/accounts/{name}.md")
    ran = place.shell("diff")
    assert (ran.code, ran.err) == (0, "")
    assert "revenue target 1.3M → 1.1M" in ran.out
    play.scratch.commit("lower")
    ran = place.shell("diff", "main", "HEAD", "--output-format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    assert "1 account changed" in ran.out
    assert place.shell("build", "--fail-on", "never").code == 0


def test_names_that_are_not_text_are_told_of_and_stop_nothing(place: Place) -> None:
    play = Play(place.shell)
    odd = os.fsencode(play.shell.folder / "content/accounts") + b"/od\xffd.md"
    Path(os.fsdecode(odd)).write_bytes(NORD.encode())
    assert play.told()[0].startswith("added od")
    play.scratch.commit("odd")
    assert [line.split(" ")[0] for line in play.told("main", "HEAD") if not line.startswith(" ")] == ["added"]
    assert play.told("HEAD") == []
