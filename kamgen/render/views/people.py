"""Who does what by when: the page of all owners, that of one with accounts and dates, and that of actions and dates."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_same_person
from kamgen.model.fields import Doc
from kamgen.render.deadlines import Span, overdue, soon, spans, summary
from kamgen.render.portfolio_data import PortfolioData
from kamgen.render.site_context import SiteContext
from kamgen.render.views.portfolio import health_card, money_card
from kamgen.render.views.rows import AccountRow, Card, Note, Score, score_words
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
    rows: Annotated[tuple[AccountRow, ...], Doc("The accounts, largest revenue first.")]
    due: tuple[Span, ...]


class PeopleView(Struct, frozen=True):
    """What the page of all owners shows."""

    owners: Annotated[tuple[OwnerRow, ...], Doc("In order of their names.")]


def people_view(data: PortfolioData, context: SiteContext) -> PeopleView:
    """All owners."""
    return PeopleView(tuple(_row(name, data, context) for name in _names(data)))


def owner_targets(data: PortfolioData, _: SiteContext) -> list[tuple[str, str, str]]:
    """Address and title of the page of each owner."""
    return [(data.owners[name], name, name) for name in _names(data)]


def _names(data: PortfolioData) -> list[str]:
    return sorted(data.owners, key=lambda name: (name.casefold(), name))


def _row(name: str, data: PortfolioData, context: SiteContext) -> OwnerRow:
    """An owner with the sums of the accounts."""
    totals = data.figures.by_owner[name]
    deadlines = data.deadlines(data.by_owner[name])
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


def owner_view(data: PortfolioData, context: SiteContext, name: str) -> OwnerView:
    """The page of the owner of that name."""
    accounts = data.by_owner[name]
    backup_for = sum(bool(account.backup) and is_same_person(account.backup, name) for account in data.accounts)
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


class ActionsView(Struct, frozen=True):
    """What is due across the portfolio."""

    summary: str
    due: tuple[Span, ...]


def actions_view(data: PortfolioData, context: SiteContext) -> ActionsView:
    """Overdue, the next 30 and the next 90 days."""
    deadlines = data.deadlines(data.accounts)
    return ActionsView(summary(deadlines), spans(deadlines, context.as_of))
