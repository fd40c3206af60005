"""Block tokens of the prose to HTML; sections, links, tasks and mistakes are noted on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from kamgen.markdown.inline import Notes, Passage, escape
from kamgen.markdown.misread import Misread, misread, misread_row, misread_task
from kamgen.markdown.outline import BOX, Outline, read_task
from kamgen.model.places import short_text
from kamgen.model.plan import BodyAction
from kamgen.model.values import Refused

_TOP_LEVEL = 3
"""The page has its own h1 and h2, so the prose's highest headings are h3."""
_PICTURES = re.compile(r"(?:\s*!\[[^\]]*\]\([^()]*\)|\s*!\[\[[^\]]*\]\])+\s*")
"""Pictures and nothing else: what stands for them where they cannot be seen is no text of the plan."""
_STRAY_FENCE = re.compile(r"^:::.*", re.MULTILINE)
_BEFORE_ROW = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*")
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


class BodyRenderer:
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
        self.columns = 0
        """How many cells the head of the table at hand has."""
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
                case "table_open":
                    self.columns = 0
                case "tr_open":
                    self.cells = []
                    row = _BEFORE_ROW.sub("", self.notes.lines[_line(token)])
                    Passage(self.notes, row, _line(token)).tell(misread_row(row, self.columns))
                case "th_open" | "td_open":
                    self._cell(token, tokens[index + 1])
                case "fence" | "code_block":
                    self._code(token)
                case "internal_open":
                    self._internal(token)

    def render_footnotes(self, footnotes: dict[str, list[Token]]) -> None:
        """Adds the footnotes in the order of first mention, the others last. They are no section's text."""
        self.outline, self.nesting = Outline(), 1
        slots: dict[str, int] = {}
        self.html.append('<div class="footnotes">\n<ol>\n')
        for label in self._in_order(footnotes):
            number = self.notes.footnotes.get(label)
            self.html.append(f'<li id="plan-fn:{number[0]}">' if number else "<li>")
            self.render(footnotes[label])
            if not number:
                self.html.append("</li>\n")
                continue
            # The ways back go into the last paragraph, when there is one.
            slots[label] = len(self.html) - (self.html[-1] == "</p>\n")
            self.html.insert(slots[label], "")
            self.html.append("</li>\n")
        self.html.append("</ol>\n</div>\n")
        for label, slot in slots.items():
            self.html[slot] = "".join(_back_links(*self.notes.footnotes[label]))

    def _in_order(self, footnotes: Iterable[str]) -> Iterator[str]:
        """A footnote may mention others, which join those that were mentioned while it is gone through."""
        position = 0
        for label in (None, *footnotes):
            if label is not None and label not in self.notes.footnotes:
                yield label
            while position < len(self.notes.mentioned):
                yield self.notes.mentioned[position]
                position += 1

    def _paragraph(self, text: Token, hidden: bool, begins_item: bool) -> None:
        """A paragraph; without tags when it stands in a tight list."""
        passage = Passage(self.notes, text.content, _line(text))
        passage.tell(misread(text.content, begins_item))
        box = BOX.match(text.content) if begins_item else None
        if box is not None and box.end() < len(text.content):
            html, words = self._task(text, box)
        else:
            html, words = passage.render()
        counts = not _PICTURES.fullmatch(text.content)
        real = (box is None or words != box[0]) and self.outline.say(words, counts)
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
        passage.tell(misread_task(content))
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
        self.columns += cell.tag == "th"
        self.outline.say(words, counts=cell.tag == "td")
        side = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        name = f' class="{side}"' if side else ""
        tag, scope = ("th", ' scope="col"') if cell.tag == "th" and html else ("td", "")
        self.html.append(f"<{tag}{scope}{name}>{html}</{tag}>\n")

    def _code(self, token: Token) -> None:
        """A block of code; it can be reached by keyboard, since it may scroll."""
        language, (first, last) = token.info.split(), token.map or (0, 0)
        closing = self.notes.lines[last - 1].lstrip("> \t") if last > first + 1 else ""
        if token.markup and not closing.startswith(token.markup):
            sign = f"`` {token.markup} ``" if "`" in token.markup else f"`{token.markup}`"
            write = f"{sign} on a line of its own where the code ends"
            Passage(self.notes, token.markup, first).tell([Misread(0, "this code is never closed", write)])
        if language[1:]:
            message = f"`{short_text(token.info.strip())}` is not shown: it stands where the language of the code does"
            place = Passage(self.notes, token.info.strip(), _line(token))
            place.tell([Misread(0, message, "it on the next line")])
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
