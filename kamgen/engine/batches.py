"""Work in portions, so that thousands of plans are never held at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 64
"""Plans whose results are remembered at once."""

T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in order, so many at a time."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
