"""Who knows whom: the client's people as a map and as a table, and what a reader should see first.

contacts ─ reporting ─▶ who manages whom ─┬─▶ cards ─▶ the map
                                          └─▶ rows of the table
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts.client import decides, is_out_of_touch, opposes, supports
from kamgen.facts.dates import happened
from kamgen.model.account import Account
from kamgen.model.fields import Doc, folded
from kamgen.model.front_matter import Contact
from kamgen.render.charts.orgchart import PersonBox, orgchart
from kamgen.render.charts.small import Caption
from kamgen.render.site_context import SiteContext
from kamgen.text.words import ago, iso, joined


class ContactRow(Struct, frozen=True):
    """Someone on the client's side."""

    contact: Contact
    note: Annotated[str, Doc("What is wrong with the reporting line.")]


class PointWord(Struct, frozen=True):
    """A name, which may run the other way, and what is said of it."""

    name: str
    said: str


class NetworkPoint(Struct, frozen=True):
    """One thing to see at a glance."""

    label: str
    css: Annotated[str, Doc("`gap`, `pass`, `sev-warning` or nothing.")]
    words: tuple[PointWord, ...]


class RelationshipMap(Struct, frozen=True):
    """The map, and what to see in it."""

    points: tuple[NetworkPoint, ...]
    picture: Annotated[Markup, Doc("The org chart.")]


class Reporting(NamedTuple):
    """Who manages whom."""

    managers: Annotated[
        tuple[int | None, ...],
        Doc("The number of each one's manager: contacts first, then strangers. Leads nobody in a circle."),
    ]
    strangers: Annotated[tuple[str, ...], Doc("Managers that are named, but not among the contacts.")]
    circular: Annotated[frozenset[int], Doc("Contacts whose line was left out, because it leads back to them.")]


NAMED = 5
"""How many names a point has."""
STRANGER, CIRCLE = "not among the contacts", "leads back in a circle"


def reporting(contacts: tuple[Contact, ...]) -> Reporting:
    """The reporting lines as `reports_to` has them; a circle is opened at the first of its people."""
    known: dict[str, int] = {}
    for number, contact in enumerate(contacts):
        known.setdefault(folded(contact.name), number)
    strangers: dict[str, str] = {}
    for contact in contacts:
        if contact.reports_to and folded(contact.reports_to) not in known:
            strangers.setdefault(folded(contact.reports_to), contact.reports_to)
    numbers = {**known, **{key: len(contacts) + number for number, key in enumerate(strangers)}}
    managers = [numbers[folded(contact.reports_to)] if contact.reports_to else None for contact in contacts]
    circular = _opened(managers)
    return Reporting((*managers, *[None] * len(strangers)), tuple(strangers.values()), circular)


def _opened(managers: list[int | None]) -> frozenset[int]:
    """Takes the line away from the first of each circle, and says who they are."""
    first: set[int] = set()
    seen: set[int] = set()
    for start in range(len(managers)):
        line: list[int] = []
        at: int | None = start
        while at is not None and at < len(managers) and at not in seen:
            seen.add(at)
            line.append(at)
            at = managers[at]
        if at in line:
            opened = min(line[line.index(at) :])
            managers[opened] = None
            first.add(opened)
    return frozenset(first)


def contact_rows(account: Account) -> tuple[ContactRow, ...]:
    """The contacts as the plan lists them."""
    contacts = account.plan.front.contacts
    lines = reporting(contacts)
    rows = []
    for number, contact in enumerate(contacts):
        stranger = (lines.managers[number] or 0) >= len(contacts)
        rows.append(ContactRow(contact, CIRCLE if number in lines.circular else STRANGER if stranger else ""))
    return tuple(rows)


def relationship_map(account: Account, context: SiteContext) -> RelationshipMap | None:
    """The map of an account's contacts; None for fewer than two, who need none."""
    contacts = account.plan.front.contacts
    if len(contacts) < 2:
        return None
    lines = reporting(contacts)
    every = context.cadences[account.category].contact_every
    quiet = [is_out_of_touch(contact, every, context.as_of) for contact in contacts]
    cards = [
        PersonBox(contact, _about(contact), _ago(contact, context.as_of), late)
        for contact, late in zip(contacts, quiet, strict=True)
    ]
    cards += [
        PersonBox(
            Contact(name, STRANGER), f"{name} is named under reports_to, and is not among the contacts", named=True
        )
        for name in lines.strangers
    ]
    said = f"Org chart of {len(contacts)} people: role, attitude to us, influence, and who of us last met them and when"
    caption = Caption("c.map", f"Who reports to whom at {account.name}", f"{said}. The table below says the same.")
    picture = orgchart(caption, cards, lines.managers, "Without a reporting line")
    silent = [contact for contact, late in zip(contacts, quiet, strict=True) if late]
    return RelationshipMap(tuple(_points(contacts, silent, context.as_of)), picture)


def _ago(contact: Contact, as_of: date) -> str:
    if contact.last_contact is None:
        return "no date"
    return ago(contact.last_contact, as_of) if happened(contact.last_contact, as_of) else iso(contact.last_contact)


def _about(contact: Contact) -> str:
    who = joined(contact.name, contact.title, contact.function)
    return f"{who}. Cares about: {contact.interests}" if contact.interests else who


def _points(contacts: tuple[Contact, ...], silent: list[Contact], as_of: date) -> Iterator[NetworkPoint]:
    """What decides whether we keep the account: who decides, who is for and against us, whom we do not reach."""
    deciders = [PointWord(contact.name, f" ({_ago(contact, as_of)})") for contact in contacts if decides(contact)]
    yield NetworkPoint("Decides", "" if deciders else "gap", _some(deciders, "no decision maker named"))
    friends = sum(map(supports, contacts))
    yield NetworkPoint("Supporters", "pass" if friends else "gap", (PointWord("", f"{friends} of {len(contacts)}"),))
    against = [PointWord(contact.name, "") for contact in contacts if opposes(contact)]
    yield NetworkPoint("Critics and blockers", "gap" if against else "", _some(against, "none"))
    if silent:
        yield NetworkPoint(
            "Out of touch", "sev-warning", _some([PointWord(contact.name, "") for contact in silent], "")
        )
    meets = Counter(contact.met_by or "" for contact in contacts).most_common()
    only = " only" if len(meets) == 1 else ""
    words = [PointWord(name, f"{'' if name else 'nobody'} {number}{only}") for name, number in meets]
    yield NetworkPoint("Met by", "gap" if only else "", _some(words, ""))


def _some(words: list[PointWord], none: str) -> tuple[PointWord, ...]:
    """The first few of a list, and how many more there are; ``none`` when it is empty."""
    more = [PointWord("", f"and {len(words) - NAMED} more")] if len(words) > NAMED else []
    return (*words[:NAMED], *more) or (PointWord("", none),)
