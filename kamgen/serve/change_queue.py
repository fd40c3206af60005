"""Changes on their way from the thread that notices them to the one that acts on them: debounced, so that a burst of
saves is one rebuild."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct


class DebounceTimes(Struct, frozen=True):
    """How long to wait for more, in seconds."""

    quiet: float = 0.025
    """Without a further change, after a few files: longer than an editor needs for one save."""
    burst_quiet: float = 0.1
    """The same after many: a checkout, a copy, a replacement in all files."""
    few: int = 3
    """Files up to which it is no burst."""
    longest: float = 1.0
    """After the first change, whether it is quiet or not."""
    burst_longest: float = 5.0
    """The same in a burst: a checkout half done is worth no rebuild."""


EVERYTHING = ""
"""The path of a change when the system has lost count."""

_STRETCH = 1.0
"""Seconds of one wait. Ctrl-C does not interrupt an endless one everywhere."""


class Batch(NamedTuple):
    """Changes to act on together."""

    paths: tuple[str, ...]
    """In the order noticed, each once."""
    number: int
    """How many changes had been noticed when this was taken: whatever is read from now on has seen them all."""


class ChangeQueue:
    """Gathers changes until it is time to act on them. Safe to use from any thread."""

    def __init__(self, pace: DebounceTimes | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` tells seconds that never fall."""
        self.noticed = 0
        """How many changes there have been so far."""
        self._news = threading.Condition()
        self._clock = clock
        self._pace = pace or DebounceTimes()
        self._paths: dict[str, None] = {}
        self._first = self._last = 0.0

    def notice(self, path: str) -> None:
        """Something changed just now."""
        with self._news:
            self._last = self._clock()
            self._first = self._first if self._paths else self._last
            self._paths[path] = None
            self.noticed += 1
            self._news.notify_all()

    def begins(self) -> float | None:
        """When to begin, as things stand; None when nothing has changed."""
        if not self._paths:
            return None
        pace = self._pace
        if len(self._paths) <= pace.few:
            return min(self._last + pace.quiet, self._first + pace.longest)
        return min(self._last + pace.burst_quiet, self._first + pace.burst_longest)

    def wait(self) -> Batch:
        """The next changes, once it is time to act on them; from then on nothing has changed."""
        with self._news:
            while (begins := self.begins()) is None or begins > self._clock():
                self._news.wait(_STRETCH if begins is None else min(begins - self._clock(), _STRETCH))
            batch = Batch(tuple(self._paths), self.noticed)
            self._paths = {}
            return batch
