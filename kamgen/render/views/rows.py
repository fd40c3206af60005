"""An account as a row of tables on other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_key_account, is_lost
from kamgen.facts.money import revenue_change
from kamgen.model.account import Account
from kamgen.model.account_history import Point
from kamgen.model.config import SiteConfig
from kamgen.model.enums import Band, Severity, band_of
from kamgen.model.fields import Doc, folded
from kamgen.model.front_matter import FinancialYear
from kamgen.model.standing import Standing
from kamgen.model.summary import Summary
from kamgen.render.deadlines import Deadline
from kamgen.render.site_context import SiteContext, account_url, owner_url
from kamgen.render.views.trend import ScoreShift, score_shift
from kamgen.text.health import health_words
from kamgen.text.numbers import NO_FIGURE, UNKNOWN, Figure
from kamgen.text.words import excused, rests_on


class Score(Struct, frozen=True):
    """A score with the words that go with its colour."""

    text: Annotated[str, Doc("`82`, `n/a`; of health `31, 5 of 9 known`, `not scored, 2 of 9 known`.")]
    css: Annotated[str, Doc("`band-ok`.")]
    word: Annotated[str, Doc("`on course`; empty where there is no score.")]
    value: Annotated[str, Doc("To sort by; empty where there is no score.")]
    reasons: Annotated[tuple[str, ...], Doc("What the verdict on health cannot be better for.")] = ()


class AccountRow(Struct, frozen=True):
    """One account."""

    slug: str
    name: str
    url: str
    readable: bool
    css: Annotated[str, Doc("`off` for a lost account.")]
    owner: str
    owner_url: str
    category: str
    category_url: str
    status: str
    revenue: Figure
    change: Figure
    profit: Figure
    wallet: Figure
    score: Score
    health: Score
    gaps: int
    next_due: str
    late: bool
    errors: int
    shift: Annotated[ScoreShift | None, Doc("How the checklist score went of late.")]


BAND_CSS = {
    Band.OK: "band-ok",
    Band.WATCH: "band-watch",
    Band.ACT: "band-act",
    Band.NONE: "band-na",
    Band.UNJUDGED: "band-na",
    Band.UNSCORED: "band-na",
}
"""Class of each band."""
METER_CSS = {"band-ok": "c-ok", "band-watch": "c-watch", "band-act": "c-act", "band-na": "c-na"}
"""Class of a meter, by that of the band."""


def score_words(score: int | None, waived: Iterable[tuple[str, str]] = ()) -> Score:
    """A checklist score as shown, with how many criteria it leaves out as ``waived`` (code and why)."""
    if score is None:
        return Score("n/a", BAND_CSS[Band.NONE], "", "")
    return Score(rests_on(str(score), excused(waived)), BAND_CSS[band_of(score)], band_of(score).word, str(score))


def health_score(health: Standing) -> Score:
    """A health score as shown, with what it rests on."""
    word, value = ("", "") if health.score is None else (health.word, str(health.score))
    return Score(health_words(health), BAND_CSS[health.band], word, value, health.reasons)


def account_row(
    account: Account, summary: Summary, dues: tuple[Deadline, ...], context: SiteContext, points: Sequence[Point] = ()
) -> AccountRow:
    """The account as a row; amounts are in the site's currency."""
    front, url = account.plan.front, account_url(account.slug)
    category = context.category(account.category)
    year, dated = account.year(context.year), [due for due in dues if due.date]
    return AccountRow(
        slug=account.slug,
        name=account.name,
        url=url,
        readable=account.plan.readable,
        css="off" if is_lost(front) else "",
        owner=account.owner or UNKNOWN,
        owner_url=owner_url(account.links),
        category=category.text or front.category or UNKNOWN,
        category_url=category.url,
        status=status_words(account, context.site),
        revenue=amount_figure(account, year.revenue if year else None, context),
        change=_change(account, year, context),
        profit=amount_figure(account, year.profit if year else None, context),
        wallet=context.style.share(year.share_of_wallet) if year else NO_FIGURE,
        score=score_words(account.score, summary.waived),
        health=health_score(summary.health),
        gaps=summary.gaps,
        next_due=dated[0].date if dated else UNKNOWN,
        late=bool(dated) and dated[0].days < 0,
        errors=sum(finding.severity is Severity.ERROR for finding in account.findings),
        shift=score_shift(points, context.since),
    )


def status_words(account: Account, site: SiteConfig) -> str:
    """``active``, ``prospect, no key account``, ``lost``, ``unreadable``."""
    if not account.plan.readable:
        return "unreadable"
    other = "" if is_lost(account) or is_key_account(account, site) else ", no key account"
    return f"{account.plan.front.status.value}{other}"


def amount_figure(account: Account, amount: Decimal | None, context: SiteContext) -> Figure:
    """An amount of the year shown in the site's currency; in its own, and so marked, when there is no rate."""
    if amount is None:
        return NO_FIGURE
    converted = account.converted(amount, context.year)
    if converted is None:
        own = context.style.amount(amount)
        currency = account.plan.front.currency or ""
        return Figure(f"{own.text} {currency}", f"{own.exact} {currency}: no exchange rate, not in any sum", "")
    return context.style.amount(converted)


def _change(account: Account, year: FinancialYear | None, context: SiteContext) -> Figure:
    """Revenue against the year before; a part year against the same part of that year."""
    before = account.year(year.year - 1) if year else None
    change = revenue_change(year, before, context.calendar, account.plan.front.phasing)
    if change is None:
        return NO_FIGURE
    return context.style.share(change)._replace(text=context.style.change(change))


def by_revenue(row: AccountRow) -> tuple[bool, bool, Decimal, str, str]:
    """What lists of accounts are sorted by: largest revenue first, those without last, then the name."""
    value = row.revenue.value
    return not row.readable, not value, -Decimal(value or 0), folded(row.name), row.slug
