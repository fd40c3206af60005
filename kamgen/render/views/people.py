"""The pages of owners: all of them, and one with accounts and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kamgen.render.due import Due, Span, overdue, soon, spans
from kamgen.render.guide import Guide
from kamgen.render.numbers import Figure
from kamgen.render.text import count
from kamgen.render.views.portfolio import Card, Note, money_card
from kamgen.render.views.rows import AccountRow, Score, score_words


class OwnerRow(NamedTuple):
    """An owner in the list of all."""

    name: str
    url: str
    accounts: int
    revenue: Figure
    profit: Figure
    score: Score
    gaps: int
    overdue: int
    soon: int


@dataclass(frozen=True, slots=True)
class OwnerView:
    """What the page of one owner shows."""

    name: str
    cards: tuple[Card, ...]
    rows: tuple[AccountRow, ...]
    due: tuple[Span, ...]


def owner_row(name: str, rows: Sequence[AccountRow], guide: Guide) -> OwnerRow:
    """An owner with the sums of the accounts; ``rows`` are those accounts."""
    totals = guide.figures.by_owner[name]
    dates = [due for row in rows for due in row.dues]
    return OwnerRow(
        name,
        guide.owners[name],
        totals.accounts,
        guide.style.amount(totals.revenue.amount),
        guide.style.amount(totals.profit.amount),
        score_words(totals.score),
        totals.gaps,
        overdue(dates),
        soon(dates),
    )


def owner_view(name: str, rows: Sequence[AccountRow], backup_for: int, guide: Guide) -> OwnerView:
    """The page of one owner; ``backup_for`` is for how many further accounts this person stands in."""
    totals = guide.figures.by_owner[name]
    dates: list[Due] = sorted(due for row in rows for due in row.dues)
    pace = f"{guide.style.percent(totals.pace)} of the target to date" if totals.pace is not None else "no target"
    score = score_words(totals.score)
    late = overdue(dates)
    cards = (
        Card("Accounts", str(totals.accounts), (Note(f"backup for {backup_for} more"),) if backup_for else ()),
        money_card(f"Revenue {guide.figures.year}", totals.revenue, guide, (Note(pace),)),
        Card("Mean checklist score", score.text, (Note(count(totals.gaps, "gap")),), band=score),
        Card(
            "Overdue",
            str(late),
            (Note(f"{soon(dates)} due in the next 30 days"),),
            band=Score("", "gap", "late", "") if late else None,
        ),
    )
    return OwnerView(name, cards, tuple(rows), spans(dates, guide.as_of))
