"""The first page: headline numbers, what asks for attention, all accounts, and the heatmap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_key_account, is_lost, key_accounts
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Band, band_of
from kamgen.model.fields import Doc
from kamgen.model.rule import Element
from kamgen.model.summary import Summary, Totals
from kamgen.render.account_rows import PortfolioData
from kamgen.render.charts.small import Caption, meter
from kamgen.render.deadlines import Deadline, overdue, soon
from kamgen.render.site_context import NavLink, SiteContext, account_url, element_url
from kamgen.render.views.attention import Attention, in_trouble, neglected
from kamgen.render.views.cards import Card, Note, health_card, money_card, profit_card, slipped_most
from kamgen.render.views.changes_page import TOTALS, RulesChange, changed_card, recent, rule_changes
from kamgen.render.views.quadrants import QuadrantsView, quadrants_view
from kamgen.render.views.rows import AccountRow, Score, score_words
from kamgen.render.views.rules import Answer, answers, severity_notes
from kamgen.render.views.trend import Trend, trend
from kamgen.text.words import counted

DUE_SHOWN = 6


class Cell(Struct, frozen=True):
    """A score in the heatmap."""

    score: Score
    url: Annotated[str, Doc("The part of the account's page that tells of it; empty in a portfolio of many accounts.")]


class HeatRow(Struct, frozen=True):
    """An account in the heatmap."""

    account: AccountRow
    cells: Annotated[tuple[Cell, ...], Doc("In the order of the elements.")]


class PortfolioView(Struct, frozen=True):
    """What the first page shows."""

    lead: str
    cards: tuple[Card, ...]
    left_out: Annotated[tuple[NavLink, ...], Doc("Accounts that are in no sum, because their currency has no rate.")]
    trend: Annotated[Trend | None, Doc("How all accounts together went; None without history.")]
    rules: Annotated[tuple[RulesChange, ...], Doc("Commits that changed what they are judged by, newest first.")]
    trouble: Attention
    neglected: Attention
    due: tuple[Deadline, ...]
    due_total: str
    quadrants: QuadrantsView
    together: Annotated[tuple[Answer, ...], Doc("What came of the rules of all accounts together.")]
    year: str
    year_before: str
    rows: Annotated[tuple[AccountRow, ...], Doc("All accounts, largest revenue first.")]
    heat: Annotated[tuple[HeatRow, ...], Doc("Those that have scores, in the same order.")]
    elements: tuple[NavLink, ...]


def portfolio_view(data: PortfolioData, context: SiteContext) -> PortfolioView:
    """The first page of a portfolio."""
    deadlines, never = data.deadlines(data.accounts), len(data.never_held(data.accounts))
    rows = tuple([rows.row for rows in data.rows_of(data.ordered)])
    year, accounts = context.year, counted(len(key_accounts(data.accounts, context.site)), "key account")
    return PortfolioView(
        lead=f"{accounts}, fiscal year {year}. Amounts in {context.currency}.",
        cards=(
            _accounts(data.accounts, context.site),
            _revenue(data.figures.whole, context),
            _profit(data.figures.whole, context),
            _score(data),
            health_card(data.accounts),
            Card(
                "Findings",
                str(data.severities.total()),
                severity_notes(data, "findings.html") or (Note("nothing to mend"),),
            ),
            *((changed_card(recent(data), data, "changes.html"), *slipped_most(data)) if data.past.since else ()),
        ),
        left_out=tuple(
            NavLink(account.name, account_url(account.slug)) for account in data.accounts if account.rate is None
        ),
        trend=trend(data.past.points, TOTALS, context, data.past.marks),
        rules=rule_changes(data.past.marks, context),
        trouble=in_trouble(data, context),
        neglected=neglected(data),
        due=tuple(deadlines[:DUE_SHOWN]),
        due_total=f"{overdue(deadlines)} overdue, {soon(deadlines)} in 30 days, {never} never held",
        quadrants=quadrants_view(data.ordered, context),
        together=tuple(answers(data.criteria)),
        year=str(year),
        year_before=str(year - 1),
        rows=rows,
        heat=tuple(_heat(data, context.linked)),
        elements=tuple(NavLink(element.short, element_url(element)) for element in Element),
    )


def _heat(data: PortfolioData, linked: bool) -> Iterator[HeatRow]:
    """Scores of each account by element; ``linked`` to the element on its page."""
    for account in data.ordered:
        if account.elements:
            scored = zip(Element, map(score_words, account.elements), strict=True)
            url = account_url(account.slug)
            cells = [Cell(score, f"{url}#e.{element.key}" if linked else "") for element, score in scored]
            yield HeatRow(data.rows[account.slug].row, tuple(cells))


def _accounts(accounts: Sequence[Summary], site: SiteConfig) -> Card:
    kinds = Counter(account.status.value if account.readable else "unreadable" for account in accounts)
    words = ", ".join(
        f"{kinds[kind]} {kind if kinds[kind] == 1 or kind != 'prospect' else 'prospects'}"
        for kind in ("active", "prospect", "lost", "unreadable")
        if kinds[kind]
    )
    others = sum(not is_lost(account) and not is_key_account(account, site) for account in accounts)
    rest = (Note(f"{others} of them no {'key account' if others == 1 else 'key accounts'}"),) if others else ()
    return Card("Accounts", str(len(accounts)), (Note(words), *rest))


def _revenue(totals: Totals, context: SiteContext) -> Card:
    style = context.style
    title = f"Revenue {context.year}"
    if totals.attained is None or totals.target.amount is None:
        return money_card(title, totals.revenue, context, (Note("no targets are set"),))
    aimed = totals.attained * totals.target.amount
    whole = totals.revenue.amount is not None and style.compact(aimed) == style.compact(totals.revenue.amount)
    part = "" if whole else f"{style.compact(aimed)} of it has a target: "
    attained = f"{part}{style.percent(totals.attained)} of {style.compact(totals.target.amount)}"
    part_due = totals.attained / totals.pace if totals.pace else None
    notes = [Note(attained)]
    if totals.pace is not None and part_due != 1:
        notes.append(Note(f"{style.percent(totals.pace)} of the target to date"))
    caption = Caption("kpi-revenue", "Revenue against target", "; ".join(note.text for note in notes))
    mark = float(part_due * 100) if part_due is not None and part_due < 1 else None
    return money_card(
        title, totals.revenue, context, tuple(notes), meter(caption, float(totals.attained * 100), mark=mark)
    )


def _profit(totals: Totals, context: SiteContext) -> Card:
    notes = []
    if totals.losing:
        verb = "loses" if len(totals.losing) == 1 else "lose"
        notes.append(Note(f"{counted(len(totals.losing), 'account')} {verb} money", "index.html#accounts"))
    if totals.profit.counted < totals.revenue.counted:
        missing = totals.revenue.counted - totals.profit.counted
        notes.append(Note(f"not known for {counted(missing, 'account')}"))
    return profit_card(totals, context, *notes)


def _score(data: PortfolioData) -> Card:
    bands = Counter(band_of(account.score) for account in data.accounts)
    words = ", ".join(f"{bands[band]} {band.word}" for band in Band if bands[band])
    waived = [each for account in data.accounts for each in account.waived]
    score = score_words(data.figures.whole.score, waived)
    return Card("Checklist score", score.text, (Note(words),), band=score)
