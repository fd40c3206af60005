"""Who is named where in a plan, and who is one person.

    owner, team, backup, sponsor, handover ─ one of us ──┐ are introduced there
    contacts ─ one of the client's ──────────────────────┘
    met_by, owners of risks and actions ─ one of us ─────┐
    reports_to, promised to ─ one of the client's        │ should be somebody who is introduced
    attendees ─ one of us; with the client, of either ───┘
    feedback, references, waivers ─ anybody

People are known by their `folded` names and shown as most plans write them; the client's as most of the plan does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from kamgen.facts.dates import open_actions
from kamgen.model.enums import ReviewWith
from kamgen.model.fields import bare, folded, tidy
from kamgen.model.finding import Fix
from kamgen.model.front_matter import Contact, TeamMember
from kamgen.model.places import CodedFault, Fault, KeyPath, join_key
from kamgen.model.plan import Plan
from kamgen.rules.codes import FaultCode
from kamgen.text.addresses import latin
from kamgen.text.suggestions import folded_words, nearest, words_of


def people(names: Iterable[str | None]) -> dict[str, str]:
    """Each person and the name as most wrote it, of two rather the one with small letters and capitals."""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        if name:
            spellings.setdefault(folded(name), Counter())[bare(name)] += 1
    return {
        key: min(counts, key=lambda name: (-counts[name], name.islower() or name.isupper(), name))
        for key, counts in spellings.items()
    }


Side = Literal["ours", "theirs", "either"]
Standing = Literal["introduced", "expected", "anybody"]
"""Why somebody is named: expected to be one of those who are introduced."""


class NamedPerson(NamedTuple):
    """A name in a plan, where it stands in it, and whose."""

    path: KeyPath
    name: str
    side: Side
    standing: Standing


_PLACES: tuple[tuple[str, str, Side, Standing], ...] = (
    ("", "owner", "ours", "introduced"),
    ("continuity", "backup", "ours", "introduced"),
    ("continuity", "executive_sponsor", "ours", "introduced"),
    ("handover", "giver", "ours", "introduced"),
    ("handover", "receiver", "ours", "introduced"),
    ("team", "name", "ours", "introduced"),
    ("contacts", "name", "theirs", "introduced"),
    ("contacts", "met_by", "ours", "expected"),
    ("contacts", "reports_to", "theirs", "expected"),
    ("promises", "to", "theirs", "expected"),
    ("risks", "owner", "ours", "expected"),
    ("actions", "owner", "ours", "expected"),
    ("reviews", "attendees", "either", "expected"),
    ("feedback", "respondents", "theirs", "anybody"),
    ("references", "party", "theirs", "anybody"),
    ("waive", "by", "ours", "anybody"),
)
_KEYS = {"giver": "from", "receiver": "to", "respondents": "from", "party": "with"}


def people_of(plan: Plan) -> Iterator[NamedPerson]:
    """Every name of a person in the plan."""
    for group, field, side, standing in _PLACES:
        value: Any = getattr(plan.front, group) if group else plan.front
        listed = isinstance(value, tuple)
        for number, row in enumerate(value if listed else (value,)):
            if said := getattr(row, field, None):
                path = (
                    ("front", group, number, field)
                    if listed
                    else ("front", group, field)
                    if group
                    else ("front", field)
                )
                whose: Side = "ours" if side == "either" and row.party is ReviewWith.TEAM else side
                for place, name in enumerate(said) if isinstance(said, tuple) else ((None, said),):
                    yield NamedPerson(path if place is None else (*path, place), name, whose, standing)
    for number, found in enumerate(plan.body.actions):
        if found.action.owner:
            yield NamedPerson(("body", "actions", number, "action", "owner"), found.action.owner, "ours", "expected")


def has_left(row: TeamMember | Contact, as_of: date) -> bool:
    """Whether somebody's last day on the account, or with the client, is over."""
    return row.left is not None and row.left < as_of


_WORK = ("owner", "backup", "executive_sponsor", "met_by")


def left_behind(plan: Plan, as_of: date) -> Iterator[tuple[NamedPerson, date]]:
    """Where the plan still counts on one of us who has left, and since when; what is done or of the past does not."""
    last = {folded(row.name): row.left for row in plan.front.team if has_left(row, as_of)}
    opened = {step.key for step in open_actions(plan, as_of)}
    for person in people_of(plan) if last else ():
        day, group = last.get(folded(person.name)), person.path[1]
        done = group == "actions" and key_of(plan, person).removesuffix(".owner") not in opened
        gone = group == "contacts" and has_left(plan.front.contacts[int(person.path[2])], as_of)
        if day and person.path[-1] in _WORK and not (done or gone):
            yield person, day


def key_of(plan: Plan, person: NamedPerson) -> str:
    """Where the name is written (see `Plan.at`); a text that stands for a list of one has no number."""
    place, *path = person.path
    if place == "body":
        return f"@{plan.body.actions[int(path[1])].line}:1"
    key = join_key(tuple([_KEYS.get(str(part), part) for part in path]))
    whole = key.removesuffix("[0]")
    return whole if whole != key and plan.at(key) == plan.at(whole, on_key=True) else key


def our_people(plan: Plan) -> tuple[tuple[str, int, bool], ...]:
    """Those of us whom the plan names, how often, and whether it introduces them; no attendees who are contacts."""
    contacts = {folded(row.name) for row in plan.front.contacts}
    ours = [each for each in people_of(plan) if each.side != "theirs" and folded(each.name) not in contacts]
    introduced = {bare(each.name) for each in ours if each.standing == "introduced"}
    counts = Counter([bare(each.name) for each in ours])
    return tuple([(name, times, name in introduced) for name, times in counts.items()])


def respelled(plan: Plan, usual_names: Mapping[str, str]) -> tuple[Plan, tuple[CodedFault, ...]]:
    """The plan with every name as most write it, and a fault for each that readers see written otherwise.

    ``usual_names`` has the names of our people by their keys, where others write them otherwise than this plan.
    """
    named, shown, faults = list(people_of(plan)), plan, []
    contacts = {folded(each.name) for each in plan.front.contacts}
    usual = people(each.name for each in named if folded(each.name) in contacts) | dict(usual_names)
    for each in named:
        name = usual.get(folded(each.name)) or bare(each.name)
        if name != each.name:
            shown = _put(shown, each.path, name)
        if name != tidy(each.name):
            faults.append((FaultCode.OTHER_SPELLING, _misspelt(plan, each, name)))
    return shown, tuple(faults)


def _put(value: Any, path: KeyPath, name: str) -> Any:
    """The value with the name at that path within it."""
    if not path:
        return name
    part, *rest = path
    if isinstance(part, int):
        return (*value[:part], _put(value[part], tuple(rest), name), *value[part + 1 :])
    return replace(value, **{part: _put(getattr(value, part), tuple(rest), name)})


def _misspelt(plan: Plan, person: NamedPerson, name: str) -> Fault:
    written = person.name
    around = f"`{written}` is a name with something around it"
    message = around if bare(written) == name else f"`{written}` is who most places call `{name}`"
    return Fault(key_of(plan, person), message, f"`{name}`", fix=Fix(0, 0, written, name))


def is_named(name: str, texts: Iterable[str], plan: Plan) -> bool:
    """Whether one of the texts names somebody: in full, or by a surname that nobody else in the plan bears."""
    surname = bare(name).split()[-1]
    others = [folded_words(each.name) for each in people_of(plan) if folded(each.name) != folded(name)]
    unique = not any(folded_words(surname) in other for other in others)
    return any(
        folded_words(name) in folded_words(text) or (unique and words_of(surname) in words_of(text)) for text in texts
    )


def strangers(plan: Plan, elsewhere: Mapping[str, str]) -> list[tuple[NamedPerson, str, int]]:
    """Who should be introduced in the plan and is not, nor is one of us in another: where first, like whom, how often.

    Without a `team` nothing is said of our side, nor without `contacts` of the client's, unless somebody in the plan is
    called alike. ``elsewhere`` has the keys of those of us whom no plan introduces, and who is like them in others; and
    that of an owner whom no other plan knows, but for a slip of the pen.
    """
    named, front = list(people_of(plan)), plan.front
    theirs = {folded(row.name): row.name for row in front.contacts}
    ours = {folded(each.name): each.name for each in named if each.standing == "introduced"}
    team = {folded(row.name) for row in front.team}
    told = {"ours": front.team, "theirs": front.contacts, "either": front.team and front.contacts}
    unknown: dict[tuple[str, Side], list[NamedPerson]] = {}
    for each in named:
        key, known = folded(each.name), theirs if each.side == "theirs" else ours
        if key in elsewhere and each.path == ("front", "owner") and key not in team:
            unknown[key, "ours"] = [each]
        elif each.standing == "expected" and key not in known and (each.side == "theirs" or key in elsewhere):
            unknown.setdefault((key, each.side), []).append(each)
    found = []
    for (key, side), places in unknown.items():
        name, near = places[0].name, elsewhere.get(key, "")
        if places[0].standing == "expected":
            near = like(name, (theirs if side == "theirs" else ours).values()) or (near if told[side] else "")
        if not _is_role(name, plan) and (near or (told[side] and not bare(name).split()[-1].islower())):
            found.append((places[0], near, len(places)))
    return found


LIKE = 0.75
"""How much alike two names must be that one person might bear."""


def like(name: str, known: Iterable[str]) -> str:
    """The one whose name has this one's words, else who is called most like it, marks aside; empty when nobody is."""
    plain = {latin(each) or folded(each): each for each in known}
    wanted = latin(name) or folded(name)
    found = [each for each in plain if set(wanted.split("-")) <= set(each.split("-"))]
    return plain.get((found[0] if len(found) == 1 else nearest(wanted, plain, LIKE)) or "", "")


def _is_role(name: str, plan: Plan) -> bool:
    """Whether a text is no person's name: an address, a number of people, a function or title, an abbreviation."""
    front, shown = plan.front, bare(name)
    roles = [front.name, *[text for row in front.team for text in (row.role, row.function)]]
    roles += [text for row in front.contacts for text in (row.function, row.title)]
    odd = "@" in shown or any(sign.isdigit() for sign in shown) or (shown.isupper() and " " not in shown)
    return odd or folded(name) in {folded(text) for text in roles if text}
