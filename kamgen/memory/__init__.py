"""Memory of pure functions: what was made from what, by the digest of all that it was made from.

digest   the keys
values   values as bytes and back
forget   a memory that keeps nothing
disk     a memory in a file, shared by runs
ram      one at hand before another, for a server

There is nothing to invalidate: what was made from something else has another key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

Key = bytes


class Memory(Protocol):
    """Keeps values by their keys, and may forget any of them at any time."""

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """The values that are known of those keys."""

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Remember values: frozen ones of kamgen's model, or plain ones."""

    def hold(self, keys: Iterable[Key]) -> None:
        """Values of those keys may be wanted by the next run, though this one does not ask for them."""
