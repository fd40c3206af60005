"""Same in, same out: a site does not depend on the folder, locale, time zone or hash seed it is built under."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT


def built(output: Path, folder: Path, **surroundings: str) -> dict[str, bytes]:
    """The demo site, built by a process of its own."""
    kamgen = [sys.executable, "-m", "kamgen", "build", "--no-cache"]
    command = [*kamgen, "--site", ROOT, "--as-of", "2026-11-20", "--output", output]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}


def test_two_builds_are_the_same_to_the_last_byte(tmp_path: Path) -> None:
    here = built(tmp_path / "a", ROOT, PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    there = built(tmp_path / "b", tmp_path, PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8", TZ="Pacific/Kiritimati")
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
    assert "accounts/drieveen.html" in here
