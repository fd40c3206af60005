"""A memory that keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kamgen.memory import Key, Memory


class Forgetful:
    """Knows nothing, keeps nothing: everything is made anew."""

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:  # noqa: ARG002 (a memory's signature)
        """Nothing."""
        return {}

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Nothing is kept."""

    def hold(self, keys: Iterable[Key]) -> None:
        """Nothing is held."""


class ReadOnly:
    """What another memory knows; what is made now is not worth keeping there."""

    def __init__(self, behind: Memory) -> None:
        self._behind = behind

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """The values that are known of those keys."""
        return self._behind.recall(keys)

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Keeps nothing."""

    def hold(self, keys: Iterable[Key]) -> None:
        """Asks for nothing."""
