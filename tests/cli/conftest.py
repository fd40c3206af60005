"""kamgen in an empty folder, on a fixed day, without the settings of whoever runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.small_site import BROKEN, HALDEN, Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """An empty folder on 2026-11-20."""
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "KAMGEN_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capsys)


@pytest.fixture
def site(shell: Shell) -> Shell:
    """A site with one plan that has warnings only, and one with an error."""
    shell.write("site.toml", '[checklist]\nselect = ["FMT", "FBK001", "CRM001"]\n')
    shell.write("content/accounts/halden.md", HALDEN)
    shell.write("content/accounts/nordics/nord.md", BROKEN)
    return shell
