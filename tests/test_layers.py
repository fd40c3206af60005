"""Imports run one way, those for type checkers and inside functions included; see ARCHITECTURE.md, "Rooms"."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
STAGES = "read parse link check score health analyse compare history render report scaffold write cache"
ROOMS = {
    "model": "",
    "text": "model",
    "source": "model text",
    "markdown": "model text",
    "facts": "model text",
    "read": "model text source",
    "parse": "model text source markdown",
    "link": "model text facts",
    "rules": "model text facts",
    "check": "model text facts rules",
    "score": "model text facts rules",
    "health": "model text facts rules",
    "analyse": "model text facts rules",
    "compare": "model text facts",
    "history": "model text facts compare",
    "render": "model text facts rules analyse",
    "report": "model text source facts rules",
    "scaffold": "model text source",
    "write": "model text",
    "cache": "model text",
    "edit": "model text source parse scaffold report",
    "pipeline": f"model text facts rules {STAGES}",
    "engine": f"model text source markdown facts rules {STAGES} pipeline",
    "serve": "model text source report",
    "cli": f"model text source markdown facts rules {STAGES} edit pipeline engine serve",
    "__main__": "cli",
    "": "",
}
"""Each room and those it may import, from the floor up."""

CODES = "kamgen.rules.codes"
"""What every stage may see of the rules: the names under which it reports. It imports nothing."""

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


def test_every_room_has_its_line() -> None:
    assert {room(module) for module in MODULES} == set(ROOMS)


def test_a_room_imports_what_its_line_names() -> None:
    pairs = [
        (module, other)
        for module in MODULES
        for other in imported(module)
        if room(module) != room(other) and other != CODES
    ]
    allowed = {name: {*others.split(), ""} for name, others in ROOMS.items()}
    assert [(module, other) for module, other in pairs if room(other) not in allowed[room(module)]] == []


def test_rooms_stand_on_each_other_and_modules_too_without_a_circle() -> None:
    modules = {module: {other for other in imported(module) if other != module} for module in MODULES}
    rooms = {name: set(others.split()) for name, others in ROOMS.items()}
    assert len(list(TopologicalSorter(modules).static_order())) == len(MODULES)
    assert len(list(TopologicalSorter(rooms).static_order())) == len(ROOMS)
