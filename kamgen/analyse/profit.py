"""Where is the profit? Accounts by revenue beside accounts by profit after cost to serve (Graham: profit first).

Profit is gross profit less cost to serve, in the site's currency; an account whose cost to serve is not known has no
rank and is named. The whale curve adds the accounts' profit up, the most profitable first: it passes 100% where others
lose money.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts.money import loses_money
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import MONEY, NUMBER, PERCENT, Column, Row, Table

NOTHING = Decimal(0)


class Earner(NamedTuple):
    """An account with its profit; what a parent's figures include does not count."""

    account: Summary
    revenue: Decimal
    profit: Decimal
    by_revenue: int
    """Its rank, 1 for the largest revenue."""
    by_profit: int


class Profits(Struct, frozen=True):
    """Who earns what in a fiscal year."""

    year: int
    earners: tuple[Earner, ...]
    """The most profitable first."""
    unknown: tuple[tuple[Summary, Decimal], ...]
    """Accounts with revenue whose profit is not known, and that revenue; the largest first."""

    @property
    def total(self) -> Decimal:
        """The profit of all."""
        return sum((each.profit for each in self.earners), NOTHING)

    @property
    def losers(self) -> tuple[Earner, ...]:
        """Those that lose money, the worst first."""
        return tuple([each for each in reversed(self.earners) if loses_money(each.profit)])

    @property
    def curve(self) -> tuple[Decimal, ...]:
        """The profit of the first account, of the first two, … as fractions of all; empty unless all earn anything."""
        total, so_far, points = self.total, NOTHING, []
        for each in self.earners:
            so_far += each.profit
            points.append(so_far / total if total > 0 else NOTHING)
        return tuple(points) if total > 0 else ()

    def share_of_top(self, fraction: Decimal) -> tuple[int, Decimal | None, Decimal | None]:
        """How many the top ``fraction`` by revenue are (rounded up), and their shares of revenue and profit."""
        ranked = sorted(self.earners, key=lambda each: each.by_revenue)
        count = int((len(ranked) * fraction).to_integral_value(ROUND_CEILING))
        revenue = sum((each.revenue for each in ranked), NOTHING)
        parts = (sum((getattr(each, name) for each in ranked[:count]), NOTHING) for name in ("revenue", "profit"))
        wholes = (revenue, self.total)
        own, profit = (part / whole if whole > 0 else None for part, whole in zip(parts, wholes, strict=True))
        return count, own, profit


def profits(portfolio: Portfolio, year: int) -> Profits:
    """Who earned what in fiscal year ``year``."""
    known, unknown = [], []
    for account in portfolio.accounts:
        row = account.year(year)
        revenue = account.converted(row.counts("revenue"), year) if row else None
        profit = account.converted(row.counts("profit"), year) if row else None
        if revenue is not None and profit is not None:
            known.append((account, revenue, profit))
        elif revenue is not None and row is not None and row.profit is None:
            unknown.append((account, revenue))
    by_revenue = _ranks([(-revenue, account.slug) for account, revenue, _ in known])
    by_profit = _ranks([(-profit, account.slug) for account, _, profit in known])
    earners = [Earner(*each, by_revenue[each[0].slug], by_profit[each[0].slug]) for each in known]
    unknown.sort(key=lambda each: (-each[1], each[0].slug))
    return Profits(year, tuple(sorted(earners, key=lambda each: each.by_profit)), tuple(unknown))


def _ranks(keys: Sequence[tuple[Decimal, str]]) -> dict[str, int]:
    return {slug: rank for rank, (_, slug) in enumerate(sorted(keys), 1)}


_RANKED = (
    Column("account", "Account"),
    Column("owner", "Owner"),
    Column("by_profit", "By profit", NUMBER),
    Column("by_revenue", "By revenue", NUMBER),
    Column("revenue", "Revenue", MONEY),
    Column("profit", "Profit after cost to serve", MONEY),
    Column("margin", "Margin", PERCENT),
    Column("cumulative", "Profit up to here", PERCENT),
)
_UNKNOWN = (Column("account", "Account"), Column("owner", "Owner"), Column("revenue", "Revenue", MONEY))


def tables(portfolio: Portfolio, year: int) -> tuple[Table, ...]:
    """Accounts by profit, and those whose profit is not known."""
    return tables_of(profits(portfolio, year))


def tables_of(found: Profits) -> tuple[Table, ...]:
    """The same of what was found."""
    curve = found.curve or (None,) * len(found.earners)
    ranked = [
        Row((each.account.name, each.account.owner, each.by_profit, each.by_revenue, each.revenue, each.profit,
             each.profit / each.revenue if each.revenue > 0 else None, upto), each.account.slug)
        for each, upto in zip(found.earners, curve, strict=True)
    ]  # fmt: skip
    unknown = [Row((account.name, account.owner, revenue), account.slug) for account, revenue in found.unknown]
    return (
        Table("profit_rank", f"Accounts by profit, fiscal year {found.year}", _RANKED, tuple(ranked)),
        Table("profit_unknown", "Profit not known", _UNKNOWN, tuple(unknown)),
    )
