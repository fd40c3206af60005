"""What commands work with: the cache below the site's root, and worker processes. Both end with the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kamgen.model.errors import ConfigError, GitError
from kamgen.read.disk import may_lie_in_one

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kamgen.cache import Cache
    from kamgen.cli.open_site import Session
    from kamgen.cli.options import Work
    from kamgen.cli.terminal import Terminal
    from kamgen.engine.engine import Engine
    from kamgen.engine.worker_pool import WorkerPool
    from kamgen.model.config import BuildTable


CACHE_FOLDER = ".kamgen"
"""The folder of the cache, below the site's root."""

CACHE_FILE = "cache.sqlite"

_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, ImportError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What somebody else's function may raise."""


@contextmanager
def open_engine(session: Session, work: Work, terminal: Terminal) -> Iterator[Engine]:
    """An engine for a site."""
    from kamgen.engine.engine import Engine

    with (
        open_cache(session.root, work, terminal) as cache,
        open_crew(session.site.build, work, terminal) as pool,
    ):
        yield Engine(cache, pool)


def open_crew(table: BuildTable, work: Work, terminal: Terminal | None = None) -> WorkerPool:
    """Who does the work, as site.toml's ``table`` says where ``work`` does not; ``terminal`` is told how far it is."""
    from kamgen.engine.worker_pool import WorkerPool, available

    least = 2 if table.executor else 1  # an executor has processors of its own
    count = (table.workers if work.workers is None else work.workers) or max(available(), least)
    return WorkerPool(count, _executor(table.executor), terminal.progress if terminal else None)


@contextmanager
def open_cache(root: Path, work: Work, terminal: Terminal) -> Iterator[Cache]:
    """What was remembered of the site at ``root``; nothing when that came with the repository."""
    cached = not work.no_cache
    if cached and _is_committed(root):
        terminal.note(
            f"{CACHE_FOLDER}/ is committed, and what others remember is not relied on, so everything is made anew: "
            f"take it out with `git rm -r --cached {CACHE_FOLDER}`"
        )
        cached = False
    if not cached:
        from kamgen.cache import NullCache

        yield NullCache()
        return
    from kamgen.cache.disk import DiskCache

    cache = DiskCache(root / CACHE_FOLDER / CACHE_FILE, terminal.note)
    try:
        yield cache
    finally:
        cache.close()


def _is_committed(root: Path) -> bool:
    """Whether git keeps the cache: whoever wrote it could make a plan look better than it is, and pages say more."""
    if not (root / CACHE_FOLDER).exists() or not may_lie_in_one(root.resolve()):
        return False
    from kamgen.read.git.repository import find_repository
    from kamgen.read.git.tree import INDEX, entries

    try:
        repository = find_repository(root)
        return repository is not None and bool(entries(repository, INDEX, repository.prefix + CACHE_FOLDER))
    except GitError:
        return False


def _executor(given: str | None) -> Callable[[int], Executor] | None:
    """What `[build] executor` names, called with the number of workers; only when there is work for it."""
    return None if given is None else partial(_handed_in, given)


def _handed_in(given: str, workers: int) -> Executor:
    from concurrent.futures import Executor

    module, _, name = given.partition(":")
    try:
        made = getattr(import_module(module), name)(workers)
    except _FAILURES as error:
        raise _bad_executor(given, f"{type(error).__name__}: {error}") from error
    if not isinstance(made, Executor):
        raise _bad_executor(given, f"it gives a {type(made).__name__}, which is no executor")
    return made


def _bad_executor(given: str, why: str) -> ConfigError:
    return ConfigError(
        f"site.toml: `executor` in [build]: `{given}` cannot be used: {why}",
        "write `module:function` of a package that is installed beside kamgen; the function takes the number of "
        "workers and returns a `concurrent.futures.Executor`",
    )
