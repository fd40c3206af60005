"""Changes on their way from the thread that notices them to the one that acts on them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from kamgen.serve.debounce import Debouncer, Pace

EVERYTHING = ""
"""The path of a change when the system has lost count."""

_STRETCH = 1.0
"""Seconds of one wait. Ctrl-C does not interrupt an endless one everywhere."""


class Batch(NamedTuple):
    """Changes to act on together."""

    paths: tuple[str, ...]
    number: int
    """How many changes had been noticed when this was taken: whatever is read from now on has seen them all."""


class Changes:
    """Safe to use from any thread."""

    def __init__(self, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._news = threading.Condition()
        self._clock = clock
        self._debouncer = Debouncer(pace or Pace())
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
