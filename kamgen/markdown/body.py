"""The prose of a plan: one pass over its block tokens gives HTML, sections, links, tasks and mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from kamgen.markdown.inline import Rendered, escape, render_inline
from kamgen.markdown.notes import Notes, Passage
from kamgen.markdown.outline import Outline
from kamgen.markdown.parser import blocks
from kamgen.markdown.tasks import BOX, read_task
from kamgen.model.places import Fault, shown
from kamgen.model.plan import Body, BodyAction
from kamgen.model.values import Refused

_TOP_LEVEL = 3
"""The page has its own h1 and h2, so the prose's highest headings are h3."""
_STRAY_FENCE = re.compile(r"^:::.*", re.MULTILINE)
_UNWRITABLE = re.compile(r"[\0-\2]")
"""NUL, and the two characters that mark addresses in `Body.html`."""


def parse_body(text: str, first_line: int) -> tuple[Body, tuple[tuple[str, Fault], ...]]:
    """What the Markdown below the front matter says, and what is wrong in it (rule code and fault).

    ``first_line`` is the file's line number of the text's first line. Any text is read; nothing is raised.
    """
    text = _UNWRITABLE.sub(
        lambda sign: "\ufffd" if sign[0] == "\0" else "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    notes = Notes(first_line, text.split("\n"), {})
    renderer = _BodyRenderer(notes)
    tokens, footnotes = _apart(blocks(text, notes.env))
    renderer.render(tokens)
    if notes.mentioned:
        renderer.render_footnotes(footnotes)
    outline = renderer.outline
    body = Body("".join(renderer.html), outline.sections(), tuple(notes.links), tuple(renderer.actions))
    return body, (*notes.faults, *outline.faults())


def _apart(tokens: Sequence[Token]) -> tuple[Sequence[Token], dict[str, Sequence[Token]]]:
    """The prose without its footnotes, and each footnote's tokens by its label (the first of a label counts)."""
    prose: list[Token] = []
    open_: list[list[Token]] = [prose]
    footnotes: dict[str, Sequence[Token]] = {}
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_.append([])
            footnotes.setdefault(token.meta["label"], open_[-1])
        elif token.type == "footnote_reference_close":
            open_.pop()
        else:
            open_[-1].append(token)
    return prose, footnotes


class _BodyRenderer:
    """The HTML so far, and what was noted on the way."""

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
        self.cells: list[str] = []
        """The cells so far in the row at hand, as they are written."""

    def render(self, tokens: Sequence[Token]) -> None:
        """Adds tokens."""
        for index, token in enumerate(tokens):
            if token.type in _TAGS:
                self.html.append(_TAGS[token.type])
            elif token.type in _RENDERERS:
                _RENDERERS[token.type](self, tokens, index)

    def render_footnotes(self, footnotes: dict[str, Sequence[Token]]) -> None:
        """Adds the footnotes that were mentioned, in the order of first mention. They are no section's text."""
        outline, self.outline, self.nesting = self.outline, Outline(), 1
        slots: dict[str, int] = {}
        self.html.append('<div class="footnotes">\n<ol>\n')
        # A footnote may mention others, which then join the list at its end while it is gone through.
        for label in self.notes.mentioned:
            self.html.append(f'<li id="plan-fn:{self.notes.footnotes[label][0]}">')
            self.render(footnotes.get(label, ()))
            # The ways back go into the last paragraph, when there is one.
            slots[label] = len(self.html) - (self.html[-1] == "</p>\n")
            self.html.insert(slots[label], "")
            self.html.append("</li>\n")
        self.html.append("</ol>\n</div>\n")
        for label, slot in slots.items():
            self.html[slot] = "".join(_ways_back(*self.notes.footnotes[label]))
        self.outline, self.nesting = outline, 0

    def paragraph(self, tokens: Sequence[Token], index: int) -> None:
        """A paragraph; without tags when it stands in a tight list."""
        text = tokens[index + 1]
        opening, closing = ("", "") if tokens[index].hidden else ("<p>", "</p>\n")
        begins_item = index > 0 and tokens[index - 1].type == "list_item_open"
        box = BOX.match(text.content) if begins_item else None
        if box is not None and box.end() < len(text.content):
            html, words = self._task(text.content, _line(text), box)
        else:
            html, words = render_inline(text.content, _line(text), self.notes)
        real = (box is None or words != box[0]) and self.outline.say(words)
        if ":::" in text.content:
            self._stray_fences(text)
        self.html += (opening, html, closing)
        if real and words and self.lists == 1:
            self.item.append(words)

    def _task(self, content: str, line: int, box: re.Match[str]) -> Rendered:
        passage = Passage(content[box.end() :], line + content.count("\n", 0, box.end()))
        html, words = render_inline(passage.content, passage.line, self.notes)
        action, mistakes = read_task(words)
        ticked = box[1] != " "
        if action is not None:
            self.actions.append(BodyAction(action, self.notes.first_line + line, ticked))
        for mistake in mistakes:
            self.notes.refuse(mistake.refused, passage, max(passage.content.find(mistake.written), 0))
        state = "done" if ticked else "open"
        self.html[-1] = '<li class="task-item">'
        mark = f'<span class="task task-{state}"><span class="visually-hidden">{state}: </span></span>'
        return f"{mark} {html}", words

    def _stray_fences(self, text: Token) -> None:
        passage = Passage(text.content, _line(text))
        write = "`::: internal` above what only our side may read, and `:::` below it"
        for fence in _STRAY_FENCE.finditer(text.content):
            message = f"`{shown(fence[0])}` neither opens nor closes an internal part"
            self.notes.refuse(Refused(message, write), passage, fence.start())

    def heading(self, tokens: Sequence[Token], index: int) -> None:
        """A heading, which begins a section unless it stands within something."""
        text, level = tokens[index + 1], int(tokens[index].tag[1])
        html, words = render_inline(text.content, _line(text), self.notes)
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
        start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
        self.html.append(f"<{token.tag}{start}>\n" if token.nesting == 1 else f"</{token.tag}>\n")

    def list_item(self, tokens: Sequence[Token], index: int) -> None:
        """A list item begins or ends."""
        if tokens[index].nesting == 1:
            self.html.append("<li>")
            self.item = [] if self.lists == 1 else self.item
            return
        self.html.append("</li>\n")
        if self.lists == 1 and self.item:
            self.outline.bullet(" ".join(self.item))

    def row(self, tokens: Sequence[Token], index: int) -> None:  # noqa: ARG002 (renderers have one signature)
        """A row of a table begins."""
        self.html.append("<tr>\n")
        self.cells = []

    def cell(self, tokens: Sequence[Token], index: int) -> None:
        """A cell. An empty one is never a heading: there would be nothing to read out."""
        cell, text = tokens[index], tokens[index + 1]
        html, words = render_inline(text.content, _line(text), self.notes, self.cells)
        self.cells.append(text.content)
        self.outline.say(words)
        side = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        name = f' class="{side}"' if side else ""
        tag, scope = ("th", ' scope="col"') if cell.tag == "th" and html else ("td", "")
        self.html.append(f"<{tag}{scope}{name}>{html}</{tag}>\n")

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
            self.notes.refuse(never, Passage(":::", _line(token)), 0)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _ways_back(number: int, times: int) -> Iterator[str]:
    for time in range(1, times + 1):
        mark = f"{number}" if time == 1 else f"{number}:{time}"
        name = f"Back to reference {number}" if time == 1 else f"Back to reference {number}, mention {time}"
        yield f' <a class="footnote-back" href="#plan-fnref:{mark}" aria-label="{name}">↩</a>'


_TAGS = {
    "internal_close": "</div>\n",
    "hr": "<hr>\n",
    # A table can be reached by keyboard, since it may scroll.
    "table_open": '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">\n<table>\n',
    "table_close": "</table>\n</div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_close": "</tr>\n",
}

_RENDERERS: dict[str, Callable[[_BodyRenderer, Sequence[Token], int], None]] = {
    "paragraph_open": _BodyRenderer.paragraph,
    "heading_open": _BodyRenderer.heading,
    "bullet_list_open": _BodyRenderer.nest,
    "bullet_list_close": _BodyRenderer.nest,
    "ordered_list_open": _BodyRenderer.nest,
    "ordered_list_close": _BodyRenderer.nest,
    "blockquote_open": _BodyRenderer.nest,
    "blockquote_close": _BodyRenderer.nest,
    "list_item_open": _BodyRenderer.list_item,
    "list_item_close": _BodyRenderer.list_item,
    "tr_open": _BodyRenderer.row,
    "th_open": _BodyRenderer.cell,
    "td_open": _BodyRenderer.cell,
    "fence": _BodyRenderer.code,
    "code_block": _BodyRenderer.code,
    "internal_open": _BodyRenderer.internal,
}
