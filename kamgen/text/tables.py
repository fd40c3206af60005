"""Tables of figures as plain text: cells as exact as they are, and CSV in which nothing is a formula."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from io import StringIO

from kamgen.model.table import Cell, CellKind, Column, Table
from kamgen.model.values import plain

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
