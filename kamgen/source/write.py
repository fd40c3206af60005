"""Values as YAML, TOML and JSON write them."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"(?!-)[^\W_](?:[\w .&()'’+/%…-]*[\w.)%…])?")
_NOT_TEXT = re.compile(r"(?i)[\d.+_-]+(?:e[\d+-]+)?|0[xo][\da-f_]+|y|n|yes|no|on|off|true|false|null|[.](?:inf|nan)")
_NUMBER = r"(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?"
_BARE = {
    "yaml": re.compile(rf"true|false|-?{_NUMBER}|\d{{4}}-(?:Q\d|\d\d(?:-\d\d)?)|-?{_NUMBER}(?:[kKmM]|bn|%)"),
    "toml": re.compile(rf"true|false|-?{_NUMBER}|\d{{4}}-\d\d-\d\d"),
    "json": re.compile(rf"true|false|-?{_NUMBER}"),
}
"""What reads as it is written without quotes: numbers and days, in YAML also periods, amounts and percentages."""


_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def scalar(text: str) -> str:
    """A text in YAML, quoted unless it reads as the same text without quotes."""
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, which all three languages read."""
    return json.dumps(text, ensure_ascii=False)


def written(value: str, language: str, text: bool = False) -> str:
    """A value in a language, without quotes where it can be; one that is ``text`` never looks like a number."""
    if not text and _BARE[language].fullmatch(value):
        return value
    return scalar(value) if language == "yaml" else quoted(value)


def rewritten(old: str, value: str | tuple[str, ...], language: str, key: bool = False) -> str:
    """A value, ``key`` or list of texts in place of what is written as ``old``, whose quotes it keeps."""
    if not isinstance(value, str):
        return f"[{', '.join(written(each, language, text=True) for each in value)}]"
    sign = old[:1]
    if sign in ('"', "'") and not re.search(rf"[{sign}\\\n]", value):
        return f"{sign}{value}{sign}"
    return value if key and _KEY.fullmatch(value) else written(value, language)
