"""What commands work with: the memory below the site's root, and a crew. Both end with the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.model.config import BuildTable
from kamgen.model.errors import ConfigError

if TYPE_CHECKING:
    from kamgen.cli.terminal import Terminal
    from kamgen.engine.crew import Crew
    from kamgen.engine.engine import Engine
    from kamgen.memory import Memory

MEMORY = ".kamgen"
"""The folder of the memory, below the site's root."""

MEMORY_FILE = "memory.sqlite"


@contextmanager
def engine(root: Path, table: BuildTable, workers: int | None, cached: bool, terminal: Terminal) -> Iterator[Engine]:
    """An engine for the site at ``root``; ``workers`` None: those of site.toml, which ``table`` has."""
    from kamgen.engine.engine import Engine

    with memory_of(root, cached, terminal) as memory, crew_of(table, workers) as crew:
        yield Engine(memory, crew)


def crew_of(table: BuildTable, workers: int | None) -> Crew:
    """Who does the work: so many ``workers``; None: those of ``table``."""
    from kamgen.engine.crew import Crew, available

    return Crew((table.workers if workers is None else workers) or available(), _executor(table.executor))


@contextmanager
def memory_of(root: Path, cached: bool, terminal: Terminal) -> Iterator[Memory]:
    """What was remembered of the site at ``root``."""
    if not cached:
        from kamgen.memory.forget import Forgetful

        yield Forgetful()
        return
    from kamgen.memory.disk import DiskMemory

    memory = DiskMemory(root / MEMORY / MEMORY_FILE, terminal.note)
    try:
        yield memory
    finally:
        memory.close()


def _executor(given: str | None) -> Callable[[int], Executor] | None:
    """The function that `[build] executor` names; it is given the number of workers."""
    if given is None:
        return None
    module, _, name = given.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"site.toml: `executor` in [build]: `{given}` cannot be used: {error}",
            "write `module:function` of a package that is installed beside kamgen",
        ) from None
    make: Callable[[int], Executor] = found
    return make
