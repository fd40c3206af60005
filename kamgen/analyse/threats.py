"""Why we lose, and what threatens: losses by reason, competitors, risks, and who bought again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from kamgen.analyse.retention import Retention, retention_of, retention_tables
from kamgen.facts.accounts import is_lost
from kamgen.facts.client import exposure, is_grave
from kamgen.facts.people import people
from kamgen.facts.pipeline import closes_on, lost_deals, open_opportunities, rival_of, total
from kamgen.facts.retention import last_revenue, whole_revenue
from kamgen.model.account import Account
from kamgen.model.context import Context
from kamgen.model.enums import LossReason
from kamgen.model.fields import folded
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import CellKind, Column, Row, Table
from kamgen.model.threats import Lost, Rival, Threat, Threats

_Row = TypeVar("_Row")


def threats_of(account: Account, context: Context) -> Threats:
    """What the plan of an account tells of losses and threats."""
    plan, last = account.plan, context.calendar.last_full_year(context.as_of)
    included = dict(account.links.included)
    return Threats(
        lost=tuple(_lost(account, context)),
        rivals=tuple(_rivals(account)),
        risks=tuple(
            [
                Threat(
                    row.risk, row.reason, row.likelihood, row.impact, exposure(row), is_grave(row), plan.at(key).line
                )
                for key, row in _keyed("risks", () if is_lost(account) else plan.front.risks)
            ]
        ),
        revenues=(whole_revenue(plan, context.calendar, last - 1), whole_revenue(plan, context.calendar, last)),
        in_parent=("revenue" in included.get(last - 1, ()), "revenue" in included.get(last, ())),
    )


def _keyed(field: str, rows: Sequence[_Row]) -> list[tuple[str, _Row]]:
    return [(f"{field}[{number}]", row) for number, row in enumerate(rows)]


def _lost(account: Account, context: Context) -> Iterator[Lost]:
    plan, lost = account.plan, account.plan.front.lost
    if is_lost(account):
        year, revenue = last_revenue(plan, context.calendar) or (None, None)
        reason, to, day = (lost.reason, lost.to or "", lost.date) if lost else (None, "", None)
        yield Lost("", reason, to, day, revenue, year, plan.at("lost" if lost else "status").line)
    for key, deal in lost_deals(plan):
        closed = closes_on(deal, context.calendar)
        yield Lost(deal.name, deal.reason, rival_of(deal), closed, deal.value, None, plan.at(key).line)


def _rivals(account: Account) -> Iterator[Rival]:
    plan = account.plan
    for key, row in _keyed("competitors", () if is_lost(account) else plan.front.competitors):
        yield Rival(row.name, row.offering or "", row.threat, row.share, "", None, plan.at(key).line)
    for key, deal in open_opportunities(plan):
        if rival := rival_of(deal):
            yield Rival(rival, deal.offering or "", None, None, deal.name, deal.value, plan.at(key).line)


class Figures(Struct, frozen=True):
    """Losses and threats of all accounts, each with the account."""

    retention: Retention
    accounts: tuple[tuple[Summary, Lost], ...]
    deals: tuple[tuple[Summary, Lost], ...]
    rivals: tuple[tuple[Summary, Rival], ...]
    risks: tuple[tuple[Summary, Threat], ...]
    """The gravest first."""


def figures(portfolio: Portfolio) -> Figures:
    """Losses, competitors and risks of all accounts."""
    year = portfolio.site.calendar().last_full_year(portfolio.as_of)
    lost = [(account, each) for account in portfolio.accounts for each in account.threats.lost]
    risks = [(account, each) for account in portfolio.accounts for each in account.threats.risks]
    return Figures(
        retention_of(portfolio, year),
        tuple([pair for pair in lost if not pair[1].name]),
        tuple([pair for pair in lost if pair[1].name]),
        tuple([(account, each) for account in portfolio.accounts for each in account.threats.rivals]),
        tuple(sorted(risks, key=lambda pair: -pair[1].exposure)),
    )


def worth(pairs: Iterable[tuple[Summary, Lost | Rival]]) -> Decimal | None:
    """The amounts of some of them together, in the site's currency; None when none is known."""
    return total(account.converted(each.amount, getattr(each, "year", None)) for account, each in pairs)


def tables(found: Figures) -> tuple[Table, ...]:
    """Losses by reason and one by one, competitors, risks, retention and the clients behind it."""
    return (
        _reasons(found),
        _losses("lost_accounts", "Lost accounts", found.accounts),
        _losses("lost_deals", "Lost deals", found.deals),
        _competitors(found),
        _by_account(found),
        _risks(found),
        *retention_tables(found.retention),
    )


_MONEY, _NUMBER, _PERCENT = CellKind.MONEY, CellKind.NUMBER, CellKind.PERCENT
UNSAID = "not written"


def _reasons(found: Figures) -> Table:
    columns = (
        Column("reason", "Reason"),
        Column("of_source", "One of the seven", CellKind.FLAG),
        Column("accounts", "Accounts lost", _NUMBER),
        Column("revenue", "Their revenue", _MONEY),
        Column("deals", "Deals lost", _NUMBER),
        Column("value", "Their value", _MONEY),
        Column("risks", "Risks named", _NUMBER),
    )
    rows = []
    for reason in (*LossReason, None):
        both = (found.accounts, found.deals)
        accounts, deals = ([pair for pair in each if pair[1].reason is reason] for each in both)
        risks = sum(risk.reason is reason for _, risk in found.risks)
        if accounts or deals or risks:
            counts = (len(accounts), worth(accounts), len(deals), worth(deals), risks)
            rows.append(Row((reason.value if reason else UNSAID, reason is not None and reason.of_source, *counts)))
    rows.sort(key=lambda row: _counts(row, 2, 4, 6), reverse=True)
    return Table("loss_reasons", "Losses and risks by reason", columns, tuple(rows))


def _counts(row: Row, *places: int) -> list[int]:
    return [cell for place in places if isinstance(cell := row.cells[place], int)]


def _losses(name: str, title: str, pairs: Sequence[tuple[Summary, Lost]]) -> Table:
    deals = name == "lost_deals"
    columns = (
        Column("account", "Account"),
        *((Column("deal", "Deal"),) if deals else ()),
        Column("reason", "Reason"),
        Column("to", "To whom"),
        Column("day", "When", CellKind.DAY),
        Column("amount", "Value" if deals else "Revenue", _MONEY),
        *(() if deals else (Column("year", "Of year"),)),
    )
    rows = []
    for account, lost in sorted(pairs, key=lambda pair: -(pair[0].converted(pair[1].amount, pair[1].year) or 0)):
        amount, year = account.converted(lost.amount, lost.year), str(lost.year or "")
        cells = (lost.reason.value if lost.reason else UNSAID, lost.to or None, lost.day, amount)
        whole = (account.name, lost.name, *cells) if deals else (account.name, *cells, year)
        rows.append(Row(whole, account.slug, lost.line))
    return Table(name, title, columns, tuple(rows))


def _competitors(found: Figures) -> Table:
    columns = (
        Column("competitor", "Competitor"),
        Column("accounts", "Accounts it is in", _NUMBER),
        Column("open", "Open deals", _NUMBER),
        Column("open_value", "Their value", _MONEY),
        Column("deals", "Deals lost to it", _NUMBER),
        Column("deals_value", "Their value", _MONEY),
        Column("lost", "Accounts lost to it", _NUMBER),
        Column("lost_revenue", "Their revenue", _MONEY),
    )
    lost = [*found.accounts, *found.deals]
    rows = []
    for key, name in people([*[each.name for _, each in found.rivals], *[each.to for _, each in lost]]).items():
        rivals = [pair for pair in found.rivals if folded(pair[1].name) == key]
        deals = [pair for pair in rivals if pair[1].deal]
        parts = [[pair for pair in pairs if folded(pair[1].to) == key] for pairs in (found.deals, found.accounts)]
        present = len({account.slug for account, _ in rivals})
        sums = [cell for pairs in parts for cell in (len(pairs), worth(pairs))]
        rows.append(Row((name, present, len(deals), worth(deals), *sums)))
    rows.sort(key=lambda row: _counts(row, 6, 4, 2, 1), reverse=True)
    return Table("competitors", "Against whom", columns, tuple(rows))


def _by_account(found: Figures) -> Table:
    columns = (
        Column("account", "Account"),
        Column("competitor", "Competitor"),
        Column("offering", "Against our"),
        Column("threat", "Threat"),
        Column("share", "Its share of their spend", _PERCENT),
        Column("deal", "Open deal"),
        Column("value", "Worth", _MONEY),
    )
    rows = [
        Row(
            (
                account.name,
                each.name,
                each.offering or None,
                each.threat.value if each.threat else None,
                each.share,
                each.deal or None,
                account.converted(each.amount),
            ),
            account.slug,
            each.line,
        )
        for account, each in found.rivals
    ]
    return Table("competitors_by_account", "Competitors by account", columns, tuple(rows))


def _risks(found: Figures) -> Table:
    columns = (
        Column("account", "Account"),
        Column("risk", "Risk"),
        Column("reason", "Reason"),
        Column("likelihood", "Likelihood"),
        Column("impact", "Impact"),
        Column("exposure", "Likelihood × impact", _NUMBER),
    )
    rows = []
    for account, each in found.risks:
        levels = [level.value if level else None for level in (each.likelihood, each.impact)]
        reason = each.reason.value if each.reason else UNSAID
        rows.append(Row((account.name, each.risk, reason, *levels, each.exposure), account.slug, each.line))
    return Table("risks", "Risks, the gravest first", columns, tuple(rows))
