"""`kamgen serve` and `check --watch`: what they say, and how they go on and end."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kamgen.cache import LayeredCache, NullCache
from kamgen.cli import serve
from kamgen.cli.main import run
from kamgen.cli.serve import WatchedSite, again_and_again, maker
from kamgen.cli.terminal import Terminal
from kamgen.engine.worker_pool import WorkerPool
from kamgen.model.errors import ContentError
from kamgen.serve.change_queue import ChangeQueue, DebounceTimes
from kamgen.serve.state import LiveSite, SiteState
from tests.cli.small_site import HALDEN, Shell


class Scripted(ChangeQueue):
    """Changes that come one after the other, then Ctrl-C."""

    def __init__(self, *steps: Path) -> None:
        super().__init__(DebounceTimes(0, 0, 3, 0, 0))
        self.steps = iter(steps)

    def wait(self) -> serve.Batch:
        for path in self.steps:
            self.notice(str(path))
            return super().wait()
        raise KeyboardInterrupt


@pytest.fixture
def plan(site: Shell) -> Path:
    return site.folder.resolve() / "content/accounts/halden.md"


def watching(site: Shell, *steps: Path) -> WatchedSite:
    return WatchedSite(site.folder, Terminal(), poll=False, changes=Scripted(*steps))


def test_acts_at_once_and_after_every_change_and_ends_with_the_last_exit_code(site: Shell, plan: Path) -> None:
    codes = iter([1, 1, 0])
    assert again_and_again(watching(site, plan, plan), lambda: next(codes)) == 0
    assert list(codes) == []


def test_an_error_is_said_and_the_next_change_may_mend_it(
    site: Shell, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = iter([ContentError("there is no\x1b plan", "write one")])

    def act() -> int:
        for error in errors:
            raise error
        return 1

    assert again_and_again(watching(site, plan), act) == 1
    caught = capsys.readouterr()
    assert (caught.out, caught.err) == ("", "error: there is no\\x1b plan\nhelp: write one\n")


def test_the_screen_is_cleared_on_a_terminal_only(
    site: Shell, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("time.strftime", lambda _form: "14:02:11")
    again_and_again(watching(site, plan), lambda: 0)
    clear = "\x1b[2J\x1b[3J\x1b[H"
    assert capsys.readouterr().out == (
        f"{clear}14:02:11  watching; Ctrl-C ends\n\n"
        f"{clear}14:02:11  content/accounts/halden.md changed; Ctrl-C ends\n\n"
    )


def test_check_watches_until_ctrl_c(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.folder / "content/accounts/nordics/nord.md").unlink()
    monkeypatch.setattr(serve, "ChangeQueue", lambda: Scripted(site.folder / "content/accounts/halden.md"))
    ran = site("check", "--watch", "--output-format", "concise", "--select", "CRM")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines().count("Checked 1 account as of 2026-11-20: 1 warning.") == 2


def test_a_baseline_is_held_against_every_check_while_watching(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    site("check", "--write-baseline")
    monkeypatch.setattr(serve, "ChangeQueue", lambda: Scripted(site.folder / "content/accounts/halden.md"))
    ran = site("check", "--watch", "--fail-on", "advice", "--output-format", "concise")
    assert (ran.code, ran.out.count("no findings; 5 known from the baseline.")) == (0, 2)


def test_a_site_that_moves_its_plans_is_followed(site: Shell, plan: Path) -> None:
    root = site.folder.resolve()
    following = watching(site, root / "site.toml", plan, root / "site.toml")
    seen: list[Path] = []
    with following:
        rounds = following.batches()
        next(rounds)
        (root / "plans").mkdir()
        site.write("site.toml", '[site]\nbase_url = "https://a.example/kam"\n[content]\naccounts = "plans"\n')
        next(rounds)
        seen.append(following.watch_paths.accounts)
        assert following.watch_paths.mount == "/kam/"
        next(rounds)
        site.write("site.toml", "[content\n")
        next(rounds)
        seen.append(following.watch_paths.accounts)
    assert seen == [root / "plans", root / "plans"]


def test_the_report_that_is_written_does_not_wake_the_watcher(site: Shell) -> None:
    report = site.folder / "content/accounts/report.txt"
    watcher = WatchedSite(site.folder, Terminal(), poll=False, own=(report,))
    assert not watcher.watch_paths.matters(str(report))


def test_the_site_is_made_for_the_day_it_is(site: Shell) -> None:
    days = iter([date(2026, 11, 20), date(2026, 11, 21)])
    make = maker(
        LayeredCache(NullCache()),
        WorkerPool(),
        site.folder,
        (None, False),
        lambda: next(days),
        Terminal(True, False, True),
    )
    assert [make().report().as_of for _ in range(2)] == [date(2026, 11, 20), date(2026, 11, 21)]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The pages that a browser gets after each state of the site."""
    others = set(threading.enumerate())
    pages: list[str] = []
    rebuild = LiveSite.rebuild
    address: list[str] = []
    told = Terminal.result

    def result(self: Terminal, text: str, file: Path | None = None) -> None:
        address.append(text.split()[2])
        told(self, text, file)

    def rebuilt(self: LiveSite, covers: int) -> SiteState:
        state = rebuild(self, covers)
        try:
            with urllib.request.urlopen(f"{address[0]}accounts/halden.html", timeout=30) as answer:
                pages.append(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                pages.append(f"{error.code} {error.read().decode()}")
        return state

    monkeypatch.setattr(LiveSite, "rebuild", rebuilt)
    monkeypatch.setattr(Terminal, "result", result)
    yield pages
    assert {thread for thread in threading.enumerate() if "serve_forever" in thread.name} <= others


def scripted(monkeypatch: pytest.MonkeyPatch, *steps: tuple[Path, str]) -> None:
    """Files to write, each noticed as a change."""

    class Writing(Scripted):
        def __init__(self) -> None:
            super().__init__(*(path for path, _ in steps))
            self.texts = iter([text for _, text in steps])

        def notice(self, path: str) -> None:
            Path(path).write_text(next(self.texts), encoding="utf-8")
            super().notice(path)

    monkeypatch.setattr(serve, "ChangeQueue", Writing)
    monkeypatch.setattr(serve, "Watcher", NoWatcher)


class NoWatcher:
    """Hears of nothing."""

    def __init__(self, *_given: object) -> None: ...
    def follow(self, *_given: object) -> None: ...
    def close(self) -> None: ...


def test_serves_what_is_saved_and_tells_each_rebuild_in_a_line(
    site: Shell, plan: Path, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site.folder.resolve()
    nord = root / "content/accounts/nordics/nord.md"
    scripted(
        monkeypatch,
        (plan, HALDEN.replace("Halden Marine", "Halden Subsea")),
        (nord, HALDEN.replace("Halden Marine", "Nord")),
        (root / "site.toml", "[site]\ntitel = 1\n"),
    )
    monkeypatch.setattr("time.perf_counter", lambda: 1.0)
    ran = site("serve", "--port", "0")
    assert ran.code == 0
    assert ran.out.startswith("Serving at http://127.0.0.1:")
    assert ran.out.endswith("/ (Ctrl-C ends)\n")
    assert ran.err.splitlines()[:4] == [
        "2 accounts read: made in 0.00 s; 1 error, 4 warnings",
        "content/accounts/halden.md changed: made in 0.00 s; 1 error, 4 warnings",
        "content/accounts/nordics/nord.md changed: made in 0.00 s; 4 warnings (1 fixed)",
        "site.toml changed, and the site cannot be made from it; pages stay as they were",
    ]
    assert ran.err.splitlines()[4].startswith("error: site.toml:2:1: ")
    assert ["Halden Subsea</bdi></h1>" in page for page in served] == [False, True, True, True]
    assert ['data-problem=""' in page for page in served] == [True, True, True, False]
    assert 'As of <time datetime="2026-11-20">' in served[0]


def test_starts_with_a_broken_site_and_shows_why(
    site: Shell, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site.folder.resolve()
    site.write("site.toml", "[site]\ntitel = 1\n")
    scripted(monkeypatch, (root / "site.toml", ""))
    assert site("serve", "--port", "0", "--quiet").code == 0
    assert served[0].startswith("500 ")
    assert "<code>site.toml:2:1</code>" in served[0]
    assert "Halden Marine</bdi></h1>" in served[1]


def test_a_theme_that_is_not_there_is_shown_too(
    site: Shell, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted(monkeypatch)
    ran = site("serve", "--port", "0", "--theme", "nope")
    assert ran.code == 0
    assert served[0].startswith("500 ")
    assert "there is no theme `nope`" in served[0]
    assert "there is no theme `nope`" in ran.err


def test_a_site_is_mounted_at_the_path_of_its_address(
    site: Shell, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("site.toml", '[site]\nbase_url = "https://team.example/sales/accounts"\n')
    scripted(monkeypatch)
    ran = site("serve", "--port", "0")
    assert ran.out.endswith("/sales/accounts/ (Ctrl-C ends)\n")
    assert "Halden Marine</bdi></h1>" in served[0]


def test_without_a_site_there_is_nothing_to_serve(shell: Shell) -> None:
    ran = shell("serve")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("help: run `kamgen init` to make one\n")


def test_a_host_of_another_machine_is_an_error(site: Shell) -> None:
    assert run(["serve", "--site", str(site.folder), "--host", "203.0.113.7"]) == 2
