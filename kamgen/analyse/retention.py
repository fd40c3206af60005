"""Who bought again, and how much: retention of clients, of revenue, and net of growth.

Of the last two full fiscal years. A rate is reckoned over the clients of the older one of whom both years are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts.pipeline import total
from kamgen.facts.retention import bought
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import CellKind, Column, Row, Table


class Client(NamedTuple):
    """An account, or a group whose figures are in its parent's, in the last two full fiscal years.

    Both amounts are in the site's currency at the rates of the newer year, so that rates alone win or lose nothing.
    """

    account: Summary
    before: Decimal | None
    after: Decimal | None
    became: str
    """``kept``, ``gone``, ``new``, or ``not known``."""
    counted: bool
    """Whether there is a rate for its currency."""


class Retention(Struct, frozen=True):
    """Who bought again."""

    year: int
    """The newer of the two fiscal years."""
    clients: tuple[Client, ...]

    def of(self, *became: str) -> list[Client]:
        """Those of whom that came."""
        return [each for each in self.clients if each.became in became]

    @property
    def by_count(self) -> Decimal | None:
        """Clients that bought again, as a fraction of those of the year before; None without any."""
        kept, all_of_them = self.of("kept"), self.of("kept", "gone")
        return Decimal(len(kept)) / len(all_of_them) if all_of_them else None

    @property
    def base(self) -> Decimal | None:
        """What those of the year before bought then."""
        return total(each.before for each in self.of("kept", "gone"))

    @property
    def by_revenue(self) -> Decimal | None:
        """What they still bought, none more than before, as a fraction of that."""
        return self._of_base(min(each.before, each.after) for each in self.of("kept") if each.before and each.after)

    @property
    def net(self) -> Decimal | None:
        """All that they bought, growth included, as a fraction of that."""
        return self._of_base(each.after for each in self.of("kept") if each.after)

    def _of_base(self, amounts: Iterable[Decimal]) -> Decimal | None:
        base = self.base
        return sum(amounts, Decimal(0)) / base if base else None


def retention_of(portfolio: Portfolio, year: int) -> Retention:
    """Who bought in fiscal year ``year`` and in the one before.

    A group some of whose figures are in its parent's is one client; every other account is one by itself.
    """
    tops = {account.top for account in portfolio.accounts if any(account.threats.in_parent)}
    members: dict[str, list[Summary]] = {}
    for account in portfolio.accounts:
        members.setdefault(account.top if account.top in tops else account.slug, []).append(account)
    known, clients = {account.slug: account for account in portfolio.accounts}, []
    for slug, accounts in members.items():
        before, after = (_revenue(accounts, year, place) for place in (0, 1))
        counted = all(account.rate is not None for account in accounts)
        if became := _became(before, after):
            rated = [_revenue(accounts, year, place, rated=True) for place in (0, 1)]
            clients.append(Client(known.get(slug, accounts[0]), rated[0], rated[1], became, counted))
    return Retention(year, tuple(clients))


def _revenue(accounts: Sequence[Summary], year: int, place: int, rated: bool = False) -> Decimal | None:
    own = [(each, each.threats.revenues[place]) for each in accounts if not each.threats.in_parent[place]]
    return total(each.converted(amount, year) if rated else amount for each, amount in own)


def _became(before: Decimal | None, after: Decimal | None) -> str:
    """Empty for who bought in neither year."""
    if before is None or (bought(before) and after is None):
        return "not known"
    if bought(before):
        return "kept" if bought(after) else "gone"
    return "new" if bought(after) else ""


def retention_tables(found: Retention) -> tuple[Table, ...]:
    """The three rates with what they mean, and the clients behind them, who fell most first."""
    return _rates(found), _kept(found)


def _rates(found: Retention) -> Table:
    columns = (
        Column("measure", "Measure"),
        Column("rate", "Rate", CellKind.PERCENT),
        Column("meaning", "What it says"),
    )
    year = found.year
    again = f"clients of {year - 1} that bought again in {year} ÷ all clients of {year - 1}"
    rows = (
        ("Retention by count", found.by_count, again),
        (
            "Retention by revenue",
            found.by_revenue,
            f"what they bought in {year}, each at most as much as in {year - 1} ÷ what they bought in {year - 1}",
        ),
        ("Net revenue retention", found.net, f"all that they bought in {year} ÷ what they bought in {year - 1}"),
    )
    return Table("retention", f"Retention from {year - 1} to {year}", columns, tuple([Row(row) for row in rows]))


def _kept(found: Retention) -> Table:
    columns = (
        Column("account", "Account"),
        Column("became", "Became"),
        Column("before", f"Revenue {found.year - 1}", CellKind.MONEY),
        Column("after", f"Revenue {found.year}", CellKind.MONEY),
        Column("change", "Change", CellKind.MONEY),
    )
    rows = []
    for each in found.clients:
        change = each.after - each.before if each.after is not None and each.before is not None else None
        rows.append(Row((each.account.name, each.became, each.before, each.after, change), each.account.slug))
    rows.sort(key=lambda row: row.cells[4] if isinstance(row.cells[4], Decimal) else Decimal(0))
    return Table("clients_kept", "Who bought again", columns, tuple(rows))
