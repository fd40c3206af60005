"""What asks for attention on the first page, two things kept apart.

in trouble   the account does badly: it loses money, promises are late or moved again and again, revenue falls or
             stays behind its target
neglected    nobody looks after it: no word with the client in time, a plan nobody changed, next to nothing written
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from kamgen.facts.accounts import is_lost
from kamgen.facts.verdict import money_at_stake
from kamgen.model.fields import Doc
from kamgen.model.review import Trouble
from kamgen.model.summary import Summary
from kamgen.render.account_rows import PortfolioData
from kamgen.render.site_context import SiteContext, account_url
from kamgen.render.worries import stake_words
from kamgen.text.words import counted, sentence

SHOWN = 8
"""Lines a list has on the first page."""

REASONS = 3
"""Reasons that a line gives."""

_THIN = 60
"""A plan whose checklist score is below this wants someone to look after it."""

_LARGEST = 3
"""How many accounts are large enough to say so beside a loss."""


class AttentionLine(Struct, frozen=True):
    """One line of a list."""

    name: str
    url: str
    words: str
    side: Annotated[str, Doc("What stands at its end: a number of days, or the money at stake.")] = ""
    day: str = ""


class Attention(Struct, frozen=True):
    """A list, and how many lines it would have in all."""

    lines: tuple[AttentionLine, ...]
    total: str


def in_trouble(data: PortfolioData, context: SiteContext) -> Attention:
    """Accounts in trouble, as many as the first page has room for."""
    return _first(all_in_trouble(data, context))


def all_in_trouble(data: PortfolioData, context: SiteContext) -> list[AttentionLine]:
    """Accounts in trouble (see `kamgen.facts.verdict`): by the gravest reason, their number, and money at stake."""
    year = data.figures.year
    ranks = _revenue_ranks(data.accounts, year)
    found = []
    for account in data.accounts:
        reasons = data.rows[account.slug].worries
        if reasons:
            rank = ranks.get(account.slug, len(ranks) + 1)
            large = f" although it is number {rank} in revenue" if rank <= _LARGEST else ""
            words = "; ".join(
                f"{reason.words}{large if reason.weight == Trouble.LOSS.weight else ''}" for reason in reasons[:REASONS]
            )
            stake = money_at_stake(account, account.year(year), account.rate_of(year)) or Decimal(0)
            weight = (-reasons[0].weight, -len(reasons), -stake, rank, account.slug)
            side = stake_words(stake, context)
            found.append((weight, AttentionLine(account.name, account_url(account.slug), sentence(words), side)))
    return [line for _, line in sorted(found, key=lambda item: item[0])]


def _revenue_ranks(accounts: Sequence[Summary], year: int) -> dict[str, int]:
    years = [(account, account.year(year)) for account in accounts]
    amounts = [(account.converted(row.revenue, year), account.slug) for account, row in years if row]
    known = sorted((-amount, slug) for amount, slug in amounts if amount is not None)
    return {slug: rank for rank, (_, slug) in enumerate(known, 1)}


def neglected(data: PortfolioData) -> Attention:
    """Accounts nobody looks after: the longest silence first, then plans with next to nothing in them."""
    found: list[tuple[date, str, AttentionLine]] = []
    for account in data.accounts:
        if is_lost(account) or not account.readable:
            continue
        url = account_url(account.slug)
        thin = f"checklist score {account.score}" if account.score is not None and account.score < _THIN else ""
        silent = data.rows[account.slug].silence
        if silent:
            day, words = silent
            side = counted((data.portfolio.as_of - day).days, "day") if day > date.min else ""
            shown = day.isoformat() if side else ""
            line = AttentionLine(account.name, url, "; ".join(part for part in (words, thin) if part), side, shown)
            found.append((day, account.slug, line))
        elif thin:
            found.append((date.max, account.slug, AttentionLine(account.name, url, sentence(thin))))
    found.sort(key=lambda item: item[:2])
    return _first([line for _, _, line in found])


def _first(lines: Sequence[AttentionLine]) -> Attention:
    """As many lines as the page has room for; where there are more, how many of how many are shown."""
    whole = counted(len(lines), "account")
    return Attention(tuple(lines[:SHOWN]), f"{SHOWN} of {whole}" if len(lines) > SHOWN else whole)
