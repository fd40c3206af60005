"""Tokens of Markdown that are quick to make: most of the time of reading a plan goes into making tokens."""

from __future__ import annotations

from typing import Literal

from markdown_it.token import Token

Nesting = Literal[-1, 0, 1]


class QuickToken(Token):
    """A token as markdown-it knows it, without the detour through a dataclass's own beginning."""

    __slots__ = ()

    def __init__(self, kind: str, tag: str = "", nesting: Nesting = 0, level: int = 0, content: str = "") -> None:
        self.type, self.tag, self.nesting, self.level, self.content = kind, tag, nesting, level, content
        self.markup = self.info = ""
        self.attrs, self.meta = {}, {}
        self.map = self.children = None
        self.block, self.hidden = True, False
