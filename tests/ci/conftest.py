"""A forge for each test, reached without anybody's proxy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ci.forge_server import Forge, running_forge


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    monkeypatch.setenv("no_proxy", "*")
    with running_forge() as running:
        yield running
