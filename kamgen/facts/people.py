"""Who is named where in a plan, and who is one person.

    owner, team, backup, sponsor, handover ─ one of us ──┐ are introduced there
    contacts ─ one of the client's ──────────────────────┘
    met_by, owners of risks and actions ─ one of us ─────┐
    reports_to, promised to ─ one of the client's        │ should be somebody who is introduced
    attendees ─ one of us; with the client, of either ───┘
    feedback, references, waivers ─ anybody

People are known by their `person_key` and shown as most plans write them; the client's as most of the plan does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from msgspec.structs import replace

from kamgen.model.context import PersonRef
from kamgen.model.enums import ReviewWith
from kamgen.model.fields import bare, folded, tidy
from kamgen.model.finding import Fix
from kamgen.model.places import CodedFault, Fault
from kamgen.model.plan import Plan
from kamgen.rules.codes import FaultCode
from kamgen.text.suggestions import nearest
from kamgen.text.words import folded_words, words_of


def person_key(name: str) -> str:
    """What one person is known by, however the name is written."""
    return folded(name)


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are those of one person."""
    return person_key(one) == person_key(other)


def people(names: Iterable[str | None]) -> dict[str, str]:
    """Key of each person and the name as most wrote it, in the order of the names."""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        if name:
            spellings.setdefault(person_key(name), Counter())[bare(name)] += 1
    return {key: usual(counts) for key, counts in spellings.items()}


def usual(counts: Mapping[str, int]) -> str:
    """The spelling that stands most often; of those of one number one in small letters and capitals."""
    if len(counts) == 1:
        return next(iter(counts))
    return min(counts, key=lambda name: (-counts[name], name.islower() or name.isupper(), name))


class Side(Enum):
    """Whose somebody is."""

    OURS = auto()
    THEIRS = auto()
    EITHER = auto()


class Standing(Enum):
    """Why somebody is named."""

    INTRODUCED = auto()
    EXPECTED = auto()
    """Among those who are introduced."""
    ANYBODY = auto()


class NamedPerson(NamedTuple):
    """A name in a plan."""

    key: str
    """Where (see `Plan.at`)."""
    name: str
    side: Side
    standing: Standing


_PLACES = (
    ("", "owner", Side.OURS, Standing.INTRODUCED),
    ("continuity", "backup", Side.OURS, Standing.INTRODUCED),
    ("continuity", "executive_sponsor", Side.OURS, Standing.INTRODUCED),
    ("handover", "giver", Side.OURS, Standing.INTRODUCED),
    ("handover", "receiver", Side.OURS, Standing.INTRODUCED),
    ("team", "name", Side.OURS, Standing.INTRODUCED),
    ("contacts", "name", Side.THEIRS, Standing.INTRODUCED),
    ("contacts", "met_by", Side.OURS, Standing.EXPECTED),
    ("contacts", "reports_to", Side.THEIRS, Standing.EXPECTED),
    ("promises", "to", Side.THEIRS, Standing.EXPECTED),
    ("risks", "owner", Side.OURS, Standing.EXPECTED),
    ("actions", "owner", Side.OURS, Standing.EXPECTED),
    ("reviews", "attendees", Side.EITHER, Standing.EXPECTED),
    ("feedback", "respondents", Side.THEIRS, Standing.ANYBODY),
    ("references", "party", Side.THEIRS, Standing.ANYBODY),
    ("waive", "by", Side.OURS, Standing.ANYBODY),
)
"""Group, field, whose, and why, in no other order than that in which people are told of."""


def people_of(plan: Plan) -> Iterator[NamedPerson]:
    """Every name of a person in the plan."""
    for group, field, side, standing in _PLACES:
        for start, row in _rows(plan, group):
            if said := getattr(row, field):
                of_team = side is Side.EITHER and row.party is ReviewWith.TEAM
                for key, name in _named(plan, f"{start}{_KEYS.get(field, field)}", said):
                    yield NamedPerson(key, name, Side.OURS if of_team else side, standing)
    for found in plan.body.actions:
        if found.action.owner:
            yield NamedPerson(f"@{found.line}:1", found.action.owner, Side.OURS, Standing.EXPECTED)


_KEYS = {"giver": "from", "receiver": "to", "respondents": "from", "party": "with"}


def _rows(plan: Plan, group: str) -> Iterator[tuple[str, Any]]:
    """The rows of a group, and how their keys begin."""
    value: Any = getattr(plan.front, group) if group else plan.front
    if isinstance(value, tuple):
        yield from ((f"{group}[{number}].", row) for number, row in enumerate(value))
    elif value is not None:
        yield f"{group}." if group else "", value


def _named(plan: Plan, key: str, said: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield key, said
    elif len(said) == 1 and plan.at(f"{key}[0]") == plan.at(key, on_key=True):  # no list, but the one text
        yield key, said[0]
    else:
        yield from ((f"{key}[{number}]", name) for number, name in enumerate(said))


def our_people(plan: Plan) -> tuple[PersonRef, ...]:
    """Those of us whom the plan names, and of its attendees those who are no contacts."""
    contacts = {person_key(row.name) for row in plan.front.contacts}
    counts: Counter[tuple[str, str]] = Counter()
    introduced = set()
    for each in people_of(plan):
        key = person_key(each.name)
        if each.side is Side.OURS or (each.side is Side.EITHER and key not in contacts):
            counts[key, bare(each.name)] += 1
            if each.standing is Standing.INTRODUCED:
                introduced.add(key)
    return tuple([PersonRef(key, name, times, key in introduced) for (key, name), times in counts.items()])


def respelled(plan: Plan, usual_names: Mapping[str, str]) -> tuple[Plan, tuple[CodedFault, ...]]:
    """The plan with every name as most write it, and a fault for each that readers see written otherwise.

    ``usual_names`` has the names of our people by their keys, where others write them otherwise than this plan.
    """
    named = list(people_of(plan))
    contacts = {person_key(each.name) for each in plan.front.contacts}
    shown = people(each.name for each in named if person_key(each.name) in contacts) | dict(usual_names)
    wanted = {each.name: shown.get(person_key(each.name)) or bare(each.name) for each in named}
    if all(name == usual_name for name, usual_name in wanted.items()):
        return plan, ()
    faults = tuple(
        (FaultCode.OTHER_SPELLING, _misspelt(plan, each, wanted[each.name]))
        for each in named
        if tidy(each.name) != wanted[each.name]
    )
    return _with_names(plan, wanted), faults


def _misspelt(plan: Plan, person: NamedPerson, name: str) -> Fault:
    around = f"`{person.name}` is a name with something around it"
    message = around if bare(person.name) == name else f"`{person.name}` is who most places call `{name}`"
    return Fault(person.key, message, f"`{name}`", fix=_fix(plan, person, name))


def _fix(plan: Plan, person: NamedPerson, name: str) -> Fix | None:
    """What mends the name, where it stands in the file letter by letter, or so in quotes."""
    place = plan.at(person.key)
    quotes, odd = place.end_column - place.column - len(person.name), len(person.name) != len(tidy(person.name))
    plain = all(sign.isalnum() or sign in " -." or (sign in "'’" and not quotes) for sign in name)
    if quotes not in (0, 2) or odd or not plain or not name[0].isalnum():
        return None
    return Fix(place.line, place.column + quotes // 2, person.name, name)


def _with_names(plan: Plan, wanted: Mapping[str, str]) -> Plan:
    front = plan.front
    for group, field, _, _ in _PLACES:
        value = getattr(front, group) if group else front
        if isinstance(value, tuple):
            front = replace(front, **{group: tuple([_respell(row, field, wanted) for row in value])})
        elif value:
            row = _respell(value, field, wanted)
            front = replace(front, **{group: row}) if group else row
    actions = tuple([replace(each, action=_respell(each.action, "owner", wanted)) for each in plan.body.actions])
    return replace(plan, front=front, body=replace(plan.body, actions=actions))


def _respell(row: Any, field: str, wanted: Mapping[str, str]) -> Any:
    said = getattr(row, field)
    if not said:
        return row
    new = wanted[said] if isinstance(said, str) else tuple([wanted[name] for name in said])
    return row if new == said else replace(row, **{field: new})


def is_named(name: str, texts: Iterable[str], plan: Plan) -> bool:
    """Whether one of the texts names somebody: in full, or by a surname that nobody else in the plan bears."""
    key, surname = person_key(name), bare(name).split()[-1]
    others = [folded_words(each.name) for each in people_of(plan) if person_key(each.name) != key]
    unique = not any(folded_words(surname) in other for other in others)
    return any(
        folded_words(name) in folded_words(text) or (unique and words_of(surname) in words_of(text)) for text in texts
    )


class Stranger(NamedTuple):
    """A name that nobody bears where somebody should."""

    person: NamedPerson
    """At the first of its places."""
    near: str
    """Who was most likely meant; empty when nobody is like it."""
    places: int


def strangers(plan: Plan, elsewhere: Mapping[str, str]) -> list[Stranger]:
    """Who should be introduced in the plan and is not, nor is one of us in another plan.

    Nothing is said of our side without a `team`, nor of the client's without `contacts`. ``elsewhere`` has the keys of
    those of us that no plan introduces, and who is like them in others.
    """
    named, front = list(people_of(plan)), plan.front
    theirs = {person_key(row.name): row.name for row in front.contacts}
    ours = {
        person_key(each.name): each.name
        for each in named
        if each.side is Side.OURS and each.standing is Standing.INTRODUCED
    }
    known = {Side.OURS: ours | theirs, Side.THEIRS: theirs, Side.EITHER: ours | theirs}
    told = {
        Side.OURS: bool(front.team),
        Side.THEIRS: bool(front.contacts),
        Side.EITHER: bool(front.team and front.contacts),
    }
    found: dict[tuple[str, Side], Stranger] = {}
    for each in named:
        key, side = person_key(each.name), each.side
        if each.standing is not Standing.EXPECTED or not told[side] or key in known[side]:
            continue
        if side is not Side.THEIRS and key not in elsewhere:
            continue
        if (key, side) in found:
            found[key, side] = found[key, side]._replace(places=found[key, side].places + 1)
        elif not _is_role(each.name, plan):
            near = like(each.name, known[side].values()) or ("" if side is Side.THEIRS else elsewhere[key])
            if near or not _is_small(each.name):
                found[key, side] = Stranger(each, near, 1)
    return list(found.values())


LIKE = 0.75
"""How much alike two names must be that one person might bear."""


def like(name: str, known: Iterable[str]) -> str:
    """The one whose name has this one's words, else the one who is called most like it; empty when nobody is."""
    known, words = tuple(known), set(person_key(name).split())
    found = [each for each in known if words <= set(person_key(each).split())]
    return found[0] if len(found) == 1 else nearest(name, known, LIKE) or ""


def _is_role(name: str, plan: Plan) -> bool:
    """Whether a text is no person's name: an address, a number of people, a function or title, an abbreviation."""
    front, shown = plan.front, bare(name)
    roles = [front.name, *[text for row in front.team for text in (row.role, row.function)]]
    roles += [text for row in front.contacts for text in (row.function, row.title)]
    odd = "@" in shown or any(sign.isdigit() for sign in shown) or (shown.isupper() and " " not in shown)
    return odd or person_key(name) in {person_key(text) for text in roles if text}


def _is_small(name: str) -> bool:
    """Whether its last word is in small letters, which names are not: ``the board``."""
    return bare(name).split()[-1].islower()
