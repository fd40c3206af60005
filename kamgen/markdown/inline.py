"""From the text of a paragraph, heading or cell to HTML and to plain words, each link and mistake at its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter

from markdown_it.token import Token
from msgspec import Struct, field

from kamgen.markdown.address import Address, read_address
from kamgen.markdown.misread import Misread, misread_marks
from kamgen.markdown.parser import Environment, inlines
from kamgen.model.finding import Fix
from kamgen.model.places import Fault
from kamgen.model.plan import Link, LinkKind, link_mark
from kamgen.model.values import Refused
from kamgen.rules.codes import FaultCode


class Notes(Struct):
    """Filled while the prose is read once, then turned into the frozen `kamgen.model.plan.Body`."""

    first_line: int
    """The file's line number of the first line of the prose."""
    lines: list[str]
    env: Environment
    cuts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Column from 0 and length of the comments that were taken out of each line, by line from 0."""
    links: list[Link] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    footnotes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Number of each footnote, and how often it was referred to."""
    mentioned: list[str] = field(default_factory=list)
    """Footnotes in the order of first mention."""
    told: set[str] = field(default_factory=set)
    """What was said to be not read as it was meant."""
    tangled: bool = False
    """Whether brackets were met that cannot be followed, and that was said."""

    def refer(self, footnote: str) -> tuple[int, int]:
        """Notes a reference to a footnote; returns its number, and how often it has been referred to."""
        if footnote not in self.footnotes:
            self.mentioned.append(footnote)
        number, times = self.footnotes.get(footnote, (len(self.mentioned), 0))
        self.footnotes[footnote] = number, times + 1
        return self.footnotes[footnote]


def escape(text: str) -> str:
    """Text for HTML, between tags or in a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Passage:
    """The text of one paragraph, heading or cell, and where it stands."""

    def __init__(self, notes: Notes, content: str, line: int, cells: Sequence[str] = ()) -> None:
        """``line`` is its first line in the prose, from 0; ``cells`` are those before it in the row of a table."""
        self.notes, self.content, self.line, self.cells = notes, content, line, cells
        self._html: list[str] = []
        self._words: list[str] = []
        self._open: list[tuple[Address | None, int]] = []
        """The links around: where each goes (None for one that is only text), and how many words stood before it."""

    def refuse(self, refused: Refused, at: int = 0, code: FaultCode | None = None) -> None:
        """Notes a mistake that begins at ``at`` in the text, under ``code``; left out: that of a value."""
        line, column = self._place(at)
        fault = Fault(f"@{line}:{column}", refused.message, refused.write)
        self.notes.faults.append((code or FaultCode.of_value(refused.impossible), fault))

    def tell(self, found: Iterable[Misread]) -> None:
        """Notes what is not read as it was meant; of what is everywhere, only the first."""
        for each in found:
            if each.new or each.message not in self.notes.told:
                self.notes.told.add(each.message)
                line, column = self._place(each.at)
                fix = Fix(line, column, each.old, each.new) if each.new else None
                end = column + max(len(each.old), 1)
                fault = Fault(f"@{line}:{column}-{end}", each.message, each.write, fix=fix)
                self.notes.faults.append((FaultCode.MISREAD, fault))

    def _place(self, at: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of the character at ``at`` in the text."""
        start, line, column = self._starts[bisect_right(self._starts, at, key=itemgetter(0)) - 1]
        column += at - start
        for cut, length in self.notes.cuts.get(line, ()):
            column += length if cut <= column else 0
        return self.notes.first_line + line, column + 1

    @cached_property
    def _starts(self) -> list[tuple[int, int, int]]:
        """For each line of the text: its offset there, its line in the prose, and the column of that offset."""
        starts, offset = [], 0
        for number, part in enumerate(self.content.split("\n"), self.line):
            line = self.notes.lines[number] if number < len(self.notes.lines) else ""
            least = 0
            for cell in self.cells:
                found = line.find(cell, least)
                least = found + len(cell) if found >= 0 else least
            column = line.find(part.strip(), least)
            if column < 0:  # a cell has its pipes escaped there
                column = line.find(part.strip().replace("|", "\\|"), least)
            starts.append((offset, number, max(column, least) - len(part) + len(part.lstrip())))
            offset += len(part) + 1
        return starts

    def render(self) -> tuple[str, str]:
        """The text as HTML, with marks for addresses, and as plain words; links and mistakes are noted."""
        self.tell(misread_marks(self.content, self.notes.env.get("footnotes", {}).get("refs", ())))
        for token in inlines(self.content, self.notes.env) if self.content else ():
            if "misread" in token.meta:
                self.tell([token.meta["misread"]])
            match token.type:
                case "text" | "text_special" | "tangled":
                    self._add(escape(token.content), token.content)
                case "code_inline":
                    self._add(f"<code>{escape(token.content)}</code>", token.content)
                case "softbreak" | "hardbreak":
                    self._add("<br>\n" if token.type == "hardbreak" else "\n", "\n")
                case "link_open":
                    self._open_link(token)
                case "link_close":
                    self._close_link()
                case "image":
                    self._add_image(token)
                case "footnote_ref":
                    self._add_reference(*self.notes.refer(token.meta["label"]))
                case _:
                    self._html.append(f"</{token.tag}>" if token.nesting == -1 else f"<{token.tag}>")
            if token.type == "tangled" and not self.notes.tangled:
                self.notes.tangled = True
                message = (
                    "from here on there are too many brackets within brackets: links are shown as they are written"
                )
                self.refuse(Refused(message, "links one after the other, and `\\[` for a bracket that is only text"))
        return "".join(self._html), "".join(self._words)

    def _add(self, html: str, words: str) -> None:
        self._html.append(html)
        self._words.append(words)

    def _open_link(self, token: Token) -> None:
        """Nothing is shown of a link within a link, nor of one that may not go where it points."""
        address = None if self._in_link() else self._address(token, "href")
        self._open.append((address, len(self._words)))
        if address:
            self._html.append(self._anchor(address, token))

    def _close_link(self) -> None:
        """A link without words shows its address."""
        address, before = self._open.pop()
        if address is not None:
            shows = "".join(self._words[before:]).strip()
            self._html.append("</a>" if shows else f"{escape(address.target or address.fragment)}</a>")

    def _add_image(self, token: Token) -> None:
        """An image that lies beside the plan; anything else is a link, since a page asks no other host."""
        words = _words(token.children or ())
        address = self._address(token, "src")
        if address is None or (address.kind is not LinkKind.FILE and self._in_link()):
            html = escape(words)
        elif address.kind is LinkKind.FILE:
            html = f'<img src="{self._mark(address, token)}" alt="{escape(words)}"{_title(token)} loading="lazy">'
        else:
            html = f"{self._anchor(address, token)}{escape(words or address.target)}</a>"
        self._add(html, words)

    def _add_reference(self, number: int, times: int) -> None:
        """The number of a footnote, linked to it."""
        if self._in_link():
            self._html.append(f"<sup>{number}</sup>")
            return
        mark = f"{number}" if times == 1 else f"{number}:{times}"
        link = f'<a href="#plan-fn:{number}" id="plan-fnref:{mark}">{number}</a>'
        self._html.append(f'<sup class="footnote-ref">{link}</sup>')

    def _in_link(self) -> bool:
        return any(address for address, _ in self._open)

    def _address(self, token: Token, attribute: str) -> Address | None:
        if "wiki" in token.meta:
            slug, fragment = token.meta["wiki"]
            return Address(LinkKind.WIKI if slug else LinkKind.ANCHOR, slug, fragment)
        try:
            return read_address(str(token.attrs[attribute]))
        except Refused as refused:
            self.refuse(refused, token.meta.get("at", 0), FaultCode.BROKEN_ATTACHMENT)
            return None

    def _mark(self, address: Address, token: Token) -> str:
        self.notes.links.append(Link(*address, *self._place(token.meta.get("at", 0))))
        return link_mark(len(self.notes.links) - 1)

    def _anchor(self, address: Address, token: Token) -> str:
        away = ' rel="noopener noreferrer"' if address.kind is LinkKind.EXTERNAL else ""
        return f'<a href="{self._mark(address, token)}"{away}{_title(token)}>'


def _title(token: Token) -> str:
    title = token.attrs.get("title")
    return f' title="{escape(str(title))}"' if title else ""


def _words(tokens: Iterable[Token]) -> str:
    """Plain words of an image's description."""
    return "".join(
        _words(token.children) if token.children else "\n" if token.tag == "br" else token.content for token in tokens
    )
