"""Reads pages as a person does: headings, tables by the names of their columns, lists, and what stands beside a label.

::

    page = read_page(path)
    page.tables["Promises"][0]["Kept"].words        "41 days late"
    page.tables["Promises"][0]["Kept"].classes      {"gap"}
    page.beside("Owner")                            "Ann Bo"
    page.criteria["PRM002"].state, .evidence        "gap", "The promise “P5” was due 2026-10-30, 21 days ago"

Tests that read pages this way hold whatever the markup is, as long as a reader sees the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

_VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line", "use", "wbr", "polyline"}
_CLOSED_BY = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "p": {"p"}}
_CLOSED_BY |= {"tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
_BLOCKS = {"p", "div", "li", "td", "th", "dd", "dt", "small", "h1", "h2", "h3", "h4", "section", "header", "caption"}


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Node]:
        """The elements of those names below it (any, without names), in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    @property
    def words(self) -> str:
        """Its text; what stands in blocks of their own is parted by a space."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("svg", "script", "style"):
                apart = " " if child.tag in _BLOCKS else ""
                yield from (apart, *child._texts(), apart)

    @property
    def classes(self) -> set[str]:
        """The words of its class."""
        return set(self.attributes.get("class", "").split())

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [node.attributes["href"] for node in self.all("a") if "href" in node.attributes]


Row = dict[str, Node]


@dataclass(frozen=True)
class CriterionText:
    """A criterion as the page of an account shows it."""

    state: str
    evidence: str


class Page:
    """A page and what a reader finds on it."""

    def __init__(self, root: Node) -> None:
        self.root = root

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of each table by the heading above it, without its small print; cells by the names of columns.

        A second column of one name is called ``Target 2``. Rows that head others, and sums below, have fewer cells.
        """
        found: dict[str, list[Row]] = {}
        heading = ""
        for node in self.root.all("h1", "h2", "h3", "table"):
            if node.tag == "table":
                found.setdefault(heading, []).extend(_rows(node))
            else:
                heading = self._plain(node)
        return found

    @cached_property
    def headings(self) -> dict[str, str]:
        """The small print of each heading, by what stands before it."""
        nodes = self.root.all("h1", "h2", "h3")
        return {self._plain(node): " ".join(small.words for small in node.all("small")) for node in nodes}

    @cached_property
    def criteria(self) -> dict[str, CriterionText]:
        """The criteria of an account's page by their codes; a vital gap is a gap."""
        found = {}
        for node in self.root.all("li"):
            code, states = node.attributes.get("id", ""), [small.words for small in node.all("small")]
            if len(code) == 6 and code[3:].isdigit() and states:
                texts = [each.words for each in node.all("p")]
                found[code] = CriterionText(states[0].split(" · ")[0].removeprefix("vital "), texts[0] if texts else "")
        return found

    @cached_property
    def mistakes(self) -> list[str]:
        """The codes of the mistakes that an account's page shows, one for each."""
        heading = "Mistakes in the file"
        return [strong.words for strong in self.section(heading).all("strong")] if heading in self.headings else []

    def section(self, heading: str) -> Node:
        """The innermost element that holds a heading and what it heads."""
        holders = [
            node
            for node in (self.root, *self.root.all())
            if any(isinstance(child, Node) and child.tag[:1] == "h" and self._plain(child) == heading
                   for child in node.children)
        ]  # fmt: skip
        return holders[-1]

    def beside(self, label: str) -> str:
        """What stands beside a term, or below a heading of a card."""
        for node in (self.root, *self.root.all()):
            children = [child for child in node.children if isinstance(child, Node)]
            if children and children[0].tag in ("dt", "h2", "h3") and self._plain(children[0]) == label:
                return " ".join(child.words for child in children[1:])
        raise KeyError(label)

    @staticmethod
    def _plain(node: Node) -> str:
        """A heading without its small print."""
        parts = [child if isinstance(child, str) else "" if child.tag == "small" else child.words
                 for child in node.children]  # fmt: skip
        return " ".join("".join(parts).split())


def _rows(table: Node) -> Iterator[Row]:
    names: list[str] = []
    for row in table.all("tr"):
        cells = [cell for cell in row.children if isinstance(cell, Node)]
        if not names:
            for cell in cells:
                used = sum(name.split(" 2")[0] == cell.words for name in names)
                names.append(f"{cell.words} {used + 1}" if used else cell.words)
        else:
            yield dict(zip(names, cells, strict=False))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open[-1].tag in _CLOSED_BY.get(tag, ()):
            self.open.pop()
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        tags = [node.tag for node in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(text: str) -> Page:
    """A page from its source."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return Page(builder.open[0])


def read_page(file: Path) -> Page:
    """A page from its file."""
    return read_html(file.read_text(encoding="utf-8"))
