"""The tables of all questions to the portfolio, in the order of the questions: what exports and digests are made of.

A new analysis adds a line to `ANALYSES`; its page shows the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kamgen.analyse import (
    concentration,
    load,
    loss_tables,
    outcomes,
    pipeline_tables,
    placement,
    profit,
    promises,
    references,
    relationships,
    threats,
    whitespace,
)
from kamgen.facts.accounts import is_key_account
from kamgen.facts.own import own_values
from kamgen.model.enums import FieldType
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, FLAG, MONEY, NUMBER, PERCENT, Cell, CellKind, Column, Row, Table


class Analysis(NamedTuple):
    """A question to the portfolio."""

    name: str
    """``profit``: its page is ``analysis/profit.html``."""
    question: str
    tables: Callable[[Portfolio, int], tuple[Table, ...]]
    """Of the portfolio and the fiscal year whose sums are shown."""


_COLUMNS = (
    Column("account", "Account"),
    Column("slug", "Slug"),
    Column("owner", "Owner"),
    Column("category", "Category"),
    Column("status", "Status"),
    Column("key_account", "Key account", FLAG),
    Column("group", "Group"),
    Column("year", "Year", NUMBER),
    Column("revenue", "Revenue", MONEY),
    Column("target", "Target", MONEY),
    Column("due", "Target to date", MONEY),
    Column("profit", "Profit after cost to serve", MONEY),
    Column("pipeline", "Pipeline, weighted", MONEY),
    Column("share", "Share of revenue", PERCENT),
    Column("checklist", "Checklist score", NUMBER),
    Column("health", "Health score", NUMBER),
    Column("verdict", "Health"),
    Column("gaps", "Gaps", NUMBER),
    Column("changed", "Plan last changed", DAY),
)


def accounts(portfolio: Portfolio, year: int) -> tuple[Table, ...]:
    """One row an account, with its money of fiscal year ``year`` in the site's currency."""
    rows = tuple([Row(_cells(account, portfolio, year), account.slug) for account in portfolio.accounts])
    table = Table("accounts", f"Accounts, fiscal year {year}", _COLUMNS, rows)
    return (table, own_fields(portfolio)) if portfolio.site.fields else (table,)


_KINDS = {FieldType.MONEY: MONEY, FieldType.NUMBER: NUMBER, FieldType.DATE: DAY, FieldType.FLAG: FLAG}


def own_fields(portfolio: Portfolio) -> Table:
    """One row an account with what it says in fields of the team's own; money in the site's currency."""
    site = portfolio.site
    columns = [
        Column(key, site.field_title(key), _KINDS.get(own.type, CellKind.TEXT)) for key, own in site.fields.items()
    ]
    rows = []
    for account in portfolio.accounts:
        said = {each.key: each.value for each in own_values(dict(account.own), site)}
        cells = [_in_currency(said.get(each.key), each, account) for each in columns]
        rows.append(Row((account.name, account.slug, *cells), account.slug))
    return Table("own_fields", "Our own fields", (*_COLUMNS[:2], *columns), tuple(rows))


def _in_currency(cell: Cell, column: Column, account: Summary) -> Cell:
    return account.converted(cell) if column.kind is MONEY and isinstance(cell, Decimal) else cell


def _cells(account: Summary, portfolio: Portfolio, year: int) -> tuple[Cell, ...]:
    row = account.year(year)
    money = [
        account.converted(getattr(row, each), year) if row else None for each in ("revenue", "target", "due", "profit")
    ]
    site = portfolio.site
    return (
        account.name,
        account.slug,
        account.owner,
        site.category_title(account.category) if account.category else "",
        account.status.value if account.readable else "unreadable",
        is_key_account(account, site),
        account.top,
        year,
        *money,
        account.converted(account.pipeline),
        account.share,
        account.score,
        account.health.score,
        account.health.word,
        account.gaps,
        account.touched,
    )


ANALYSES: tuple[Analysis, ...] = (
    Analysis("accounts", "Which accounts are there?", accounts),
    Analysis("year", "Will we make the year?", pipeline_tables.tables),
    Analysis("profit", "Where is the profit?", profit.tables),
    Analysis("dependence", "On whom do we depend?", concentration.tables),
    Analysis("placement", "Are accounts where they belong?", placement.tables),
    Analysis("loss", "What if we lose…?", loss_tables.tables),
    Analysis("whitespace", "Where is unsold money?", lambda found, _: whitespace.tables(whitespace.white_space(found))),
    Analysis("promises", "Do we keep our word?", lambda found, _: promises.tables(promises.promises_kept(found))),
    Analysis("outcomes", "What did clients get?", lambda found, _: outcomes.tables(outcomes.metrics(found))),
    Analysis("threats", "Why do we lose, and what threatens?", lambda found, _: threats.tables(threats.figures(found))),
    Analysis(
        "relationships",
        "Who knows whom?",
        lambda found, year: relationships.tables(relationships.figures(found, year), year),
    ),
    Analysis("load", "Who is overloaded?", lambda found, year: load.tables(load.figures(found, year), year)),
    Analysis(
        "references",
        "References: who speaks for us?",
        lambda found, _: references.tables(references.references(found)),
    ),
)
"""In the order in which a leader asks."""
