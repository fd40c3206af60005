"""What if we lose…? What goes with accounts and all below them, and what is left of the portfolio.

    Summary ─ stake_of ─▶ what goes with one account
    all stakes ─ stakes ─▶ what there is ─ without some ─▶ what is left: money, gap to target, shares, owners, service

What is left is what a portfolio without those plans comes to; the company's revenue is less by theirs. Of an account
whose figures are in a parent's, the sums keep them: only that plan says what the group is without it. Amounts are in
the site's currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from kamgen.analyse.concentration import TOPS, dependence, last_year
from kamgen.analyse.pipeline import pace
from kamgen.analyse.summary import amounts_of
from kamgen.facts.accounts import is_lost
from kamgen.facts.pipeline import total
from kamgen.model.summary import Portfolio, Summary

NOTHING = Decimal(0)
MONEYS = ("revenue", "profit", "expected", "pipeline")
"""What of a stake adds up."""


class Stake(NamedTuple):
    """What one account brings, as sums count it; None where that is not known."""

    account: Summary
    below: tuple[int, ...]
    """The places of the account and of all below it among the stakes: what goes when it goes."""
    client: str
    """Slug of the account on top of its group, else its own."""
    revenue: Decimal | None
    profit: Decimal | None
    expected: Decimal | None
    """What its revenue to date points to."""
    pipeline: Decimal | None
    """Weighted."""
    yearly: Decimal
    """Revenue of the last full fiscal year."""


class Left(NamedTuple):
    """A portfolio, whole or without some accounts."""

    accounts: int
    """Those not lost."""
    revenue: Decimal | None
    profit: Decimal | None
    expected: Decimal | None
    pipeline: Decimal | None
    missing: Decimal | None
    """What the run rate leaves missing to today's target, which stays; negative where it passes it."""
    largest: tuple[Decimal | None, ...]
    """Shares of the largest clients together, `TOPS` of them; None where there are fewer, or nothing is known."""
    hhi: Decimal | None
    """The Herfindahl-Hirschman index, 0 to 10,000."""


class Stakes(Struct, frozen=True):
    """All that can be lost."""

    year: int
    last_year: int
    """The last full fiscal year, whose revenue shares are of."""
    target: Decimal
    """Of ``year``, of all accounts."""
    whole: Decimal
    """What shares are fractions of."""
    stakes: tuple[Stake, ...]
    """In the portfolio's order."""
    clients: tuple[tuple[str, Decimal], ...]
    """Revenue of the last full fiscal year by client, the largest first."""
    squares: Decimal
    """The sum of their squares."""

    def going(self, chosen: Iterable[str]) -> frozenset[int]:
        """The places of the accounts of those slugs and of all below them."""
        wanted = set(chosen)
        return frozenset(place for each in self.stakes if each.account.slug in wanted for place in each.below)

    def left(self, gone: Iterable[int] = ()) -> Left:
        """What there is without the stakes at those places; with none of them, today."""
        out = set(gone)
        kept = [each for place, each in enumerate(self.stakes) if place not in out]
        revenue, profit, expected, pipeline = (total(getattr(each, figure) for each in kept) for figure in MONEYS)
        missing = None if expected is None else self.target - expected
        accounts = sum(not is_lost(each.account) for each in kept)
        return Left(accounts, revenue, profit, expected, pipeline, missing, *self.shares([self.stakes[p] for p in out]))

    def shares(self, gone: Iterable[Stake]) -> tuple[tuple[Decimal | None, ...], Decimal | None]:
        """Shares of the largest clients and the index without some stakes (see `Left`)."""
        less: dict[str, Decimal] = {}
        for each in gone:
            less[each.client] = less.get(each.client, NOTHING) + each.yearly
        whole = self.whole - sum(less.values(), NOTHING)
        if whole <= 0:
            return (None,) * len(TOPS), None
        touched = {slug: revenue for slug, revenue in self.clients if slug in less}
        remaining = [left for slug, revenue in touched.items() if (left := revenue - less[slug])]
        others = islice((revenue for slug, revenue in self.clients if slug not in less), TOPS[-1])
        largest = sorted((*others, *remaining), reverse=True)
        squares = self.squares - _squared(touched.values()) + _squared(remaining)
        count = len(self.clients) - len(touched) + len(remaining)
        tops = [sum(largest[:top], NOTHING) / whole if top <= count else None for top in TOPS]
        return tuple(tops), squares * 10_000 / (whole * whole)


def _squared(amounts: Iterable[Decimal]) -> Decimal:
    return sum((each * each for each in amounts), NOTHING)


def stakes(portfolio: Portfolio, year: int) -> Stakes:
    """All that can be lost of a portfolio, with the money of fiscal year ``year``."""
    readable = [account for account in portfolio.accounts if account.readable]
    places = {account.slug: place for place, account in enumerate(readable)}
    below: list[list[int]] = [[] for _ in readable]
    for place, account in enumerate(readable):
        above: Summary | None = account
        while above:
            below[places[above.slug]].append(place)
            above = readable[places[above.parent]] if above.parent in places else None
    found, last = dependence(portfolio, last_year(portfolio)), last_year(portfolio)
    given = [_stake(account, tuple(own), year, last) for account, own in zip(readable, below, strict=True)]
    clients = tuple([(each.account.slug, each.revenue) for each in found.clients])
    target, squares = pace("", readable, year, None).target, _squared(revenue for _, revenue in clients)
    return Stakes(year, last, target, found.whole, tuple(given), clients, squares)


def _stake(account: Summary, below: tuple[int, ...], year: int, last: int) -> Stake:
    money, row, before = amounts_of(account, year, own=False), account.year(year), account.year(last)
    expected = None if money.revenue is None or not row or not row.part else money.revenue / row.part
    yearly = account.converted(before.counts("revenue"), last) if before else None
    client = account.top or account.slug
    return Stake(account, below, client, money.revenue, money.profit, expected, money.pipeline, yearly or NOTHING)


class OwnerHit(NamedTuple):
    """One of us whose accounts go."""

    name: str
    accounts: int
    """Those not lost."""
    left: int
    revenue: Decimal | None
    remaining: Decimal | None


def owners_hit(found: Stakes, gone: frozenset[int]) -> tuple[OwnerHit, ...]:
    """Those whose accounts go, whom it costs most first."""
    hit = []
    for owner in dict.fromkeys(found.stakes[place].account.owner for place in sorted(gone)):
        own = [(place, each) for place, each in enumerate(found.stakes) if each.account.owner == owner]
        kept = [each for place, each in own if place not in gone]
        revenue, remaining = total(each.revenue for _, each in own), total(each.revenue for each in kept)
        before, left = (sum(not is_lost(each.account) for each in group) for group in ([each for _, each in own], kept))
        hit.append(OwnerHit(owner or "nobody", before, left, revenue, remaining))
    return tuple(sorted(hit, key=lambda each: ((each.remaining or NOTHING) - (each.revenue or NOTHING), each.name)))


class Measured(NamedTuple):
    """A measure of service: at how many accounts it has a target, and at how many that is met."""

    measure: str
    met: int
    measured: int
    met_left: int
    measured_left: int


def service(found: Stakes, gone: frozenset[int]) -> tuple[Measured, ...]:
    """All measures that have a target, by name."""
    counts: dict[str, list[int]] = {}
    for place, each in enumerate(found.stakes):
        for measure, met in each.account.service:
            added = (met, 1, met and place not in gone, place not in gone)
            counts[measure] = [sum(pair) for pair in zip(counts.get(measure, (0, 0, 0, 0)), added, strict=True)]
    return tuple([Measured(measure, *numbers) for measure, numbers in sorted(counts.items())])


def losable(found: Stakes) -> list[int]:
    """The places of the accounts that may be lost, whose revenue is largest first; those lost already cannot."""
    places = [place for place, each in enumerate(found.stakes) if not is_lost(each.account)]
    return sorted(places, key=lambda place: (-(together(found, place, "revenue") or NOTHING), place))


def together(found: Stakes, place: int, figure: str) -> Decimal | None:
    """A figure of an account with all below it."""
    return total(getattr(found.stakes[each], figure) for each in found.stakes[place].below)
