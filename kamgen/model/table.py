"""Tables of figures: what answers a question to the portfolio, the same rows on its page, in exports and in digests.

Table ── Column  what stands in a column, and in which unit
      └─ Row     its cells, the account that it is of, and the line of its plan
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class CellKind(StrEnum):
    """What a column holds.

    TEXT: words. MONEY: an amount in the site's currency. PERCENT: a fraction of one. NUMBER: a count or a measure.
    DAY: a date. FLAG: true or false.
    """

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"


MONEY, PERCENT, NUMBER, DAY, FLAG = CellKind.MONEY, CellKind.PERCENT, CellKind.NUMBER, CellKind.DAY, CellKind.FLAG

Cell = str | Decimal | int | date | bool | None
"""None is what is not known, or does not apply."""


class Column(NamedTuple):
    """One column."""

    key: str
    """Its name in exports: ``profit_after_cost``; never another once it was released."""
    title: str
    kind: CellKind = CellKind.TEXT


class Row(NamedTuple):
    """One row."""

    cells: tuple[Cell, ...]
    """One a column."""
    slug: str = ""
    """The account that it is of; empty for none, and for several."""
    line: int = 0
    """The line of that account's plan which it stands on (1-based); 0 for none."""


class Table(Struct, frozen=True):
    """Rows of one kind."""

    name: str
    """Unique among all tables: ``profit_rank``; its file and sheet are called so."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
