"""On whom do we depend? Shares of revenue by group, how they add up, and whose power is whose.

A group (`parent`) is one client, and its figures count once. Shares are of the company's revenue of the year where
site.toml gives it, else of the accounts' own sum. Concentration is the Herfindahl-Hirschman index, the sum of the
squared shares in percent: 10,000 for a single client; of the rest of a company's revenue nothing is known, and it adds
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts.accounts import is_key_account, is_key_share, is_small_share
from kamgen.facts.plausible import exceeds
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import FLAG, MONEY, NUMBER, PERCENT, Column, Row, Table

NOTHING = Decimal(0)
TOPS = (1, 3, 10)
"""How many of the largest are added up."""


class Client(NamedTuple):
    """A group, or an account that stands alone."""

    account: Summary
    """The account on top."""
    accounts: int
    revenue: Decimal
    share: Decimal
    """Of the whole, as a fraction of one."""
    wallet: Decimal | None
    """Our share of what the account on top spends in our field."""


class Dependence(Struct, frozen=True):
    """How revenue spreads over clients."""

    year: int
    whole: Decimal
    """What shares are fractions of."""
    of_company: bool
    """Whether that is the company's revenue."""
    clients: tuple[Client, ...]
    """The largest first."""

    @property
    def index(self) -> Decimal:
        """The Herfindahl-Hirschman index, 0 to 10,000."""
        return sum(((each.share * 100) ** 2 for each in self.clients), NOTHING)

    def top(self, count: int) -> Decimal:
        """The share of so many of the largest clients together."""
        return sum((each.share for each in self.clients[:count]), NOTHING)


def dependence(portfolio: Portfolio, year: int, accounts: Iterable[Summary] | None = None) -> Dependence:
    """How revenue of fiscal year ``year`` spreads over the clients of a portfolio, or over those of ``accounts``.

    Without some of the accounts the company's revenue is less by theirs.
    """
    revenues = revenue_by_client(portfolio.accounts, year)
    own, tops = sum(revenues.values(), NOTHING), {account.slug: account for account in portfolio.accounts}
    company = portfolio.site.portfolio.company_revenue.get(str(year))
    company = None if exceeds(own, company) else company
    if accounts is not None:
        kept = list(accounts)
        left = revenue_by_client(kept, year)
        company = None if company is None else company - (own - sum(left.values(), NOTHING))
        revenues, own = left, sum(left.values(), NOTHING)
    whole = own if company is None else company
    members = Counter(account.top or account.slug for account in portfolio.accounts)
    found = [
        Client(tops[slug], members[slug], revenue, revenue / whole, _wallet(tops[slug], year))
        for slug, revenue in revenues.items()
        if whole > 0 and slug in tops
    ]
    found.sort(key=lambda each: (-each.revenue, each.account.slug))
    return Dependence(year, whole, company is not None, tuple(found))


def revenue_by_client(accounts: Iterable[Summary], year: int) -> dict[str, Decimal]:
    """Revenue of a fiscal year in the site's currency, by the slug of the account on top of each group."""
    revenues: dict[str, Decimal] = {}
    for account in accounts:
        row = account.year(year)
        revenue = account.converted(row.counts("revenue"), year) if row else None
        if revenue is not None:
            key = account.top or account.slug
            revenues[key] = revenues.get(key, NOTHING) + revenue
    return revenues


def _wallet(account: Summary, year: int) -> Decimal | None:
    return next((share for of, share in account.value.wallet if of == year), None)


_CLIENTS = (
    Column("client", "Client"),
    Column("owner", "Owner"),
    Column("accounts", "Accounts", NUMBER),
    Column("revenue", "Revenue", MONEY),
    Column("share", "Share of revenue", PERCENT),
    Column("cumulative", "Up to here", PERCENT),
    Column("wallet", "Our share of their spend", PERCENT),
    Column("key_account", "Key account", FLAG),
    Column("line", "Line"),
)
_TOPS = (Column("clients", "Largest clients", NUMBER), Column("share", "Share of revenue", PERCENT))


def last_year(portfolio: Portfolio) -> int:
    """The last full fiscal year: a part year says nothing of shares."""
    return portfolio.site.calendar().last_full_year(portfolio.as_of)


def tables(portfolio: Portfolio, _: int) -> tuple[Table, ...]:
    """Clients by revenue, and the largest together; of the last full fiscal year."""
    return tables_of(dependence(portfolio, last_year(portfolio)), portfolio)


def tables_of(found: Dependence, portfolio: Portfolio) -> tuple[Table, ...]:
    """The same of what was found."""
    rows, upto = [], NOTHING
    for each in found.clients:
        upto += each.share
        account, key = each.account, is_key_account(each.account, portfolio.site)
        line = (
            "above"
            if is_key_share(each.share, portfolio.site)
            else "below"
            if key and is_small(each, portfolio)
            else ""
        )
        cells = (account.name, account.owner, each.accounts, each.revenue, each.share, upto, each.wallet, key, line)
        rows.append(Row(cells, account.slug))
    tops = [Row((count, found.top(count))) for count in TOPS if count <= len(found.clients)]
    return (
        Table("clients", f"Clients by revenue, fiscal year {found.year}", _CLIENTS, tuple(rows)),
        Table("concentration", f"Concentration, fiscal year {found.year}", _TOPS, tuple(tops)),
    )


def is_small(client: Client, portfolio: Portfolio) -> bool:
    """Whether a client's share is below the site's `key_account_least`."""
    return is_small_share(client.share, portfolio.site)


def key_clients(found: Dependence, portfolio: Portfolio) -> Sequence[Client]:
    """Those on whom we depend: at the site's `key_account_share` or above."""
    return [each for each in found.clients if is_key_share(each.share, portfolio.site)]
