"""A question to the whole portfolio: its answer in one sentence, a picture, the tables behind it, and what to do.

    Portfolio ─ analyse ─▶ figures ─┬─ tables ─▶ Table ─ table_view ─▶ TableView ─┐
                                    └─ words, picture ───────────────▶ Part ──────┴─▶ QuestionView

All questions have one template. Every row leads to its account, and to the line of its plan where it has one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.model.fields import Doc
from kamgen.model.table import Cell, CellKind, Column, Table
from kamgen.render.account_rows import PortfolioData
from kamgen.render.links import plan_lines, source_path
from kamgen.render.site_context import NavLink, SiteContext, account_url
from kamgen.text.numbers import UNKNOWN, Figure
from kamgen.text.words import counted, listed

SHOWN = 100
"""Rows of a table that are there at once; the others are folded."""

NUMBERS = (CellKind.MONEY, CellKind.PERCENT, CellKind.NUMBER)


class CellView(NamedTuple):
    """One cell as shown."""

    figure: Figure
    url: Annotated[str, Doc("Where it leads from a page in a folder of the site; empty for nowhere.")] = ""


class ColumnView(NamedTuple):
    """The head of a column."""

    title: str
    numeric: bool
    is_day: bool
    """Days are never broken between lines."""


class TableView(Struct, frozen=True):
    """A table as shown."""

    name: Annotated[str, Doc("Unique on the site: `profit_rank`.")]
    title: str
    columns: tuple[ColumnView, ...]
    rows: Annotated[tuple[tuple[CellView, ...], ...], Doc("The first of them, see `SHOWN`.")]
    folded: Annotated[tuple[tuple[CellView, ...], ...], Doc("All others.")]
    more: Annotated[str, Doc("How many are folded, in words; empty for none.")]
    file: Annotated[str, Doc("The same as a file beside the page; empty for none.")] = ""


class Part(Struct, frozen=True):
    """A part of an answer; what is empty is left out."""

    title: str
    lines: Annotated[tuple[str, ...], Doc("Sentences above picture and table.")] = ()
    picture: Markup = Markup()
    legend: Annotated[tuple[str, ...], Doc("What the picture's marks mean.")] = ()
    table: TableView | None = None
    data: Annotated[str, Doc("JSON with which `loss.js` reckons this part for others' choices.")] = ""


class QuestionView(Struct, frozen=True):
    """What the page of a question shows."""

    question: str
    answer: Annotated[str, Doc("One sentence with its figures.")]
    parts: tuple[Part, ...]
    to_do: Annotated[tuple[str, ...], Doc("What to do, each a sentence that names accounts and what to write.")]
    others: Annotated[tuple[NavLink, ...], Doc("The other questions.")] = ()


def without_rate(data: PortfolioData) -> tuple[str, ...]:
    """The sentence that names the accounts that are in no sum of money; empty without any."""
    names = [account.name for account in data.accounts if account.readable and account.rate is None]
    return (f"In no sum, as there is no exchange rate: {listed(names, most=10)}.",) if names else ()


def table_view(
    table: Table, data: PortfolioData, context: SiteContext, most: int | None = None, *, exported: bool = True
) -> TableView:
    """A table as shown: its first column leads to the account of the row, the second to the line of its plan.

    Of its columns the first `most`, where a page has no room for all; exports have them. One that is not `exported`
    has no file beside the page.
    """
    columns = table.columns[:most]
    paths = {account.slug: account.path for account in data.accounts}
    rows = []
    for row in table.rows:
        urls = ["", ""]
        if row.slug in paths:
            urls[0] = f"../{account_url(row.slug)}"
            if row.line:
                page = f"../{source_path(row.slug)}"
                urls[1] = plan_lines(context.site.site.source_url, paths[row.slug], page).url(row.line)
        cells = [figure(cell, column, context) for cell, column in zip(row.cells[:most], columns, strict=True)]
        rows.append(tuple([CellView(cell, urls[place] if place < 2 else "") for place, cell in enumerate(cells)]))
    return TableView(
        name=table.name,
        title=table.title,
        columns=tuple(
            [ColumnView(column.title, column.kind in NUMBERS, column.kind is CellKind.DAY) for column in columns]
        ),
        rows=tuple(rows[:SHOWN]),
        folded=tuple(rows[SHOWN:]),
        more=f"and {counted(len(rows) - SHOWN, 'more row')}" if len(rows) > SHOWN else "",
        file=f"{table.name}.csv" if exported else "",
    )


def figure(cell: Cell, column: Column, context: SiteContext) -> Figure:
    """A cell as pages write it: short, in full, and as a plain number to sort by."""
    style = context.style
    if cell is None:
        return Figure(UNKNOWN, "", "")
    if isinstance(cell, bool):
        return Figure("yes" if cell else "no", "", "")
    if column.kind is CellKind.NUMBER and isinstance(cell, Decimal | int):
        return Figure(style.plain(Decimal(cell)), "", str(cell), " neg" if cell < 0 else "")
    if isinstance(cell, Decimal):
        return style.amount(cell) if column.kind is CellKind.MONEY else style.share(cell, 1)
    return Figure(cell.isoformat() if isinstance(cell, date) else str(cell), "", "")
