"""Who is overloaded: accounts, money and work of each of us, and who hunts and who farms.

Accounts that are lost hang on nobody. Key accounts are held against `max_accounts_per_owner`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from kamgen.analyse.relationships import Held, by_person, held
from kamgen.analyse.summary import amounts_of
from kamgen.facts.accounts import is_key_account, is_overloaded
from kamgen.facts.dates import happened
from kamgen.facts.people import people
from kamgen.facts.pipeline import total
from kamgen.model.duties import DutyKind
from kamgen.model.enums import Objective
from kamgen.model.fields import folded
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import CellKind, Column, Row, Table
from kamgen.model.values import Duration

SOON = Duration(30, "day")
"""How far ahead a review is due."""


class Load(Struct, frozen=True):
    """What one of us has to do."""

    name: str
    accounts: tuple[Summary, ...]
    """Those whose account manager it is."""
    key_accounts: int
    over: bool
    """Whether these are more than one manager can serve."""
    revenue: Decimal | None
    """Of the accounts in the year shown, nothing counted twice, in the site's currency."""
    actions: int
    """Open ones."""
    late: int
    """Those of them that are overdue."""
    reviews: int
    """Late, never held, or due in the next 30 days."""
    deals: int
    """Open ones."""
    value: Decimal | None
    """What these are worth."""
    objectives: tuple[str, ...]
    """Of the accounts, in their order; empty where it is not written."""

    @property
    def hunting(self) -> Decimal | None:
        """Accounts to win as a fraction of those that have an objective; None without any."""
        known = [each for each in self.objectives if each]
        return Decimal(known.count(Objective.WIN)) / len(known) if known else None


def figures(portfolio: Portfolio, year: int) -> tuple[Load, ...]:
    """Everybody who has accounts or work; the most key accounts first, then the most open actions."""
    names = people(duty.who for _, duty in held(portfolio))
    working = by_person(held(portfolio, DutyKind.OWNER, DutyKind.ACTION, DutyKind.REVIEW, DutyKind.DEAL))
    loads = [load_of(names[key], duties, portfolio, year) for key, duties in working.items()]
    return tuple(sorted(loads, key=lambda each: (-each.key_accounts, -each.actions, folded(each.name))))


def whole(portfolio: Portfolio, year: int) -> Load:
    """All of it together."""
    return load_of("", list(held(portfolio)), portfolio, year)


def load_of(name: str, duties: Sequence[Held], portfolio: Portfolio, year: int) -> Load:
    """What those duties come to, with revenue of fiscal year ``year``."""
    own, actions, reviews, deals = (
        [(account, duty) for account, duty in duties if duty.kind is kind]
        for kind in (DutyKind.OWNER, DutyKind.ACTION, DutyKind.REVIEW, DutyKind.DEAL)
    )
    soon, site = SOON.after(portfolio.as_of), portfolio.site
    key_accounts = sum(is_key_account(account, site) for account, _ in own)
    return Load(
        name=name,
        accounts=tuple([account for account, _ in own]),
        key_accounts=key_accounts,
        over=is_overloaded(key_accounts, site),
        revenue=total(amounts_of(account, year, own=False).revenue for account, _ in own),
        actions=len(actions),
        late=sum(duty.late for _, duty in actions),
        reviews=sum(duty.late or happened(duty.day, soon) for _, duty in reviews),
        deals=len(deals),
        value=total(account.converted(duty.amount) for account, duty in deals),
        objectives=tuple([duty.what for _, duty in own]),
    )


def tables(loads: tuple[Load, ...], year: int) -> tuple[Table, ...]:
    """Load by person, and who hunts and who farms."""
    return _loads(loads, year), _objectives(loads)


def _loads(loads: tuple[Load, ...], year: int) -> Table:
    number, money = CellKind.NUMBER, CellKind.MONEY
    columns = (
        Column("person", "Person"),
        Column("accounts", "Accounts", number),
        Column("key_accounts", "Key accounts", number),
        Column("over", "Over the limit", CellKind.FLAG),
        Column("revenue", f"Revenue {year}", money),
        Column("actions", "Actions open", number),
        Column("late", "Late", number),
        Column("reviews", "Reviews due", number),
        Column("deals", "Open deals", number),
        Column("value", "Their value", money),
    )
    rows = []
    for each in loads:
        work = (each.actions, each.late, each.reviews, each.deals, each.value)
        rows.append(Row((each.name, len(each.accounts), each.key_accounts, each.over, each.revenue, *work)))
    return Table("load", "Load by person", columns, tuple(rows))


def _objectives(loads: tuple[Load, ...]) -> Table:
    columns = (
        Column("person", "Person"),
        *[Column(each.value, f"To {each.value}", CellKind.NUMBER) for each in Objective],
        Column("unknown", "Not written", CellKind.NUMBER),
        Column("hunting", "Hunting", CellKind.PERCENT),
        Column("farming", "Farming", CellKind.PERCENT),
    )
    rows = []
    for each in loads:
        if each.accounts:
            counts = [each.objectives.count(word) for word in (*[each.value for each in Objective], "")]
            farming = None if each.hunting is None else 1 - each.hunting
            rows.append(Row((each.name, *counts, each.hunting, farming)))
    return Table("hunters_and_farmers", "Who hunts and who farms", columns, tuple(rows))
