"""A worker pool on many machines, by Dask distributed: ``--executor kamgen.engine.dask:executor``.

Needs the extra ``kamgen[dask]`` here, and the same version of kamgen on every machine (docs/performance.md).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeVar

from distributed import Client, KilledWorker, LocalCluster

from kamgen.model.errors import KamgenError

ADDRESS = "DASK_SCHEDULER_ADDRESS"
"""The variable that says where the scheduler listens, such as ``tcp://10.0.0.5:8786``."""

T = TypeVar("T")


def executor(workers: int) -> Executor:
    """The workers of the scheduler at `ADDRESS`; without one, so many processes of a Dask of our own, on this machine.

    Raises `KamgenError` when nothing answers there.
    """
    address = os.environ.get(ADDRESS, "").strip()
    if address:
        return _Cluster(_connected(address), None)
    own = LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    )  # fmt: skip
    return _Cluster(Client(own), own)


def _connected(address: str) -> Client:
    try:
        return Client(address)
    except (OSError, ValueError) as error:
        raise KamgenError(
            f"no Dask scheduler answers at {address}, where {ADDRESS} points: {error}",
            "start one there with `dask scheduler`, write its address, or unset the variable",
        ) from None


class _Cluster(Executor):
    """Dask's own executor, which closes what it was made with and knows how to drop what it is at."""

    def __init__(self, client: Client, own: LocalCluster | None) -> None:
        self._client = client
        self._own = own
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """``fn(*args, **kwargs)``, on any worker. BrokenExecutor when every worker that tried it died."""
        given: Future[T] = self._executor.submit(fn, *args, **kwargs)
        told: Future[T] = Future()
        told.set_running_or_notify_cancel()
        given.add_done_callback(lambda done: pass_on(done, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the workers; end those that are our own."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()
        if self._own is not None:
            self._own.close()


def pass_on(done: Future[T], told: Future[T]) -> None:
    """What came of a piece of work, a lost worker as other executors say it."""
    if done.cancelled():
        told.set_exception(BrokenExecutor("the work was dropped"))
        return
    error = done.exception()
    if error is None:
        told.set_result(done.result())
    elif isinstance(error, KilledWorker):
        told.set_exception(BrokenExecutor("all workers that tried it died"))
    else:
        told.set_exception(error)
