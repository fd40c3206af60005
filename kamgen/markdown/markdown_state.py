"""markdown-it's reading of blocks, set up line by line with the string's own methods instead of sign by sign."""

from __future__ import annotations

from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kamgen.markdown.markdown_plain import Environment
from kamgen.markdown.markdown_tokens import Nesting, QuickToken


class Blocks(StateBlock):
    """Where markdown-it stands in a text."""

    def __init__(self, text: str, parser: MarkdownIt, env: Environment, tokens: list[Token]) -> None:
        super().__init__("", parser, env, tokens)
        lines = text.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()
        indents = [line[: len(line) - len(line.lstrip(" \t"))] if line[:1] in _SPACES else "" for line in lines]
        self.src, self.lineMax = text, len(lines)
        self.bMarks = [*accumulate((len(line) + 1 for line in lines), initial=0)]
        self.bMarks[-1] = len(text)
        self.eMarks = [begin + len(line) for begin, line in zip(self.bMarks, lines, strict=False)] + [len(text)]
        self.tShift = [*map(len, indents), 0]
        self.sCount = [len(indent.expandtabs(4)) if indent else 0 for indent in indents] + [0]
        self.bsCount = [0] * (len(lines) + 1)

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        if nesting < 0:
            self.level -= 1
        token = QuickToken(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

    def block(self, line: int) -> int:
        """Reads the block that begins in ``line``; the line after it."""
        self.line = line = self.skipEmptyLines(line)
        if line < self.lineMax:
            any(rule(self, line, self.lineMax, False) for rule in self.md.block.ruler.getRules(""))
        return self.line


_SPACES = frozenset(" \t")
