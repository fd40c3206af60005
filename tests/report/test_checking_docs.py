"""The page on checking shows what formats really write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kamgen.report import FORMATS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^### (\w+)\n\n```\w*\n(.*?)\n```", PAGE, re.DOTALL | re.MULTILINE))


def test_every_format_is_listed_in_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(FORMATS)
    assert ["full", *EXAMPLES] == list(FORMATS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_the_format_writes(name: str) -> None:
    assert EXAMPLES[name] in (ROOT / "tests" / "golden" / f"report-{name}.txt").read_text(encoding="utf-8")
