"""Where is unsold money? Accounts by offerings, and what clients spend in our field with others.

spend of each account ─ the site's currency, groups once ─▶ spend, ours, unsold
offerings of each ─ by `folded` name ─▶ sold, offered, white, not relevant, not known; their amounts
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from kamgen.facts.accounts import is_lost
from kamgen.facts.pipeline import total
from kamgen.model.client_value import OfferingSpace
from kamgen.model.fields import folded
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import FLAG, MONEY, NUMBER, PERCENT, Cell, Column, Row, Table

SPACES = ("sold", "offered", "white", "not relevant", "")
"""What an offering may be at an account; empty when its plan does not say."""


class OfferingSum(NamedTuple):
    """One offering at all accounts; amounts are of a year, in the site's currency."""

    name: str
    accounts: tuple[int, ...]
    """At how many accounts it is what, in the order of `SPACES`."""
    revenue: Decimal | None
    spend: Decimal | None
    unsold: Decimal | None
    """Where both are known."""


class WhiteSpace(Struct, frozen=True):
    """Unsold money; lost accounts and plans that cannot be read are left out."""

    last_year: int
    """The last full fiscal year."""
    accounts: tuple[Summary, ...]
    """The most unsold first, then those whose spend is not known."""
    offerings: tuple[OfferingSum, ...]
    """As site.toml lists them, then others that plans name."""
    spend: Decimal | None
    ours: Decimal | None
    unsold: Decimal | None
    counted: int
    """Accounts in those sums."""
    falling: tuple[Summary, ...]
    """Those whose share of wallet fell two full years running."""


def white_space(portfolio: Portfolio) -> WhiteSpace:
    """Unsold money of all accounts."""
    accounts = [account for account in portfolio.accounts if account.readable and not is_lost(account)]
    accounts.sort(key=_most_unsold)
    counted = [each for each in accounts if spend_of(each, "unsold") is not None and not is_included(each)]
    names = {folded(name): name for name in portfolio.site.portfolio.offerings}
    found: dict[str, list[tuple[Summary, OfferingSpace]]] = {name: [] for name in names}
    for account in accounts:
        for each in account.value.offerings:
            names.setdefault(folded(each.name), each.name)
            found.setdefault(folded(each.name), []).append((account, each))
    spend, ours, unsold = (total(spend_of(each, figure) for each in counted) for figure in ("spend", "ours", "unsold"))
    return WhiteSpace(
        last_year=portfolio.site.calendar().last_full_year(portfolio.as_of),
        accounts=tuple(accounts),
        offerings=tuple([_offering(names[name], given, len(accounts)) for name, given in found.items()]),
        spend=spend,
        ours=ours,
        unsold=unsold,
        counted=len(counted),
        falling=tuple([account for account in accounts if account.value.falling]),
    )


def _most_unsold(account: Summary) -> tuple[bool, Decimal, str]:
    unsold = spend_of(account, "unsold")
    return unsold is None, -(unsold or Decimal(0)), account.name


def is_included(account: Summary) -> bool:
    """Whether what its client spends is in a parent's figures, so that no sum counts it again."""
    return account.value.spend is not None and account.value.spend.included


def spend_of(account: Summary, figure: str) -> Decimal | None:
    """``spend``, ``ours`` or ``unsold`` of a year in the site's currency; None when not known."""
    spend = account.value.spend
    return account.converted(getattr(spend, figure), spend.year) if spend else None


def _offering(name: str, given: Iterable[tuple[Summary, OfferingSpace]], accounts: int) -> OfferingSum:
    given = list(given)
    spaces = [each.space for _, each in given]
    spaces += [""] * (accounts - len(spaces))
    amounts = (
        total(account.converted(getattr(each, figure), each.year) for account, each in given)
        for figure in ("revenue", "spend", "unsold")
    )
    return OfferingSum(name, tuple(map(spaces.count, SPACES)), *amounts)


_UNSOLD = (
    Column("account", "Account"),
    Column("offering", "Offering"),
    Column("state", "State"),
    Column("spend", "Client spends a year", MONEY),
    Column("revenue", "Ours", MONEY),
    Column("unsold", "Unsold", MONEY),
)

_OFFERINGS = (
    Column("offering", "Offering"),
    Column("sold", "Sold", NUMBER),
    Column("offered", "Offered", NUMBER),
    Column("white", "White", NUMBER),
    Column("not_relevant", "Not relevant", NUMBER),
    Column("not_known", "Not known", NUMBER),
    Column("revenue", "Our revenue a year", MONEY),
    Column("spend", "Clients spend a year", MONEY),
    Column("unsold", "Unsold, where both are known", MONEY),
)


def tables(figures: WhiteSpace) -> tuple[Table, ...]:
    """The matrix, offerings, share of wallet by year, and unsold money by account and offering."""
    names = [each.name for each in figures.offerings]
    matrix = [
        _row(account, (spend_of(account, "unsold"), *[_spaces(account).get(folded(name)) for name in names]))
        for account in figures.accounts
    ]
    offerings = [Row((each.name, *each.accounts, *each[2:])) for each in figures.offerings]
    years = (*range(figures.last_year - 2, figures.last_year + 1), figures.last_year + 1)
    wallet = [_row(account, _wallet(account, years)) for account in figures.accounts]
    unsold = [
        (account.converted(each.unsold, each.year), account, each)
        for account in figures.accounts
        for each in account.value.offerings
        if each.unsold is not None
    ]
    unsold.sort(key=lambda row: (-(row[0] or 0), row[1].name, row[2].name))
    return (
        Table(
            "white_space",
            "Accounts and offerings",
            (
                Column("account", "Account"),
                Column("unsold", "Unsold a year", MONEY),
                *[Column(f"offering_{number}", name) for number, name in enumerate(names, 1)],
            ),
            tuple(matrix),
        ),
        Table(
            "unsold_by_offering",
            "Unsold by account and offering",
            _UNSOLD,
            tuple(
                [
                    Row(
                        (
                            account.name,
                            each.name,
                            each.space or None,
                            account.converted(each.spend, each.year),
                            account.converted(each.revenue, each.year),
                            amount,
                        ),
                        account.slug,
                        each.line,
                    )
                    for amount, account, each in unsold
                ]
            ),
        ),
        Table(
            "offerings",
            "Offerings",
            _OFFERINGS,
            tuple(offerings),
        ),
        Table(
            "wallet",
            "Share of wallet",
            (
                Column("account", "Account"),
                Column("spend", "Client spends a year", MONEY),
                Column("ours", "Ours", MONEY),
                Column("unsold", "Unsold", MONEY),
                Column("year", "By figures of"),
                Column("two_years_before", f"Share {years[0]}", PERCENT),
                Column("year_before", str(years[1]), PERCENT),
                Column("last_full_year", str(years[2]), PERCENT),
                Column("to_date", f"{years[3]} to date", PERCENT),
                Column("falling", "Fell twice", FLAG),
            ),
            tuple(wallet),
        ),
    )


def _row(account: Summary, cells: Iterable[Cell]) -> Row:
    spend = account.value.spend
    return Row((account.name, *cells), account.slug, spend.line if spend else 0)


def _spaces(account: Summary) -> dict[str, str | None]:
    return {folded(each.name): each.space or None for each in account.value.offerings}


def _wallet(account: Summary, years: Iterable[int]) -> tuple[Cell, ...]:
    spend, shares = account.value.spend, dict(account.value.wallet)
    amounts = [spend_of(account, figure) for figure in ("spend", "ours", "unsold")]
    return (*amounts, str(spend.year) if spend else None, *map(shares.get, years), account.value.falling)
