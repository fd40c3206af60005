"""Python's search for garbage, made rare while a site is read and made.

A run makes millions of values that stay, and next to none that refer to each other in circles. Looking them all over
again and again finds nothing and takes a sixth of the time (`bench/builds.py`, 1,000 plans; the memory is the same).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (100_000, 50, 100)
"""New values before a search among the newest, and searches before one among those that stayed (see `gc`)."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within it, or within a function it decorates, garbage is searched for rarely; afterwards as often as before."""
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
