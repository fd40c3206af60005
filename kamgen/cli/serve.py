"""What `serve` and `check --watch` do: a site whose changes are watched, a day that goes on, a server of pages."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from click.core import ParameterSource

import kamgen
from kamgen.cache import LayeredCache
from kamgen.cli import options
from kamgen.cli.open_site import open_site, report_of, site_root
from kamgen.cli.options import Work
from kamgen.cli.runtime import open_cache, open_worker_pool, plan_history_of, with_history
from kamgen.cli.terminal import Terminal, say
from kamgen.engine.account_histories import account_histories
from kamgen.engine.engine import Engine
from kamgen.engine.site import SiteSnapshot, make_build_plan
from kamgen.engine.worker_pool import WorkerPool
from kamgen.history.plan_history import PlanHistory
from kamgen.model.config import BuildTable, SiteConfig
from kamgen.model.errors import ConfigError, KamgenError
from kamgen.model.finding import Report
from kamgen.parse.config import parse_config
from kamgen.read.disk import read_site_text
from kamgen.render.theme import load_theme
from kamgen.report.findings import visible
from kamgen.serve.change_queue import EVERYTHING, Batch, ChangeQueue
from kamgen.serve.rebuild_log import failed_lines, problem_of, rebuild_line, what_changed
from kamgen.serve.server import Server, start_server
from kamgen.serve.state import LiveSite, Make
from kamgen.serve.watch import Watcher, WatchPaths, watch_paths_of

_MOUNTS = Path("/proc/self/mounts")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Empties a terminal, with what has scrolled away."""


def day_of(as_of: date) -> Callable[[], date]:
    """The day given with `--as-of`; without, today, however long the command has been running."""
    source = click.get_current_context().get_parameter_source("as_of")
    return options.today if source is ParameterSource.DEFAULT else lambda: as_of


class WatchedSite:
    """A site's folder and what changes in it. Entered, it is watched; left, no longer."""

    def __init__(
        self,
        given: Path | None,
        terminal: Terminal,
        poll: bool,
        own: tuple[Path, ...] = (),
        changes: ChangeQueue | None = None,
    ) -> None:
        """`ConfigError` when there is no site.toml; one that is wrong is no matter here. ``own`` is left unwatched."""
        self.root = site_root(given)
        self.changes = changes or ChangeQueue()
        self._own = tuple(path.absolute() for path in own)
        self.watch_paths = self._read_watch_paths(None)
        self._watcher = Watcher(self.changes, terminal.note, poll)

    def __enter__(self) -> WatchedSite:
        self._watcher.follow(self.watch_paths, _mounts())
        return self

    def __exit__(self, *_error: object) -> None:
        self._watcher.close()

    def batches(self) -> Iterator[Batch]:
        """An empty batch to begin with, then the changes as they come, for ever."""
        yield Batch((), self.changes.noticed)
        while True:
            batch = self.changes.wait()
            if EVERYTHING in batch.paths or any(Path(path) in self.watch_paths.marks for path in batch.paths):
                self.watch_paths = self._read_watch_paths(self.watch_paths)
            self._watcher.follow(self.watch_paths, _mounts())
            yield batch

    def _read_watch_paths(self, former: WatchPaths | None) -> WatchPaths:
        """By site.toml as it is now; when it is wrong, as it was before, or as an empty one would have it."""
        shipped = Path(kamgen.__file__).parent.parent / "themes"
        try:
            site = parse_config(read_site_text(self.root))
        except ConfigError:
            if former is not None:
                return former
            site = SiteConfig()
        return watch_paths_of(self.root, site, shipped if shipped.is_dir() else None, self._own)


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if _MOUNTS.exists() else ""


def again_and_again(watched: WatchedSite, act: Callable[[], int]) -> int:
    """Call ``act`` now and after every change, until Ctrl-C; the last exit code.

    A terminal is emptied before, and told the time of day and what changed.
    """
    code = 0
    try:
        with watched:
            for batch in watched.batches():
                if sys.stdout.isatty():
                    changed = what_changed(batch.paths, watched.root)
                    what = f"{changed} changed" if changed else "watching"
                    say(f"{_CLEAR}{time.strftime('%H:%M:%S')}  {what}; Ctrl-C ends\n")
                code = _reporting_errors(act)
    except KeyboardInterrupt:
        pass
    return code


def _reporting_errors(act: Callable[[], int]) -> int:
    """What ``act`` answers; an error is said, and the next change may mend it."""
    try:
        return act()
    except KamgenError as error:
        lines = [*error.message.split("\n"), *([f"help: {error.help_text}"] if error.help_text else [])]
        say("error: " + "\n".join(map(visible, lines)), to_stderr=True)
        return error.exit_code


def serve_site(
    site: Path | None,
    theme: tuple[str | None, bool],
    as_of: date,
    address: tuple[str, int, bool],
    poll: bool,
    work: Work,
    terminal: Terminal,
) -> None:
    """Serve the site until Ctrl-C; ``address`` is host, port, and whether a browser is opened there."""
    host, port, open_browser = address
    with (
        WatchedSite(site, terminal, poll) as watched,
        open_cache(watched.root, work, terminal) as behind,
        open_worker_pool(BuildTable(), work) as pool,
    ):
        places = (watched.root, watched.root / "themes", *(folder.parent for folder in watched.watch_paths.themes))
        live = LiveSite(
            maker(LayeredCache(behind), pool, watched.root, theme, day_of(as_of), terminal),
            watched.changes,
            lambda error: problem_of(error, (*places, *watched.watch_paths.themes)),
            secrets.token_hex(4),
        )
        server = start_server(host, port, live, lambda: watched.watch_paths.mount, terminal.detail)
        _announce_address(server, port, watched.watch_paths.mount, terminal, open_browser)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            _rebuild_on_changes(live, watched, terminal)
        except KeyboardInterrupt:
            terminal.note("")
        finally:
            live.close()
            server.shutdown()
            server.server_close()


class _Reported(NamedTuple):
    """A `Snapshot` of the site with its findings."""

    file: Callable[[str], bytes | Path | None]
    report: Callable[[], Report]


def maker(
    cache: LayeredCache,
    pool: WorkerPool,
    root: Path,
    theme: tuple[str | None, bool],
    day: Callable[[], date],
    terminal: Terminal,
) -> Make:
    """What reads the site anew and judges it; pages are made when they are asked for.

    ``theme`` is its name (None: that of site.toml), and whether its templates are trusted.
    """
    engine = Engine(cache, pool)

    def make() -> _Reported:
        cache.rotate()
        session = open_site(root)
        look = load_theme(root, theme[0] or session.site.site.theme, trusted=theme[1])

        def judged(plan_history: PlanHistory | None) -> SiteSnapshot:
            linked = engine.link(session.content, session.site, day(), plan_history)
            pasts = account_histories(engine, linked, plan_history) if plan_history else None
            return SiteSnapshot(engine, make_build_plan(linked, look, pasts), root)

        plan_history = plan_history_of(session.root, session.content.folder, cache, terminal)
        snapshot = with_history(plan_history, terminal, judged)
        report = report_of(session, snapshot.portfolio, snapshot.portfolio)
        return _Reported(snapshot.file, lambda: report)

    return make


def _announce_address(server: Server, wanted: int, mount: str, terminal: Terminal, open_browser: bool) -> None:
    host, port = server.server_name, server.server_port
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    address = f"http://{shown}:{port}{mount}"
    if wanted not in (0, port):
        terminal.note(f"port {wanted} is taken, so this is the next free one")
    terminal.result(f"Serving at {address} (Ctrl-C ends)\n")
    if open_browser:
        click.launch(address)


def _rebuild_on_changes(live: LiveSite, watched: WatchedSite, terminal: Terminal) -> None:
    before: Report | None = None
    for batch in watched.batches():
        started = time.perf_counter()
        state = live.rebuild(batch.number)
        seconds = time.perf_counter() - started
        changed = what_changed(batch.paths, watched.root)
        if state.problem is not None:
            for line in failed_lines(changed, state.problem):
                say(line, to_stderr=True)
        elif state.snapshot is not None:
            after = state.snapshot.report()
            terminal.note(rebuild_line(changed, seconds, before, after))
            before = after
