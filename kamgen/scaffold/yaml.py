"""Values as they are written in a plan's front matter."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"(?!-)[^\W_](?:[\w .&()'’+/%…-]*[\w.)%…])?")
_NOT_TEXT = re.compile(r"(?i)[\d.+_-]+(?:e[\d+-]+)?|0[xo][\da-f_]+|y|n|yes|no|on|off|true|false|null|[.](?:inf|nan)")
_VALUE = re.compile(r"\d{4}(?:-(?:\d\d|Q\d)(?:-\d\d)?)?|\d+(?:\.\d+)?(?:k|M|bn|%)|https?://[\w./-]+")


def scalar(text: str) -> str:
    """A text, quoted unless YAML reads it as the same text without quotes."""
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def written(value: object) -> str:
    """A value: text, number, true or false, a list or a mapping, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {written(item)}" for key, item in value.items()) + "}"
    return str(value) if isinstance(value, int | float) else _example(str(value))


def _example(text: str) -> str:
    """Dates, amounts and addresses need no quotes."""
    return text if _VALUE.fullmatch(text) else scalar(text)
