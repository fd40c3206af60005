"""`kamgen serve`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamgen.cli import options
from kamgen.cli.options import Work, rarely_collected
from kamgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from kamgen.cache import LayeredCache
    from kamgen.cli.watch import WatchedSite
    from kamgen.engine.site import SiteSnapshot
    from kamgen.engine.worker_pool import WorkerPool
    from kamgen.history.plan_history import PlanHistory
    from kamgen.model.finding import Report
    from kamgen.serve.server import Server
    from kamgen.serve.state import LiveSite, Make, Snapshot


@click.command()
@options.site_option
@options.theme_options
@options.as_of_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Whom to answer: this machine.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to answer; the next free one when it is taken.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--poll", is_flag=True, help="Look for changes every second; for disks that do not tell of them.")
@options.work_options
@options.talk_options
@rarely_collected()
def serve(
    site: Path | None,
    theme: str | None,
    trust_theme: bool,
    as_of: date,
    host: str,
    port: int,
    open_browser: bool,
    poll: bool,
    work: Work,
    terminal: Terminal,
) -> int:
    """Serve the site from memory, and bring open pages up to date whenever a plan, site.toml or a theme is saved.

    The output folder is not touched. What is wrong with site.toml or a theme is shown on the page, which stays as it
    was until that is mended. Plans are judged as of today, anew with every change, unless --as-of says otherwise.

    Ctrl-C ends it, with exit code 0.
    """
    import secrets

    from kamgen.cache import LayeredCache
    from kamgen.cli.runtime import open_cache, open_crew
    from kamgen.cli.watch import WatchedSite, day_of
    from kamgen.model.config import BuildTable
    from kamgen.serve.rebuild_log import problem_of
    from kamgen.serve.server import start_server
    from kamgen.serve.state import LiveSite

    with (
        WatchedSite(site, terminal, poll) as watched,
        open_cache(watched.root, work, terminal) as behind,
        open_crew(BuildTable(), work) as pool,
    ):
        places = (watched.root, watched.root / "themes", *(folder.parent for folder in watched.watch_paths.themes))
        live = LiveSite(
            maker(LayeredCache(behind), pool, watched.root, (theme, trust_theme), day_of(as_of), terminal),
            watched.changes,
            lambda error: problem_of(error, (*places, *watched.watch_paths.themes)),
            secrets.token_hex(4),
        )
        server = start_server(host.strip("[]"), port, live, lambda: watched.watch_paths.mount, terminal.detail)
        _tell_address(server, port, watched.watch_paths.mount, terminal, open_browser)
        _run(server, live, watched, terminal)
    return 0


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
    from kamgen.engine.engine import Engine

    engine = Engine(cache, pool)

    def make() -> Snapshot:
        from kamgen.cli.git_history import archive_of, with_history
        from kamgen.cli.open_site import open_site, report_of
        from kamgen.engine.account_histories import account_histories
        from kamgen.engine.build_plan import make_build_plan
        from kamgen.engine.site import SiteSnapshot
        from kamgen.render.theme import load_theme

        cache.rotate()
        session = open_site(root)
        look = load_theme(root, theme[0] or session.site.site.theme, trusted=theme[1])
        plan_history = archive_of(session.root, session.content.folder, cache, terminal)

        def made(plan_history: PlanHistory | None) -> SiteSnapshot:
            linked = engine.link(session.content, session.site, day(), plan_history)
            pasts = account_histories(engine, linked, plan_history) if plan_history else None
            return SiteSnapshot(engine, make_build_plan(linked, look, pasts), root)

        snapshot = with_history(plan_history, terminal, made)
        portfolio = snapshot.portfolio
        report = report_of(session, portfolio, portfolio)
        return _Reported(snapshot, report)

    return make


@dataclass(frozen=True, slots=True)
class _Reported:
    """A state of the site with its findings."""

    snapshot: SiteSnapshot
    findings: Report

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path``."""
        return self.snapshot.file(path)

    def report(self) -> Report:
        """The findings."""
        return self.findings


def _tell_address(server: Server, wanted: int, mount: str, terminal: Terminal, open_browser: bool) -> None:
    host, port = server.server_name, server.server_port
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    address = f"http://{shown}:{port}{mount}"
    if wanted not in (0, port):
        terminal.note(f"port {wanted} is taken, so this is the next free one")
    terminal.result(f"Serving at {address} (Ctrl-C ends)\n")
    if open_browser:
        click.launch(address)


def _run(server: Server, live: LiveSite, watched: WatchedSite, terminal: Terminal) -> None:
    """Rebuild after every change, here, and answer requests in threads of their own, until Ctrl-C."""
    import threading

    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        _keep_up(live, watched, terminal)
    except KeyboardInterrupt:
        terminal.note("")
    finally:
        live.close()
        server.shutdown()
        server.server_close()


def _keep_up(live: LiveSite, watched: WatchedSite, terminal: Terminal) -> None:
    import time

    from kamgen.serve.rebuild_log import failed_lines, made_line, what_changed

    before: Report | None = None
    for batch in watched.batches():
        started = time.perf_counter()
        state = live.rebuild(batch.number)
        seconds = time.perf_counter() - started
        changed = what_changed(batch.paths, watched.root)
        if state.problem is not None:
            for line in failed_lines(changed, state.problem):
                click.echo(line, err=True)
        elif state.snapshot is not None:
            after = state.snapshot.report()
            terminal.note(made_line(changed, seconds, before, after))
            before = after
