"""From the text of a paragraph, heading or cell to HTML and to plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from kamgen.markdown.notes import Address, Notes, Passage, read_address
from kamgen.markdown.parser import inlines
from kamgen.model.plan import LinkKind, link_mark
from kamgen.model.values import Refused
from kamgen.rules.codes import FaultCode

Rendered = tuple[str, str]
"""A text as HTML, and as plain words."""


def render_inline(content: str, line: int, notes: Notes, cells: Sequence[str] = ()) -> Rendered:
    """A text as HTML, with marks for addresses, and as plain words; links and mistakes go to ``notes``.

    ``line`` is its first line in the prose, from 0; ``cells`` are those before it in the row of a table.
    """
    if not content:
        return "", ""
    renderer = _InlineRenderer(Passage(content, line, cells), notes)
    for token in inlines(content, notes.env):
        renderer.add(token)
    return "".join(renderer.html), "".join(renderer.words)


def escape(text: str) -> str:
    """Text for HTML, between tags or in a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class _OpenLink(NamedTuple):
    address: Address | None
    """None when it is only shown as text: a link within a link, or one that may not go where it points."""
    words: int
    """How many words stood before it."""


class _InlineRenderer:
    """Turns the tokens of one text into HTML and words."""

    def __init__(self, passage: Passage, notes: Notes) -> None:
        self.passage, self.notes = passage, notes
        self.html: list[str] = []
        self.words: list[str] = []
        self.open: list[_OpenLink] = []

    def add(self, token: Token) -> None:
        """Adds one token."""
        render = _RENDERERS.get(token.type)
        if render is not None:
            render(self, token)
        elif token.nesting == 1:
            self.html.append(f"<{token.tag}>")
        elif token.nesting == -1:
            self.html.append(f"</{token.tag}>")

    def text(self, token: Token) -> None:
        """Plain text, also from entities and escapes."""
        self.html.append(escape(token.content))
        self.words.append(token.content)

    def tangled(self, token: Token) -> None:
        """A text whose brackets cannot be followed; the first of them is a mistake of the plan."""
        self.text(token)
        if not self.notes.tangled:
            self.notes.tangled = True
            message = "from here on there are too many brackets within brackets: links are shown as they are written"
            write = "links one after the other, and `\\[` for a bracket that is only text"
            self.notes.refuse(Refused(message, write), self.passage, 0)

    def code(self, token: Token) -> None:
        """Code within a line."""
        self.html.append(f"<code>{escape(token.content)}</code>")
        self.words.append(token.content)

    def line_end(self, token: Token) -> None:
        """A line end, forced or not."""
        self.html.append("<br>\n" if token.type == "hardbreak" else "\n")
        self.words.append("\n")

    def link_open(self, token: Token) -> None:
        """The beginning of a link; nothing when it may not go where it points."""
        address = None if self._in_link() else self._address(token, "href")
        self.open.append(_OpenLink(address, len(self.words)))
        if address:
            self.html.append(self._anchor(address, token))

    def link_close(self, token: Token) -> None:  # noqa: ARG002 (renderers have one signature)
        """The end of a link. One without words shows its address."""
        address, before = self.open.pop()
        if address is None:
            return
        if not "".join(self.words[before:]).strip():
            self.html.append(escape(address.target or address.fragment))
        self.html.append("</a>")

    def image(self, token: Token) -> None:
        """An image that lies beside the plan; anything else is a link, since a page asks no other host."""
        words = _words(token.children or ())
        address = self._address(token, "src")
        self.words.append(words)
        if address is None or (address.kind is not LinkKind.FILE and self._in_link()):
            self.html.append(escape(words))
        elif address.kind is LinkKind.FILE:
            mark = self._mark(address, token)
            self.html.append(f'<img src="{mark}" alt="{escape(words)}"{_title(token)} loading="lazy">')
        else:
            self.html.append(f"{self._anchor(address, token)}{escape(words or address.target)}</a>")

    def footnote(self, token: Token) -> None:
        """A reference to a footnote: its number, linked to it."""
        number, times = self.notes.refer(token.meta["label"])
        if self._in_link():
            self.html.append(f"<sup>{number}</sup>")
            return
        mark = f"{number}" if times == 1 else f"{number}:{times}"
        link = f'<a href="#plan-fn:{number}" id="plan-fnref:{mark}">{number}</a>'
        self.html.append(f'<sup class="footnote-ref">{link}</sup>')

    def _in_link(self) -> bool:
        return any(link.address for link in self.open)

    def _address(self, token: Token, attribute: str) -> Address | None:
        if "wiki" in token.meta:
            slug, fragment = token.meta["wiki"]
            return Address(LinkKind.WIKI if slug else LinkKind.ANCHOR, slug, fragment)
        try:
            return read_address(str(token.attrs[attribute]))
        except Refused as refused:
            self.notes.refuse(refused, self.passage, token.meta.get("at", 0), FaultCode.BROKEN_ATTACHMENT)
            return None

    def _mark(self, address: Address, token: Token) -> str:
        return link_mark(self.notes.link(address, self.passage, token.meta.get("at", 0)))

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


_RENDERERS: dict[str, Callable[[_InlineRenderer, Token], None]] = {
    "text": _InlineRenderer.text,
    "text_special": _InlineRenderer.text,
    "tangled": _InlineRenderer.tangled,
    "code_inline": _InlineRenderer.code,
    "softbreak": _InlineRenderer.line_end,
    "hardbreak": _InlineRenderer.line_end,
    "link_open": _InlineRenderer.link_open,
    "link_close": _InlineRenderer.link_close,
    "image": _InlineRenderer.image,
    "footnote_ref": _InlineRenderer.footnote,
}
