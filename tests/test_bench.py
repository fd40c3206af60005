"""The benchmarks run: they follow the code that they measure. What they measure is no matter of tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT


def told(*command: str) -> list[list[str]]:
    """The cells of the table that a benchmark prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()]


def test_every_stage_is_timed() -> None:
    table = told("bench/stages.py", "--size", "2", "--runs", "1")
    assert [row[0] for row in table[2:]] == [
        "read", "parse", "link", "check", "score", "summarise", "account pages", "account rows",
        "portfolio pages", "write", "remember", "all",
    ]  # fmt: skip


def test_whole_builds_are_made_changed_and_found_right() -> None:
    table = told("bench/builds.py", "--sizes", "2", "--runs", "1", "--measures", "edit,recheck", "--peers", "")
    assert [row[:3] for row in table[2:]] == [
        ["2", "edit", "kamgen"], ["2", "same bytes as a fresh build", "kamgen"], ["2", "recheck", "kamgen"]
    ]  # fmt: skip


def test_a_served_page_shows_what_was_saved() -> None:
    table = told("bench/serve.py", "--size", "2", "--edits", "1", "--rest", "0", "--peers", "")
    assert [row[0] for row in table[2:]] == ["kamgen"]
    assert "stale" not in table[2][3]


def test_sites_of_two_commits_differ_in_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "bench")
    from compare_sites import differences, printed

    pages = {
        "same.html": ("<p>Same</p>", "<p>Same</p>"),
        "a.html": ("<p>Halden<p>2 gaps", "<p>Halden<p>2 open gaps"),
        "b.html": ("<p>30 gaps</p>", "<p>31 open gaps</p>"),
        "c.html": ("<p class=a>Nord</p>", "<p class=b>Nord</p>"),
        "d.json": ('{"slug": "nord", "score": 7}', '{"slug": "nord", "score": 8}'),
    }
    for name, texts in pages.items():
        for folder, text in zip(("before", "after"), texts, strict=True):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_text(text)
    (tmp_path / "after/new.css").touch()
    kinds, count = differences(tmp_path / "before", tmp_path / "after")
    assert count == 5
    assert list(printed(kinds, 4)) == [
        "\n1. 2 places in 2 files: a.html, b.html", " Halden", "-2 gaps", "+2 open gaps",
        "\n2. 1 places in 1 files: d.json", ' "slug": "nord",', '-"score": 7', '+"score": 8',
        "\n3. 1 places in 1 files: c.html", "-'<p class=a>Nord</p>'", "+'<p class=b>Nord</p>'",
        "\n4. 1 places in 1 files: new.css", " only after: .css",
    ]  # fmt: skip
    assert list(printed(kinds, 1))[-1] == "\nand 3 kinds more (--kinds)"
