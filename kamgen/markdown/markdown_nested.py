"""Lists within lists whose every item is one line, each two spaces deeper than the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from kamgen.markdown.markdown_tokens import QuickToken


def nested_tokens(rows: Sequence[str], line: int, end: int) -> list[Token] | None:
    """The tokens of ``rows``, the first of which is ``line`` (from 0), as markdown-it gives them.

    ``end`` is the line of what follows the list. None when an item is deeper than the one above it allows.
    """
    tokens: list[Token] = []
    around: list[Token] = []
    """The lists and items that are open, outermost first: always pairs of a list and its item at hand."""
    for number, row in enumerate(rows, line):
        written = row.lstrip(" ")
        depth = len(row) - len(written)
        if depth > len(around):
            return None
        if depth == len(around):
            tokens.append(_opened("bullet_list", "ul", number, around))
        else:
            tokens += _closed(around, depth + 1, number)
        tokens.append(_opened("list_item", "li", number, around))
        tokens += _paragraph(written[2:].strip(), number)
    return [*tokens, *_closed(around, 0, end)]


def _opened(kind: str, tag: str, line: int, around: list[Token]) -> Token:
    token = QuickToken(f"{kind}_open", tag, 1)
    token.map = [line, line]
    around.append(token)
    return token


def _closed(around: list[Token], left: int, line: int) -> Iterator[Token]:
    """Closes what is open until only ``left`` are; ``line`` is the one after them."""
    while len(around) > left:
        opening = around.pop()
        opening.map = [opening.map[0] if opening.map else line, line]
        yield QuickToken(opening.type.replace("open", "close"), opening.tag, -1)


def _paragraph(written: str, line: int) -> Iterable[Token]:
    opening, text, closing = QuickToken("paragraph_open", "p", 1), QuickToken("inline"), QuickToken("paragraph_close")
    closing.tag, closing.nesting = "p", -1
    opening.hidden = closing.hidden = True
    opening.map = text.map = [line, line + 1]
    text.content = written
    return opening, text, closing
