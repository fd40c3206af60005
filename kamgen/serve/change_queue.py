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


class Debouncer:
    """Gathers changes until it is time to act on them. It has no clock: times (seconds, never falling) are given."""

    def __init__(self, pace: DebounceTimes) -> None:
        self._pace = pace
        self._paths: dict[str, None] = {}
        self._first = self._last = 0.0

    def seen(self, path: str, now: float) -> None:
        """A change that was noticed just now."""
        if not self._paths:
            self._first = now
        self._paths[path] = None
        self._last = now

    def due(self) -> float | None:
        """When to begin, as things stand; None when nothing has changed."""
        if not self._paths:
            return None
        pace = self._pace
        if len(self._paths) <= pace.few:
            return min(self._last + pace.quiet, self._first + pace.longest)
        return min(self._last + pace.burst_quiet, self._first + pace.burst_longest)

    def take(self) -> tuple[str, ...]:
        """What has changed, in the order noticed, each once; from here on nothing has."""
        paths = tuple(self._paths)
        self._paths = {}
        return paths


EVERYTHING = ""
"""The path of a change when the system has lost count."""

_STRETCH = 1.0
"""Seconds of one wait. Ctrl-C does not interrupt an endless one everywhere."""


class Batch(NamedTuple):
    """Changes to act on together."""

    paths: tuple[str, ...]
    number: int
    """How many changes had been noticed when this was taken: whatever is read from now on has seen them all."""


class ChangeQueue:
    """Safe to use from any thread."""

    def __init__(self, pace: DebounceTimes | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._news = threading.Condition()
        self._clock = clock
        self._debouncer = Debouncer(pace or DebounceTimes())
        self._noticed = 0

    @property
    def noticed(self) -> int:
        """How many changes there have been so far."""
        return self._noticed

    def notice(self, path: str) -> None:
        """Something changed just now."""
        with self._news:
            self._noticed += 1
            self._debouncer.seen(path, self._clock())
            self._news.notify_all()

    def wait(self) -> Batch:
        """The next changes, once it is time to act on them."""
        with self._news:
            while True:
                due = self._debouncer.due()
                left = _STRETCH if due is None else due - self._clock()
                if left <= 0:
                    return Batch(self._debouncer.take(), self._noticed)
                self._news.wait(min(left, _STRETCH))
