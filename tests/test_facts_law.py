"""One question, one answer: outside facts/ nothing compares what a plan says with a day, a target or a state.

A comparison is ``<``, ``>=``, ``==``, ``is`` …; whether a value is given at all (``is None``) is none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

KAMGEN = Path(__file__).parents[1] / "kamgen"

WORDS = frozenset(
    [
        "actual",
        "broken",
        "close",
        "confirmed",
        "discussed",
        "due",
        "kept",
        "last_contact",
        "probability",
        "share",
        "status",
        "target",
        "target_profit",
        "target_revenue",
        "targets_revised",
        "through",
    ]
)
"""The fields of a plan that only facts hold against something."""

ALLOWED = {
    ("parse/plan.py", "status"): "fields that contradict each other, while a plan is bound and is no account yet",
    ("read/git/content.py", "actual"): "a place in git",
    ("read/git/content.py", "broken"): "plans that git does not have",
    ("render/charts/small.py", "target"): "coordinates",
    ("render/views/pack.py", "close"): "the word for what is not known",
    ("render/views/pack.py", "due"): "the word for what is not known",
    ("write/output_folder.py", "target"): "a folder",
}
"""File and field of comparisons that are something else, each with its reason."""


FILES = [path for path in sorted(KAMGEN.rglob("*.py")) if path.relative_to(KAMGEN).parts[0] != "facts"]


def operands(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every field that is compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            presence = all(isinstance(op, ast.Is | ast.IsNot) for op in node.ops) and any(
                isinstance(side, ast.Constant) and side.value is None for side in sides
            )
            for side in () if presence else sides:
                name = side.attr if isinstance(side, ast.Attribute) else side.id if isinstance(side, ast.Name) else ""
                if name in WORDS:
                    yield node.lineno, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(KAMGEN).as_posix())
def test_only_facts_compare_what_a_plan_says(path: Path) -> None:
    place = path.relative_to(KAMGEN).as_posix()
    found = [(line, name) for line, name in operands(ast.parse(path.read_text(encoding="utf-8")))]
    assert [(place, line, name) for line, name in found if (place, name) not in ALLOWED] == []


CODE = re.compile(r"(SPA|FBK|IRV|CRV|CAT|POL|PLN|TGT|CRM|CLI|NED|OPP|RSK|PRM|VAL|REL|CON|PFL|FMT|LNK|WVR|NAM)\d{3}")


def test_no_rule_is_named_outside_rules() -> None:
    named = [
        (path.relative_to(KAMGEN).as_posix(), node.value)
        for path in sorted(KAMGEN.rglob("*.py"))
        if path.relative_to(KAMGEN).parts[0] not in ("rules", "scaffold")
        and path.relative_to(KAMGEN).as_posix() != "model/front_matter.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    ]
    assert named == []
