"""`kamgen export`: the portfolio as a file that other programs read."""

from __future__ import annotations

import csv
import json
import sys
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kamgen.analyse.tables import ANALYSES
from tests.cli.small_site import Shell


def test_every_format_has_the_tables_of_every_question(site: Shell) -> None:
    given = json.loads(site("export").out)
    names = [table["name"] for table in given["tables"]]
    assert len(names) == len(set(names)) >= len(ANALYSES)
    assert site("export", "--output-format", "csv", "-o", "all.zip").code == 0
    with ZipFile(BytesIO((Path.cwd() / "all.zip").read_bytes())) as archive:
        assert archive.namelist() == [f"{name}.csv" for name in names]
        rows = {name: list(csv.reader(StringIO(archive.read(f"{name}.csv").decode(), newline=""))) for name in names}
    for table in given["tables"]:
        assert rows[table["name"]][0] == [column["key"] for column in table["columns"]]
        assert len(rows[table["name"]]) == len(table["rows"]) + 1
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    assert site("export", "--output-format", "xlsx", "-o", "all.xlsx").code == 0
    sheets = load_workbook(BytesIO((Path.cwd() / "all.xlsx").read_bytes())).sheetnames
    assert len(sheets) == len(ANALYSES)


def test_one_table_is_written_to_stdout(site: Shell) -> None:
    rows = list(csv.DictReader(StringIO(site("export", "--output-format", "csv", "--table", "accounts").out)))
    assert [row["slug"] for row in rows] == ["halden", "nord"]
    assert [row["account"] for row in rows] == [table["name"] for table in _accounts(site)]


def _accounts(site: Shell) -> list[dict[str, str]]:
    return list(json.loads(site("export").out)["accounts"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output-format", "csv"], "a zip of all tables is no text: give its file with `-o`, or `--table NAME`"),
        (["--output-format", "xlsx"], "a workbook is no text: give its file with `-o`"),
        (["--output-format", "csv", "--table", "acounts"], "there is no table `acounts`; did you mean `accounts`?"),
        (["--output-format", "xlsx", "--table", "accounts"], "`--table` writes csv; a workbook has all tables"),
    ],
)
def test_what_cannot_be_written_is_told_with_what_can(site: Shell, arguments: list[str], said: str) -> None:
    told = site("export", *arguments)
    assert told.code == 2
    assert said in told.err


def test_without_its_library_a_workbook_is_told_how_to_get_it(site: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    told = site("export", "--output-format", "xlsx", "-o", "all.xlsx")
    assert told.code == 2
    assert "run `pip install 'kamgen[xlsx]'`" in told.err
    assert not (Path.cwd() / "all.xlsx").exists()
