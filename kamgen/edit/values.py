"""What the writer gave for a row, as YAML and TOML have it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kamgen.scaffold.yaml import scalar

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_VALUE = re.compile(r"\d{4}-(?:Q\d|\d\d(?:-\d\d)?)|(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?(?:[kKmM]|bn|%)")
"""What reads as it is written without quotes in YAML: days, periods, amounts and percentages."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Given(NamedTuple):
    """The value of one field."""

    words: tuple[str, ...]
    """As they were typed; one, unless ``listed``."""
    text: bool = True
    """Whether the field holds texts: whatever looks like a number is none."""
    listed: bool = False
    """Whether the field holds a list."""


Row = Mapping[str, Given]
"""Keys and values of one row, or of what is to change in it."""


def yaml_value(given: Given) -> str:
    """As YAML has it, in a row of braces and on a line of its own alike."""
    return _listed(given, lambda word: word if not given.text and _bare(word) else scalar(word))


def toml_value(given: Given) -> str:
    """As TOML has it, where days need no quotes."""
    plain = not given.text
    return _listed(given, lambda word: word if plain and (_plain(word) or _DAY.fullmatch(word)) else _quoted(word))


def yaml_row(row: Row) -> str:
    """A row in braces."""
    return f"{{{', '.join(yaml_pairs(row))}}}"


def yaml_pairs(row: Row) -> list[str]:
    """Each key with its value."""
    return [f"{key}: {yaml_value(given)}" for key, given in row.items()]


def toml_pairs(row: Row) -> list[str]:
    """Each key with its value."""
    return [f"{key} = {toml_value(given)}" for key, given in row.items()]


def _listed(given: Given, written: Callable[[str], str]) -> str:
    words = ", ".join(map(written, given.words))
    return f"[{words}]" if given.listed else words


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _plain(word: str) -> bool:
    return word in ("true", "false") or _NUMBER.fullmatch(word) is not None


def _bare(word: str) -> bool:
    return _plain(word) or _VALUE.fullmatch(word) is not None
