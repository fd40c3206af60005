"""The Markdown that plans are written in: CommonMark, tables, strikethrough, footnotes, links in double brackets,
and ``::: internal``. Raw HTML is text.

One parser serves all plans. `blocks` gives the block tokens of a text; `inlines` those of one paragraph, heading or
cell, when it is rendered, so that footnotes are numbered in the order in which readers meet them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_block import table as read_table
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from kamgen.markdown.inline_rules import footnote_reference, line_break, math, placed, wikilink

Environment = MutableMapping[str, Any]
"""What the parser notes while it reads one text: link definitions and footnotes."""

_MOST_LOOKS = 200_000
"""Looks ahead within brackets in one plan: some thirty are made for a link whose words hold markup."""
_MOST_COLUMNS = 1000
"""Columns after which a table is left as text: no page could show them."""
_MOST_ASKED = 8
"""How often, on average, a line may be asked whether it ends what is above: once for each quote and list around it."""
_MOST_CELLS = 50_000
"""Cells in one plan after which a table is left as text: a small file must not grow without end."""
DEEPEST = 16
"""How deep blocks lie within blocks: as many quotes, or half as many lists. What begins deeper is text."""
_MARKUP = re.compile(r"[\n!$&*<\[\\\]_`~]")
"""Signs at which something else than text may begin; a text without them needs no second step."""
_BEGINS = frozenset("`~>*+-_#:<%|[0123456789")
"""Signs with which a line may begin a block that ends the paragraph above."""
_INTERNAL_FENCE = re.compile(r"(:{3,})[ \t]*(.*)")
_COMMENT = re.compile("<!--|%%(?!%)")
_CODE_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")


def blocks(text: str, env: Environment) -> list[Token]:
    """The block tokens of ``text``; what they define for later is noted in ``env``."""
    tokens: list[Token] = []
    _parser().block.parse(text, _parser(), env, tokens)
    return tokens


def inlines(content: str, env: Environment) -> list[Token]:
    """The inline tokens of one paragraph, heading or cell. A link or image has its offset in ``meta["at"]``.

    One token ``tangled`` when the brackets of this plan cannot be followed any more.
    """
    if _MARKUP.search(content) is None:
        return [Token("text", "", 0, content=content)]
    tokens: list[Token] = []
    try:
        _parser().inline.parse(content, _parser(), env, tokens)
    except _Tangled:
        return [Token("tangled", "", 0, content=content)]
    return tokens


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: `kamgen.markdown.inline` judges them, and says where they stand."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (markdown-it's name)
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (markdown-it's name)
        return True


class _Tangled(Exception):
    """A plan's brackets ask for more looks ahead than any plan that is meant to be read."""


BlockRule = Callable[[StateBlock, int, int, bool], bool]


class _Rules(Ruler[BlockRule]):
    """Asks all rules at once whether a line ends what is above: most lines begin with a letter, and no rule has one."""

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 (markdown-it's names)
        rules = super().getRules(chainName)
        return [_ends(tuple(rules))] if chainName else rules


@lru_cache
def _ends(rules: tuple[BlockRule, ...]) -> BlockRule:
    tables = _table in rules

    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        asked = state.env["asked"] = state.env.get("asked", 0) + 1
        if asked > _MOST_ASKED * len(state.bMarks) + 1000:
            state.env.setdefault("deep", line)
            return True
        sign = state.src[(at := state.bMarks[line] + state.tShift[line]) : at + 1]
        if sign not in _BEGINS:
            if not tables or line + 1 >= end:
                return False
            at = state.bMarks[line + 1] + state.tShift[line + 1]
            if state.src[at : at + 1] not in ("|", ":", "-"):
                return False
        return any(rule(state, line, end, silent) for rule in rules)

    return ends


class _Blocks(ParserBlock):
    def __init__(self) -> None:
        super().__init__()
        known, self.ruler = self.ruler, _Rules()
        self.ruler.__rules__ = known.__rules__


def _not_too_deep(rule: BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block that holds blocks, unless too many are around it: what is lost so is noted in ``env["deep"]``."""
    if state.level < DEEPEST:
        return rule(state, start, end, silent)
    if "deep" not in state.env and rule(state, start, end, True):
        state.env["deep"] = start
    return False


class _Inline(ParserInline):
    """Looks ahead for the end of a bracket only so often in one plan: brackets in brackets take time without end."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (markdown-it's name)
        looks = state.env["looks"] = state.env.get("looks", 0) + 1
        if looks > _MOST_LOOKS:
            raise _Tangled
        super().skipToken(state)


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False})
    parser.inline, parser.block = _Inline(), _Blocks()
    parser.configure("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    block, inline = parser.block.ruler, parser.inline.ruler
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    parts = ["paragraph", "reference", "blockquote", "list"]
    block.at("blockquote", partial(_not_too_deep, blockquote), {"alt": parts})
    block.at("list", partial(_not_too_deep, list_block), {"alt": parts[:-1]})
    block.at("footnote_def", partial(_not_too_deep, footnote_def), {"alt": parts[:2]})
    block.before(
        "fence",
        "internal",
        partial(_not_too_deep, _internal),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    block.before("fence", "comment", _comment, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.at("footnote_ref", footnote_reference)
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        inline.at(name, placed(rule))
    inline.before("link", "wikilink", wikilink)
    inline.before("wikilink", "line_break", line_break)
    inline.before("wikilink", "math", math)
    parser.inline.terminator_re = _MARKUP
    return parser


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, unless it or all tables of the plan together are larger than anybody can read."""
    if start + 2 > end or state.env.get("cells", 0) > _MOST_CELLS:
        return False
    if not read_table(state, start, end, True):
        return False
    columns = state.getLines(start + 1, start + 2, 0, False).strip().strip("|").count("|") + 1
    if columns > _MOST_COLUMNS or silent:
        return columns <= _MOST_COLUMNS
    read_table(state, start, end, False)
    state.env["cells"] = state.env.get("cells", 0) + (state.line - start - 1) * columns
    return True


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that begins a line, with the line that it ends in; only where ``comments`` are looked for."""
    begin = state.bMarks[start] + state.tShift[start]
    if "comments" not in state.env or state.is_code_block(start) or not (sign := _COMMENT.match(state.src, begin)):
        return False
    if not silent:
        ends = state.src.find("-->" if sign[0] == "<!--" else "%%", sign.end())
        state.line = next((line for line in range(start, end) if 0 <= ends <= state.eMarks[line]), end - 1) + 1
    return True


def _internal(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: internal`` up to ``:::`` or, when that is missing, up to the end of what surrounds it."""
    opening = _internal_fence(state, start)
    if opening is None or opening[2].strip().casefold() != "internal":
        return False
    if silent:
        return True
    last = _closing(state, start, end, len(opening[1]))
    outer, state.parentType = state.parentType, "container"
    most, state.lineMax = state.lineMax, last
    token = state.push("internal_open", "div", 1)
    token.map = [start, last]
    token.meta["closed"] = closed = last < end and _internal_fence(state, last) is not None
    state.md.block.tokenize(state, start + 1, last)
    state.push("internal_close", "div", -1)
    state.parentType, state.lineMax = outer, most
    state.line = last + closed
    return True


def _internal_fence(state: StateBlock, line: int) -> re.Match[str] | None:
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", begin) or state.is_code_block(line):
        return None
    return _INTERNAL_FENCE.fullmatch(state.src, begin, state.eMarks[line])


def _closing(state: StateBlock, start: int, end: int, colons: int) -> int:
    """The line of the closing fence, or the first line that no longer belongs to the block.

    A block within the block has its own closing fence, and a fence within code closes nothing: what is
    internal must not come to an end too early.
    """
    depth, code = 1, ""
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            return line
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if code:
            code = "" if text.startswith(code) and not text.strip(f"{code[0]} \t") else code
            continue
        if begins := _CODE_FENCE.match(text):
            code = begins[1]
            continue
        fence = _internal_fence(state, line)
        if fence is not None and fence[2].casefold().strip() == "internal":
            depth += 1
        elif fence is not None and not fence[2] and (depth > 1 or len(fence[1]) >= colons):
            depth -= 1
            if not depth:
                return line
    return end
