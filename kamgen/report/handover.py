"""What leaves with one of us: for the terminal, as Markdown with tables, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from kamgen.model.handover import Handover
from kamgen.model.table import Cell, CellKind, Column, Row, Table
from kamgen.report.agenda import plain_markdown
from kamgen.report.findings import BOLD, CYAN, as_text, paint, visible
from kamgen.report.json import FORMAT_VERSION, dumped
from kamgen.report.tables import table_object
from kamgen.text.handover import CALLS, handover_words
from kamgen.text.numbers import ENGLISH


def json(found: Handover, _color: bool, version: str) -> str:
    """One object: format_version, tool, as_of, person, currency, tables."""
    return dumped(
        {
            "format_version": FORMAT_VERSION,
            "tool": {"name": "kamgen", "version": version},
            "as_of": found.as_of.isoformat(),
            "person": found.name,
            "currency": found.currency,
            "tables": [table_object(table) for table in found.tables],
        }
    )


@as_text
def full(found: Handover, color: bool, _version: str) -> Iterator[str]:
    """For people at a terminal: a line an entry."""
    yield paint(f"What leaves with {visible(found.name)}, as of {found.as_of}", BOLD, color)
    yield visible(handover_words(found, ENGLISH))
    for table in found.tables:
        if table.rows:
            yield from ("", paint(f"{table.title} ({len(table.rows)})", BOLD, color))
        for row in table.rows:
            head, *cells = _cells(row, table)
            words = ", ".join(said for cell, column in cells if (said := _said(cell, column)))
            yield f"  {paint(visible(str(head[0])), CYAN, color)}{words and ': '}{visible(words)}"


@as_text
def markdown(found: Handover, _color: bool, _version: str) -> Iterator[str]:
    """For mail and minutes: a table of each kind."""
    yield f"# What leaves with {plain_markdown(found.name)}, {found.as_of}"
    yield from ("", plain_markdown(handover_words(found, ENGLISH)), "", CALLS)
    for table in found.tables:
        if table.rows:
            yield from ("", f"## {table.title}", "", _line([column.title for column in table.columns]))
            yield _line(["---"] * len(table.columns))
            for row in table.rows:
                yield _line([plain_markdown(_written(*each)) for each in _cells(row, table)])


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
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, Decimal) and column.kind is CellKind.MONEY:
        return ENGLISH.amount(cell).text
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


HANDOVER_FORMATS: dict[str, Callable[[Handover, bool, str], str]] = {"full": full, "markdown": markdown, "json": json}
"""The formats by name; each is given what leaves, whether there is colour, and kamgen's version."""
