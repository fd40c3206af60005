"""The prose of a plan: one pass over its block tokens gives HTML, sections, links, tasks and mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from kamgen.markdown.comments import comments
from kamgen.markdown.inline import Notes, Passage, escape
from kamgen.markdown.outline import BOX, Outline, read_task
from kamgen.markdown.parser import blocks
from kamgen.model.places import Fault, blanked, short_text
from kamgen.model.plan import Body, BodyAction
from kamgen.model.values import Refused
from kamgen.rules.codes import FaultCode

_TOP_LEVEL = 3
"""The page has its own h1 and h2, so the prose's highest headings are h3."""
_STRAY_FENCE = re.compile(r"^:::.*", re.MULTILINE)
_UNWRITABLE = re.compile(r"[\0-\2]")
"""NUL, and the two characters that mark addresses in `Body.html`."""
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
    "tr_open": "<tr>\n",
    "tr_close": "</tr>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
}


def parse_body(text: str, first_line: int) -> tuple[Body, tuple[tuple[str, Fault], ...]]:
    """What the Markdown below the front matter says, and what is wrong in it (rule code and fault).

    ``first_line`` is the file's line number of the text's first line. Any text is read; nothing is raised.
    """
    text = _UNWRITABLE.sub(
        lambda sign: "\ufffd" if sign[0] == "\0" else "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    found = comments(text)
    cuts, text = found.cuts(text), blanked(text, found.spans)
    lines = text.split("\n")
    notes = Notes(first_line, lines, {}, cuts)
    if found.unclosed:
        line, column, sign = found.unclosed
        never = "this comment is never closed, so nothing from here on is shown"
        fault = Fault(f"@{first_line + line}:{column}", never, f"`{sign}` where the comment ends")
        notes.faults.append((FaultCode.INVALID_VALUE, fault))
    renderer = _BodyRenderer(notes)
    prose: list[Token] = []
    footnotes: dict[str, list[Token]] = {}
    around = [prose]
    for token in blocks(text, notes.env):
        if token.type == "footnote_reference_open":
            around.append([])
            footnotes.setdefault(token.meta["label"], around[-1])  # the first of a label counts
        elif token.type == "footnote_reference_close":
            around.pop()
        else:
            around[-1].append(token)
    renderer.render(prose)
    sections, faults = renderer.outline.close([*[""] * (first_line - 1), *lines])
    if notes.mentioned:
        renderer.render_footnotes(footnotes)
    body = Body("".join(renderer.html), sections, tuple(notes.links), tuple(renderer.actions))
    return body, (*notes.faults, *faults)


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
            match token.type:
                case "paragraph_open":
                    begins_item = index > 0 and tokens[index - 1].type == "list_item_open"
                    self._paragraph(tokens[index + 1], token.hidden, begins_item)
                case "heading_open":
                    self._heading(tokens[index + 1], int(token.tag[1]))
                case "bullet_list_open" | "bullet_list_close" | "ordered_list_open" | "ordered_list_close":
                    self.lists += token.nesting
                    self._nest(token)
                case "blockquote_open" | "blockquote_close":
                    self._nest(token)
                case "list_item_open" if self.lists == 1:
                    self.item = []
                case "list_item_close" if self.lists == 1 and self.item:
                    self.outline.bullet(" ".join(self.item))
                case "tr_open":
                    self.cells = []
                case "th_open" | "td_open":
                    self._cell(token, tokens[index + 1])
                case "fence" | "code_block":
                    self._code(token)
                case "internal_open":
                    self._internal(token)

    def render_footnotes(self, footnotes: dict[str, list[Token]]) -> None:
        """Adds the footnotes that were mentioned, in the order of first mention. They are no section's text."""
        self.outline, self.nesting = Outline(), 1
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
            self.html[slot] = "".join(_back_links(*self.notes.footnotes[label]))

    def _paragraph(self, text: Token, hidden: bool, begins_item: bool) -> None:
        """A paragraph; without tags when it stands in a tight list."""
        passage = Passage(self.notes, text.content, _line(text))
        box = BOX.match(text.content) if begins_item else None
        if box is not None and box.end() < len(text.content):
            html, words = self._task(text, box)
        else:
            html, words = passage.render()
        real = (box is None or words != box[0]) and self.outline.say(words)
        for fence in _STRAY_FENCE.finditer(text.content):
            message = f"`{short_text(fence[0])}` neither opens nor closes an internal part"
            write = "`::: internal` above what only our side may read, and `:::` below it"
            passage.refuse(Refused(message, write), fence.start())
        self.html += ("", html, "") if hidden else ("<p>", html, "</p>\n")
        if real and words and self.lists == 1:
            self.item.append(words)

    def _task(self, text: Token, box: re.Match[str]) -> tuple[str, str]:
        content, line = text.content[box.end() :], _line(text)
        passage = Passage(self.notes, content, line + text.content.count("\n", 0, box.end()))
        html, words = passage.render()
        action, mistakes = read_task(words)
        ticked = box[1] != " "
        if action is not None:
            self.actions.append(BodyAction(action, self.notes.first_line + line, ticked))
        for written, refused in mistakes:
            passage.refuse(refused, max(content.find(written), 0))
        state = "done" if ticked else "open"
        self.html[-1] = '<li class="task-item">'
        mark = f'<span class="task task-{state}"><span class="visually-hidden">{state}: </span></span>'
        return f"{mark} {html}", words

    def _heading(self, text: Token, level: int) -> None:
        """A heading, which begins a section unless it stands within something."""
        html, words = Passage(self.notes, text.content, _line(text)).render()
        if not words or words.isspace():
            self.html.append(f"<p>{html}</p>\n" if html else "")
            return
        if self.nesting:
            depth, name = self.outline.depth, ""
            self.outline.say(" ".join(words.split()))
        else:
            first = self.notes.first_line
            anchor, depth = self.outline.heading(words, level, first + _line(text), first + _end(text))
            name = f' id="plan-{anchor}"'
        rank = min(_TOP_LEVEL + depth, 6)
        self.html.append(f"<h{rank}{name}>{html}</h{rank}>\n")

    def _nest(self, token: Token) -> None:
        """A quote or list begins or ends."""
        self.nesting += token.nesting
        start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
        self.html.append(f"<{token.tag}{start}>\n" if token.nesting == 1 else f"</{token.tag}>\n")

    def _cell(self, cell: Token, text: Token) -> None:
        """A cell. An empty one is never a heading: there would be nothing to read out."""
        html, words = Passage(self.notes, text.content, _line(text), self.cells).render()
        self.cells.append(text.content)
        self.outline.say(words, counts=cell.tag == "td")
        side = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        name = f' class="{side}"' if side else ""
        tag, scope = ("th", ' scope="col"') if cell.tag == "th" and html else ("td", "")
        self.html.append(f"<{tag}{scope}{name}>{html}</{tag}>\n")

    def _code(self, token: Token) -> None:
        """A block of code; it can be reached by keyboard, since it may scroll."""
        language = token.info.split()
        name = f' class="language-{escape(language[0])}"' if language else ""
        self.html.append(f'<pre tabindex="0"><code{name}>{escape(token.content)}</code></pre>\n')
        self.outline.say(token.content.strip())

    def _internal(self, token: Token) -> None:
        """What only internal editions show."""
        self.html.append('<div class="internal" role="note" aria-label="Internal">\n')
        if not token.meta["closed"]:
            never = Refused("`::: internal` is never closed", "`:::` on a line of its own where the internal part ends")
            Passage(self.notes, ":::", _line(token)).refuse(never)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _end(token: Token) -> int:
    return token.map[1] if token.map else 0


def _back_links(number: int, times: int) -> Iterator[str]:
    for time in range(1, times + 1):
        mark = f"{number}" if time == 1 else f"{number}:{time}"
        name = f"Back to reference {number}" if time == 1 else f"Back to reference {number}, mention {time}"
        yield f' <a class="footnote-back" href="#plan-fnref:{mark}" aria-label="{name}">↩</a>'
