"""Why a TOML or JSON text cannot be read, in a seller's words."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress

from kamgen.model.links import CodedFault
from kamgen.model.plan import Fault

_UNCLOSED = ("a bracket or quote that opens on this line is never closed", "its other half")
_NO_VALUE = ("the value here cannot be read", 'a text in double quotes: `key = "text"`')


def toml_fault(message: str, text: str, line: int) -> CodedFault:
    """A seller's words for what `tomllib` says of a text that begins at ``line``, and their rule."""
    rows = text.split("\n")
    found = re.search(r"at line (\d+), column (\d+)", message)
    number, column = (int(found[1]), int(found[2])) if found else (_last_begun(rows), 1)
    row = rows[number - 1] if number <= len(rows) else ""
    code = "FMT005" if _TWICE.search(message) else "FMT001"
    wrong, write = next(words for sign, words in _TOML if sign.search(f"{message}\n{row}"))
    return code, Fault(f"@{number + line - 1}:{column}-{column + 1}", wrong, write)


def _last_begun(rows: list[str]) -> int:
    """The row of the statement that runs on to the end of the text."""
    for number in range(len(rows), max(0, len(rows) - _MOST_ROWS), -1):
        with suppress(ValueError, RecursionError):
            tomllib.loads("\n".join(rows[: number - 1]))
            return number
    return 1


_MOST_ROWS = 200
_TWICE = re.compile(r"\A(?:Cannot (?:declare|overwrite|mutate)|Duplicate)")
_TOML = (
    (_TWICE, ("this key or table is written twice", "it once, with all that belongs to it")),
    (re.compile(r"\A(?:Unclosed|Unterminated|Illegal character '\\\\n'|.*\(at end of document\))"), _UNCLOSED),
    (re.compile(r"\n\s*[A-Za-z0-9_-]+\s*:"), ("TOML has `=` between key and value, not a colon", "`key = value`")),
    (re.compile(r"\AExpected '='"), ("this line has no `=`", "`key = value`")),
    (re.compile(r"\A(?:Invalid (?:value|date|hex)|Expected newline)"), _NO_VALUE),
    (re.compile(r"backslash|escape"), ("a backslash in double quotes begins a code", "single quotes around the text")),
    (re.compile(""), ("the TOML cannot be read here", '`key = "text"`, `key = 12` or `key = 2026-11-20`')),
)
"""What the reader's complaint and the line look like, and what that means; the first that fits."""


def json_fault(error: json.JSONDecodeError, line: int) -> Fault:
    """A seller's words for what `json` says of a text that begins at ``line``."""
    key = f"@{error.lineno + line - 1}:{error.colno}-{error.colno + 1}"
    for sign, message, write in _JSON:
        if sign in error.msg:
            return Fault(key, message, write)
    return Fault(key, "the JSON cannot be read here", 'every key and text in double quotes: `"key": "text"`')


_JSON = (
    ("property name", "a key in double quotes belongs here", '`"key": "value"`, and no comma after the last one'),
    ("',' delimiter", "a comma is missing before this", "`,` after the value before it"),
    ("':' delimiter", "a colon is missing here", '`"key": "value"`'),
    ("Unterminated", "the quote that opens here is never closed", '`"` at the end of the text as well'),
    ("Expecting value", "a value belongs here", "a text in double quotes, a number, `true` or `false`"),
    ("Invalid control", "a text breaks off at the end of its line", "`\\n` for a new line inside a text"),
    ("escape", "a backslash begins a code here", "`\\\\` for a backslash"),
)
