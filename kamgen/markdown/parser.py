"""The Markdown that plans are written in: CommonMark, tables, strikethrough, footnotes, links in double brackets,
and ``::: internal``. Raw HTML is text.

One parser serves all plans. `blocks` gives the block tokens of a text, `inlines` those of one paragraph: the
two steps are apart because most paragraphs are plain words that need no second step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from kamgen.markdown.markdown_blocks import internal, shortcut
from kamgen.markdown.markdown_inline import simple_inlines
from kamgen.markdown.markdown_plain import Environment, plain_block
from kamgen.markdown.markdown_state import Blocks
from kamgen.markdown.markdown_tables import table
from kamgen.markdown.markdown_tokens import QuickToken
from kamgen.markdown.wikilinks import footnote_reference, wikilink

InlineRule = Callable[[StateInline, bool], bool]

_MOST_LOOKS = 200_000
"""Looks ahead within brackets in one plan: some thirty are made for a link whose words hold markup."""


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: `body_links` judges them, and says so where they are refused."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (markdown-it's name)
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (markdown-it's name)
        return True


class _Tangled(Exception):
    """A plan's brackets ask for more looks ahead than any plan that is meant to be read."""


class _Inline(ParserInline):
    """Looks ahead for the end of a bracket only so often in one plan: brackets in brackets take time without end."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (markdown-it's name)
        looks = state.env["looks"] = state.env.get("looks", 0) + 1
        if looks > _MOST_LOOKS:
            raise _Tangled
        super().skipToken(state)


def blocks(text: str, env: Environment) -> list[Token]:
    """The block tokens of ``text``; what they define for later is noted in ``env``."""
    tokens: list[Token] = []
    state: Blocks | None = None
    at = line = 0
    while at < len(text):
        plain = plain_block(text, at, line, env)
        if plain is not None:
            found, at, line = plain
            tokens += found
        else:
            state = state or Blocks(text, _parser(), env, tokens)
            line = state.block(line)
            at = state.bMarks[line]
    return tokens


def inlines(content: str, env: Environment) -> list[Token]:
    """The inline tokens of one paragraph, heading or cell. A link or image has its offset in ``meta["at"]``."""
    tokens = simple_inlines(content)
    return tokens if tokens is not None else all_inlines(content, env)


def all_inlines(content: str, env: Environment) -> list[Token]:
    """The same, by all rules of Markdown; one token ``tangled`` when its brackets cannot be followed any more."""
    parser, tokens = _parser(), list[Token]()
    try:
        parser.inline.parse(content, parser, env, tokens)
    except _Tangled:
        return [QuickToken("tangled", content=content)]
    return tokens


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark")
    parser.inline = _Inline()
    parser.configure("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    block, inline = parser.block.ruler, parser.inline.ruler
    block.at("table", table, {"alt": ["paragraph", "reference"]})
    block.before("fence", "internal", internal, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.before("table", "shortcut", shortcut)
    inline.at("footnote_ref", footnote_reference)
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        inline.at(name, _placed(rule))
    inline.before("link", "wikilink", wikilink)
    parser.inline.terminator_re = re.compile(r"[\n!&*<\[\\\]_`~]")
    return parser


def _placed(rule: InlineRule) -> InlineRule:
    """The same rule, which also notes where in the paragraph its link or image begins."""

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = state.tokens[before:]
            next(token for token in made if token.type in ("link_open", "image")).meta["at"] = start
        return True

    return run
