"""A memory that keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kamgen.memory import Key


class Forgetful:
    """Knows nothing, keeps nothing: everything is made anew."""

    def recall(self, keys: Iterable[Key]) -> dict[Key, Any]:  # noqa: ARG002 (a memory's signature)
        """Nothing."""
        return {}

    def keep(self, values: Mapping[Key, Any]) -> None:
        """Nothing is kept."""

    def hold(self, keys: Iterable[Key]) -> None:
        """Nothing is held."""
