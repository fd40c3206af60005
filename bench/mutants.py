"""Do the tests notice? ``python bench/mutants.py``: small mistakes made on purpose, each held against the tests.

::

    kamgen/facts, rules, health, score.py ─▶ every place where a mistake fits ─seed─▶ 300 of them
        ─▶ each: a process that imports the mutated module, and runs the tests nearest to it, then all others, up to
           the first that fails ─▶ killed · survived · equivalent

A mutant is one change of the syntax tree: a comparison, a boolean or arithmetical operator, a constant, a condition,
what is returned, or a statement that is left out. Nothing is written: the mutant lives in its process. Mutants that
cannot be told from the code are listed in ``equivalent_mutants.toml``, each with the reason. Exit code 1 when fewer
than `ENOUGH` of the others die. (DeMillo, Lipton and Sayward, "Hints on test data selection", 1978.)
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MUTATED = ("facts", "rules", "health", "score.py")
"""What is mutated, below kamgen/."""

TESTS = ("tests/facts", "tests/rules", "tests/test_health.py", "tests/test_health_laws.py", "tests/test_score.py",
         "tests/test_check.py", "tests/test_pipeline.py", "tests/link/test_category_margins.py",
         "tests/link/test_shares.py", "tests/analyse")  # fmt: skip
"""What has to notice: quick tests of these rooms and of those that ask them."""

ENOUGH = 0.9
SECONDS = 240
"""After which a mutant that runs on is killed, and counts as killed."""

PRELOADED = ("click", "jinja2", "markdown_it", "mdit_py_plugins",
             "msgspec", "yaml")  # fmt: skip
"""Libraries that every process would import; those that are installed are imported once."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
Change = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True)
class Mutant:
    """One mistake: the module, the place of the node among all nodes of its tree, and what becomes of it."""

    file: Path
    node: int
    change: Change
    line: int
    where: str
    """The function around it."""
    words: str
    """``before → after``."""

    @property
    def key(self) -> str:
        """What it is known by while lines move."""
        return f"{self.file.relative_to(ROOT / 'kamgen')}: {self.where}: {self.words}"

    def tree(self) -> ast.Module:
        """The module with the mistake in it."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        target = list(ast.walk(tree))[self.node]
        new = ast.copy_location(self.change(copy.deepcopy(target)), target)
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is target:
                    setattr(parent, name, new)
                elif isinstance(value, list):
                    setattr(parent, name, [new if each is target else each for each in value])
        return ast.fix_missing_locations(tree)


def mistakes(node: ast.AST) -> Iterator[Change]:
    """What can go wrong at a node."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield lambda node: ast.Compare(node.left, [COMPARED[type(node.ops[0])]()], node.comparators)  # type: ignore[attr-defined]
        case ast.BoolOp():
            yield lambda node: ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)  # type: ignore[attr-defined]
        case ast.UnaryOp(op=ast.Not()):
            yield lambda node: node.operand  # type: ignore[attr-defined,no-any-return]
        case ast.BinOp(op=operator) if type(operator) in RECKONED:
            yield lambda node: ast.BinOp(node.left, RECKONED[type(node.op)](), node.right)  # type: ignore[attr-defined]
        case ast.Constant(value=bool()):
            yield lambda node: ast.Constant(not node.value)  # type: ignore[attr-defined]
        case ast.Constant(value=int()):
            yield lambda node: ast.Constant(node.value + 1)  # type: ignore[attr-defined]
        case ast.If() | ast.IfExp():
            yield _negated
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return(value=ast.expr()):
            yield lambda _: ast.Return(ast.Constant(None))
        case (
            ast.Assign() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Expr(value=ast.Call() | ast.YieldFrom())
        ):
            yield lambda _: ast.Pass()


def _negated(node: ast.AST) -> ast.AST:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    return node


def mutants_of(file: Path) -> Iterator[Mutant]:
    """All mutants of a module. What is read by type checkers alone is left as it is, and so is what is declared."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    spared: set[ast.AST] = set()
    where: dict[ast.AST, str] = {}
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases", "keywords") and not isinstance(
                node, ast.Call
            ):
                for each in value if isinstance(value, list) else [value] if value else []:
                    spared.update(ast.walk(each))
        if isinstance(node, ast.FunctionDef):
            where |= dict.fromkeys(ast.walk(node), node.name)
        elif isinstance(node, ast.Assign) and node in tree.body:
            spared.add(node)
    for number, node in enumerate(ast.walk(tree)):
        if node not in spared:
            for change in mistakes(node):
                new = change(copy.deepcopy(node))
                words = f"{_short(node)} → {_short(new)}"
                yield Mutant(file, number, change, getattr(node, "lineno", 0), where.get(node, "module"), words)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())[:90]


def sample(size: int, seed: int, only: str) -> list[Mutant]:
    """So many mutants, drawn from all of them."""
    files = [file for place in MUTATED for file in sorted((ROOT / "kamgen" / place).rglob("*.py"))
             or [ROOT / "kamgen" / place]]  # fmt: skip
    everything = [mutant for file in files if only in str(file) for mutant in mutants_of(file)]
    print(f"{len(everything)} mutants can be made of {len(files)} files", flush=True)
    return sorted(random.Random(seed).sample(everything, min(size, len(everything))), key=lambda each: each.key)


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a tree instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.file.relative_to(ROOT).with_suffix("").parts
        self.package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)
        self.mutant = mutant

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """The module, if it is the one."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.file, loader=self)  # type: ignore[arg-type]

    def exec_module(self, module: object) -> None:
        """Run the tree in the module."""
        exec(compile(self.mutant.tree(), str(self.mutant.file), "exec"), vars(module))


def nearest(mutant: Mutant) -> list[list[str]]:
    """Tests by their distance: those named after the module, those of its room, all others."""
    room = mutant.file.parent.name
    stem = room if mutant.file.stem == "__init__" else mutant.file.stem
    named = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").rglob(f"test_*{stem}*.py"))
             if path.parent.name in (room, "tests")]  # fmt: skip
    own = [path for path in TESTS if path not in named and room in path]
    others = [path for path in TESTS if (ROOT / path).exists() and path not in (*named, *own)]
    return [stage for stage in (named, own, others) if stage]


def started(mutant: Mutant | None, stages: list[list[str]], log: Path) -> int:
    """A process that runs the tests on a mutant, stage by stage; its id. Exit code 0 when no test fails."""
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(SECONDS)
    with log.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if mutant:
        sys.meta_path.insert(0, Mutated(mutant))
    code = 0
    try:
        for tests in stages:
            code = code or pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=line", *tests])
    except BaseException as error:  # whatever a mutant raises kills it
        print(f"{type(error).__name__}: {error}")
        code = 1
    sys.stdout.flush()
    os._exit(min(int(code), 1))


def run(mutants: list[Mutant], workers: int, logs: Path) -> list[Mutant]:
    """The mutants that no test noticed."""
    left, running, survivors, done = list(enumerate(mutants)), dict[int, Mutant](), [], 0
    while left or running:
        while left and len(running) < workers:
            number, mutant = left.pop(0)
            running[started(mutant, nearest(mutant), logs / f"{number}.log")] = mutant
        pid, status = os.wait()
        mutant = running.pop(pid)
        done += 1
        if status == 0:
            survivors.append(mutant)
            print(f"{done:4}/{len(mutants)} survived  {mutant.line:4}  {mutant.key}", flush=True)
    return survivors


def main() -> int:
    """Draw, run, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=300, help="mutants to draw (300)")
    parser.add_argument("--seed", type=int, default=9, help="which (9)")
    parser.add_argument("--only", default="", help="only of files whose path has this in it")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    logs = Path(tempfile.gettempdir(), "mutants")
    parser.add_argument("--logs", type=Path, default=logs, help="what the tests said (%(default)s)")
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in PRELOADED:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    given.logs.mkdir(parents=True, exist_ok=True)
    tests = [path for path in TESTS if (ROOT / path).exists()]
    if os.waitpid(started(None, [tests], given.logs / "healthy.log"), 0)[1]:
        print(f"the tests fail without any mutant: {given.logs / 'healthy.log'}")
        return 2
    began = time.monotonic()
    mutants = sample(given.size, given.seed, given.only)
    known = tomllib.loads((ROOT / "bench/equivalent_mutants.toml").read_text(encoding="utf-8"))
    equivalent = [mutant for mutant in mutants if mutant.key in known]
    survivors = run([mutant for mutant in mutants if mutant.key not in known], given.workers, given.logs)
    judged = len(mutants) - len(equivalent)
    killed = judged - len(survivors)
    part, minutes = killed / (judged or 1), (time.monotonic() - began) / 60
    print(f"\n{killed} killed, {len(survivors)} survived, {len(equivalent)} equivalent: "
          f"{part:.1%} of {judged} die; {minutes:.0f} minutes")  # fmt: skip
    for mutant in survivors:
        print(f"kamgen/{mutant.file.relative_to(ROOT / 'kamgen')}:{mutant.line}  {mutant.where}  {mutant.words}")
    return 0 if killed >= ENOUGH * judged else 1


if __name__ == "__main__":
    sys.exit(main())
