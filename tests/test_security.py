"""SECURITY.md: every clause names tests that are there, so that no promise stands without one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
CLAUSES = re.findall(r"(?ms)^(\d+)\. (.*?)(?=^\d+\. |^## )", TEXT)


def test_clauses_are_numbered_in_order() -> None:
    assert [int(number) for number, _ in CLAUSES] == list(range(1, len(CLAUSES) + 1))
    assert len(CLAUSES) > 10


@pytest.mark.parametrize(("number", "clause"), CLAUSES, ids=[number for number, _ in CLAUSES])
def test_every_clause_names_tests_that_are_there(number: str, clause: str) -> None:
    named = re.findall(r"`(tests/\S+?)::(\w+)`", clause)
    assert named, number
    for file, test in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (file, test)
