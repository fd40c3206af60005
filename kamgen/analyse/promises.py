"""Do we keep our word? Promises kept, by client and by owner, of the last 12 months and of all time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kamgen.facts.promises import Ledger
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, NUMBER, PERCENT, Column, Row, Table


class Kept(NamedTuple):
    """What came of the promises of an account, of an owner's accounts, or of all."""

    name: str
    lately: Ledger
    ever: Ledger
    account: Summary | None = None
    """None for several."""


class PromiseFigures(NamedTuple):
    """Promises of all accounts; those without any are left out."""

    whole: Kept
    clients: tuple[Kept, ...]
    """The worst first: by how many were missed."""
    owners: tuple[Kept, ...]


def promises_kept(portfolio: Portfolio) -> PromiseFigures:
    """What came of all promises."""
    made = [account for account in portfolio.accounts if any(account.value.ever)]
    owners = {account.owner: [each for each in made if each.owner == account.owner] for account in made}
    return PromiseFigures(
        _kept("All", made),
        _worst_first(_kept(account.name, [account]) for account in made),
        _worst_first(_kept(owner, accounts) for owner, accounts in owners.items()),
    )


def _kept(name: str, accounts: list[Summary]) -> Kept:
    lately, ever = (_sum([getattr(account.value, when) for account in accounts]) for when in ("lately", "ever"))
    return Kept(name, lately, ever, accounts[0] if len(accounts) == 1 else None)


def _sum(given: list[tuple[int, ...]]) -> Ledger:
    return Ledger(*map(sum, zip((0, 0, 0, 0, 0), *given, strict=True)))


def _worst_first(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    return tuple(sorted(kept, key=lambda each: (-(each.lately.settled - each.lately.on_time), each.name)))


def fractions(ledger: Ledger) -> tuple[float, ...]:
    """Kept in time, kept late, broken or overdue, as parts of all three; the ledger has some."""
    return tuple([each / ledger.settled for each in (ledger.on_time, ledger.late, ledger.broken + ledger.overdue)])


_TO_SETTLE = (
    Column("account", "Account"),
    Column("promise", "Promise"),
    Column("to", "To"),
    Column("owner", "Account manager"),
    Column("due", "Due", DAY),
    Column("state", "State"),
    Column("days_late", "Days late", NUMBER),
)


def tables(figures: PromiseFigures) -> tuple[Table, ...]:
    """Each promise that somebody should look at, the open and the latest first; by client, and by owner."""
    given = [(each.account, left) for each in figures.clients if each.account for left in each.account.value.promises]
    given.sort(key=lambda each: (not each[1].open, -each[1].late, each[0].name))
    left = [
        Row(
            (account.name, row.promise, row.to, account.owner, row.due, state, late),
            account.slug,
            line,
        )
        for account, (line, row, state, late, _) in given
    ]
    columns = (
        Column("in_time", "In time, 12 months", NUMBER),
        Column("late", "Kept late", NUMBER),
        Column("broken", "Broken", NUMBER),
        Column("overdue", "Overdue", NUMBER),
        Column("rate", "Kept", PERCENT),
        Column("rate_in_time", "In time", PERCENT),
        Column("rate_ever", "Kept, ever", PERCENT),
        Column("settled_ever", "Settled, ever", NUMBER),
        Column("open", "Open", NUMBER),
    )
    return (
        Table("promises_to_settle", "Promises to look at", _TO_SETTLE, tuple(left)),
        Table(
            "promises_by_client", "Promises by client", (Column("account", "Account"), *columns), _rows(figures.clients)
        ),
        Table(
            "promises_by_owner",
            "Promises by account manager",
            (Column("owner", "Account manager"), *columns),
            _rows(figures.owners, named=True),
        ),
    )


def _rows(kept: Iterable[Kept], named: bool = False) -> tuple[Row, ...]:
    return tuple(
        [
            Row(
                (
                    each.name,
                    *each.lately[:4],
                    each.lately.rate,
                    each.lately.in_time,
                    each.ever.rate,
                    each.ever.settled,
                    each.lately.open,
                ),
                each.account.slug if each.account and not named else "",
            )
            for each in kept
        ]
    )
