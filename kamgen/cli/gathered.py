"""Several options of a command as one value, so that its function asks for what it works with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")


def gathered(
    name: str, keys: tuple[str, ...], make: Callable[..., object]
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Hand the options ``keys`` to ``make``, in that order, and what it makes to the command as ``name``."""

    def decorate(command: Callable[..., Result]) -> Callable[..., Result]:
        @wraps(command)
        def call(**given: Any) -> Result:
            made = make(*(given.pop(key) for key in keys))
            return command(**{name: made}, **given)

        return call

    return decorate
