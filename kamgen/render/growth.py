"""How much a template's values hold, and what would make much of little: refused before it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.utils import Namespace

LONGEST = 2_000_000
"""Letters of a text, or items of a list, that a template makes."""
NUMBER = 10_000
"""What a width, a count or the like may be, and how many bits a number may have."""
_WIDTH = re.compile(r"\d{5,}|\*")
"""Of a format, a width that fills memory."""
LETTERS = 16
"""Letters of a text that weigh as much as an item of a list."""
_GROWING = frozenset(["encode", "expandtabs", "format_map", "to_bytes", "translate"])
"""Methods that make a text of any length, or bytes, which nothing on a page needs."""
_WIDE = frozenset(
    ["batch", "center", "indent", "ljust", "rjust", "round", "slice", "tojson", "truncate", "wordwrap", "zfill"]
)
_REPEATING = frozenset(
    ["indent", "lstrip", "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "strip", "trim", "urlize"]
) | {"wordwrap"}
"""What goes through, or puts in, a given text for every letter of a text."""
_SLOW = frozenset(["dictsort", "groupby", "max", "min", "pprint", "sort", "tojson", "unique", "urlize", "wordwrap"])
HOLDING = (list, tuple, dict, set, frozenset, Namespace, range)


def weight_of(value: Any) -> int:
    """How many items a value has, with those of what it holds as often as it holds them; some letters are one."""
    weight, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        weight += 1
        if isinstance(each, str):
            weight += len(each) // LETTERS
        elif isinstance(each, range):
            weight += len(each)
        elif isinstance(each, Namespace):
            waiting.append(each._Namespace__attrs)
        elif isinstance(each, HOLDING):
            waiting += each
            if isinstance(each, dict):
                waiting += each.values()
        if weight + len(waiting) > LONGEST:
            raise SecurityError(f"a list of more than {LONGEST:,} items is too long, with what they hold")
    return weight


def steps_of(name: str, weight: int) -> int:
    """The steps that a filter or test takes for values of that weight."""
    return weight * (
        weight if name == "wordwrap" else 8 if name in _SLOW else 1
    )  # it goes on and on through long words


def check_format(text: str, given: Any = ()) -> None:
    """Refuse a format that fills memory with what it is given."""
    if _WIDTH.search(text):
        raise SecurityError("a format has a width that is too large, or is given beside it")
    check_size("a format", (text.count("%") + text.count("{")) * weight_of(given) * LETTERS)


def check_size(what: str, letters: int) -> None:
    """Refuse what makes, or goes through, more letters or items than `LONGEST`."""
    if letters > LONGEST:
        raise SecurityError(f"{what} may go through {letters:,} letters, or make as many")


def check_growth(name: str, value: Any, args: Iterable[Any], kwargs: dict[str, Any]) -> None:
    """Refuse what would make much of little."""
    given = [*args, *kwargs.values()]
    widest = max((abs(each) for each in given if isinstance(each, int)), default=0)
    longest = max((len(each) for each in given if isinstance(each, str)), default=0)
    if name in _GROWING:
        raise SecurityError(f"`{name}` may make a text of any length")
    if name in _WIDE and widest > NUMBER:
        raise SecurityError(f"`{name}` of {widest:,} is too large")
    if name == "sum" and any(isinstance(each, HOLDING) for each in given):
        raise SecurityError("`sum` adds numbers, not lists")
    if name == "join":
        items = value if isinstance(value, HOLDING) else given[0] if given else ()
        longest = max(longest, len(value) if isinstance(value, str) else 0)
        count = len(items) if isinstance(items, list | tuple | dict | set | range) else 20_000  # not known yet
        check_size("`join`", count * longest)
    elif isinstance(value, str):
        if name == "format":
            check_format(value, given)
        if name in _REPEATING:
            check_size(f"`{name}`", len(value) * max(longest, widest if name == "indent" else 0))
