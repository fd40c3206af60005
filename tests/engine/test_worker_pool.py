"""Whoever does the work: same order, same errors, and nobody is left behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import kamgen
from kamgen.engine.worker_pool import BATCH, WORTH, WorkerPool
from kamgen.model.errors import ConfigError, KamgenError, OutputError, ThemeError


class Promise(Future[Any]):
    """Work that is done when its result is asked for."""

    def __init__(self, work: Callable[[], Any], log: list[str]) -> None:
        super().__init__()
        self.work = work
        self.log = log

    def result(self, timeout: float | None = None) -> Any:  # noqa: ARG002 (a future's signature)
        self.log.append("result")
        return self.work()


class Later(Executor):
    """An executor that does nothing before it must, and notes what it was given."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.log.append(f"submit {len(args[0])}")
        return Promise(partial(fn, *args, **kwargs), self.log)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.log.append(f"shutdown wait={wait} cancel={cancel_futures}")


def doubled(number: int) -> int:
    return 2 * number


def failing(error: Exception) -> Callable[[int], int]:
    def task(number: int) -> int:
        if number == 40:
            raise error
        return doubled(number)

    return task


def theme_fails(number: int) -> int:
    raise ThemeError(f"account.html, line {number}", "mend it")


def site_fails(_number: int) -> int:
    raise KamgenError("no", "yes")


def bug(_number: int) -> int:
    raise ZeroDivisionError("a bug")


def dies(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def own_number(_number: int) -> int:
    return os.getpid()


def test_alone_nothing_is_started_and_items_go_one_by_one() -> None:
    given: list[int] = []

    def items() -> Iterator[int]:
        for number in range(3):
            given.append(number)
            yield number

    with WorkerPool(1, executor=lambda _: pytest.fail("started")) as pool:
        made = pool.map(doubled, items(), 500)
        assert (next(made), given) == (0, [0])
        assert list(made) == [2, 4]


def test_little_work_starts_nothing() -> None:
    with WorkerPool(8, executor=lambda _: pytest.fail("started")) as pool:
        assert list(pool.map(doubled, range(WORTH - 1), WORTH - 1)) == [2 * number for number in range(WORTH - 1)]


def test_work_goes_out_in_batches_a_few_ahead_and_comes_back_in_order() -> None:
    log: list[str] = []
    with WorkerPool(2, executor=lambda _: Later(log)) as pool:
        made = pool.map(doubled, range(200), 200)
        assert next(made) == 0
        assert log == ["submit 16"] * 6 + ["result"]
        assert list(made) == [2 * number for number in range(1, 200)]
    assert log.count("submit 16") == 12
    assert log.count("submit 8") == 1
    assert log.count("result") == 13
    assert log[-1] == "shutdown wait=True cancel=True"


def test_an_executor_is_made_once_for_all_work_and_then_used_for_less() -> None:
    made: list[int] = []
    log: list[str] = []

    def make(workers: int) -> Executor:
        made.append(workers)
        return Later(log)

    with WorkerPool(3, make) as pool:
        list(pool.map(doubled, range(WORTH), WORTH))
        del log[:]
        list(pool.map(doubled, range(BATCH), BATCH))
        assert log == []
        list(pool.map(doubled, range(BATCH + 1), BATCH + 1))
    assert made == [3]
    assert log == ["submit 16", "submit 1", "result", "result", "shutdown wait=True cancel=True"]


def test_no_more_workers_than_there_are_batches() -> None:
    made: list[int] = []

    def make(workers: int) -> Executor:
        made.append(workers)
        return Later([])

    with WorkerPool(1024, make) as pool:
        assert len(list(pool.map(doubled, range(WORTH), WORTH))) == WORTH
    assert made == [7]


def test_no_more_worker_processes_than_can_be_waited_for() -> None:
    assert WorkerPool(1024).workers == 61
    assert WorkerPool(1024, lambda _: Later([])).workers == 1024


def test_an_error_of_a_task_comes_through_and_what_waits_is_dropped() -> None:
    raised = pytest.raises(ThemeError, match=r"account\.html")
    with ThreadPoolExecutor(1) as threads, WorkerPool(2, lambda _: threads) as pool, raised:
        list(pool.map(failing(ThemeError("account.html", "mend it")), range(200), 200))


@pytest.mark.parametrize("task", [theme_fails, site_fails, bug])
def test_errors_travel_from_worker_processes_as_they_are(task: Callable[[int], int]) -> None:
    with WorkerPool(2) as pool, pytest.raises((KamgenError, ZeroDivisionError)) as caught:
        list(pool.map(task, range(WORTH), WORTH))
    known = {
        theme_fails: (ThemeError, ("account.html, line 0",), "mend it"),
        site_fails: (KamgenError, ("no",), "yes"),
        bug: (ZeroDivisionError, ("a bug",), None),
    }
    assert (type(caught.value), caught.value.args, getattr(caught.value, "help_text", None)) == known[task]


def test_a_worker_that_dies_is_one_sentence() -> None:
    with WorkerPool(2) as pool, pytest.raises(KamgenError) as caught:
        list(pool.map(dies, range(WORTH), WORTH))
    assert caught.value.message == "a worker process ended while it was at work"
    assert caught.value.help_text == "free some memory, or use one process: `--workers 1`"


def test_processes_do_the_work_and_end_with_the_crew() -> None:
    with WorkerPool(2) as pool:
        workers = set(pool.map(own_number, range(400), 400))
        assert os.getpid() not in workers
        assert 1 <= len(workers) <= 2
        for worker in workers:
            os.kill(worker, 0)
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_what_is_not_taken_ends_with_the_crew() -> None:
    with WorkerPool(2) as pool:
        made = pool.map(doubled, range(10_000), 10_000)
        assert next(made) == 0
    made.close()


def test_a_crew_can_work_again_after_it_was_closed() -> None:
    pool = WorkerPool(2)
    for _ in range(2):
        assert list(pool.map(doubled, range(WORTH), WORTH)) == [2 * number for number in range(WORTH)]
        pool.close()
    pool.close()


@pytest.mark.parametrize("error", [ConfigError("site.toml", "write"), OutputError("public", "choose")])
def test_errors_of_kamgen_keep_their_words_when_they_are_sent(error: KamgenError) -> None:
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is type(error)
    assert (str(sent), sent.message, sent.help_text) == (str(error), error.message, error.help_text)


def test_a_fresh_worker_imports_nothing_of_the_working_folder(tmp_path: Path) -> None:
    for name in ("multiprocessing", "signal", "pickle", "json"):
        (tmp_path / f"{name}.py").write_text("open('imported', 'a').write(__name__)\n", encoding="utf-8")
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(
        "import sys\n"
        "from kamgen.engine.worker_pool import WorkerPool\n"
        "if __name__ == '__main__':\n"
        "    sys.platform = 'darwin'\n"
        "    with WorkerPool(2) as pool:\n"
        "        print(sum(pool.map(abs, range(-200, 0), 200)))\n",
        encoding="utf-8",
    )
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    environ["PYTHONPATH"] = str(Path(kamgen.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, (tmp_path / "imported").exists()) == ("20100\n", "", False)
