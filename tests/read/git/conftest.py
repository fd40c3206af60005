"""Repositories to read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repositories import Scratch, isolate


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """An empty repository with a site.toml and no commit."""
    return Scratch(tmp_path / "site").write("site.toml", "")
