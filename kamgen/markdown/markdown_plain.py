"""Blocks that are plain at first sight: what most of a plan's prose consists of.

Headings, paragraphs, short lists, quotes and tables that begin at the left edge and hold nothing unusual are known by
one regular expression each, without asking markdown-it line by line. A pattern matches only what markdown-it reads in
the same way whatever stands around it; everything else is left to markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from markdown_it.token import Token

from kamgen.markdown.markdown_nested import nested_tokens
from kamgen.markdown.markdown_tables import plain_table
from kamgen.markdown.markdown_tokens import QuickToken

Environment = MutableMapping[str, Any]
"""What the parser notes while it reads one text: link definitions and footnotes."""

PLAIN = (
    r"(?:[^\s#>\-+*=_|:~`\d\[]|\*{1,2}[^\W_]|_[^\W_]|`(?!``)|\d+(?:[.)][^\s\d]|\.\d|(?![\d.)]))"
    r"|\[(?:\[|[^\[\]^\n]{1,200}\]\())"
)
"""The beginning of a line that begins nothing but a paragraph, on its own or going on."""

_LINE = rf"{PLAIN}[^\n]*+"
_ITEM = rf"(?:\[[ xX]\] )?{_LINE}"
_ENDS = r"(?=\n\n|\n?\Z)"
_BLOCK = re.compile(
    r"(?P<blank>(?:[ \t]*+\n)++)"
    rf"|(?P<prose>{_LINE}(?:\n[ \t]*+{_LINE})*+)(?:{_ENDS}\n*+|\n(?=[-*+] [^\s*-]|1[.)] \S|>|#{{1,6}}[ \t]))"
    r"|(?P<title>(?P<marks>#{1,6})[ \t]++(?P<words>[^#\s|](?:[^#\n|]*[^#\s|])?))[ \t]*+(?:\n++|\Z)"
    rf"|(?P<bullets>- {_ITEM}(?:\n(?:  {_LINE}|- {_ITEM}))*+)(?:\n\n++(?=[^\s-])|\n(?=#{{1,6}}[ \t])|\n*+\Z)"
    rf"|(?P<nested>- {_ITEM}(?:\n(?:  ){{0,4}}- {_ITEM})*+)(?:\n\n++(?=[^\s-])|\n(?=#{{1,6}}[ \t])|\n*+\Z)"
    rf"|(?P<numbers>(?P<start>[0-9]{{1,9}})(?P<dot>[.)]) {_ITEM}(?:\n(?:   {_LINE}|[0-9]{{1,9}}(?P=dot) {_ITEM}))*+)"
    r"(?:\n\n++(?=[^\s0-9])|\n(?=#{1,6}[ \t])|\n*+\Z)"
    rf"|(?P<quote>> {_LINE}(?:\n>(?: {_LINE}|(?=\n> {PLAIN})))*+){_ENDS}\n*+"
    rf"|(?P<table>\|[^\n]*+\n\|[^\n]*+(?:\n\|[^\n]*+)*+){_ENDS}\n*+"
)
_NUMBER = re.compile(r"\n[0-9]{1,9}[.)] ")


def plain_block(text: str, at: int, line: int, env: Environment) -> tuple[list[Token], int, int] | None:
    """The tokens of the block that begins at ``at`` in ``line`` (from 0), and where and in which line it ends.

    A heading is one token ``title``, a paragraph ``prose``, a tight list ``items`` with its items' lines and texts in
    ``meta["items"]``, a table ``table``. None when only markdown-it can tell what begins there.
    """
    found = _BLOCK.match(text, at)
    if found is None:
        return None
    tokens = _READERS[found.lastgroup or "blank"](found, line, env)
    end = found.end()
    return None if tokens is None else (tokens, end, line + text.count("\n", at, end))


def _blank(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    return []


def _prose(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    return [_paragraph(found["prose"], line)]


def _paragraph(written: str, line: int) -> Token:
    token = QuickToken("prose", content=written.strip())
    token.map = [line, line + written.count("\n") + 1]
    return token


def _title(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    marks, words = found.group("marks", "words")
    token = QuickToken("title", f"h{len(marks)}", content=words)
    token.map = [line, line + 1]
    return [token]


def _bullets(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    return [_items("ul", found, found["bullets"][2:].split("\n- "), line)]


def _nested(found: re.Match[str], line: int, env: Environment) -> list[Token] | None:  # noqa: ARG001 (one signature)
    return nested_tokens(found["nested"].split("\n"), line, _end(found, line))


def _numbers(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    token = _items("ol", found, _NUMBER.split(f"\n{found['numbers']}")[1:], line)
    start = int(found["start"])
    if start != 1:
        token.attrs["start"] = start
    return [token]


def _items(tag: str, found: re.Match[str], written: Iterable[str], line: int) -> Token:
    token = QuickToken("items", tag)
    token.map = [line, _end(found, line)]
    indent = "\n  " if tag == "ul" else "\n   "
    token.meta["items"] = items = []
    for item in written:
        items.append((line, item.replace(indent, "\n").strip()))
        line += item.count("\n") + 1
    return token


def _end(found: re.Match[str], line: int) -> int:
    """The line of what follows a list: markdown-it counts the empty lines after it as its own."""
    return line + found[0].count("\n") + (not found[0].endswith("\n"))


def _quote(found: re.Match[str], line: int, env: Environment) -> list[Token]:  # noqa: ARG001 (one signature for all)
    opening = QuickToken("blockquote_open", "blockquote", 1)
    opening.map = [line, line + found["quote"].count("\n") + 1]
    tokens: list[Token] = [opening]
    for part in found["quote"][2:].split("\n>\n> "):
        tokens.append(_paragraph(part.replace("\n> ", "\n"), line))
        line += part.count("\n") + 2
    return [*tokens, QuickToken("blockquote_close", "blockquote", -1)]


def _table(found: re.Match[str], line: int, env: Environment) -> list[Token] | None:
    token = plain_table(found["table"].split("\n"), env)
    if token is None:
        return None
    token.map = [line, line + len(token.meta["rows"]) + 1]
    return [token]


_READERS: dict[str, Callable[[re.Match[str], int, Environment], list[Token] | None]] = {
    "blank": _blank,
    "prose": _prose,
    "title": _title,
    "bullets": _bullets,
    "nested": _nested,
    "numbers": _numbers,
    "quote": _quote,
    "table": _table,
}
