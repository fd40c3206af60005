"""When to begin: soon after a single save, and once for a burst of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
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

    def __init__(self, pace: Pace) -> None:
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
