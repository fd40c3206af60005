"""Headline numbers with their small print, as several pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from kamgen.model.enums import Band
from kamgen.model.summary import Sum, Summary, Totals
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.moves import Slippage, together
from kamgen.render.views.rows import BAND_CSS, Score, score_words
from kamgen.text.changes import days_words, lowered_words, often_words
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted

NO_PICTURE = Markup()


class Note(Struct, frozen=True):
    """Small print under a headline number."""

    text: str
    url: str = ""
    css: str = ""


class Card(Struct, frozen=True):
    """A headline number."""

    title: str
    number: str
    notes: tuple[Note, ...]
    unit: str = ""
    exact: str = ""
    band: Score | None = None
    picture: Markup = NO_PICTURE


def money_card(
    title: str, total: Sum, context: SiteContext, notes: tuple[Note, ...], picture: Markup = NO_PICTURE
) -> Card:
    """A sum of money as a headline number; says how many accounts it leaves out."""
    if total.without_rate:
        notes += (Note(f"{counted(len(total.without_rate), 'account')} without an exchange rate left out"),)
    if total.amount is None:
        return Card(title, UNKNOWN, notes, picture=picture)
    figure = context.style.amount(total.amount)
    return Card(title, figure.text, notes, context.currency, f"{figure.exact} {context.currency}", None, picture)


def profit_card(totals: Totals, context: SiteContext, *more: Note) -> Card:
    """Profit after cost to serve, and its part of revenue."""
    margin = [Note(f"{context.style.percent(totals.margin, 1)} of revenue")] if totals.margin is not None else []
    return money_card("Profit after cost to serve", totals.profit, context, (*margin, *more))


def score_card(totals: Totals) -> Card:
    """The mean checklist score of a group of accounts, and their gaps."""
    score = score_words(totals.score)
    return Card("Mean checklist score", score.text, (Note(counted(totals.gaps, "gap")),), band=score)


def health_card(accounts: Sequence[Summary]) -> Card:
    """How many of the accounts are on course by their health, and how the others stand; there is no mean of health."""
    stand = Counter(account.health.band for account in accounts)
    scored = len(accounts) - stand[Band.UNSCORED]
    others = (Band.WATCH, Band.ACT, Band.UNJUDGED, Band.UNSCORED)
    notes = tuple(Note(f"{stand[band]} {band.word}", css=BAND_CSS[band]) for band in others if stand[band])
    if not scored:
        return Card("Health", UNKNOWN, notes)
    course = Score("", BAND_CSS[Band.OK], Band.OK.word, "")
    return Card("Health", f"{stand[Band.OK]} of {scored}", notes, band=course)


def slippage_cards(slippages: Iterable[Slippage]) -> tuple[Card, ...]:
    """The headline number of an owner's page, or of all accounts; none when nothing was moved."""
    total = together(slippages)
    if not total.moves:
        return ()
    notes = [Note(days_words(total.days))] if total.days else []
    if total.lowered:
        notes.append(Note(lowered_words(total.lowered), css="sev-warning"))
    if total.often:
        notes.append(Note(often_words(total.often), css="sev-warning"))
    notes = notes or [Note("no day later in all")]
    return (Card("Dates and targets moved", str(total.moves), (replace(notes[0], url="slippage.html"), *notes[1:])),)


def slipped_most(data: PortfolioData) -> tuple[Card, ...]:
    """The headline number of the first page; names the account whose dates were moved by the most days."""
    cards = slippage_cards(data.rows[account.slug].slippage for account in data.accounts)
    days = {account: data.rows[account.slug].slippage.days for account in data.ordered if account.readable}
    most = max(days, key=lambda account: days[account], default=None)
    if most is None or days[most] <= 0:
        return cards
    note = Note(f"most for {most.name}: {days[most]}", f"{account_url(most.slug)}#s.slippage")
    return tuple([replace(card, notes=(*card.notes[:1], note, *card.notes[1:])) for card in cards])
