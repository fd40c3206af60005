"""What `serve` and `check --watch` share: a site whose changes are watched, and a day that goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

import kamgen
from kamgen.cli import options
from kamgen.cli.open_site import site_root
from kamgen.cli.terminal import Terminal
from kamgen.model.config import SiteConfig
from kamgen.model.errors import ConfigError, KamgenError
from kamgen.parse.config import parse_config
from kamgen.read.disk import read_site_text
from kamgen.report.text import visible
from kamgen.serve.change_queue import EVERYTHING, Batch, ChangeQueue
from kamgen.serve.rebuild_log import what_changed
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
    """Call ``act`` now and after every change, until Ctrl-C; the last exit code."""
    code = 0
    try:
        with watched:
            for batch in watched.batches():
                _head(what_changed(batch.paths, watched.root))
                code = _told(act)
    except KeyboardInterrupt:
        pass
    return code


def _head(changed: str) -> None:
    """On a terminal: an empty screen, the time of day and what changed."""
    if sys.stdout.isatty():
        click.echo(
            f"{_CLEAR}{time.strftime('%H:%M:%S')}  {f'{changed} changed' if changed else 'watching'}; Ctrl-C ends\n"
        )


def _told(act: Callable[[], int]) -> int:
    """What ``act`` answers; an error is said, and the next change may mend it."""
    try:
        return act()
    except KamgenError as error:
        lines = [*error.message.split("\n"), *([f"help: {error.help_text}"] if error.help_text else [])]
        click.echo("error: " + "\n".join(map(visible, lines)), err=True)
        return error.exit_code
