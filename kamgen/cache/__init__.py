"""A cache of pure functions: what was made from what, under the digest of everything that it was made from.

    Cache           the interface: get, put, retain
    DiskCache       in a file, shared by runs (`cache.disk`)
    LayeredCache    what a server needs again in an instant, before another cache
    NullCache       knows nothing: everything is made anew

There is no invalidation: what was made from something else has another key (`cache.digest`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any, Protocol, TypeVar

Key = bytes
T = TypeVar("T")


class Cache(Protocol):
    """Values by their keys; any of them may be gone at any time."""

    def get(self, keys: Iterable[Key], kind: type[T]) -> dict[Key, T]:
        """The values that are known of those keys, which are all of one type."""

    def put(self, values: Mapping[Key, Any]) -> None:
        """Store values: frozen ones of kamgen's model, or plain ones."""

    def retain(self, keys: Iterable[Key]) -> None:
        """Values of those keys may be wanted by the next run, though this one does not get them."""


class NullCache:
    """Knows nothing and stores nothing."""

    def get(self, keys: Iterable[Key], kind: type[T]) -> dict[Key, T]:  # noqa: ARG002 (a cache's signature)
        """Nothing."""
        return {}

    def put(self, values: Mapping[Key, Any]) -> None:
        """Stores nothing."""

    def retain(self, keys: Iterable[Key]) -> None:
        """Retains nothing."""


class LayeredCache:
    """Has at hand what was got or put since the rotation before last; ``behind`` has it for longer.

    Plans as bytes stay behind: they are large, and seldom needed. Of a ``scratch`` cache nothing is worth storing
    behind, so that all stays at hand. May be used by several threads.
    """

    def __init__(self, behind: Cache, scratch: bool = False) -> None:
        self._behind = behind
        self._scratch = scratch
        self._now: dict[Key, Any] = {}
        self._before: dict[Key, Any] = {}
        self._lock = Lock()

    def get(self, keys: Iterable[Key], kind: type[T]) -> dict[Key, T]:
        """The values that are known of those keys."""
        keys = tuple(keys)
        with self._lock:
            found = {key: self._before[key] for key in keys if key in self._before}
            found |= {key: self._now[key] for key in keys if key in self._now}
            rest = [key for key in keys if key not in found]
            found |= self._behind.get(rest, kind) if rest else {}
            self._take(found)
        return found

    def put(self, values: Mapping[Key, Any]) -> None:
        """Store values."""
        with self._lock:
            self._take(values)
            if not self._scratch:
                self._behind.put(values)

    def retain(self, keys: Iterable[Key]) -> None:
        """Values of those keys may be wanted by the next run."""
        with self._lock:
            self._behind.retain(keys)

    def rotate(self) -> None:
        """A new state begins: what the one before the last needed is let go."""
        with self._lock:
            self._before, self._now = self._now, {}

    def _take(self, values: Mapping[Key, Any]) -> None:
        self._now |= {key: value for key, value in values.items() if self._scratch or not isinstance(value, bytes)}
