"""A small site on disk, and kamgen run in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kamgen.cli.main import run

HALDEN = """---
name: Halden Marine
owner: Ingrid Solberg
category: strategic
---
"""
BROKEN = """---
name: Nord
owner: Per Moe
category: core
financials:
  - year: 2026
    revenue: 1,24M
---
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


class Shell:
    """Runs kamgen as of 2026-11-20 in a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        code = run(list(arguments))
        caught = self.capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
