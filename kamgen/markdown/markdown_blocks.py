"""Block rules of kamgen's Markdown: ``::: internal``, and a short way for plain prose."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock, blockquote, heading

from kamgen.markdown.markdown_plain import PLAIN

_FENCE = re.compile(r"(:{3,})[ \t]*(.*)")
_CODE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_TITLE = re.compile(r"(#{1,6})[ \t]+([^#\s](?:[^#]*[^#\s])?)[ \t]*")
_PLAIN = re.compile(PLAIN)
_BULLET = re.compile(r"[-*+] [^\s*-]")


def internal(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: internal`` up to ``:::`` or, when that is missing, up to the end of what surrounds it."""
    opening = _fence(state, start)
    if opening is None or opening[2].strip().casefold() != "internal":
        return False
    if silent:
        return True
    last = _closing(state, start, end, len(opening[1]))
    outer, state.parentType = state.parentType, "container"
    most, state.lineMax = state.lineMax, last
    token = state.push("internal_open", "div", 1)
    token.map = [start, last]
    token.meta["closed"] = closed = last < end and _fence(state, last) is not None
    state.md.block.tokenize(state, start + 1, last)
    state.push("internal_close", "div", -1)
    state.parentType, state.lineMax = outer, most
    state.line = last + closed
    return True


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", begin) or state.is_code_block(line):
        return None
    return _FENCE.fullmatch(state.src, begin, state.eMarks[line])


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
        if begins := _CODE.match(text):
            code = begins[1]
            continue
        fence = _fence(state, line)
        if fence is not None and fence[2].casefold().strip() == "internal":
            depth += 1
        elif fence is not None and not fence[2] and (depth > 1 or len(fence[1]) >= colons):
            depth -= 1
            if not depth:
                return line
    return end


def shortcut(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Headings, quotes and plain paragraphs, known by their first character without asking every rule.

    Lines that begin with a letter or the like can only be a paragraph when all lines up to the next empty one (or
    bullet) do: what else such a line may become (a table, an underlined heading) shows on the line below it.
    A heading is one token ``title``, and a paragraph that stands in nothing else one token ``prose``.
    """
    begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    first = state.src[begin]
    if first.isalpha() or _PLAIN.match(state.src, begin):
        return _prose(state, start, begin)
    if first not in "#>" or state.src.find("|", begin, stop) >= 0 or state.is_code_block(start):
        return False
    if first == ">":
        return blockquote(state, start, end, silent)
    found = _TITLE.fullmatch(state.src, begin, stop)
    if found is None:
        return heading(state, start, end, silent)
    token = state.push("title", f"h{len(found[1])}", 0)
    token.map, token.content, state.line = [start, start + 1], found[2], start + 1
    return True


def _prose(state: StateBlock, start: int, begin: int) -> bool:
    after = start if state.is_code_block(start) else _after_prose(state, start)
    if after == start:
        return False
    single = after == start + 1
    written = state.src[begin : state.eMarks[start]] if single else state.getLines(start, after, state.blkIndent, False)
    alone = state.level == 0
    if not alone:
        state.push("paragraph_open", "p", 1).map = [start, after]
    token = state.push("prose" if alone else "inline", "", 0)
    token.map, token.content, state.line = [start, after], written.strip(), after
    if not alone:
        state.push("paragraph_close", "p", -1)
    return True


def _after_prose(state: StateBlock, start: int) -> int:
    """The line after a paragraph of lines that all begin plainly; ``start`` when it is not one."""
    for line in range(start + 1, state.lineMax):
        begin = state.bMarks[line] + state.tShift[line]
        if begin >= state.eMarks[line]:
            return line
        if not state.src[begin].isalpha() and not _PLAIN.match(state.src, begin):
            return line if 0 <= state.sCount[line] <= 3 and _BULLET.match(state.src, begin) else start
    return state.lineMax
