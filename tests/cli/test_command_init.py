"""`kamgen init`: a site that works, and nothing of the user's touched."""

from __future__ import annotations

import pytest

from tests.cli.small_site import Shell


@pytest.mark.parametrize("day", ["2026-11-20", "2027-01-01", "2027-08-31", "2032-02-29"])
def test_the_starter_site_checks_without_errors_on_any_later_day(shell: Shell, day: str) -> None:
    assert shell("init").code == 0
    told = shell("check", "--as-of", day, "--select", "FMT,LNK").out.splitlines()
    assert told[0] == f"Checked 2 accounts as of {day}: no findings."
    assert shell("check", "--as-of", day).code == 0


def test_the_starter_site_builds(shell: Shell) -> None:
    shell("init", "plans")
    ran = shell("build", "--site", "plans")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("day", ["2026-11-20", "2027-01-04", "2027-02-28", "2028-12-31"])
def test_the_account_that_is_filled_in_has_no_gap_on_its_first_day(shell: Shell, day: str) -> None:
    shell("init", "--as-of", day)
    ran = shell("check", "content/accounts/larkfield-dairies.md", "--as-of", day)
    assert ran.out.splitlines() == [
        f"Checked 1 account as of {day}: no findings.",
        "larkfield-dairies: checklist score 100, on course",
    ]


def test_says_what_was_made_and_what_comes_next(shell: Shell) -> None:
    ran = shell("init", "plans")
    assert ran.out.splitlines()[:2] == ["Made a site in plans. Next:", "  cd plans"]
    made = {path.relative_to(shell.folder).as_posix() for path in shell.folder.rglob("*") if path.is_file()}
    assert made == {
        "plans/site.toml",
        "plans/.gitignore",
        "plans/content/accounts/larkfield-dairies.md",
        "plans/content/accounts/tern-logistics.md",
    }


@pytest.mark.parametrize("name", ["site.toml", "content/accounts/tern-logistics.md"])
def test_what_is_there_is_never_overwritten(shell: Shell, name: str) -> None:
    path = shell.write(name, "mine")
    ran = shell("init")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {name} is already there, so nothing was written\n")
    assert [found for found in shell.folder.rglob("*") if found.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_gitignore_gets_the_lines_it_lacks(shell: Shell) -> None:
    shell.write(".gitignore", "*.tmp\n/public/")
    shell("init")
    assert (shell.folder / ".gitignore").read_text(encoding="utf-8") == "*.tmp\n/public/\n/.kamgen/\n"


def test_nothing_is_left_behind_when_it_fails(shell: Shell) -> None:
    shell.write("content", "a file where a folder should be")
    ran = shell("init")
    assert (ran.code, ran.err) == (
        2,
        "error: . cannot be written\nhelp: ask for permission, or choose another folder\n",
    )
    assert [path.name for path in shell.folder.iterdir()] == ["content"]
