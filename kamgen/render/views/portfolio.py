"""The first page: headline numbers, what asks for attention, all accounts, and the heatmap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.finding import SEVERITIES
from kamgen.model.portfolio import Portfolio, Sum
from kamgen.model.rule import Element
from kamgen.model.scorecard import Band, band_of
from kamgen.render.charts.meter import meter
from kamgen.render.charts.svg import Caption
from kamgen.render.due import Due, overdue, soon
from kamgen.render.guide import Guide, Link
from kamgen.render.numbers import UNKNOWN
from kamgen.render.text import count
from kamgen.render.views.attention import Attention, in_trouble, neglected
from kamgen.render.views.rows import AccountRow, Score, score_words

DUE_SHOWN = 6

_NO_PICTURE = Markup()


class Note(NamedTuple):
    """Small print under a headline number."""

    text: str
    url: str = ""
    css: str = ""


class Card(NamedTuple):
    """A headline number."""

    title: str
    number: str
    notes: tuple[Note, ...]
    unit: str = ""
    exact: str = ""
    band: Score | None = None
    picture: Markup = _NO_PICTURE


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """What the first page shows."""

    lead: str
    cards: tuple[Card, ...]
    left_out: tuple[Link, ...]
    """Accounts that are in no sum, because their currency has no rate."""
    trouble: Attention
    neglected: Attention
    due: tuple[Due, ...]
    due_total: str
    year: str
    year_before: str
    rows: tuple[AccountRow, ...]
    elements: tuple[Link, ...]


def portfolio_view(
    portfolio: Portfolio, rows: tuple[AccountRow, ...], due: Mapping[str, tuple[Due, ...]], guide: Guide
) -> PortfolioView:
    """The first page of a portfolio; ``due`` is what is due by account slug."""
    dates = sorted(item for items in due.values() for item in items)
    year = guide.figures.year
    return PortfolioView(
        lead=f"{count(len(rows), 'key account')}, fiscal year {year}. Amounts in {guide.currency}.",
        cards=(
            _accounts(rows),
            _revenue(guide),
            _profit(guide),
            _score(rows, guide),
            _findings(portfolio),
        ),
        left_out=tuple(guide.accounts[account.slug] for account in portfolio.accounts if account.rate is None),
        trouble=in_trouble(portfolio.accounts, dict(due), guide),
        neglected=neglected(portfolio.accounts, guide),
        due=tuple(dates[:DUE_SHOWN]),
        due_total=f"{overdue(dates)} overdue, {soon(dates)} in 30 days",
        year=str(year),
        year_before=str(year - 1),
        rows=rows,
        elements=tuple(Link(element.short, guide.elements[element.key]) for element in Element),
    )


def _accounts(rows: Sequence[AccountRow]) -> Card:
    kinds = Counter(row.status if row.readable else "unreadable" for row in rows)
    words = ", ".join(
        f"{kinds[kind]} {kind if kinds[kind] == 1 or kind != 'prospect' else 'prospects'}"
        for kind in ("active", "prospect", "lost", "unreadable")
        if kinds[kind]
    )
    return Card("Accounts", str(len(rows)), (Note(words),))


def _revenue(guide: Guide) -> Card:
    totals, style = guide.figures.whole, guide.style
    title = f"Revenue {guide.figures.year}"
    if totals.attained is None or totals.target.amount is None:
        return money_card(title, totals.revenue, guide, (Note("no targets are set"),))
    aimed = totals.attained * totals.target.amount
    whole = totals.revenue.amount is not None and style.compact(aimed) == style.compact(totals.revenue.amount)
    part = "" if whole else f"{style.compact(aimed)} of it has a target: "
    attained = f"{part}{style.percent(totals.attained)} of {style.compact(totals.target.amount)}"
    due = totals.attained / totals.pace if totals.pace else None
    notes = [Note(attained)]
    if totals.pace is not None and due != 1:
        notes.append(Note(f"{style.percent(totals.pace)} of the target to date"))
    caption = Caption("kpi-revenue", "Revenue against target", "; ".join(note.text for note in notes))
    mark = float(due * 100) if due is not None and due < 1 else None
    return money_card(
        title, totals.revenue, guide, tuple(notes), meter(caption, float(totals.attained * 100), mark=mark)
    )


def _profit(guide: Guide) -> Card:
    totals = guide.figures.whole
    notes = []
    if totals.margin is not None:
        notes.append(Note(f"{guide.style.percent(totals.margin, 1)} of revenue"))
    if totals.losing:
        verb = "loses" if len(totals.losing) == 1 else "lose"
        notes.append(Note(f"{count(len(totals.losing), 'account')} {verb} money", "index.html#accounts"))
    if totals.profit.counted < totals.revenue.counted:
        missing = totals.revenue.counted - totals.profit.counted
        notes.append(Note(f"not known for {count(missing, 'account')}"))
    return money_card("Profit after cost to serve", totals.profit, guide, tuple(notes))


def money_card(title: str, total: Sum, guide: Guide, notes: tuple[Note, ...], picture: Markup = _NO_PICTURE) -> Card:
    """A sum of money as a headline number; says how many accounts it leaves out."""
    if total.without_rate:
        notes += (Note(f"{count(len(total.without_rate), 'account')} without an exchange rate left out"),)
    if total.amount is None:
        return Card(title, UNKNOWN, notes, picture=picture)
    figure = guide.style.amount(total.amount)
    return Card(title, figure.text, notes, guide.currency, f"{figure.exact} {guide.currency}", None, picture)


def _score(rows: Sequence[AccountRow], guide: Guide) -> Card:
    bands = Counter(band_of(int(row.score.value) if row.score.value else None) for row in rows)
    words = ", ".join(f"{bands[band]} {band.word}" for band in Band if bands[band])
    score = score_words(guide.figures.whole.score)
    return Card("Checklist score", score.text, (Note(words),), band=score)


def _findings(portfolio: Portfolio) -> Card:
    counts = Counter(finding.severity for account in portfolio.accounts for finding in account.findings)
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "advice": ("advice", "advice")}
    notes = tuple(
        Note(
            f"{counts[severity]} {words[severity.value][counts[severity] != 1]}",
            "findings.html",
            f"sev-{severity.value}",
        )
        for severity in SEVERITIES
        if counts[severity]
    )
    return Card("Findings", str(sum(counts.values())), notes or (Note("nothing to mend"),))
