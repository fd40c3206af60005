"""The pages of owners: all of them, and one with accounts and dates."""

from __future__ import annotations

from msgspec import Struct

from kamgen.model.summary import Summary
from kamgen.render.deadlines import Span, overdue, soon, spans
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext
from kamgen.render.views.cards import Card, Note
from kamgen.render.views.portfolio import health_card, money_card
from kamgen.render.views.rows import AccountRow, Score, score_words
from kamgen.render.views.slippage import slippage_cards
from kamgen.text.numbers import Figure
from kamgen.text.words import counted


class OwnerRow(Struct, frozen=True):
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


class OwnerView(Struct, frozen=True):
    """What the page of one owner shows."""

    name: str
    cards: tuple[Card, ...]
    rows: tuple[AccountRow, ...]
    """The accounts, largest revenue first."""
    due: tuple[Span, ...]


def owner_row(name: str, accounts: list[Summary], data: PortfolioData, context: SiteContext) -> OwnerRow:
    """An owner with the sums of the accounts."""
    totals = data.figures.by_owner[name]
    deadlines = data.deadlines(accounts)
    return OwnerRow(
        name,
        data.owners[name],
        totals.accounts,
        context.style.amount(totals.revenue.amount),
        context.style.amount(totals.profit.amount),
        score_words(totals.score),
        totals.gaps,
        overdue(deadlines),
        soon(deadlines),
    )


def owner_view(
    name: str, accounts: list[Summary], backup_for: int, data: PortfolioData, context: SiteContext
) -> OwnerView:
    """The page of one owner; ``backup_for`` is for how many further accounts this person stands in."""
    totals = data.figures.by_owner[name]
    deadlines = data.deadlines(accounts)
    pace = f"{context.style.percent(totals.pace)} of the target to date" if totals.pace is not None else "no target"
    score = score_words(totals.score)
    late = overdue(deadlines)
    cards = (
        Card("Accounts", str(totals.accounts), (Note(f"backup for {backup_for} more"),) if backup_for else ()),
        money_card(f"Revenue {context.year}", totals.revenue, context, (Note(pace),)),
        Card("Mean checklist score", score.text, (Note(counted(totals.gaps, "gap")),), band=score),
        health_card(accounts, context.site),
        Card(
            "Overdue",
            str(late),
            (Note(f"{soon(deadlines)} due in the next 30 days"),),
            band=Score("", "gap", "late", "") if late else None,
        ),
        *slippage_cards(rows.slippage for rows in data.rows_of(accounts)),
    )
    rows = tuple([rows.row for rows in data.rows_of(accounts)])
    return OwnerView(name, cards, rows, spans(deadlines, context.as_of))
