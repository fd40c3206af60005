"""Tables of figures as plain text: cells as people read them, cells as exact as they are, CSV without formulas."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from io import StringIO

from kamgen.model.table import NUMBER, Cell, CellKind, Column, Row, Table
from kamgen.model.values import plain
from kamgen.text.numbers import UNKNOWN, NumberStyle

_PLACES = {CellKind.MONEY: 2, CellKind.PERCENT: 6, CellKind.NUMBER: 6}
"""Decimals at most: cents, and shares of a millionth."""
_WIDE = Context(prec=60)


def exact(cell: Cell, column: Column) -> str | int | bool | None:
    """A cell as other programs read it: amounts to the cent, percentages as fractions of one, days as 2026-11-20."""
    if isinstance(cell, Decimal):
        places = Decimal(1).scaleb(-_PLACES.get(column.kind, 6))
        return plain(cell.quantize(places, ROUND_HALF_UP, _WIDE))
    return cell.isoformat() if isinstance(cell, date) else cell


_FORMULA = re.compile(r"[\s'\"]*[=+\-@|%\t\r]")
"""How a text begins that some spreadsheet takes for a formula or a command."""


def csv_text(table: Table) -> str:
    """A table as CSV (RFC 4180): the columns' keys, then the rows; empty for what is not known.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow([column.key for column in table.columns])
    rows.writerows([[written(*pair) for pair in zip(row.cells, table.columns, strict=True)] for row in table.rows])
    return out.getvalue()


def written(cell: Cell, column: Column) -> str:
    """A cell of CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if _FORMULA.match(cell) else cell
    return "" if cell is None else str(exact(cell, column))


def shown(cell: Cell, column: Column, style: NumberStyle) -> str:
    """A cell as people read it: ``1.24M``, ``18.4%``, ``yes``; empty for what is not known."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal | int):
        number, kind = Decimal(cell), column.kind
        if kind is CellKind.PERCENT:
            return style.percent(number, 1)
        return style.compact(number) if kind is CellKind.MONEY else style.plain(number)
    return cell.isoformat() if isinstance(cell, date) else cell or ""


STATE = Column("state", "State")
"""The first column of a table whose rows are the same figures today, another time, and the change between them."""
CHANGE = "change"


def upright(table: Table, style: NumberStyle) -> Table:
    """Such a table turned, a figure a row, as people read it; others as they are."""
    if table.columns[0] != STATE:
        return table
    states = [str(row.cells[0]) for row in table.rows]
    columns = (Column("figure", "Figure"), *[Column(state, state.capitalize(), NUMBER) for state in states])
    turned = [
        Row((column.title, *[_turned(row, place, column, style) for row in table.rows]))
        for place, column in enumerate(table.columns)
    ]
    return Table(table.name, table.title, columns, tuple(turned[1:]))


def _turned(row: Row, place: int, column: Column, style: NumberStyle) -> str:
    cell = row.cells[place]
    if row.cells[0] != CHANGE or not isinstance(cell, Decimal | int):
        return shown(cell, column, style) or UNKNOWN
    if column.kind is CellKind.PERCENT:
        return f"{'+' if cell > 0 else ''}{style.fixed(Decimal(cell) * 100, 1)} points"
    return f"{'+' if cell > 0 else ''}{shown(cell, column, style)}"
