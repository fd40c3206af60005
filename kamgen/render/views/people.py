"""The pages of owners: all of them, and one with accounts and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.summary import Summary
from kamgen.render.due import Span, joined, overdue, soon, spans
from kamgen.render.guide import Guide
from kamgen.render.numbers import Figure
from kamgen.render.text import count
from kamgen.render.views.cards import Card, Note
from kamgen.render.views.portfolio import health_card, money_card
from kamgen.render.views.rows import Score, score_words
from kamgen.render.views.slippage import slippage_cards
from kamgen.render.whole import Whole


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
    rows: Markup
    due: tuple[Span, ...]


def owner_row(name: str, accounts: list[Summary], whole: Whole, guide: Guide) -> OwnerRow:
    """An owner with the sums of the accounts."""
    totals = whole.figures.by_owner[name]
    dates = whole.dues(accounts)
    return OwnerRow(
        name,
        whole.owners[name],
        totals.accounts,
        guide.style.amount(totals.revenue.amount),
        guide.style.amount(totals.profit.amount),
        score_words(totals.score),
        totals.gaps,
        overdue(dates),
        soon(dates),
    )


def owner_view(name: str, accounts: list[Summary], backup_for: int, whole: Whole, guide: Guide) -> OwnerView:
    """The page of one owner; ``backup_for`` is for how many further accounts this person stands in."""
    totals = whole.figures.by_owner[name]
    dates = whole.dues(accounts)
    pace = f"{guide.style.percent(totals.pace)} of the target to date" if totals.pace is not None else "no target"
    score = score_words(totals.score)
    late = overdue(dates)
    cards = (
        Card("Accounts", str(totals.accounts), (Note(f"backup for {backup_for} more"),) if backup_for else ()),
        money_card(f"Revenue {guide.year}", totals.revenue, guide, (Note(pace),)),
        Card("Mean checklist score", score.text, (Note(count(totals.gaps, "gap")),), band=score),
        health_card(accounts, guide.site),
        Card(
            "Overdue",
            str(late),
            (Note(f"{soon(dates)} due in the next 30 days"),),
            band=Score("", "gap", "late", "") if late else None,
        ),
        *slippage_cards(listing.slippage for listing in whole.listed(accounts)),
    )
    rows = joined([listing.of_owner for listing in whole.listed(accounts)])
    return OwnerView(name, cards, rows, spans(dates, guide.as_of, "../"))
