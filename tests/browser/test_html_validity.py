"""Every page of the demo and of a site full of hostile names is valid HTML by the Nu checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.browser.conftest import TOOLS


def errors(folder: Path) -> list[str]:
    """What the Nu checker says of the pages below ``folder``."""
    command = ["java", "-jar", TOOLS / "vnu-jar/build/dist/vnu.jar", "--errors-only", "--format", "json"]
    done = subprocess.run(
        [*command, "--skip-non-html", folder], capture_output=True, text=True, encoding="utf-8", check=False
    )
    messages = json.loads(done.stderr)["messages"]
    return [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}: {m.get('extract', '')}" for m in messages]


def test_every_page_of_the_demo_is_valid(demo: Path) -> None:
    assert errors(demo) == []


def test_every_page_of_a_hostile_site_is_valid(hostile: Path) -> None:
    assert errors(hostile) == []
