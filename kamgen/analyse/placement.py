"""Are accounts where they belong? Attractiveness and our position (Graham), held against the bounds of categories."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kamgen.facts.accounts import expected_category, is_lost, is_misplaced
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, MONEY, NUMBER, Column, Row, Table


class Placed(NamedTuple):
    """An account with its assessment."""

    account: Summary
    attractiveness: Decimal
    """1 to 5."""
    position: Decimal
    """1 to 5."""
    revenue: Decimal | None
    """Of the year shown, in the site's currency."""
    expected: str | None
    """Key of the category whose bounds the assessment reaches; None where none takes it."""
    misplaced: bool


def placed(portfolio: Portfolio, year: int) -> tuple[tuple[Placed, ...], tuple[Summary, ...]]:
    """The accounts that are assessed, the largest first; and those that are not. Lost ones are left out."""
    found, missing = [], []
    for account in portfolio.accounts:
        if is_lost(account) or not account.readable:
            continue
        if account.assessment is None:
            missing.append(account)
            continue
        _, attractiveness, position = account.assessment
        row, expected = account.year(year), expected_category(portfolio.site, attractiveness, position)
        revenue = account.converted(row.revenue, year) if row else None
        misplaced = is_misplaced(portfolio.site, account.category, expected)
        found.append(Placed(account, attractiveness, position, revenue, expected, misplaced))
    found.sort(key=lambda each: (-(each.revenue or 0), each.account.slug))
    return tuple(found), tuple(missing)


_COLUMNS = (
    Column("account", "Account"),
    Column("owner", "Owner"),
    Column("category", "Category"),
    Column("belongs", "Belongs to"),
    Column("objective", "Objective"),
    Column("attractiveness", "Attractiveness", NUMBER),
    Column("position", "Position", NUMBER),
    Column("revenue", "Revenue", MONEY),
    Column("assessed", "Assessed", DAY),
)


def tables(portfolio: Portfolio, year: int) -> tuple[Table, ...]:
    """The wrong ones first, then all; and those without an assessment."""
    found, missing = placed(portfolio, year)
    rows = [_row(each, portfolio) for each in found]
    wrong = [row for row, each in zip(rows, found, strict=True) if each.misplaced]
    absent = [Row((account.name, account.owner), account.slug) for account in missing]
    return (
        Table("misplaced", "In another category than the assessment says", _COLUMNS, tuple(wrong)),
        Table("placement", "All accounts that are assessed", _COLUMNS, tuple(rows)),
        Table("unassessed", "Not assessed", (Column("account", "Account"), Column("owner", "Owner")), tuple(absent)),
    )


def _row(each: Placed, portfolio: Portfolio) -> Row:
    account, title = each.account, portfolio.site.category_title
    marks = (each.attractiveness, each.position)
    names = [title(key) if key else "" for key in (account.category, each.expected)]
    day = account.assessment[0] if account.assessment else None
    cells = (
        account.name,
        account.owner,
        *names,
        account.objective,
        *(round(mark, 2) for mark in marks),
        each.revenue,
        day,
    )
    return Row(cells, account.slug)
