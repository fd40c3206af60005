"""Values as bytes and back: msgpack of plain data, read into the type that is asked for. There is nothing to execute.

Each thing that is cached has one type. It is made of what that type declares: structs, tuples
(named or not), texts, numbers, decimals, dates and enums (the value of an enum is a text).
"""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

T = TypeVar("T")


def _as_text(value: object) -> str:
    """Texts that are marked as safe to show (`markupsafe.Markup`), as plain ones."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value)} is no plain value")


def _marked(kind: type, value: object) -> object:
    """The same, marked again as their field declares."""
    if issubclass(kind, str) and isinstance(value, str):
        return kind(value)
    raise TypeError(f"{kind} is no plain value")


_ENCODER = Encoder(enc_hook=_as_text)
_DECODERS: dict[object, Decoder[Any]] = {}
"""One a type, which takes a while to make."""


class DamagedValue(Exception):
    """Bytes that hold no value of the type that is asked for."""


def encode(value: object) -> bytes | None:
    """A value as bytes; None for what has no such form: names of files that are not UTF-8, numbers over 64 bits."""
    try:
        return _ENCODER.encode(value)
    except (UnicodeEncodeError, OverflowError):
        return None


def decode(data: bytes, kind: type[T]) -> T:
    """The value of that type that `encode` wrote. Raises `DamagedValue` for anything else."""
    try:
        decoder: Decoder[T] = (
            _DECODERS[kind] if kind in _DECODERS else _DECODERS.setdefault(kind, Decoder(kind, dec_hook=_marked))
        )
        return decoder.decode(data)
    except (DecodeError, RecursionError, MemoryError) as error:
        raise DamagedValue(str(error)) from error
