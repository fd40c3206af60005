"""Are accounts where they belong? Attractiveness and our position (Graham), held against the bounds of categories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kamgen.facts.accounts import expected_category, is_lost, is_misplaced
from kamgen.model.account_history import Version
from kamgen.model.front_matter import Assessment
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, MONEY, NUMBER, Cell, Column, Row, Table


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


Assessed = tuple[date, Decimal, Decimal]
"""A day, attractiveness and position."""


def assessed_before(assessment: Assessment | None, versions: Iterable[Version]) -> Assessed | None:
    """The assessment before that of today, as history has it (``versions`` newest first); None where it has none.

    What newer versions changed is taken back until the day is an earlier one: what was corrected on the same day is
    no assessment of its own.
    """
    if assessment is None:
        return None
    marks: dict[str, Any] = {name: getattr(assessment, name) for name in assessment.__struct_fields__}
    for version in versions:
        for field in (field for entry in version.plan.entries if entry.group == "assessment" for field in entry.fields):
            marks[field.field] = field.was and (date.fromisoformat if field.field == "date" else int)(field.was)
        if marks["date"] != assessment.date:
            return assessed(Assessment(**marks)) if marks["date"] else None
    return None


def assessed(given: Assessment | None) -> Assessed | None:
    """When an account was assessed, its attractiveness and our position; None unless both are known."""
    if given is None or given.attractiveness is None or given.position is None:
        return None
    return given.date, given.attractiveness, given.position


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


_MOVED = (
    Column("account", "Account"),
    Column("owner", "Owner"),
    Column("was", "Then", DAY),
    Column("now", "Now", DAY),
    Column("attractiveness_was", "Attractiveness then", NUMBER),
    Column("attractiveness", "Attractiveness", NUMBER),
    Column("position_was", "Position then", NUMBER),
    Column("position", "Position", NUMBER),
    Column("belonged", "Belonged to"),
    Column("belongs", "Belongs to"),
)


def moved_table(found: Iterable[Placed], before: dict[str, Assessed], portfolio: Portfolio) -> Table:
    """Accounts whose marks are others than in the assessment before, the longest way first; ``before`` is by slug."""
    rows = []
    for each in found:
        was, now = before.get(each.account.slug), each.account.assessment
        if was and now and was[1:] != now[1:]:
            way = sum((abs(new - old) for old, new in zip(was[1:], now[1:], strict=True)), Decimal(0))
            expected = expected_category(portfolio.site, *was[1:]), each.expected
            marks = [round(mark, 2) for mark in (was[1], now[1], was[2], now[2])]
            titles = [portfolio.site.category_title(key) if key else "" for key in expected]
            cells: tuple[Cell, ...] = (each.account.name, each.account.owner, was[0], now[0], *marks, *titles)
            rows.append((-way, Row(cells, each.account.slug)))
    rows.sort(key=lambda row: (row[0], row[1].slug))
    return Table("moved", "Moved since the assessment before", _MOVED, tuple([row for _, row in rows]))


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
