"""Text on a terminal: what is safe to show, how many columns it takes, and colour.

A plan may hold anything, escape sequences and text-direction marks included. Whatever could steer a
terminal or hide what is written is shown by its number (``\\x1b``, ``\\u202e``) and never sent. So are signs that
would be a command to the machine that keeps the log of a build: ``::error::`` at the beginning of a line of GitHub,
``##[error]`` or ``##vso[…]`` anywhere in one of GitHub, Azure and TeamCity.
"""

from __future__ import annotations

import re
import unicodedata

STEERING = (
    "\x7f-\x9f"  # control characters beside those below a space
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks and overrides
    "\u00ad\u200b\u2028\u2029\u2060-\u2064\ufeff"  # invisible, or a line end to some
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"  # halves of pairs, annotations, tags
)
"""Ranges of a regular expression's class: characters that steer a terminal or cannot be seen."""

_UNSAFE = re.compile(rf"[\x00-\x1f{STEERING}]|\A\s*:(?=:)|#(?=#\w*\[)")

BOLD, RED, YELLOW, CYAN, BLUE = "1", "1;31", "1;33", "36", "1;34"


def escaped(char: str) -> str:
    """The character by its number: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """The text on one line, safe to send to a terminal; a tab is a space."""
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        return text
    return _UNSAFE.sub(lambda found: f"{found[0][:-1]}{escaped(found[0][-1])}", text.replace("\t", " "))


def visible_lines(text: str) -> str:
    """The text line by line, each safe to send to a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def width(char: str) -> int:
    """Columns a character takes: 2 for wide East Asian ones, 0 for those that combine, else 1."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style, when there is colour."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
