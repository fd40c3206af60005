"""A short way through paragraphs whose markup cannot be misread.

Bold, italics, code, `[text](address)` and `[[slug]]`, each around plain words, are most of what
plans hold. Anything else (nesting, escapes, images, references) is left to markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from kamgen.markdown.markdown_tokens import QuickToken
from kamgen.markdown.wikilinks import WIKI

_HARD = re.compile(r"[\\<~&!\n](?:(?<=[\\<])|(?<=~)~|(?<=&)#?\w+;|(?<=!)\[|(?<= \n)|(?<=\n)[ \t])")
"""Escapes, HTML and addresses in angle brackets, strikethrough, entities, images, spaces at line ends."""

_BEFORE = r"(?<![^ \n(\"':;,/–—-])"
_AFTER = r"(?![^ \n)\"':;,./!?–—-])"
_CODE = r"(?<!`)`[^`\s](?:[^`\n]*[^`\s])?`(?!`)"
_WORDS = rf"(?=[^\W_]|`)(?:[^`*_\[\]]++|{_CODE})++(?:(?<=[^\W_])|(?<=`))"
_PIECE = re.compile(
    r"(?P<text>[^`*_\[\]]+(?:(?<=[^\W_])_(?=[^\W_])[^`*_\[\]]+)*)"
    rf"|(?P<code>{_CODE})"
    rf"|{_BEFORE}\*\*(?P<strong>{_WORDS})\*\*{_AFTER}"
    rf"|{_BEFORE}(?P<mark>[*_])(?P<em>{_WORDS})(?P=mark){_AFTER}"
    r"|\[(?P<link>[^`*_\[\]^][^`*_\[\]]*)\]\((?P<href>[^\s()<>;`\x00-\x1f\x7f]+)\)"
    rf"|(?P<wiki>{WIKI.pattern})"
)
_IN_WORDS = re.compile(f"({_CODE})")


def simple_inlines(content: str) -> list[Token] | None:
    """The tokens of a paragraph with simple markup only, as markdown-it gives them; None for any other.

    Line ends stay within the text.
    """
    if _HARD.search(content) is not None:
        return None
    tokens: list[Token] = []
    at = 0
    while at < len(content):
        found = _PIECE.match(content, at)
        if found is None:
            return None
        tokens += _tokens(found)
        at = found.end()
    return tokens


def _tokens(found: re.Match[str]) -> tuple[Token, ...]:
    kind = found.lastgroup
    if kind == "text":
        return (QuickToken("text", content=found[0]),)
    if kind == "code":
        return (_code(found[0]),)
    if kind == "strong" or kind == "em":
        return _around(QuickToken(f"{kind}_open", kind, 1), *_words(found[kind]))
    opening = QuickToken("link_open", "a", 1)
    opening.meta["at"] = found.start()
    if kind == "href":
        opening.attrs["href"] = found["href"]
        return _around(opening, QuickToken("text", content=found["link"]))
    slug, fragment, text = ((found[name] or "").strip() for name in ("slug", "fragment", "words"))
    opening.meta["wiki"] = slug, fragment
    return _around(opening, QuickToken("text", content=text or slug or fragment))


def _words(written: str) -> Iterator[Token]:
    """Words and code within them."""
    for number, part in enumerate(_IN_WORDS.split(written)):
        if part:
            yield _code(part) if number % 2 else QuickToken("text", content=part)


def _code(written: str) -> Token:
    return QuickToken("code_inline", "code", content=written[1:-1])


def _around(opening: Token, *inner: Token) -> tuple[Token, ...]:
    return opening, *inner, QuickToken(opening.type.replace("open", "close"), opening.tag, -1)
