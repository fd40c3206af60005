"""What asks for attention on the first page, two things kept apart.

in trouble   the account does badly: it loses money, promises are late or moved again and again, revenue falls or
             stays behind its target
neglected    nobody looks after it: no word with the client in time, a plan nobody changed, next to nothing written
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamgen.facts import dates
from kamgen.facts.accounts import is_lost
from kamgen.facts.verdict import verdict
from kamgen.model.account import Account
from kamgen.model.account_history import Move
from kamgen.model.choices import Status
from kamgen.model.context import context_of
from kamgen.model.summary import Summary
from kamgen.model.verdict import Reason, Trouble
from kamgen.render.site_context import SiteContext, account_url
from kamgen.text.changes import days_words
from kamgen.text.words import counted, sentence

if TYPE_CHECKING:
    from kamgen.render.portfolio_data import PortfolioData

SHOWN = 8
"""Lines a list has on the first page."""

REASONS = 3
"""Reasons that a line gives."""

_THIN = 60
"""A plan whose checklist score is below this wants someone to look after it."""

_LARGEST = 3
"""How many accounts are large enough to say so beside a loss."""


class Line(Struct, frozen=True):
    """One line of a list."""

    name: str
    url: str
    words: str
    side: str = ""
    """What stands at its end: a number of days."""
    day: str = ""


class Attention(Struct, frozen=True):
    """A list, and how many lines it would have in all."""

    lines: tuple[Line, ...]
    total: str


class Worry(Struct, frozen=True):
    """A reason why an account is in trouble."""

    weight: int
    """The larger the more serious, see `kamgen.model.verdict.Trouble`."""
    words: str


def in_trouble(data: PortfolioData, year: int) -> Attention:
    """Accounts in trouble (see `kamgen.facts.verdict`), the most serious reason first."""
    ranks = _revenue_ranks(data.accounts, year)
    found = []
    for account in data.accounts:
        reasons = data.rows[account.slug].worries
        if reasons:
            rank = ranks.get(account.slug, len(ranks) + 1)
            words = "; ".join(_placed(reason, rank) for reason in reasons[:REASONS])
            weight = (-reasons[0].weight, -len(reasons), rank, account.slug)
            found.append((weight, Line(account.name, account_url(account.slug), sentence(words))))
    found.sort(key=lambda item: item[0])
    return Attention(tuple(line for _, line in found[:SHOWN]), counted(len(found), "account"))


def _placed(reason: Worry, rank: int) -> str:
    """A reason in words; a loss of one of the largest accounts says so."""
    large = reason.weight == Trouble.LOSS.weight and rank <= _LARGEST
    return f"{reason.words} although it is number {rank} in revenue" if large else reason.words


def _revenue_ranks(accounts: Sequence[Summary], year: int) -> dict[str, int]:
    amounts = []
    for account in accounts:
        row = account.year(year)
        converted = account.converted(row.revenue) if row else None
        if converted is not None:
            amounts.append((-converted, account.slug))
    return {slug: rank for rank, (_, slug) in enumerate(sorted(amounts), 1)}


def worries(account: Account, context: SiteContext, moves: Iterable[Move] = ()) -> Iterator[Worry]:
    """Why an account is in trouble, most serious first; nothing when it is not. ``moves`` are newest first."""
    plan_context = context_of(context.site, context.as_of, account.category)
    found = verdict(account, plan_context, context.year, moves)
    if found.in_trouble:
        yield from (Worry(each.trouble.weight, _words(each, account, context)) for each in found.reasons)


def _words(reason: Reason, account: Account, context: SiteContext) -> str:
    style, figure = context.style, reason.figure
    if reason.trouble is Trouble.UNREADABLE:
        return f"plan cannot be read: {account.findings[0].message if account.findings else 'no front matter'}"
    if figure is None:
        return reason.trouble.words
    words = {
        Trouble.LOSS: f"loses {style.compact(figure)} {account.plan.front.currency or context.currency}",
        Trouble.PROMISES_OVERDUE: f"{counted(int(figure), 'promise')} overdue",
        Trouble.POSTPONED: _postponed(int(figure), reason),
        Trouble.BEHIND: f"{style.percent(figure)} of its target to date",
    }
    return words.get(reason.trouble, reason.trouble.words)


def _postponed(promises: int, reason: Reason) -> str:
    """``promise moved 3 times, 90 days later in all``."""
    times = f"promise moved {reason.times} times"
    what = times if promises == 1 else f"{promises} promises moved three times or more"
    return f"{what}, {days_words(reason.days)}" if reason.days else what


def neglected(data: PortfolioData) -> Attention:
    """Accounts nobody looks after: the longest silence first, then plans with next to nothing in them."""
    found: list[tuple[date, str, Line]] = []
    for account in data.accounts:
        if account.status is Status.LOST or not account.readable:
            continue
        url = account_url(account.slug)
        thin = f"checklist score {account.score}" if account.score is not None and account.score < _THIN else ""
        silent = data.rows[account.slug].silence
        if silent:
            day, words = silent
            side = counted((data.portfolio.as_of - day).days, "day") if day > date.min else ""
            shown = day.isoformat() if side else ""
            line = Line(account.name, url, "; ".join(part for part in (words, thin) if part), side, shown)
            found.append((day, account.slug, line))
        elif thin:
            found.append((date.max, account.slug, Line(account.name, url, sentence(thin))))
    found.sort(key=lambda item: item[:2])
    return Attention(tuple(line for _, _, line in found[:SHOWN]), counted(len(found), "account"))


def silence(account: Account, context: SiteContext) -> tuple[date, str] | None:
    """Since when, and in words, nothing was heard or written; None when all was in time, or nobody need call."""
    if is_lost(account) or not account.plan.readable:
        return None
    every = context.cadences[account.category]
    last = dates.last_word(account.plan, context.as_of)
    if last is None:
        return date.min, "No review, feedback or contact on record"
    silences = [(last.day, last.what, every.contact_every)]
    if account.touched:
        silences.append((account.touched, "Change to the plan", every.plan_touched_every))
    over = sorted((day, words) for day, words, cadence in silences if dates.has_lapsed(day, cadence, context.as_of))
    return (over[0][0], f"{over[0][1]} on {over[0][0].isoformat()} was the last") if over else None
