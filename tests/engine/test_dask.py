"""The engine on Dask distributed: the same bytes, from whatever machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from datetime import date
from pathlib import Path

import pytest
from distributed import KilledWorker, LocalCluster

from kamgen.cache import NullCache
from kamgen.engine import worker_pool
from kamgen.engine.dask import ADDRESS, executor, pass_on
from kamgen.engine.engine import Engine
from kamgen.engine.site import build
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.errors import KamgenError
from kamgen.parse.config import parse_config
from kamgen.read.disk import read_content, read_site_text
from kamgen.render.theme import load_theme
from tests.records import replace
from tests.support import ROOT


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Where a Dask listens whose one worker is a thread of this process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def built(output: Path, pool: WorkerPool) -> dict[str, bytes]:
    """Four plans of the demo site, as that pool makes them."""
    site = parse_config(read_site_text(ROOT))
    content = read_content(ROOT, site.content)
    with pool:
        engine = Engine(NullCache(), pool)
        linked = engine.link(replace(content, plans=content.plans[:4]), site, date(2026, 11, 20))
        build(engine, linked, load_theme(ROOT, site.site.theme), ROOT, output)
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}


def test_a_site_that_dask_built_is_that_of_one_process(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, scheduler)
    monkeypatch.setattr(worker_pool, "WORTH", 1)
    made: list[Executor] = []

    def noted(workers: int) -> Executor:
        made.append(executor(workers))
        return made[-1]

    alone = built(tmp_path / "alone", WorkerPool())
    assert built(tmp_path / "dask", WorkerPool(2, noted)) == alone
    assert len(made) == 1


def test_work_of_any_kind_comes_back_in_its_order(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, scheduler)
    with WorkerPool(2, executor) as pool:
        assert list(pool.map(abs, range(200), 200)) == list(range(200))


def test_what_work_raises_comes_back_as_it_is(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, scheduler)
    with executor(1) as cluster, pytest.raises(ValueError, match="invalid literal"):
        cluster.submit(int, "one").result()


def test_an_address_that_is_none_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "nowhere://here")
    with pytest.raises(KamgenError, match="no Dask scheduler answers at nowhere://here") as caught:
        executor(1)
    assert caught.value.help_text.startswith("start one there with `dask scheduler`")


def test_workers_that_die_are_a_broken_executor() -> None:
    lost: Future[int] = Future()
    told: Future[int] = Future()
    lost.set_exception(KilledWorker("work", None, 1))
    pass_on(lost, told)
    with pytest.raises(BrokenExecutor, match="all workers that tried it died"):
        told.result()
