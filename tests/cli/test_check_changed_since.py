"""`kamgen check --changed-since`: only plans that a branch has changed are told of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.small_site import BROKEN, HALDEN, Shell
from tests.repositories import Scratch, isolate

NORD = "content/accounts/nordics/nord.md"


@pytest.fixture
def branch(site: Shell, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """The site in a repository, on a branch without changes; the main branch has gone on since."""
    isolate(monkeypatch)
    scratch = Scratch(site.folder)
    scratch.write(".gitignore", ".kamgen/\n").commit("start")
    scratch.branch("feature").switch("main")
    scratch.write("content/accounts/theirs.md", HALDEN.replace("Halden", "Theirs")).commit("theirs")
    return scratch.switch("feature")


def told(site: Shell, *more: str) -> tuple[int, list[str]]:
    """Exit code, and accounts with findings."""
    ran = site("check", "--changed-since", "main", "--output-format", "json", *more)
    return ran.code, sorted({found["account"] for found in json.loads(ran.out)["findings"]})


@pytest.mark.usefixtures("branch")
def test_nothing_changed_is_said_and_passes(site: Shell) -> None:
    ran = site("check", "--changed-since", "main", "--output-format", "concise")
    assert ran.code == 0
    assert ran.err == "no account plan was changed since `main`: there is nothing to tell of\n"
    assert told(site) == (0, [])


def test_an_edit_that_is_not_committed_is_a_change(site: Shell, branch: Scratch) -> None:
    branch.write("content/accounts/halden.md", f"{HALDEN}more\n")
    assert told(site) == (0, ["halden"])
    branch.stage()
    assert told(site) == (0, ["halden"])
    branch.commit("edit")
    assert told(site) == (0, ["halden"])


def test_new_and_moved_plans_are_changed_and_what_is_gone_is_not_told_of(site: Shell, branch: Scratch) -> None:
    branch.write("content/accounts/new.md", HALDEN.replace("Halden", "New"))
    assert told(site) == (0, ["new"])
    branch.move(NORD, "content/accounts/nord.md").remove("content/accounts/new.md")
    branch.remove("content/accounts/halden.md").commit("move")
    assert told(site) == (1, ["nord"])


def test_paths_narrow_it_further(site: Shell, branch: Scratch) -> None:
    branch.write("content/accounts/halden.md", f"{HALDEN}more\n").write(NORD, f"{BROKEN}more\n")
    assert told(site) == (1, ["halden", "nord"])
    assert told(site, "content/accounts/nordics") == (1, ["nord"])
    assert told(site, "content/accounts/halden.md") == (0, ["halden"])


def test_findings_of_the_whole_portfolio_are_left_out_even_when_all_plans_changed(site: Shell, branch: Scratch) -> None:
    settings = '[checklist]\nselect = ["PFL", "FBK001"]\n[portfolio]\nmax_accounts = 1\n'
    site.write("site.toml", settings)
    branch.write("content/accounts/halden.md", f"{HALDEN}more\n").write(NORD, f"{BROKEN}more\n")
    whole, narrowed = (
        json.loads(site("check", "--output-format", "json", *more).out)["findings"]
        for more in ([], ["--changed-since", "main"])
    )
    assert sorted(found["code"] for found in whole) == ["FBK001", "FBK001", "PFL002"]
    assert [found["code"] for found in narrowed] == ["FBK001", "FBK001"]


def test_line_ends_alone_are_no_change(site: Shell, branch: Scratch) -> None:
    branch.write("content/accounts/halden.md", HALDEN.replace("\n", "\r\n"))
    assert told(site) == (0, [])


def test_before_the_first_commit_all_plans_are_new(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    Scratch(site.folder)
    ran = site("check", "--changed-since", "HEAD", "--output-format", "json")
    assert {found["account"] for found in json.loads(ran.out)["findings"]} == {"halden", "nord"}


@pytest.mark.usefixtures("branch")
def test_a_revision_that_is_not_there_is_an_error(site: Shell) -> None:
    ran = site("check", "--changed-since", "nowhere")
    assert ran.code == 2
    assert ran.err.startswith("error: there is no revision `nowhere`\nhelp: ")


def test_a_shallow_clone_names_the_remedy(
    site: Shell, branch: Scratch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    branch.commit("mine")
    place: Path = tmp_path_factory.mktemp("clones") / "copy"
    branch.clone(place, "--depth=1", "--no-single-branch", "--branch=feature")
    ran = site("check", "--changed-since", "origin/main", "--site", str(place))
    assert ran.code == 2
    assert "help: fetch the whole history: `fetch-depth: 0`" in ran.err


def test_outside_of_a_repository_it_is_an_error(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    ran = site("check", "--changed-since", "main")
    assert ran.code == 2
    assert ran.err.startswith(f"error: {site.folder} is not in a git repository\n")
