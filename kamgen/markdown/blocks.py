"""From block tokens to HTML: one pass that also fills the outline, the links, the tasks and the mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from kamgen.markdown.inline import Shown, escape, show
from kamgen.markdown.notes import Notes, Written
from kamgen.markdown.outline import Outline
from kamgen.markdown.tasks import BOX, read_task
from kamgen.model.body import BodyAction
from kamgen.model.values import Refused, shown

_TOP_LEVEL = 3
"""The page has its own h1 and h2, so the prose's highest headings are h3."""

Around = tuple[str, str]
"""A tag that opens, and the one that closes it."""

_FENCES = re.compile(r"^:::.*", re.MULTILINE)
_TAGS = {
    "internal_close": "</div>\n",
    "hr": "<hr>\n",
}


class Page:
    """The prose while it is read."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.html: list[str] = []
        self.outline = Outline()
        self.actions: list[BodyAction] = []
        self.nesting = 0
        """How many quotes, lists and footnotes stand around: a heading in one of them is not the plan's own."""
        self.lists = 0
        self.item: list[str] = []
        """What the outermost list item at hand says, without lists in it."""

    def read(self, tokens: Sequence[Token]) -> None:
        """Takes tokens in."""
        for index, token in enumerate(tokens):
            tag = _TAGS.get(token.type)
            if tag is not None:
                self.html.append(tag)
            elif (reader := _READERS.get(token.type)) is not None:
                reader(self, tokens, index)

    def prose(self, tokens: Sequence[Token], index: int) -> None:
        """A paragraph of its own."""
        html, words = show(tokens[index].content, _line(tokens[index]), self.notes)
        self.html += ("<p>", html, "</p>\n")
        self.outline.say(words)

    def items(self, tokens: Sequence[Token], index: int) -> None:
        """A tight list of plain words that stands in nothing else."""
        token = tokens[index]
        self.html.append(_opening(token))
        for line, content in token.meta["items"]:
            self.html.append("<li>")
            html, words = self._item(content, line)
            self.html += (html, "</li>\n")
            if words:
                self.outline.bullet(words)
        self.html.append(f"</{token.tag}>\n")

    def paragraph(self, tokens: Sequence[Token], index: int) -> None:
        """A paragraph, also in a list item or quote; hidden when it stands in a tight list."""
        text = tokens[index + 1]
        opening, closing = ("", "") if tokens[index].hidden else ("<p>", "</p>\n")
        if tokens[index - 1].type == "list_item_open":
            html, words = self._item(text.content, _line(text))
        else:
            html, words = show(text.content, _line(text), self.notes)
            words = words if self.outline.say(words) else ""
        if ":::" in text.content:
            self._stray_fences(text)
        self.html += (opening, html, closing)
        if words and self.lists == 1:
            self.item.append(words)

    def _item(self, content: str, line: int) -> Shown:
        """The first paragraph of a list item, which may be a task; its words are empty when it says nothing real."""
        box = BOX.match(content) if content.startswith("[") else None
        if box is not None and box.end() < len(content):
            html, words = self._task(content, line, box)
        else:
            html, words = show(content, line, self.notes)
        said = (box is None or words != box[0]) and self.outline.say(words)
        return html, words if said else ""

    def _task(self, content: str, line: int, box: re.Match[str]) -> Shown:
        written = Written(content[box.end() :], line + content.count("\n", 0, box.end()))
        html, words = show(written.content, written.line, self.notes)
        action, mistakes = read_task(words)
        ticked = box[1] != " "
        if action is not None:
            self.actions.append(BodyAction(action, self.notes.first_line + line, ticked))
        for mistake in mistakes:
            self.notes.refuse(mistake.refused, written, max(written.content.find(mistake.written), 0))
        state = "done" if ticked else "open"
        self.html[-1] = '<li class="task-item">'
        mark = f'<span class="task task-{state}"><span class="visually-hidden">{state}: </span></span>'
        return f"{mark} {html}", words

    def _stray_fences(self, text: Token) -> None:
        written = _written(text)
        write = "`::: internal` above what only our side may read, and `:::` below it"
        for fence in _FENCES.finditer(text.content):
            message = f"`{shown(fence[0])}` neither opens nor closes an internal part"
            self.notes.refuse(Refused(message, write), written, fence.start())

    def title(self, tokens: Sequence[Token], index: int) -> None:
        """A heading as `kamgen.markdown.markdown_blocks.shortcut` gives it."""
        self._heading(int(tokens[index].tag[1]), tokens[index])

    def heading(self, tokens: Sequence[Token], index: int) -> None:
        """A heading; also one that is underlined."""
        self._heading(int(tokens[index].tag[1]), tokens[index + 1])

    def _heading(self, level: int, text: Token) -> None:
        html, words = show(text.content, _line(text), self.notes)
        if not words or words.isspace():
            self.html.append(f"<p>{html}</p>\n" if html else "")
        elif self.nesting:
            rank = min(_TOP_LEVEL + self.outline.depth, 6)
            self.outline.say(" ".join(words.split()))
            self.html.append(f"<h{rank}>{html}</h{rank}>\n")
        else:
            anchor, depth = self.outline.heading(words, level, self.notes.first_line + _line(text))
            rank = min(_TOP_LEVEL + depth, 6)
            self.html.append(f'<h{rank} id="plan-{anchor}">{html}</h{rank}>\n')

    def nest(self, tokens: Sequence[Token], index: int) -> None:
        """A quote or list begins or ends."""
        token = tokens[index]
        self.nesting += token.nesting
        if token.tag != "blockquote":
            self.lists += token.nesting
        self.html.append(_opening(token) if token.nesting == 1 else f"</{token.tag}>\n")

    def list_item(self, tokens: Sequence[Token], index: int) -> None:  # noqa: ARG002 (readers have one signature)
        """A list item begins."""
        self.html.append("<li>")
        if self.lists == 1:
            self.item = []

    def list_item_end(self, tokens: Sequence[Token], index: int) -> None:  # noqa: ARG002 (one signature)
        """A list item ends."""
        self.html.append("</li>\n")
        if self.lists == 1 and self.item:
            self.outline.bullet(" ".join(self.item))

    def table(self, tokens: Sequence[Token], index: int) -> None:
        """A table; it can be reached by keyboard, since it may scroll."""
        token, line = tokens[index], _line(tokens[index])
        head, *rows = token.meta["rows"]
        self.html.append('<div class="table-scroll" role="group" aria-label="Table" tabindex="0">\n<table>\n<thead>\n')
        names = [f' class="{side}"' if side else "" for side in token.meta["sides"]]
        plain = [(f"<td{name}>", "</td>\n") for name in names]
        self._row(head, line, plain, [(f'<th scope="col"{name}>', "</th>\n") for name in names])
        self.html.append("</thead>\n<tbody>\n" if rows else "</thead>\n")
        for number, row in enumerate(rows, line + 2):
            self._row(row, number, plain, plain)
        self.html.append("</tbody>\n</table>\n</div>\n" if rows else "</table>\n</div>\n")

    def _row(self, cells: list[str], line: int, empty: list[Around], filled: list[Around]) -> None:
        """A row. An empty cell is never a heading: there would be nothing to read out."""
        self.html.append("<tr>\n")
        for number, cell in enumerate(cells):
            html, words = show(cell, line, self.notes, cells[:number])
            self.outline.say(words)
            opening, closing = (filled if html else empty)[number]
            self.html += (opening, html, closing)
        self.html.append("</tr>\n")

    def code(self, tokens: Sequence[Token], index: int) -> None:
        """A block of code; it can be reached by keyboard, since it may scroll."""
        token = tokens[index]
        language = token.info.split()
        name = f' class="language-{escape(language[0])}"' if language else ""
        self.html.append(f'<pre tabindex="0"><code{name}>{escape(token.content)}</code></pre>\n')
        self.outline.say(token.content.strip())

    def internal(self, tokens: Sequence[Token], index: int) -> None:
        """What only internal editions show."""
        token = tokens[index]
        self.html.append('<div class="internal" role="note" aria-label="Internal">\n')
        if not token.meta["closed"]:
            never = Refused("`::: internal` is never closed", "`:::` on a line of its own where the internal part ends")
            self.notes.refuse(never, Written(":::", _line(token)), 0)


def _opening(token: Token) -> str:
    start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
    return f"<{token.tag}{start}>\n"


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _written(token: Token) -> Written:
    return Written(token.content, _line(token))


_READERS: dict[str, Callable[[Page, Sequence[Token], int], None]] = {
    "prose": Page.prose,
    "items": Page.items,
    "paragraph_open": Page.paragraph,
    "title": Page.title,
    "heading_open": Page.heading,
    "bullet_list_open": Page.nest,
    "bullet_list_close": Page.nest,
    "ordered_list_open": Page.nest,
    "ordered_list_close": Page.nest,
    "blockquote_open": Page.nest,
    "blockquote_close": Page.nest,
    "list_item_open": Page.list_item,
    "list_item_close": Page.list_item_end,
    "table": Page.table,
    "fence": Page.code,
    "code_block": Page.code,
    "internal_open": Page.internal,
}
