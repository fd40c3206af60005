"""References: who may be quoted, for what, since when, what a referral led to, and who was never asked."""

from __future__ import annotations

from typing import NamedTuple

from kamgen.model.client_value import ReferenceGiven, Result
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import DAY, FLAG, NUMBER, Column, Row, Table


class References(NamedTuple):
    """References of all accounts, and those that are missing."""

    given: tuple[tuple[Summary, ReferenceGiven], ...]
    """Those that may be quoted first, then the newest."""
    unasked: tuple[tuple[Summary, Result], ...]
    """Results by which clients got what they wanted that were never asked."""
    names: dict[str, Summary]
    """Accounts by their slugs."""


def references(portfolio: Portfolio) -> References:
    """All references, and the clients that were never asked."""
    given = [(account, each) for account in portfolio.accounts for each in account.value.references]
    given.sort(key=lambda each: (not each[1].quotable, -(each[1].row.date.toordinal() if each[1].row.date else 0)))
    unasked = [(account, each) for account in portfolio.accounts for each in account.value.unasked]
    return References(tuple(given), tuple(unasked), {account.slug: account for account in portfolio.accounts})


def led_to(reference: ReferenceGiven, names: dict[str, Summary]) -> str:
    """What it led to, in words: ``Brekke Group, active``, ``Phase 2, open, at Brekke Group``; empty for nothing."""
    account = names.get(reference.led)
    if account is None:
        return reference.row.led_to or ""
    return (
        f"{reference.row.led_to}, {reference.stage}, at {account.name}"
        if reference.stage
        else f"{account.name}, {account.status}"
    )


_GIVEN = (
    Column("account", "Account"),
    Column("kind", "Reference"),
    Column("by", "By"),
    Column("about", "About"),
    Column("since", "Since", DAY),
    Column("quotable", "May be quoted", FLAG),
    Column("led_to", "Led to"),
)

_NEVER_ASKED = (
    Column("account", "Account"),
    Column("metric", "Metric"),
    Column("unit", "Unit"),
    Column("baseline", "Before", NUMBER),
    Column("target", "Target", NUMBER),
    Column("actual", "Now", NUMBER),
    Column("measured", "Measured", DAY),
    Column("owner", "Who asks"),
)


def tables(figures: References) -> tuple[Table, ...]:
    """The references, and results of clients that were never asked for one."""
    given = [
        Row(
            (
                account.name,
                each.row.kind.value,
                each.row.party,
                each.row.about,
                each.row.date,
                each.quotable if each.row.quotable is not None else None,
                led_to(each, figures.names) or None,
            ),
            account.slug,
            each.line,
        )
        for account, each in figures.given
    ]
    unasked = [
        Row(
            (account.name, row.metric, row.unit, row.baseline, row.target, row.actual, row.as_of, account.owner),
            account.slug,
            line,
        )
        for account, (line, row, _, _) in figures.unasked
    ]
    return (
        Table(
            "references",
            "References",
            _GIVEN,
            tuple(given),
        ),
        Table(
            "never_asked",
            "Good results, never asked",
            _NEVER_ASKED,
            tuple(unasked),
        ),
    )
