"""What is odd about the texts of a front matter: nothing in them, a placeholder, or what would break a page."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Any, NamedTuple

from kamgen.model.body import PLACEHOLDERS, is_placeholder
from kamgen.model.links import CodedFault
from kamgen.model.places import FrontText, KeyPath, join_key
from kamgen.model.plan import Fault
from kamgen.model.values import shown
from kamgen.parse.decode import CONTROL
from kamgen.parse.shape import Shape

LONGEST_NAME = 200
"""Letters of a name; a page has no room for more."""

_NAMES = frozenset(["name", "owner", "category", "parent", "system", "title", "role", "function", "to", "met_by"])
_LETTERS = string.ascii_letters + string.digits
_PLACEHOLDER_LETTERS = {word[0] for word in (*PLACEHOLDERS, "lorem")}
_PLACEHOLDER_PAIRS = {word[:2] for word in (*PLACEHOLDERS, "lorem")}
HARMLESS = frozenset(
    beginning
    for letter in _LETTERS
    for beginning in ([letter] if letter.lower() not in _PLACEHOLDER_LETTERS else map(letter.__add__, _LETTERS))
    if beginning.lower() not in _PLACEHOLDER_PAIRS
)
"""Beginnings of one or two letters that no placeholder has."""
_UNSAFE = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of characters."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FIRST_BYTE = b"\xe2"
"""Those that turn the direction of writing begin with it in UTF-8, where it is found many times as fast."""


class Gone:
    """Why a value is left out."""


GONE = Gone()
"""It is wrong, and that has been said."""
UNWRITTEN = Gone()
"""Nothing is written there yet."""


class Verdict(NamedTuple):
    """What is to be done about the value of a key, and what to say of it."""

    path: KeyPath
    value: object = GONE
    """What to read in its place: another value, `GONE` or `UNWRITTEN`."""
    fault: CodedFault | None = None


def is_doubtful(text: str, key: str) -> bool:
    """Whether the text of a key may ask for a verdict."""
    if len(text) > LONGEST_NAME and key in _NAMES:
        return True
    return not text.strip() or is_placeholder(text)


def verdicts(data: Any, shape: Shape, path: KeyPath = ()) -> Iterator[Verdict]:
    """What is to be done about the texts of ``data``, in the order they stand in."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        here = (*path, key)
        if isinstance(value, str):
            known = shape.below(here)
            if known is not None and (found := _verdict(here, value, known)):
                yield found
        elif isinstance(value, dict | list):
            yield from verdicts(value, shape, here)


def _verdict(path: KeyPath, value: str, known: Shape) -> Verdict | None:
    key = join_key(path)
    name = next(str(part) for part in reversed(path) if isinstance(part, str))
    if not value.strip():
        if isinstance(path[-1], str):
            return Verdict(path, UNWRITTEN)
        return Verdict(path, GONE, ("FMT003", Fault(key, f"{name}: this entry is empty", "its text, or no entry")))
    if known.text and is_placeholder(value):
        if known.required and len(path) == 1:
            return Verdict(path, GONE, ("FMT004", _no_value(name, value, known)))
        message = f"{name}: `{shown(value.strip())}` only holds a place"
        return Verdict(path, GONE, ("FMT010", Fault(key, message, "what is true, or leave the key out")))
    if len(value) > LONGEST_NAME and name in _NAMES:
        message = f"{name}: this name has {len(value)} letters, more than {LONGEST_NAME}"
        return Verdict(path, f"{value[: LONGEST_NAME - 1]}…", ("FMT003", Fault(key, message, "a shorter name")))
    return None


def _no_value(name: str, value: str, known: Shape) -> Fault:
    write = f"a line such as `{name}: {known.examples[0] if known.examples else '…'}`"
    return Fault(name, f"no {name}: `{shown(value.strip())}` only holds a place", write)


def safe(data: dict[str, Any], front: FrontText) -> tuple[dict[str, Any], tuple[CodedFault, ...]]:
    """``data`` without characters that would break a page, and a fault for each text that held one."""
    raw = front.text
    if "\\" not in raw and (raw.isascii() or not _turns(raw)):
        return data, ()
    faults: list[CodedFault] = []
    cleaned = _cleaned(data, (), faults)
    return (cleaned if faults else data), tuple(faults)


def _turns(raw: str) -> bool:
    return _FIRST_BYTE in raw.encode(errors="surrogatepass") and _TURNING.search(raw) is not None


def _cleaned(value: Any, path: KeyPath, faults: list[CodedFault]) -> Any:
    if isinstance(value, str):
        return _clean_text(value, path, faults) if _UNSAFE.search(value) else value
    if isinstance(value, list):
        return [_cleaned(item, (*path, number), faults) for number, item in enumerate(value)]
    if isinstance(value, dict):
        pairs = ((_clean_key(key, path, faults), item) for key, item in value.items())
        return {key: _cleaned(item, (*path, str(key)), faults) for key, item in pairs}
    return value


def _clean_key(key: Any, path: KeyPath, faults: list[CodedFault]) -> Any:
    return _clean_text(key, path, faults) if isinstance(key, str) and _UNSAFE.search(key) else key


def _clean_text(text: str, path: KeyPath, faults: list[CodedFault]) -> str:
    found = _UNSAFE.search(text)
    code = f"U+{ord(found[0]):04X}" if found else ""
    message = f"an invisible character ({code}) stands in this text and would garble the page"
    faults.append(("FMT003", Fault(join_key(path), message, "the text without it")))
    return _UNSAFE.sub("", text)
