"""What leaves when one of us leaves: accounts, contacts whom nobody else meets, work, and clients to call at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamgen.analyse.load import load_of
from kamgen.analyse.relationships import MEETING, Held
from kamgen.analyse.summary import amounts_of
from kamgen.model.duties import Duty, DutyKind
from kamgen.model.fields import folded
from kamgen.model.handover import Handover
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import CellKind, Column, Row, Table
from kamgen.text.words import named

_ACCOUNT = Column("account", "Account")
_LATE = Column("late", "Late", CellKind.FLAG)
_MOST = 4
"""How many contacts a call names."""
_WORK = (
    (DutyKind.PROMISE, "promises", "Promises to keep"),
    (DutyKind.ACTION, "actions", "Open actions"),
    (DutyKind.DEAL, "deals", "Open deals"),
    (DutyKind.REVIEW, "reviews", "Reviews to come"),
)


def handover(portfolio: Portfolio, name: str, duties: Sequence[Held], year: int) -> Handover:
    """What hangs on somebody called ``name``: the ``duties`` of that person, with revenue of fiscal year ``year``."""
    key = folded(name)
    load = load_of(name, duties, portfolio, year)
    owned = sorted(load.accounts, key=lambda account: -(amounts_of(account, year).revenue or 0))
    only = [pair for pair in duties if pair[1].kind in MEETING and not _met_by_others(*pair)]
    return Handover(
        name=name,
        as_of=portfolio.as_of,
        year=year,
        currency=portfolio.site.site.currency,
        revenue=load.revenue,
        value=load.value,
        calls=_calls(duties, owned, key),
        accounts=_accounts(owned, year),
        contacts=_contacts(only),
        work=(*[_work(duties, *each) for each in _WORK], _roles(duties)),
    )


def _met_by_others(account: Summary, contact: Duty) -> bool:
    """Whether somebody else of us meets the same person too."""
    who, what = folded(contact.who), folded(contact.what)
    return any(
        duty.kind in MEETING and folded(duty.what) == what and folded(duty.who) not in ("", who)
        for duty in account.duties
    )


def _calls(duties: Sequence[Held], owned: Iterable[Summary], key: str) -> Table:
    """One call an account, those with most revenue first: whom the person met and who decides there, and who calls."""
    columns = (_ACCOUNT, Column("whom", "Whom"), Column("called_by", "Called by"))
    met = [account for account, duty in duties if duty.kind in MEETING]
    rows = []
    for account in {each.slug: each for each in (*owned, *met)}.values():
        known = [duty for duty in account.duties if duty.kind in MEETING]
        wanted = [duty for duty in known if duty.kind is DutyKind.DECIDER or folded(duty.who) == key]
        whom = named([duty.what for duty in wanted or known], most=_MOST)
        sponsors = [duty.who for duty in account.duties if duty.kind is DutyKind.SPONSOR]
        others = [who for who in (account.owner, account.backup, *sponsors) if who and folded(who) != key]
        rows.append(Row((account.name, whom or None, others[0] if others else None), account.slug))
    return Table("handover_calls", "Call at once", columns, tuple(rows))


def _accounts(owned: Iterable[Summary], year: int) -> Table:
    columns = (
        _ACCOUNT,
        Column("objective", "Objective"),
        Column("backup", "Backup"),
        Column("sponsor", "Sponsor"),
        Column("revenue", f"Revenue {year}", CellKind.MONEY),
    )
    rows = []
    for account in owned:
        roles = {duty.kind: duty for duty in account.duties if duty.kind in (DutyKind.OWNER, DutyKind.SPONSOR)}
        sponsor = roles[DutyKind.SPONSOR].who if DutyKind.SPONSOR in roles else None
        objective, revenue = roles[DutyKind.OWNER].what or None, amounts_of(account, year).revenue
        cells = (account.name, objective, account.backup or None, sponsor, revenue)
        rows.append(Row(cells, account.slug, roles[DutyKind.OWNER].line))
    return Table("handover_accounts", "Accounts", columns, tuple(rows))


def _contacts(duties: Iterable[Held]) -> Table:
    columns = (
        _ACCOUNT,
        Column("contact", "Contact"),
        Column("decides", "Decides", CellKind.FLAG),
        Column("last_met", "Last met", CellKind.DAY),
    )
    rows = [
        Row((account.name, duty.what, duty.kind is DutyKind.DECIDER, duty.day), account.slug, duty.line)
        for account, duty in duties
    ]
    return Table("handover_contacts", "Contacts whom nobody else meets", columns, tuple(rows))


def _work(duties: Iterable[Held], kind: DutyKind, name: str, title: str) -> Table:
    """Work of one kind, what is due first at the top."""
    worth = (Column("worth", "Worth", CellKind.MONEY),) if kind is DutyKind.DEAL else ()
    columns = (
        _ACCOUNT,
        Column("what", "What"),
        *worth,
        Column("closes" if worth else "due", "Closes" if worth else "Due", CellKind.DAY),
        _LATE,
    )
    rows = []
    for account, duty in sorted(duties, key=lambda pair: (pair[1].day is None, str(pair[1].day))):
        if duty.kind is kind:
            amount = (account.converted(duty.amount),) if worth else ()
            rows.append(Row((account.name, duty.what, *amount, duty.day, duty.late), account.slug, duty.line))
    return Table(f"handover_{name}", title, columns, tuple(rows))


def _roles(duties: Iterable[Held]) -> Table:
    columns = (_ACCOUNT, Column("duty", "Duty"), Column("what", "What"), Column("due", "Due", CellKind.DAY))
    kinds = (DutyKind.BACKUP, DutyKind.SPONSOR, DutyKind.RISK)
    rows = [
        Row((account.name, duty.kind.value, duty.what or None, duty.day), account.slug, duty.line)
        for account, duty in duties
        if duty.kind in kinds
    ]
    return Table("handover_duties", "Stands in, sponsors, answers for risks", columns, tuple(rows))
