"""What commands work with: the cache below the site's root, worker processes, and what git knows of the site.

Cache and workers end with the command. Most commands can do without history, and say so when git cannot tell it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kamgen.cache import Cache, NullCache
from kamgen.model.errors import ConfigError, GitError
from kamgen.read.disk import may_lie_in_one

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kamgen.cli.git_history import Head
    from kamgen.cli.open_site import Session
    from kamgen.cli.options import Work
    from kamgen.cli.terminal import Terminal
    from kamgen.engine.engine import Engine, LinkedPlans
    from kamgen.engine.worker_pool import WorkerPool
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.config import BuildTable
    from kamgen.model.source import Content
    from kamgen.read.git.repository import Repository

CACHE_FOLDER = ".kamgen"
"""The folder of the cache, below the site's root."""

CACHE_FILE = "cache.sqlite"


@contextmanager
def open_engine(session: Session, work: Work, terminal: Terminal) -> Iterator[Engine]:
    """An engine for a site."""
    from kamgen.engine.engine import Engine

    with (
        open_cache(session.root, work, terminal) as cache,
        open_worker_pool(session.site.build, work, terminal) as pool,
    ):
        yield Engine(cache, pool)


def open_worker_pool(table: BuildTable, work: Work, terminal: Terminal | None = None) -> WorkerPool:
    """Who does the work, as site.toml's ``table`` says where ``work`` does not; ``terminal`` is told how far it is."""
    from kamgen.engine.worker_pool import WorkerPool, available

    least = 2 if work.executor else 1  # an executor has processors of its own
    count = (table.workers if work.workers is None else work.workers) or max(available(), least)
    executor = partial(_call_executor, work.executor) if work.executor else None
    return WorkerPool(count, executor, terminal.progress if terminal else None)


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


def _call_executor(given: str, workers: int) -> Executor:
    """What ``--executor`` names, called with the number of workers; only when there is work for it.

    Nothing of the working folder is imported, which is a repository, and nothing of Python's own is called that makes
    no executor: `os:_exit` would end the run without a word.
    """
    from concurrent.futures import Executor

    module, _, name = given.partition(":")
    path = sys.path[:]
    sys.path[:] = [folder for folder in path if folder and Path(folder) != Path.cwd()]
    try:
        made = getattr(import_module(module), name)
        if module.partition(".")[0] in sys.stdlib_module_names and not _makes_executors(made):
            why = "it is of Python itself, and makes no executor"
        elif isinstance(made := made(workers), Executor):
            return made
        else:
            why = f"it gives a {type(made).__name__}, which is no executor"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # somebody else's function may raise anything, SystemExit too
        why = f"{type(error).__name__}: {error}"
    finally:
        sys.path[:] = path
    raise ConfigError(
        f"--executor: `{given}` cannot be used: {why}",
        "write `module:function` of a package that is installed beside kamgen; the function takes the number of "
        "workers and returns a `concurrent.futures.Executor`",
    )


def _makes_executors(made: object) -> bool:
    from concurrent.futures import Executor

    return isinstance(made, type) and issubclass(made, Executor)


H = TypeVar("H")
T = TypeVar("T")


def find_head(root: Path, terminal: Terminal) -> Head | None:
    """What git has checked out of the site at ``root``; None when there is none.

    When git is there and cannot tell, one line says so, and the command goes on without history.
    """
    try:
        if may_lie_in_one(root.resolve()):
            from kamgen.cli.git_history import checked_out  # git is not imported where no repository can be

            if head := checked_out(root):
                if head.repository.shallow:
                    terminal.detail("this clone is shallow: what changed before its oldest commit is not known")
                return head
        terminal.detail("no history: the site is not in a git repository, or nothing is committed yet")
    except GitError as error:
        terminal.note(f"without history: {error}")
    return None


def plan_history_of(root: Path, folder: str, cache: Cache, terminal: Terminal) -> PlanHistory | None:
    """The history of the site at ``root``, whose plans are below ``folder``; None when there is none."""
    head = find_head(root, terminal)
    return with_history(head, terminal, lambda known: known.plan_history(folder, cache) if known else None)


def own_history(repository: Repository, content: Content, terminal: Terminal) -> Content:
    """The content on disk without the plans of submodules below the accounts folder, of which one line says so."""
    from kamgen.read.git.content import without_submodules

    content, own = without_submodules(repository, content)
    for folder in own:
        terminal.note(
            f"{folder[:-1]} is a submodule, which has a history of its own: what its plans were is not told here; "
            "keep a site.toml in that repository too, and run kamgen there"
        )
    return content


def with_history(history: H | None, terminal: Terminal, make: Callable[[H | None], T]) -> T:
    """What ``make`` makes of the history; of none, where git turns out to lack some of it, which one line says."""
    try:
        return make(history)
    except GitError as error:
        if history is None:
            raise
        terminal.note(f"without history: {error}")
        return make(None)


def link_with_history(work: Engine, session: Session, as_of: date, terminal: Terminal) -> LinkedPlans:
    """The plans of a site, parsed and linked, with what version control tells of their age."""
    plan_history = plan_history_of(session.root, session.content.folder, work.cache, terminal)
    return with_history(plan_history, terminal, partial(work.link, session.content, session.site, as_of))
