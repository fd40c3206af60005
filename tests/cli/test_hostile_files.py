"""Files that somebody put into the repository to mislead whoever runs kamgen in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kamgen.report.baseline import MOST
from tests.cli.small_site import HALDEN, Shell
from tests.repositories import Scratch, isolate


@pytest.fixture
def scratch(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A site in a repository."""
    isolate(monkeypatch)
    scratch = Scratch(shell.folder).write("site.toml", "").write("content/accounts/halden.md", HALDEN)
    scratch.commit()
    return scratch


def test_a_cache_that_came_with_the_repository_is_not_relied_on(shell: Shell, scratch: Scratch) -> None:
    shell("check")
    file = scratch.root / ".kamgen/cache.sqlite"
    before = file.read_bytes()
    scratch.git("add", "-f", ".kamgen")
    assert shell("check").err == (
        ".kamgen/ is committed, and what others remember is not relied on, so everything is made anew: "
        "take it out with `git rm -r --cached .kamgen`\n"
    )
    assert file.read_bytes() == before


def test_a_cache_of_ones_own_is_relied_on(shell: Shell, scratch: Scratch) -> None:
    shell("check")
    scratch.write(".gitignore", ".kamgen/\n").commit()
    assert shell("check").err == ""


@pytest.mark.parametrize("kind", ["device", "pipe", "folder"])
def test_a_baseline_that_is_no_file_is_not_opened(shell: Shell, scratch: Scratch, kind: str) -> None:
    place = scratch.root / "kamgen-baseline.json"
    if kind == "device":
        place.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    said = f"error: {place} is not a file\nhelp: name another file with `--baseline`\n"
    assert (shell("check").code, shell("check").err) == (2, said)


def test_a_baseline_larger_than_any_is_not_taken_into_memory(
    shell: Shell, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamgen.read.disk.MOST", 10)
    scratch.write("kamgen-baseline.json", " " * 11)
    assert "is larger than any baseline" in shell("check").err


def test_counts_that_no_account_reaches_are_no_baseline(shell: Shell, scratch: Scratch) -> None:
    for count in (MOST + 1, 10**4000):
        entry = {"account": "halden", "rule": "FMT001", "count": count}
        scratch.write("kamgen-baseline.json", json.dumps({"format_version": "1.0", "known": [entry]}))
        assert shell("check").err.startswith("error: kamgen-baseline.json is damaged: `known` is not a list")


def test_a_name_of_a_file_steers_no_terminal_when_something_is_logged(shell: Shell, scratch: Scratch) -> None:
    path = "content/accounts/nord\x1b[2J.md"
    scratch.write(path, HALDEN.replace("Halden Marine", "Nord"))
    ran = shell("log", "Nord", "risk", "They may leave")
    assert (ran.code, "\x1b" in ran.out) == (0, False)
    assert "They may leave" in Path(path).read_text("utf-8")
