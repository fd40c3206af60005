"""What asks for attention on the first page, two things kept apart.

in trouble   the account does badly: it loses money, promises are late or moved again and again, revenue falls or
             stays behind its target
neglected    nobody looks after it: no word with the client in time, a plan nobody changed, next to nothing written
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.facts import money
from kamgen.model.account import Account
from kamgen.model.account_history import Move
from kamgen.model.choices import ReviewWith, Status
from kamgen.model.groups import FinancialYear
from kamgen.model.rule import State
from kamgen.model.summary import Portfolio, Summary
from kamgen.render.deadlines import Deadline
from kamgen.render.listing import Listing
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.views.moves import postponed
from kamgen.text.words import counted, sentence

SHOWN = 8
"""Lines a list has on the first page."""

_GAPS = {
    "TGT004": "",
    "SPA006": "revenue falls two years in a row",
    "CRV004": "the last two client meetings were cancelled",
    "POL003": "service below target",
}
"""Gaps that are trouble, and how they read; most serious first."""

_ALONE = 6
"""The last rank of a reason that is trouble by itself; the others only stand beside one of these."""

_THIN = 60
"""A plan whose checklist score is below this wants someone to look after it."""


_LOSS, _LARGEST = 1, 3
"""The rank of an account that loses money, and how many accounts are large enough to say so beside it."""


class Line(NamedTuple):
    """One line of a list."""

    name: str
    url: str
    words: str
    side: str = ""
    """What stands at its end: a number of days."""
    day: str = ""


class Attention(NamedTuple):
    """A list, and how many lines it would have in all."""

    lines: tuple[Line, ...]
    total: str


def in_trouble(portfolio: Portfolio, listings: Mapping[str, Listing], year: int) -> Attention:
    """Accounts with reasons to worry, the most serious reason first."""
    ranks = _revenue_ranks(portfolio.accounts, year)
    found = []
    for account in portfolio.accounts:
        worries = sorted(listings[account.slug].reasons)
        if worries and worries[0][0] <= _ALONE:
            rank = ranks.get(account.slug, len(ranks) + 1)
            words = "; ".join(_placed(reason, rank) for reason in worries[:3])
            weight = (worries[0][0], -len(worries), rank, account.slug)
            found.append((weight, Line(account.name, account_url(account.slug), sentence(words))))
    found.sort(key=lambda item: item[0])
    return Attention(tuple(line for _, line in found[:SHOWN]), counted(len(found), "account"))


def _placed(reason: tuple[int, str], rank: int) -> str:
    """A reason in words; a loss of one of the largest accounts says so."""
    number, words = reason
    return f"{words} although it is number {rank} in revenue" if number == _LOSS and rank <= _LARGEST else words


def _revenue_ranks(accounts: Sequence[Summary], year: int) -> dict[str, int]:
    amounts = []
    for account in accounts:
        row = account.year(year)
        converted = account.converted(row.revenue) if row else None
        if converted is not None:
            amounts.append((-converted, account.slug))
    return {slug: rank for rank, (_, slug) in enumerate(sorted(amounts), 1)}


def reasons(
    account: Account, dues: tuple[Deadline, ...], context: SiteContext, moves: Sequence[Move] = ()
) -> Iterator[tuple[int, str]]:
    """Reasons to worry about one account with their rank, 0 the most serious; ``moves`` are newest first."""
    if not account.plan.readable:
        yield 0, f"plan cannot be read: {account.findings[0].message if account.findings else 'no front matter'}"
        return
    if account.status is Status.LOST:
        return
    row = account.year(context.year)
    if row and row.profit is not None and row.profit < 0:
        yield _LOSS, f"loses {context.style.compact(-row.profit)} {account.plan.front.currency or context.currency}"
    broken = sum(due.kind == "Promise" and due.days < 0 for due in dues)
    if broken:
        yield _LOSS + 1, f"{counted(broken, 'promise')} overdue"
    if later := postponed(account, moves):
        yield _LOSS + 2, later
    gaps = _gap_codes(account)
    for rank, (code, words) in enumerate(_GAPS.items(), _LOSS + 3):
        if code in gaps:
            yield rank, words or _behind(row, context)


def _behind(row: FinancialYear | None, context: SiteContext) -> str:
    """How far revenue is behind its target."""
    pace = money.attained(row.revenue, row.target_revenue, money.covered(row, context.calendar)) if row else None
    return f"{context.style.percent(pace)} of its target to date" if pace is not None else "revenue behind its target"


def _gap_codes(account: Account) -> set[str]:
    if account.scorecard is None:
        return set()
    return {item.rule.code for item in account.scorecard.criteria if item.outcome.state is State.GAP}


def neglected(portfolio: Portfolio, listings: Mapping[str, Listing]) -> Attention:
    """Accounts nobody looks after: the longest silence first, then plans with next to nothing in them."""
    found: list[tuple[date, str, Line]] = []
    for account in portfolio.accounts:
        if account.status is Status.LOST or not account.readable:
            continue
        url = account_url(account.slug)
        thin = f"checklist score {account.score}" if account.score is not None and account.score < _THIN else ""
        silent = listings[account.slug].silence
        if silent:
            day, words = silent
            side = counted((portfolio.as_of - day).days, "day") if day > date.min else ""
            shown = day.isoformat() if side else ""
            line = Line(account.name, url, "; ".join(part for part in (words, thin) if part), side, shown)
            found.append((day, account.slug, line))
        elif thin:
            found.append((date.max, account.slug, Line(account.name, url, sentence(thin))))
    found.sort(key=lambda item: item[:2])
    return Attention(tuple(line for _, _, line in found[:SHOWN]), counted(len(found), "account"))


def silence(account: Account, context: SiteContext) -> tuple[date, str] | None:
    """Since when, and in words, nothing was heard or written; None when all was in time, or nobody need call."""
    if account.status is Status.LOST or not account.plan.readable:
        return None
    every = context.cadences[account.category]
    signs = sorted(sign for sign in _signs(account) if sign[0] <= context.as_of)
    if not signs:
        return date.min, "No review, feedback or contact on record"
    silences = [(*signs[-1], every.contact_every)]
    if account.touched:
        silences.append((account.touched, "Change to the plan", every.plan_touched_every))
    over = sorted((day, words) for day, words, cadence in silences if cadence.after(day) < context.as_of)
    return (over[0][0], f"{over[0][1]} on {over[0][0].isoformat()} was the last") if over else None


def _signs(account: Account) -> Iterator[tuple[date, str]]:
    """Days on which somebody talked with the client."""
    front = account.plan.front
    for review in front.reviews:
        if review.party is ReviewWith.CLIENT and not review.cancelled:
            yield review.date, "Client review"
    for feedback in front.feedback:
        yield feedback.date, "Feedback"
    for contact in front.contacts:
        if contact.last_contact:
            yield contact.last_contact, f"Contact with {contact.name}"
