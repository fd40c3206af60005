"""Whole builds by several processes: same bytes, and nothing is left of one that is stopped or killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamgen.cli.main import run
from kamgen.engine import worker_pool
from tests.engine.small_portfolio import ACCOUNTS, files_of, fresh_files, plan_text, site_text, write

ROOT = Path(__file__).resolve().parents[2]
WORTH = 20
"""Plans from which on workers are used here; what they do differs in nothing from what they do for more."""

PLANS = 40

SCRIPT = """
import multiprocessing, os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
from kamgen.cli.main import run
from kamgen.engine import worker_pool
from kamgen.engine import site as build

worker_pool.WORTH = int(sys.argv[4])

def watched(files):
    for number, item in enumerate(files):
        if number == int(sys.argv[1]):
            print(len(multiprocessing.active_children()), flush=True)
            if sys.argv[2] == "SIGINT":
                os.killpg(0, signal.SIGINT)
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        yield item

write_site = build.write_site
build.write_site = lambda target, files, former: write_site(target, watched(files), former)
options = ["--fail-on", "never", "--as-of", "2026-11-20", "--workers", "2", "--quiet"]
sys.exit(run(["build", "--site", sys.argv[3], *options]))
"""
"""A build that at a certain file stops its process group, or kills its parent; first it says how many workers it has.
The workers have its stdout too, which ends with the last of them."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(worker_pool, "WORTH", WORTH)
    write(tmp_path / "site.toml", site_text())
    for number in range(PLANS):
        change(tmp_path, number, "")
    return tmp_path


def change(root: Path, number: int, prose: str) -> None:
    write(root / ACCOUNTS / f"a{number:03}.md", plan_text(name=f"Account {number}", prose=f"Text {number} {prose}"))


def built(root: Path, *options: str) -> dict[str, bytes]:
    """The site after a build that ends well."""
    assert run(["build", "--site", str(root), "--as-of", "2026-11-20", "--fail-on", "never", "-q", *options]) == 0
    return files_of(root / "public")


def ended(root: Path, file: int, how: str) -> subprocess.CompletedProcess[str]:
    """A build that was ended at the file of that number."""
    command = [sys.executable, "-c", SCRIPT, str(file), how, str(root), str(WORTH)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, start_new_session=True
    )


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_any_number_of_workers_makes_the_same(root: Path, workers: str) -> None:
    assert built(root, "--workers", workers) == fresh_files(root)
    change(root, 7, "changed")
    assert built(root, "--workers", workers) == fresh_files(root)


def test_ctrl_c_ends_all_processes_with_one_word(root: Path) -> None:
    before = built(root)
    change(root, 7, "changed")
    stopped = ended(root, 30, "SIGINT")
    assert (stopped.returncode, stopped.stdout) == (130, "0\n")
    write(root / "site.toml", site_text(extra="Bergen"))
    stopped = ended(root, 30, "SIGINT")
    assert (stopped.returncode, stopped.stderr.strip(), stopped.stdout) == (130, "stopped", "2\n")
    assert files_of(root / "public") == before
    assert sorted(path.name for path in root.iterdir()) == [".kamgen", "content", "public", "site.toml"]
    assert built(root) == fresh_files(root)


@pytest.mark.parametrize(("file", "remembers"), [(0, True), (50, False), (2 * PLANS, True)])
def test_killed_it_leaves_no_worker_and_one_whole_site(root: Path, file: int, remembers: bool) -> None:
    before = built(root) if remembers else built(root, "--no-cache")
    write(root / "site.toml", site_text(extra="Bergen"))
    killed = ended(root, file, "SIGKILL")
    assert (killed.returncode, killed.stderr, killed.stdout) == (-signal.SIGKILL, "", "2\n")
    assert files_of(root / "public") == before
    assert built(root) == fresh_files(root)
    assert sorted(path.name for path in root.iterdir()) == [".kamgen", "content", "public", "site.toml"]


def test_two_builds_at_once_end_well_with_one_whole_site(root: Path) -> None:
    command = [sys.executable, "-m", "kamgen", "build", "--site", str(root), "--as-of", "2026-11-20", "-q"]
    for prose in ("cold", "warm"):
        change(root, 7, prose)
        running = [
            subprocess.Popen([*command, "--fail-on", "never"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * 2
        assert files_of(root / "public") == fresh_files(root)
        assert built(root) == fresh_files(root)
    assert sorted(path.name for path in root.iterdir()) == [".kamgen", "content", "public", "site.toml"]


@pytest.fixture
def package(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules can be imported, as if installed."""
    folder = tmp_path_factory.mktemp("packages")
    write(
        folder / "hands_in_kamgen.py",
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "asked = []\n"
        "def threads(workers):\n    asked.append(workers)\n    return ThreadPoolExecutor(workers)\n"
        "def nothing(workers):\n    return None\n"
        "def offline(workers):\n    raise ConnectionRefusedError('scheduler:8786')\n"
        "def leaves(workers):\n    raise SystemExit(7)\n"
        "number = 7\n",
    )
    write(folder / "broken_hands_in_kamgen.py", "def threads(")
    monkeypatch.syspath_prepend(folder)
    yield folder
    sys.modules.pop("hands_in_kamgen", None)


def test_an_executor_that_is_handed_in_makes_the_same(root: Path, package: Path) -> None:
    given = ("--executor", "hands_in_kamgen:threads", "--workers", "3")
    assert built(root, *given) == fresh_files(root)
    assert sys.modules["hands_in_kamgen"].asked == [3]
    assert built(root, *given) == fresh_files(root)
    assert sys.modules["hands_in_kamgen"].asked == [3]
    assert str(sys.modules["hands_in_kamgen"].__file__).startswith(str(package))


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("hands_in_kamgen:nothing", "it gives a NoneType, which is no executor"),
        ("hands_in_kamgen:offline", "ConnectionRefusedError: scheduler:8786"),
        ("hands_in_kamgen:number", "TypeError: 'int' object is not callable"),
        ("hands_in_kamgen:other", "AttributeError: module 'hands_in_kamgen' has no attribute 'other'"),
        ("hands_in_kamgen", "AttributeError: "),
        ("hands_in_kamgen:", "AttributeError: "),
        (":threads", "ValueError: Empty module name"),
        ("..:threads", "TypeError: "),
        ("no_such_module_at_all:x", "ModuleNotFoundError: No module named 'no_such_module_at_all'"),
        ("broken_hands_in_kamgen:threads", "SyntaxError: "),
        ("hands_in_kamgen:leaves", "SystemExit: 7"),
        *[
            (given, "it is of Python itself, and makes no executor")
            for given in ("math:sqrt", "os:abort", "os:_exit", "faulthandler:_sigsegv", "code:interact", "sys:exit")
        ],
    ],
)
def test_an_executor_that_is_none_is_one_sentence(
    root: Path, given: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["check", "--site", str(root), "--workers", "2", "--as-of", "2026-11-20"]
    assert run([*asked, "--executor", given]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"error: --executor: `{given}` cannot be used: {why}")
    assert said.endswith("returns a `concurrent.futures.Executor`\n")
    assert len(said.splitlines()) == 2


def test_an_executor_is_not_looked_for_when_there_is_nothing_to_do(root: Path) -> None:
    built(root)
    assert built(root, "--workers", "2", "--executor", "no_such_module_at_all:x") == fresh_files(root)


def test_more_workers_than_any_machine_has(root: Path) -> None:
    write(root / "site.toml", site_text() + "\n[build]\nworkers = 1024\n")
    assert built(root) == fresh_files(root)


def test_site_toml_names_no_executor_and_says_how_to(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root / "site.toml", site_text() + '\n[build]\nexecutor = "os:_exit"\n')
    assert run(["check", "--site", str(root), "--workers", "2"]) == 2
    message = "executor: which code runs is for the user to say, not for a repository"
    assert f"{message}; write `--executor NAME` or KAMGEN_EXECUTOR=NAME, and take this out" in capsys.readouterr().err


def test_no_module_of_the_working_folder_is_an_executor(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root / "evil_hands.py", "raise SystemExit('ran')")
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setenv("KAMGEN_EXECUTOR", "evil_hands:x")
    assert run(["check", "--workers", "2", "--as-of", "2026-11-20"]) == 2
    assert "ModuleNotFoundError: No module named 'evil_hands'" in capsys.readouterr().err
