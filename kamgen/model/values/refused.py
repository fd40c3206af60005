"""A value that cannot be read, and how values are shown in messages."""

from __future__ import annotations


class Refused(ValueError):
    """A value that cannot be read: what is wrong, what to write, and under which rule it is reported."""

    def __init__(self, message: str, write: str = "", code: str = "FMT003") -> None:
        super().__init__(message)
        self.message = message
        self.write = write
        self.code = code


def shown(value: object) -> str:
    """What the writer wrote, short enough for a message."""
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= 60 else f"{text[:57]}…"
