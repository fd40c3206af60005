"""Tables of figures as files: JSON, CSV, and workbooks. Nothing that a plan says becomes a formula.

JSON      amounts to the cent and fractions as texts, counts as numbers
CSV       the same, one table a file (see `text.tables`)
workbook  a sheet a question, typed cells, heads that stay; the same bytes for the same day
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kamgen.model.errors import KamgenError
from kamgen.model.table import Cell, CellKind, Column, Table
from kamgen.text.tables import csv_text, exact, written

Answered = Sequence[tuple[str, tuple[Table, ...]]]
"""Questions with their tables."""


def table_object(table: Table) -> dict[str, Any]:
    """A table as JSON."""
    return {
        "name": table.name,
        "title": table.title,
        "columns": [{"key": each.key, "title": each.title, "kind": each.kind.value} for each in table.columns],
        "rows": [[exact(*pair) for pair in zip(row.cells, table.columns, strict=True)] for row in table.rows],
    }


def csv_archive(tables: Iterable[Table]) -> bytes:
    """All tables as CSV files of a zip; its files bear no time, so that the same tables are the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for table in tables:
            member = ZipInfo(f"{table.name}.csv")
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, csv_text(table))
    return out.getvalue()


_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_WIDEST = 60
_FORMATS = {CellKind.MONEY: "#,##0", CellKind.PERCENT: "0.0%", CellKind.DAY: "yyyy-mm-dd", CellKind.NUMBER: "General"}


def workbook(answered: Answered, as_of: date) -> bytes:
    """A workbook of a sheet a question, its tables below each other; says so as `KamgenError` without XlsxWriter."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise KamgenError(
            "a workbook is written by XlsxWriter, which is not installed", "run `pip install 'kamgen[xlsx]'`"
        ) from None
    out = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, safe)
    book.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day), "author": "kamgen"})
    formats = {kind: book.add_format({"num_format": written}) for kind, written in _FORMATS.items()}
    heads = {
        True: book.add_format({"bold": True, "bottom": 1}),
        False: book.add_format({"bold": True, "font_size": 13}),
    }
    names = iter(sheet_names([question for question, _ in answered]))
    for _, tables in answered:
        sheet, line = book.add_worksheet(next(names)), 0
        for table in tables:
            sheet.write_string(line, 0, table.title, heads[False])
            for place, column in enumerate(table.columns):
                sheet.write_string(line + 1, place, column.title, heads[True])
            for number, row in enumerate(table.rows, line + 2):
                for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                    _fill(sheet, number, place, cell, formats.get(column.kind))
            line += len(table.rows) + 3
        if tables:
            sheet.freeze_panes(2, 1)
            _widen(sheet.set_column, tables)
    book.close()
    return out.getvalue()


def _fill(sheet: Any, line: int, place: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, Decimal | int):
        sheet.write_number(line, place, float(cell), form)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), form)
    elif cell:
        sheet.write_string(line, place, cell[:32_767])


def _widen(set_column: Callable[[int, int, float], Any], tables: Sequence[Table]) -> None:
    for place in range(max(len(table.columns) for table in tables)):
        texts = [text for table in tables if place < len(table.columns) for text in _texts(table, place)]
        set_column(place, place, min(max(map(len, texts)) + 2, _WIDEST))


def _texts(table: Table, place: int) -> list[str]:
    column: Column = table.columns[place]
    return [column.title, *[written(row.cells[place], column)[:_WIDEST] for row in table.rows]]


def sheet_names(questions: Iterable[str]) -> list[str]:
    """A name for each sheet: what Excel takes, 31 characters at most, no two alike whatever their capitals."""
    names: list[str] = []
    for question in questions:
        name = " ".join(_FORBIDDEN.sub(" ", question).split()).strip("'")[:_SHEET_NAME].strip() or "Sheet"
        number, base = 1, name
        while name.casefold() in {each.casefold() for each in names} or name.casefold() == "history":
            number += 1
            name = f"{base[: _SHEET_NAME - len(str(number)) - 1]} {number}"
        names.append(name)
    return names
