"""The worker pool: this process alone, or an executor when there is enough work for it.

The executor may be any `concurrent.futures.Executor`: by default worker processes on this machine, or that of an
engine which spreads work over many (``--executor``, docs/performance.md).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TypeVar

from kamgen.model.errors import KamgenError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

WORTH = 100
"""Plans from which on worker processes are worth their start."""

BATCH = 16
"""Plans that are sent at once."""

PORTION = 64
"""Plans whose results are remembered at once."""

_AHEAD = 3
"""Batches a worker has waiting: more would only fill memory."""

_MOST = 61
"""Worker processes that Windows can wait for; and no machine of ours is faster with more."""

_DIE_WITH_PARENT = 1
"""Linux's ``PR_SET_PDEATHSIG``."""

_SAFE = "PYTHONSAFEPATH"

T = TypeVar("T")
R = TypeVar("R")


class Progress(Protocol):
    """Tells people how far work is."""

    def __call__(self, label: str, items: Iterator[R], count: int) -> Iterator[R]:
        """The items, which are so many, as they come."""


class WorkerPool(AbstractContextManager["WorkerPool"]):
    """Does work plan by plan, in order. To be closed after use, which ends all workers at once."""

    def __init__(
        self, workers: int = 1, executor: Callable[[int], Executor] | None = None, progress: Progress | None = None
    ) -> None:
        """``progress`` is handed whatever is made, to tell how far it is."""
        self.workers = workers if executor else min(workers, _MOST)
        self._make = executor or _processes
        self._executor: Executor | None = None
        self._progress = progress

    def map(self, task: Callable[[T], R], items: Iterable[T], count: int, label: str = "Working") -> Iterator[R]:
        """What ``task`` makes of each of ``items``, which are so many, in their order; ``label`` says what that is."""
        alone = self.workers < 2 or (count < WORTH and (self._executor is None or count <= BATCH))
        made = map(task, items) if alone else self._spread(task, items, count)
        return self._progress(label, made, count) if self._progress else made

    def _spread(self, task: Callable[[T], R], items: Iterable[T], count: int) -> Iterator[R]:
        from concurrent.futures import BrokenExecutor  # with `logging`: most runs do all work themselves

        executor = self._executor = self._executor or self._make(min(self.workers, -(-count // BATCH)))
        todo = batches(items, BATCH)
        waiting: deque[Future[list[R]]] = deque()
        try:
            while True:
                ahead = self.workers * _AHEAD - len(waiting)
                waiting.extend(executor.submit(partial(_each, task), batch) for batch in islice(todo, ahead))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenExecutor:
            self.close()
            raise KamgenError(
                "a worker process ended while it was at work", "free some memory, or use one process: `--workers 1`"
            ) from None

    def close(self) -> None:
        """End all workers; what waits for them is dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _each(task: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return list(map(task, items))


def batches(items: Iterable[T], size: int = PORTION) -> Iterator[list[T]]:
    """The items in order, so many at a time."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def available() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _processes(workers: int) -> Executor:
    """Worker processes: copies of this one where that is safe, which start in an instant; else fresh ones."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    copies = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copies else "spawn")
    with _uninterrupted(), _safe_path():
        pool = ProcessPoolExecutor(workers, context, partial(_begin, os.getpid()))
        for _ in range(workers):
            pool.submit(int)  # which starts them, and they keep that Ctrl-C does not reach them
    return pool


@contextmanager
def _safe_path() -> Iterator[None]:
    """Within it fresh processes import nothing of the working folder, which is a repository."""
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        os.environ.pop(_SAFE) if before is None else os.environ.update({_SAFE: before})


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Within it Ctrl-C waits."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """A worker's first steps. Ctrl-C is the parent's, which lets workers finish what they are at: one that stopped
    amid an answer would leave the parent waiting for the rest of it. The end of the parent ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
