"""A memory of the running process before another one: what a server needs again in an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any

from kamgen.memory import Key, Memory


class QuickMemory:
    """Keeps values at hand that were asked for since the turn before last; ``behind`` keeps them longer.

    Plans as bytes stay behind unless ``all_of_it`` is wanted: they are large, and seldom asked for. May be used by
    several threads.
    """

    def __init__(self, behind: Memory, all_of_it: bool = False) -> None:
        self._behind = behind
        self._all_of_it = all_of_it
        self._now: dict[Key, Any] = {}
        self._before: dict[Key, Any] = {}
        self._lock = Lock()

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """The values that are known of those keys."""
        keys = tuple(keys)
        with self._lock:
            found = {key: self._before[key] for key in keys if key in self._before}
            found |= {key: self._now[key] for key in keys if key in self._now}
            rest = [key for key in keys if key not in found]
            found |= self._behind.recall(rest) if rest else {}
            self._take(found)
        return found

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Remember values."""
        with self._lock:
            self._take(values)
            self._behind.keep(values)

    def hold(self, keys: Iterable[Key]) -> None:
        """Values of those keys may be wanted by the next run."""
        with self._lock:
            self._behind.hold(keys)

    def turn(self) -> None:
        """A new state begins: what the one before the last needed is let go."""
        with self._lock:
            self._before, self._now = self._now, {}

    def _take(self, values: Mapping[Key, Any]) -> None:
        self._now |= {key: value for key, value in values.items() if self._all_of_it or not isinstance(value, bytes)}
