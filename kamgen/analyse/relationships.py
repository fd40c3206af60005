"""Who knows whom: accounts that hang on one of us, decision makers whom nobody met lately, sponsors and backups.

Prospects count, lost accounts do not. A contact counts who is still there and has a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from kamgen.analyse.summary import amounts_of
from kamgen.facts.people import people
from kamgen.facts.pipeline import total
from kamgen.model.duties import Duty, DutyKind
from kamgen.model.fields import folded
from kamgen.model.summary import Portfolio, Summary
from kamgen.model.table import CellKind, Column, Row, Table

MEETING = (DutyKind.DECIDER, DutyKind.CONTACT)
"""The duties that are contacts."""

Held = tuple[Summary, Duty]
"""A duty with its account."""


class Thread(Struct, frozen=True):
    """An account whose contacts are all met by one of us, or by nobody."""

    account: Summary
    who: str
    """Empty for nobody."""
    met: int
    contacts: int
    revenue: Decimal | None
    """Its own of the year shown, in the site's currency."""


class PersonTies(Struct, frozen=True):
    """One of us."""

    name: str
    duties: tuple[Held, ...]

    def count(self, *kinds: DutyKind, late: bool = False) -> int:
        """How many duties of those kinds there are; ``late``: of those that are late."""
        return sum(duty.kind in kinds and (duty.late or not late) for _, duty in self.duties)


class Figures(Struct, frozen=True):
    """Who knows whom, in all accounts."""

    accounts: int
    """Readable accounts that are not lost."""
    threads: tuple[Thread, ...]
    """Those that hang on one of us, then those of whom nobody meets anyone; the largest first."""
    unmet: tuple[Held, ...]
    """Decision makers not met within their cadence, the longest first."""
    undecided: tuple[Summary, ...]
    """Accounts of whom no decision maker is known."""
    calls: tuple[Held, ...]
    """The next call of each sponsor, what was never done first."""
    unsponsored: tuple[Summary, ...]
    people: tuple[PersonTies, ...]
    """Everybody of us who meets or answers for somebody, the most duties first."""

    @property
    def alone(self) -> tuple[Thread, ...]:
        """The accounts that hang on one of us."""
        return tuple([thread for thread in self.threads if thread.who])


def held(portfolio: Portfolio, *kinds: DutyKind) -> Iterator[Held]:
    """All duties of those kinds (any, without kinds), in order of accounts."""
    for account in portfolio.accounts:
        yield from ((account, duty) for duty in account.duties if not kinds or duty.kind in kinds)


def by_person(duties: Iterable[Held]) -> dict[str, list[Held]]:
    """The duties of each of us by the person's key."""
    found: dict[str, list[Held]] = {}
    for account, duty in duties:
        if duty.who:
            found.setdefault(folded(duty.who), []).append((account, duty))
    return found


def figures(portfolio: Portfolio, year: int) -> Figures:
    """Who knows whom, with the money of fiscal year ``year``."""
    served = [account for account in portfolio.accounts if account.duties]
    kinds = {account.slug: {duty.kind for duty in account.duties} for account in served}
    unmet = [pair for pair in held(portfolio, DutyKind.DECIDER) if pair[1].late]
    everybody = by_person(held(portfolio))
    names = people(duty.who for _, duty in held(portfolio))
    ties = [PersonTies(names[key], tuple(duties)) for key, duties in everybody.items()]
    return Figures(
        len(served),
        tuple(sorted(_threads(served, year), key=lambda each: (not each.who, -(each.revenue or 0)))),
        tuple(sorted(unmet, key=_since)),
        tuple([account for account in served if DutyKind.DECIDER not in kinds[account.slug]]),
        tuple(sorted(held(portfolio, DutyKind.SPONSOR), key=_since)),
        tuple([account for account in served if DutyKind.SPONSOR not in kinds[account.slug]]),
        tuple(sorted(ties, key=lambda each: (-len(each.duties), folded(each.name)))),
    )


def _since(pair: Held) -> str:
    return pair[1].day.isoformat() if pair[1].day else ""


def _threads(accounts: Iterable[Summary], year: int) -> Iterator[Thread]:
    for account in accounts:
        contacts = [duty for duty in account.duties if duty.kind in MEETING]
        met = [duty for duty in contacts if duty.who]
        ours = people(duty.who for duty in met)
        if len(ours) < 2:
            revenue = amounts_of(account, year).revenue
            yield Thread(account, "".join(ours.values()), len(met), len(contacts), revenue)


def revenue_alone(found: Figures, year: int) -> Decimal | None:
    """What the accounts that hang on one of us bring in fiscal year ``year``, nothing counted twice."""
    return total(amounts_of(thread.account, year, own=False).revenue for thread in found.alone)


def tables(found: Figures, year: int) -> tuple[Table, ...]:
    """Single-threaded accounts, decision makers to meet, people with their load, sponsor calls."""
    return _single(found, year), _deciders(found), _people(found), _calls(found)


def _single(found: Figures, year: int) -> Table:
    columns = (
        Column("account", "Account"),
        Column("met_by", "Met by"),
        Column("met", "Contacts met", CellKind.NUMBER),
        Column("contacts", "Contacts known", CellKind.NUMBER),
        Column("backup", "Backup"),
        Column("revenue", f"Revenue {year}", CellKind.MONEY),
    )
    rows = [
        Row(
            (
                each.account.name,
                each.who or "nobody",
                each.met,
                each.contacts,
                each.account.backup or None,
                each.revenue,
            ),
            each.account.slug,
            next((duty.line for duty in each.account.duties if duty.kind in MEETING), 1),
        )
        for each in found.threads
    ]
    return Table("single_threaded", "Accounts met by one of us, or by nobody", columns, tuple(rows))


def _deciders(found: Figures) -> Table:
    columns = (
        Column("account", "Account"),
        Column("contact", "Decision maker"),
        Column("met_by", "Met by"),
        Column("last", "Last met", CellKind.DAY),
    )
    rows = [
        Row((account.name, duty.what, duty.who or "nobody", duty.day), account.slug, duty.line)
        for account, duty in found.unmet
    ]
    rows += [Row((account.name, "none known", None, None), account.slug, 1) for account in found.undecided]
    return Table("decision_makers_unmet", "Decision makers not met within the cadence", columns, tuple(rows))


def _people(found: Figures) -> Table:
    kinds = (DutyKind.OWNER, DutyKind.BACKUP, DutyKind.SPONSOR, MEETING)
    columns = (
        Column("person", "Person"),
        *[
            Column(key, title, CellKind.NUMBER)
            for key, title in (
                ("owner", "Account manager of"),
                ("backup", "Backup for"),
                ("sponsor", "Sponsor of"),
                ("contacts", "Contacts met"),
                ("calls", "Sponsor calls late"),
                ("alone", "Accounts met by nobody else"),
            )
        ],
    )
    alone = [folded(thread.who) for thread in found.alone]
    rows = []
    for each in found.people:
        counts = [each.count(*([kind] if isinstance(kind, DutyKind) else kind)) for kind in kinds]
        late = each.count(DutyKind.SPONSOR, late=True)
        if any(counts):
            rows.append(Row((each.name, *counts, late, alone.count(folded(each.name)))))
    return Table("people", "What hangs on whom", columns, tuple(rows))


def _calls(found: Figures) -> Table:
    columns = (
        Column("account", "Account"),
        Column("sponsor", "Sponsor"),
        Column("due", "Call due", CellKind.DAY),
        Column("late", "Late, or never made", CellKind.FLAG),
    )
    rows = [
        Row((account.name, duty.who, duty.day, duty.late), account.slug, duty.line) for account, duty in found.calls
    ]
    return Table("sponsor_calls", "Calls of executive sponsors", columns, tuple(rows))
