"""Answers that are a sentence and tables, as commands print them: for the terminal, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from kamgen.model.table import Cell, Column, Row, Table
from kamgen.report.agenda import chat_markdown
from kamgen.report.findings import BOLD, CYAN, as_text, paint, visible
from kamgen.report.json import FORMAT_VERSION, dumped
from kamgen.report.tables import table_object
from kamgen.text.numbers import ENGLISH
from kamgen.text.tables import shown, upright


class Answer(Struct, frozen=True):
    """What a command answers."""

    title: str
    as_of: date
    words: str
    """One sentence."""
    tables: tuple[Table, ...]
    head: Mapping[str, Any]
    """What JSON says beside the day and the tables."""
    note: str = ""
    """A sentence for mail and minutes."""


def json(found: Answer, _color: bool, version: str) -> str:
    """One object: format_version, tool, as_of, what the command adds, tables."""
    tables = [table_object(table) for table in found.tables]
    tool = {"name": "kamgen", "version": version}
    head = {"format_version": FORMAT_VERSION, "tool": tool, "as_of": found.as_of.isoformat()}
    return dumped(head | dict(found.head) | {"tables": tables})


@as_text
def full(found: Answer, color: bool, _version: str) -> Iterator[str]:
    """For people at a terminal: a line an entry."""
    yield paint(f"{visible(found.title)}, as of {found.as_of}", BOLD, color)
    yield visible(found.words)
    for table in (upright(each, ENGLISH) for each in found.tables):
        if table.rows:
            yield from ("", paint(f"{table.title} ({len(table.rows)})", BOLD, color))
        for row in table.rows:
            head, *cells = _cells(row, table)
            words = ", ".join(said for cell, column in cells if (said := _said(cell, column)))
            yield f"  {paint(visible(str(head[0])), CYAN, color)}{words and ': '}{visible(words)}"


@as_text
def markdown(found: Answer, _color: bool, _version: str) -> Iterator[str]:
    """For mail and minutes: a table of each kind."""
    yield f"# {chat_markdown(found.title)}, {found.as_of}"
    yield from ("", chat_markdown(found.words))
    if found.note:
        yield from ("", found.note)
    for table in (upright(each, ENGLISH) for each in found.tables):
        if table.rows:
            yield from ("", f"## {table.title}", "", _line([column.title for column in table.columns]))
            yield _line(["---"] * len(table.columns))
            for row in table.rows:
                yield _line([chat_markdown(_written(*each)) for each in _cells(row, table)])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row, table: Table) -> list[tuple[Cell, Column]]:
    return list(zip(row.cells, table.columns, strict=True))


def _said(cell: Cell, column: Column) -> str:
    """A cell with what it is, where that does not show; what is not known or not so is left out."""
    if cell is None or cell is False:
        return ""
    words = column.key.replace("_", " ")
    if cell is True:
        return words
    return str(cell) if column.key in ("whom", "contact", "what", "duty") else f"{words} {_written(cell, column)}"


def _written(cell: Cell, column: Column) -> str:
    return "" if cell is False else shown(cell, column, ENGLISH)


ANSWER_FORMATS: dict[str, Callable[[Answer, bool, str], str]] = {"full": full, "markdown": markdown, "json": json}
"""The formats by name; each is given the answer, whether there is colour, and kamgen's version."""
