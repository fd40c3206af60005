"""Tables as files: what other programs read back, and that nothing of a plan is a formula there."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kamgen.model.table import Cell, CellKind, Column, Row, Table
from kamgen.report.tables import csv_archive, sheet_names, table_object, workbook
from kamgen.text.tables import csv_text

AS_OF = date(2026, 11, 20)
COLUMNS = (
    Column("deal", "Deal"),
    Column("value", "Value", CellKind.MONEY),
    Column("share", "Share", CellKind.PERCENT),
    Column("deals", "Deals", CellKind.NUMBER),
    Column("close", "Close", CellKind.DAY),
    Column("known", "Known", CellKind.FLAG),
)
CELLS: tuple[Cell, ...] = ("=1+1", Decimal("1234.567"), Decimal(1) / 3, 3, date(2027, 3, 31), True)
DEALS = Table("deals", "Deals by value", COLUMNS, (Row(CELLS), Row(("Øl, “two”", None, None, None, None, False))))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_csv_has_keys_exact_figures_and_no_formulas() -> None:
    assert rows_of(csv_text(DEALS)) == [
        ["deal", "value", "share", "deals", "close", "known"],
        ["'=1+1", "1234.57", "0.333333", "3", "2027-03-31", "true"],
        ["Øl, “two”", "", "", "", "", "false"],
    ]


def test_json_tells_the_kind_of_each_column() -> None:
    assert table_object(DEALS) == {
        "name": "deals",
        "title": "Deals by value",
        "columns": [
            {"key": "deal", "title": "Deal", "kind": "text"},
            {"key": "value", "title": "Value", "kind": "money"},
            {"key": "share", "title": "Share", "kind": "percent"},
            {"key": "deals", "title": "Deals", "kind": "number"},
            {"key": "close", "title": "Close", "kind": "day"},
            {"key": "known", "title": "Known", "kind": "flag"},
        ],
        "rows": [
            ["=1+1", "1234.57", "0.333333", 3, "2027-03-31", True],
            ["Øl, “two”", None, None, None, None, False],
        ],
    }


def test_an_archive_of_the_same_tables_is_the_same_bytes() -> None:
    data = csv_archive([DEALS])
    assert data == csv_archive([DEALS])
    with ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["deals.csv"]
        assert archive.read("deals.csv").decode() == csv_text(DEALS)


def test_a_workbook_has_a_sheet_a_question_with_typed_cells_and_heads_that_stay() -> None:
    data = workbook([("Where are deals?", (DEALS, DEALS)), ("Nothing?", ())], AS_OF)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["Where are deals", "Nothing"]
    sheet = book["Where are deals"]
    assert (sheet.freeze_panes, sheet["A1"].value, sheet["A6"].value) == ("B3", "Deals by value", "Deals by value")
    assert [cell.value for cell in sheet[2]] == ["Deal", "Value", "Share", "Deals", "Close", "Known"]
    assert [cell.value for cell in sheet[3]] == ["=1+1", 1234.567, pytest.approx(1 / 3), 3, datetime(2027, 3, 31), True]
    assert [cell.data_type for cell in sheet[3]] == ["s", "n", "n", "n", "d", "b"]
    assert [cell.number_format for cell in sheet[3]][1:5] == ["#,##0", "0.0%", "General", "yyyy-mm-dd"]
    assert [cell.value for cell in sheet[4]] == ["Øl, “two”", None, None, None, None, False]


def test_a_workbook_of_the_same_day_is_the_same_bytes() -> None:
    asked = [("Where are deals?", (DEALS,))]
    assert workbook(asked, AS_OF) == workbook(asked, AS_OF)
    assert workbook(asked, AS_OF) != workbook(asked, date(2026, 11, 21))


HOSTILE = [
    "=cmd()",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "'=1",
    "{=1}",
    "https://x.example",
    "|calc",
    "%0A",
    "internal:A1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_plan_says_is_text_in_a_workbook_and_in_csv(text: str) -> None:
    table = Table("t", text, (Column("a", text),), (Row((text,)),))
    sheet = load_workbook(BytesIO(workbook([(text, (table,))], AS_OF))).worksheets[0]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in (sheet["A1"], sheet["A3"])] == [
        (text, "s", None)
    ] * 2
    written = rows_of(csv_text(table))[1][0]
    assert written.lstrip("'").strip() == text.lstrip("'").strip()
    assert written[0] not in "=+-@\t|% "


@settings(max_examples=80)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_names_of_sheets_are_what_a_spreadsheet_takes_and_no_two_alike(questions: list[str]) -> None:
    names = sheet_names(questions)
    assert len(names) == len(questions)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" != name[-1]
        assert name.casefold() != "history"


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=5))
def test_any_texts_are_read_back_from_csv(texts: list[str]) -> None:
    table = Table("t", "T", (Column("a", "A"),), tuple(Row((text,)) for text in texts))
    read = [row[0] if row else "" for row in rows_of(csv_text(table))[1:]]
    assert [text.removeprefix("'") if text[:1] == "'" else text for text in read] == [
        text.removeprefix("'") if text[:1] == "'" else text for text in texts
    ]
