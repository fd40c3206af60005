"""Markdown that plans name has pages of its own; what nobody names is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import shell
from tests.cli.small_site import Shell
from tests.read_pages import read_page

__all__ = ["shell"]

PLAN = """---
name: Acme
owner: Per Moe
category: core
feedback:
  - {date: 2026-10-01, score: 8, document: _minutes.md}
reviews:
  - {date: 2026-10-03, with: client, document: minutes/2026-10.md}
---
[what we said](_minutes.md), [parts](parts#2.pdf)
"""
MINUTES = """# Kick-off

They said **yes**. <!-- not all of them --> See [notes](notes.md#later), [[acme]], [us](#kick-off).
"""


@pytest.fixture
def acme(shell: Shell) -> Path:
    """An account with minutes."""
    shell.write("site.toml", "")
    shell.write("content/accounts/acme/index.md", PLAN)
    shell.write("content/accounts/acme/_minutes.md", MINUTES)
    shell.write("content/accounts/acme/minutes/2026-10.md", "No heading.\n\n- []Call\n")
    shell.write("content/accounts/acme/notes.md", "## Later\n\n[more](more.txt)\n")
    shell.write("content/accounts/acme/more.txt", "more")
    shell.write("content/accounts/acme/parts#2.pdf", "parts")
    return shell.folder / "content/accounts/acme"


def findings(shell: Shell) -> list[str]:
    lines = shell("check", "--select", "FMT,LNK", "--output-format", "concise").out.splitlines()
    return [line for line in lines if line.startswith("content/")]


def test_minutes_have_pages_and_what_they_name_is_there(shell: Shell, acme: Path) -> None:
    assert findings(shell) == [
        "content/accounts/acme/index.md:2:1: FMT011 `notes.md` is on no page: it has no front matter, so it is no "
        "plan, and no plan names it: write `document: notes.md` in a review or feedback, or `[words](notes.md)`"
    ]
    acme.joinpath("index.md").write_text(PLAN + "[notes](notes.md)\n")
    assert findings(shell) == []
    assert shell("build", "--fail-on", "never", "-q").code == 0
    files = shell.folder / "public/files/acme"
    assert sorted(file.relative_to(files).as_posix() for file in files.rglob("*") if file.is_file()) == [
        "_minutes.md.html",
        "minutes/2026-10.md.html",
        "more.txt",
        "notes.md.html",
        "parts#2.pdf",
    ]
    page = read_page(files / "_minutes.md.html")
    assert "They said yes. See notes, acme, us." in page.root.words
    assert "not all" not in (files / "_minutes.md.html").read_text()
    links = ["../../files/acme/notes.md.html#plan-later", "../../accounts/acme.html", "#plan-kick-off"]
    assert page.root.links[-3:] == links
    told = read_page(files / "minutes/2026-10.md.html").section("Not read as it was meant")
    assert told.words.endswith("Line 3: `[]` does not begin a task")
    account = read_page(shell.folder / "public/accounts/acme.html")
    assert {"../files/acme/_minutes.md.html", "../files/acme/parts%232.pdf"} <= set(account.root.links)


def test_a_page_of_minutes_is_made_anew_when_they_change(shell: Shell, acme: Path) -> None:
    shell("build", "--fail-on", "never", "-q")
    acme.joinpath("_minutes.md").write_text("# Kick-off\n\nThey said no.\n")
    shell("build", "--fail-on", "never", "-q")
    assert "They said no." in (shell.folder / "public/files/acme/_minutes.md.html").read_text()


def test_a_plan_is_no_document(shell: Shell, acme: Path) -> None:
    shell.write("content/accounts/zug.md", "---\nname: Zug\nowner: Per Moe\ncategory: core\n---\n")
    acme.joinpath("index.md").write_text(PLAN.replace("_minutes.md}", "../zug.md}") + "[n](notes.md)\n")
    assert findings(shell) == [
        "content/accounts/acme/index.md:6:44: LNK002 `../zug.md` is read as a plan: write a file beside the account's "
        "`index.md` that has no front matter, or one such as `_minutes.md`"
    ]


@pytest.mark.parametrize(
    "text", ["--\nname: X\n---\n", "name: X\nowner: Y\n---\n", "— \nname: X\n", "", "---\nname: X\n"]
)
def test_a_plan_whose_front_matter_is_broken_is_no_document(shell: Shell, acme: Path, text: str) -> None:
    acme.joinpath("notes.md").write_text(text)
    assert [line.split(" ")[1] for line in findings(shell) if "/notes.md" in line][:1] == ["FMT001"]
