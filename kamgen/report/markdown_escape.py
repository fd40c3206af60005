"""Text of plans inside Markdown that GitHub or GitLab shows: it reads as it was written and does nothing.

Names and titles come from whoever wrote the plan, so nothing in them may become markup, ping a person, point at an
issue or be a link. Characters that mean something to Markdown or HTML are written as numbers, which holds in tables
and inside HTML alike. Both sites look for mentions and links once more in the page they made, where a number is a
letter again: there a zero-width space after the sign stands in the way.
"""

from __future__ import annotations

import re

from kamgen.report.text import visible

_GAP = "&#8203;"
_MARKUP = re.compile(
    r"""(?P<reference>[@#!$%~&^](?=[\w"]) | @)
      | (?P<code>(?<!\w)gh-(?=\d))
      | (?P<address>://)
      | (?P<host>(?<![^\W_])www(?=\.))
      | (?P<commit>(?<!\w)(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{6}(?=[0-9a-f]{1,58}(?!\w)))
      | (?P<emoji>:(?=[\w+-]+:))
      | (?P<start>\A(?:[-+=]|\d+(?=[.)])))
      | (?P<other>[&<>"'\\`*_~|\[\]$#])""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is not left as it is; ``start`` would make a list or a heading of the text."""

_IN_CODE = re.compile(r"[^\w .,:;()/-]|_|(?<=www)\.|:(?=//)", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text on one line as Markdown, in a table or inside HTML too: shown as it is, without any effect."""
    return _MARKUP.sub(_neutral, _line(text))


def code(text: str) -> str:
    """The text on one line as code; unlike backticks this holds in tables and inside HTML, whatever the text has."""
    return f"<code>{_IN_CODE.sub(_numbered, _line(text))}</code>"


def worded(sentence: str) -> str:
    """A sentence of kamgen's own, in which backticks mark code; what it quotes has no effect."""
    parts = _line(sentence).split("`")
    if len(parts) % 2 == 0:
        return escaped(sentence)
    return "".join(_part(part, number % 2 == 1) for number, part in enumerate(parts))


def _part(part: str, quoted: bool) -> str:
    return "" if not part else code(part) if quoted else _MARKUP.sub(_neutral, part)


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def _neutral(found: re.Match[str]) -> str:
    sign = found[0]
    match found.lastgroup:
        case "reference" | "emoji":
            return f"{_number(sign)}{_GAP}"
        case "code" | "host" | "commit":
            return f"{sign}{_GAP}"
        case "address":
            return f":{_GAP}//"
        case "start":
            return f"{sign[:-1]}{_number(sign[-1])}"
    return _number(sign)


def _numbered(found: re.Match[str]) -> str:
    """Addresses of mail are looked for in code too, since to Markdown it is just text between two tags."""
    return _number(found[0]) + (_GAP if found[0] == "@" else "")


def _number(sign: str) -> str:
    return f"&#{ord(sign)};"
