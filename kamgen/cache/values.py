"""Values as bytes and back: what is read makes values and nothing else, wherever the bytes come from."""

from __future__ import annotations

import io
import pickle
from functools import cache
from importlib import import_module
from typing import Any

_PLAIN = {
    "builtins": {"frozenset", "set"},
    "datetime": {"date"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
    "markupsafe": {"Markup"},
}
"""What values may be made of beside the classes of `_OWN`."""

_OWN = (
    "kamgen.model.",
    "kamgen.render.account_rows",
    "kamgen.render.deadlines",
    "kamgen.text.numbers",
    "kamgen.render.worries",
    "kamgen.render.views.changes",
    "kamgen.render.views.moves",
    "kamgen.render.views.moves",
    "kamgen.render.views.rows",
    "kamgen.render.views.trend",
    "kamgen.write.previous_output",
)

_DAMAGE = (
    pickle.UnpicklingError,
    EOFError,
    ArithmeticError,
    AttributeError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading damaged bytes may raise."""


class DamagedValue(Exception):
    """Bytes that hold no value."""


class _Reader(pickle.Unpickler):
    """Makes nothing but values: no function of any module can be called by what the bytes say."""

    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> type:
    if name in _PLAIN.get(module, ()) or (module.startswith(_OWN) and "." not in name):
        found = getattr(import_module(module), name)
        if isinstance(found, type) and found.__module__ == module:
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no value")


def dump(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, 5)


def load(data: bytes) -> Any:
    """The value that `dump` wrote. Raises `DamagedValue` for anything else."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except _DAMAGE as error:
        raise DamagedValue(str(error)) from error
