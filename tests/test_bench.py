"""The benchmarks run: they follow the code that they measure. What they measure is no matter of tests."""

from __future__ import annotations

import os
import subprocess
import sys

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
        "read", "parse", "link", "check", "score", "summarise", "account pages", "listing", "portfolio pages", "write",
        "remember", "all",
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
