"""Imports run one way, those for type checkers and inside functions included; see ARCHITECTURE.md, "Rooms"."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
STAGES = (
    "read", "parse", "rules", "link", "check", "score", "health", "analyse", "render", "report", "scaffold",
    "write", "cache", "compare", "history"
)  # fmt: skip
FLOORS = (
    ("", "model"),
    ("text",),
    ("facts", "markdown", "source"),
    STAGES,
    ("pipeline", "edit"),
    ("engine",),
    ("serve",),
    ("cli",),
    ("__main__",),
)
SEE_RULES = ("check", "score", "health", "analyse", "render", "report")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "kamgen").rglob("*.py"))
}


def imported(module: str) -> Iterator[str]:
    """The modules of kamgen that a module names in its imports."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relative to itself"
            inner = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in MODULES else str(node.module) for name in inner if node.module in MODULES)


def room(module: str) -> str:
    return f"{module}.".split(".")[1]


def floor(module: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room(module) in rooms)


def allowed(module: str, other: str) -> bool:
    if room(module) == room(other) or floor(other) < floor(module):
        return True
    if room(module) == "history":
        return room(other) == "compare"
    return room(module) in SEE_RULES and room(other) == "rules"


def test_imports_run_one_way() -> None:
    pairs = [(module, other) for module in MODULES for other in imported(module)]
    assert [pair for pair in pairs if not allowed(*pair)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: {other for other in imported(module) if other != module} for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)
