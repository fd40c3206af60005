"""The newest state of the site, and those who wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kamgen.model.errors import KamgenError, ThemeError
from kamgen.model.finding import Report
from kamgen.serve.change_queue import ChangeQueue
from kamgen.serve.rebuild_log import Problem


class Snapshot(Protocol):
    """One state of the whole site, its pages made when asked for.

    `file` and `report` are called from several threads, `file` never twice at once; a next snapshot may be under way.
    """

    def file(self, path: str) -> bytes | Path | None:
        """What is at ``path`` below the site (``index.html``, ``static/kamgen.css``); None when nothing is.

        Raises ThemeError when its template fails.
        """

    def report(self) -> Report:
        """The findings of this state."""


Make = Callable[[], Snapshot]
"""Reads everything anew. Raises KamgenError for a site that cannot be made: site.toml or the theme is broken."""


PATIENCE = 10.0
"""Seconds a request waits for the rebuild after a save; then it gets the page as it was."""
_KEPT = 64
"""Pages kept in case their template breaks."""


class SiteState(Struct, frozen=True):
    """What there is to serve."""

    name: str
    """Another one after every rebuild, also of another run of the server; empty before the first."""
    snapshot: Snapshot | None = None
    """The last one that could be made; None when none could so far."""
    problem: Problem | None = None
    """Why it is not the newest."""


class LookupResult(Struct, frozen=True):
    """What was looked for, in the state it was found in."""

    state: str
    content: bytes | Path | None
    problem: Problem | None
    """Why it is not the newest."""


class LiveSite:
    """The site, made anew when told to. One thread rebuilds; any other may look."""

    def __init__(
        self,
        make: Make,
        changes: ChangeQueue,
        explain: Callable[[KamgenError | OSError], Problem],
        run: str,
        patience: float = PATIENCE,
    ) -> None:
        """``run`` is another text for each run of the server."""
        self._make = make
        self._changes = changes
        self._explain = explain
        self._run = run
        self._patience = patience
        self._state = SiteState("")
        self._rebuilds = 0
        self._covered = -1
        self._closed = False
        self._news = threading.Condition()
        self._rendering = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def rebuild(self, covers: int) -> SiteState:
        """Make the site anew; ``covers`` is the number of changes noticed before this began."""
        snapshot, problem = self._state.snapshot, None
        try:
            snapshot = self._make()
        except (KamgenError, OSError) as error:
            problem = self._explain(error)
        with self._news:
            self._rebuilds += 1
            self._covered = covers
            self._state = SiteState(f"{self._run}-{self._rebuilds}", snapshot, problem)
            self._news.notify_all()
        return self._state

    def lookup(self, path: str) -> LookupResult:
        """What is at ``path`` below the site, once every save noticed so far is in it."""
        wanted = self._changes.noticed
        with self._news:
            self._news.wait_for(lambda: self._closed or self._covered >= wanted, self._patience)
            state = self._state
        if state.snapshot is None:
            return LookupResult(state.name, None, state.problem)
        try:
            with self._rendering:
                content = state.snapshot.file(path)
                if isinstance(content, bytes) and path.endswith(".html"):
                    self._kept[path] = content
                    self._kept.move_to_end(path)
                    if len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
        except (ThemeError, OSError) as error:
            return LookupResult(state.name, self._kept.get(path), state.problem or self._explain(error))
        return LookupResult(state.name, content, state.problem)

    def wait_for_other(self, name: str, seconds: float) -> str | None:
        """The name of the state, once it is not ``name``; the same after ``seconds``; None when the server ends."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._state.name != name, seconds)
            return None if self._closed else self._state.name

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._news:
            self._closed = True
            self._news.notify_all()
