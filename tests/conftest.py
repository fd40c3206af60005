"""Golden files: what tests compare whole outputs with. ``pytest --update-golden`` writes them anew.

Property tests have no deadline: how long an example takes says nothing on a busy machine. Every run draws the same
examples, so that a commit passes or fails for good; ``--hypothesis-profile=search`` draws others, and more of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("kamgen", _ANY_MACHINE, derandomize=True, max_examples=60)
settings.register_profile("search", _ANY_MACHINE, max_examples=2000)
settings.load_profile("kamgen")

GOLDEN = Path(__file__).resolve().parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew instead of comparing")


@pytest.fixture(autouse=True)
def _scripts_find_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker pool of an earlier test keeps Python from the modules beside a script that a later one runs."""
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name, or writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_text(encoding="utf-8")

    return compare
