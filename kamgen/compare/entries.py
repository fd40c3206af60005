"""The entries of a plan's groups, wherever they are written (lists, a mapping, single groups, task lists), their
fields, and what names each entry, by which it is found again in another version of the plan.

group          an entry is        else it is                      else it is the likeliest one by
financials     its year
feedback       date, method       date                            its summary; or date near and the rest the same
reviews        date, with         (with is never another)         its outcome; or date near and the rest the same
service        measure, period    measure
team, contacts name                                               its name: longer, shorter or misspelt
needs, opportunities, risks, promises, outcomes, actions:
               its words                                          its words and all else that it gives
references     kind, date, with   date, with · kind, with
offerings      its name
waive          rule, reason       rule

A group that is not listed is known by its first field. Texts are alike whatever their case, spaces and punctuation.

A new field of the format is compared without a word here; it goes by its key until it has a better name in `_LABELS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import partial
from typing import Any, NamedTuple

from kamgen.model import values
from kamgen.model.enums import OfferingState
from kamgen.model.fields import Field, Record, Shape, fields_of
from kamgen.model.front_matter import FrontMatter
from kamgen.model.places import join_key
from kamgen.model.plan import Plan, heading_key

Values = Mapping[str, Any]
"""The values of one entry by their keys as plans write them."""


class Sort(Enum):
    """How a field's value is read."""

    MONEY = auto()
    PERCENT = auto()
    NUMBER = auto()
    YEAR = auto()
    MEASURED = auto()
    DAY = auto()
    PERIOD = auto()
    TEXT = auto()
    WORD = auto()
    """One of a few words, or a flag: two entries may well have the same by chance."""
    LIST = auto()
    """Texts whose order says nothing."""
    GROUP = auto()
    ROWS = auto()
    TABLE = auto()
    """A mapping with free keys."""


_PARSED: dict[Callable[[Any], Any], Sort] = {
    values.parse_amount: Sort.MONEY,
    values.parse_percent: Sort.PERCENT,
    values.parse_number: Sort.NUMBER,
    values.parse_quantity: Sort.MEASURED,
    values.parse_year: Sort.YEAR,
    values.parse_date: Sort.DAY,
    values.parse_period: Sort.PERIOD,
    values.parse_flag: Sort.WORD,
}

_LABELS = {
    "customer_since": "client since",
    "parent": "parent account",
    "horizon": "plan horizon",
    "targets_revised": "targets last revised",
    "through": "figures through",
    "target_revenue": "revenue target",
    "target_profit": "profit target",
    "customer_spend": "client's spend",
    "values_offer": "how it values our offer",
    "covered": "topics covered",
    "met_by": "met by",
    "close": "close date",
    "discussed": "last discussed",
    "confirmed": "last confirmed",
    "synced": "last synced",
    "due": "due date",
    "as_of": "measured on",
    "better": "better when",
    "prime": "PRIME part",
    "in_sale": "receiver part of the sale",
    "sponsor_contact": "sponsor's last contact",
    "if_lost": "plan if lost",
    "id": "CRM id",
    "url": "CRM link",
    "by": "approved by",
}


def label_of(field: Field) -> str:
    """What a seller calls a field."""
    return label_of_key(field.key)


def label_of_key(key: str) -> str:
    """The same of its key."""
    return _LABELS.get(key, key.replace("_", " "))


def sort_of(field: Field) -> Sort:
    """How a field's value is read."""
    if field.shape is Shape.VALUE:
        if field.words:
            return Sort.WORD
        read: Any = getattr(field.parse, "__wrapped__", field.parse)
        return _PARSED.get(read, Sort.NUMBER if isinstance(read, partial) else Sort.TEXT)
    if field.shape is Shape.ROWS:
        return Sort.ROWS if field.record else Sort.LIST
    return Sort.TABLE if field.shape is Shape.TABLE else Sort.GROUP


def values_of(record: Record) -> Values:
    """The values of a record by their keys."""
    return {field.key: getattr(record, field.name) for field in fields_of(type(record)).values()}


def absent(field: Field, value: Any) -> bool:
    """Whether a value says nothing: it was not given, or it is what it would be anyway."""
    return value is None or value in ("", ()) or value == field.default


class EntryIdentity(NamedTuple):
    """How the entries of one group are known."""

    noun: str
    """What one of them is called."""
    keys: tuple[tuple[str, ...], ...]
    """The fields that together say which entry it is, strictest first."""
    words: str = ""
    """The field whose words tell an entry that goes by another name; empty: by none."""
    fixed: str = ""
    """The field that is never another."""
    person: bool = False
    """Whether its name is a person's, who is nobody else for having the same job."""

    def title(self, values: Values) -> str:
        """What names an entry; empty for what stands once."""
        name = str(values.get(self.keys[0][0]) or "") if self.keys else ""
        if self.noun == "review":
            return f"{name} with {values['with']}"
        if self.noun == "reference":
            who = values["with"] or values["date"]
            return f"{name}, {who}" if who else name
        return name


def _identity_of_noun(noun: str, key: str) -> EntryIdentity:
    return EntryIdentity(noun, ((key,),), words=key)


_IDENTITIES = {
    "": EntryIdentity("plan", ()),
    "crm": EntryIdentity("CRM record", ()),
    "lost": EntryIdentity("loss", ()),
    "financials": EntryIdentity("fiscal year", (("year",),)),
    "feedback": EntryIdentity("feedback", (("date", "method"), ("date",)), words="summary"),
    "vendor_evaluation.criteria": _identity_of_noun("evaluation criterion", "name"),
    "reviews": EntryIdentity("review", (("date", "with"),), words="outcome", fixed="with"),
    "service": EntryIdentity("service level", (("measure", "period"), ("measure",))),
    "team": EntryIdentity("team member", (("name",),), words="name", person=True),
    "contacts": EntryIdentity("contact", (("name",),), words="name", person=True),
    "needs": _identity_of_noun("need", "need"),
    "opportunities": _identity_of_noun("opportunity", "name"),
    "offerings": EntryIdentity("offering", (("name",),)),
    "risks": _identity_of_noun("risk", "risk"),
    "promises": _identity_of_noun("promise", "promise"),
    "outcomes": _identity_of_noun("outcome", "metric"),
    "references": EntryIdentity("reference", (("kind", "date", "with"), ("date", "with"), ("kind", "with"))),
    "actions": _identity_of_noun("action", "action"),
    "waive": EntryIdentity("waiver", (("rule", "reason"), ("rule",))),
}


def identity_of_key(key: str) -> EntryIdentity:
    """How the entries of the group of that name are known, and of one that stands once."""
    return _IDENTITIES.get(key) or EntryIdentity(key, ())


def identity_of(group: EntryGroup) -> EntryIdentity:
    """How the entries of ``group`` are known."""
    if group.key in _IDENTITIES:
        return _IDENTITIES[group.key]
    noun = group.key.rpartition(".")[2].replace("_", " ")
    if group.sort is Sort.GROUP:
        return EntryIdentity(noun, ())
    return _identity_of_noun(noun.removesuffix("s"), group.fields[0].key)


def identity_key(value: object) -> object:
    """A value as entries are known by it; None for what does not tell one from another."""
    return (heading_key(value) or None) if isinstance(value, str) else value


TICKED = "ticked"
"""Stands for the day on which a ticked task was done, where the task does not say it."""


class PlanEntry(NamedTuple):
    """One entry."""

    key: str
    """Where it stands (see `Plan.at`)."""
    values: Values


class EntryGroup(NamedTuple):
    """The entries of one group of a plan."""

    key: str
    """As plans write it; empty for the plan's own fields."""
    fields: tuple[Field, ...]
    sort: Sort
    """`Sort.ROWS`, `Sort.TABLE`, or `Sort.GROUP` for what stands once."""
    entries: list[PlanEntry]


_FIELDS = tuple(fields_of(FrontMatter).values())
_OWN = tuple(field for field in _FIELDS if sort_of(field) not in (Sort.GROUP, Sort.ROWS, Sort.TABLE))
_GROUPS = tuple(field for field in _FIELDS if sort_of(field) in (Sort.GROUP, Sort.ROWS, Sort.TABLE))
_TABLE = (Field(name="state", key="state", shape=Shape.VALUE, words=tuple(OfferingState)),)


def pairs_of_groups(before: Plan, after: Plan) -> Iterator[tuple[EntryGroup, EntryGroup]]:
    """The groups of two plans that are not the same in both, in the order of plans; the plans' own fields first."""
    one, other = before.front, after.front
    if any(getattr(one, field.name) != getattr(other, field.name) for field in _OWN):
        yield _own(before), _own(after)
    for field in _GROUPS:
        if field.key == "actions":
            if _steps(before) != _steps(after):
                yield _actions(before, field), _actions(after, field)
        elif getattr(one, field.name) != getattr(other, field.name):
            yield from zip(_groups(before, field), _groups(after, field), strict=True)


def entries_of(plan: Plan, group: str) -> list[PlanEntry]:
    """The entries of one group of a plan that is a field of it."""
    field = next(each for each in _GROUPS if each.key == group)
    return _actions(plan, field).entries if group == "actions" else next(_groups(plan, field)).entries


def _own(plan: Plan) -> EntryGroup:
    values = {field.key: getattr(plan.front, field.name) for field in _OWN}
    return EntryGroup("", _OWN, Sort.GROUP, [PlanEntry("", values)])


def _groups(plan: Plan, field: Field) -> Iterator[EntryGroup]:
    """The group of a field, and the lists within it."""
    key, sort, value = field.key, sort_of(field), getattr(plan.front, field.name)
    if field.record is None:
        states = ((join_key((key, name)), {"name": name, "state": str(state)}) for name, state in value.items())
        yield EntryGroup(key, _TABLE, sort, [PlanEntry(*state) for state in states])
    elif sort is Sort.ROWS:
        yield _rows(key, field.record, value)
    else:
        inner = fields_of(field.record).values()
        plain = tuple(each for each in inner if sort_of(each) is not Sort.ROWS)
        yield EntryGroup(key, plain, sort, [] if value is None else [PlanEntry(key, values_of(value))])
        for each in inner:
            if each.record and each not in plain:
                yield _rows(f"{key}.{each.key}", each.record, () if value is None else getattr(value, each.name))


def _rows(key: str, record: type[Record], rows: Iterable[Record]) -> EntryGroup:
    entries = [PlanEntry(f"{key}[{number}]", values_of(row)) for number, row in enumerate(rows)]
    return EntryGroup(key, tuple(fields_of(record).values()), Sort.ROWS, entries)


def _steps(plan: Plan) -> tuple[object, ...]:
    return plan.front.actions, [(found.action, found.ticked) for found in plan.body.actions]


def _actions(plan: Plan, field: Field) -> EntryGroup:
    """Next steps: those of the front matter, then the prose's task lists."""
    assert field.record is not None
    ticked = {f"@{found.line}:1" for found in plan.body.actions if found.ticked and found.action.done is None}
    entries = [
        PlanEntry(key, {**values_of(action), "done": TICKED} if key in ticked else values_of(action))
        for key, action in plan.actions()
    ]
    return EntryGroup("actions", tuple(fields_of(field.record).values()), Sort.ROWS, entries)
