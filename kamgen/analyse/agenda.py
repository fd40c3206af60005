"""The agenda of an account's next reviews: what its plan's rows bring, and every gap of the checklist, by PRIME.

rows ─ matters ─┐
                ├─ by party ─ by letter of PRIME ─ late first, then vital gaps, rows, other gaps ─▶ Agenda
gaps ─ routes ──┘

Any criterion that is a gap has its place, also of rules that this module has never heard of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kamgen.analyse.matters import BOTH, CLIENT, TEAM, Matter, last_held, matters
from kamgen.model.agenda import PRIME, Agenda, Item, Meeting, Part
from kamgen.model.choices import ContactRole, Prime, ReviewWith, Severity, Status
from kamgen.model.config import SiteConfig
from kamgen.model.context import Context
from kamgen.model.finding import SEVERITIES
from kamgen.model.plan import Plan
from kamgen.model.portfolio import Account
from kamgen.model.rule import BINDING, State
from kamgen.model.scorecard import Criterion

VITAL = 3
"""The weight of a vital rule."""

_ROUTES: dict[str, tuple[Prime, tuple[ReviewWith, ...]]] = {
    "SPA004": (Prime.MINIMISE, TEAM),
    "SPA006": (Prime.MINIMISE, TEAM),
    "CRV004": (Prime.MINIMISE, TEAM),
    "POL003": (Prime.MINIMISE, BOTH),
    "TGT004": (Prime.MINIMISE, TEAM),
    "SPA": (Prime.RETRIEVE, TEAM),
    "FBK": (Prime.RETRIEVE, CLIENT),
    "IRV": (Prime.MINIMISE, TEAM),
    "CRV": (Prime.RETRIEVE, TEAM),
    "CAT": (Prime.RETRIEVE, TEAM),
    "POL": (Prime.PROVE, TEAM),
    "PLN": (Prime.EMPHASISE, TEAM),
    "TGT": (Prime.EMPHASISE, TEAM),
    "CRM": (Prime.RETRIEVE, TEAM),
    "CLI": (Prime.RETRIEVE, CLIENT),
    "NED": (Prime.RETRIEVE, CLIENT),
    "OPP": (Prime.EMPHASISE, TEAM),
    "RSK": (Prime.MINIMISE, TEAM),
    "PRM": (Prime.MINIMISE, BOTH),
    "VAL": (Prime.PROVE, CLIENT),
    "REL": (Prime.MINIMISE, TEAM),
    "CON": (Prime.MINIMISE, TEAM),
}
"""Where gaps are talked about, by code or by its letters; all others: information to retrieve, with the team."""

_TOLD_BY_MEETING = {ReviewWith.TEAM: "IRV001", ReviewWith.CLIENT: "CRV001"}
"""The rule that asks for the meeting itself."""

_INVITED = (ContactRole.DECISION_MAKER, ContactRole.INFLUENCER, ContactRole.CHAMPION)


def agenda(account: Account, site: SiteConfig, as_of: date) -> Agenda:
    """What the next reviews of ``account`` are about on the day ``as_of``; no meetings for a lost account."""
    plan = account.plan
    category = site.categories[account.category] if account.category else None
    context = Context(as_of, site, category, site.cadences(account.category), site.calendar())
    lost = account.status is Status.LOST
    entries = [] if lost else _entries(account, context)
    meetings = () if lost else tuple(_meeting(party, plan, context, entries) for party in ReviewWith)
    mistakes = sum(len(each.outcome.faults) or 1 for each in _gaps(account) if each.rule.element in BINDING)
    return Agenda(account.slug, account.name, plan.path, as_of, lost, mistakes, meetings)


class _Entry(NamedTuple):
    """An item, and where it goes."""

    rank: tuple[int, int, int]
    parties: tuple[ReviewWith, ...]
    prime: Prime | None
    item: Item


def _entries(account: Account, context: Context) -> list[_Entry]:
    """Everything to talk about, most urgent first."""
    found = matters(account.plan, context, {each.rule.code: each.outcome for each in _criteria(account)})
    told = {code for matter in found for code in matter.tells} | set(_TOLD_BY_MEETING.values())
    gaps = [gap for gap in _gaps(account) if gap.rule.element not in BINDING and gap.rule.code not in told]
    entries = [_of_matter(matter, account.plan) for matter in found] + [_of_gap(gap) for gap in gaps]
    return sorted(entries, key=lambda entry: entry.rank)


def _criteria(account: Account) -> tuple[Criterion, ...]:
    return (*(account.scorecard.criteria if account.scorecard else ()), *account.others)


def _gaps(account: Account) -> Iterator[Criterion]:
    return (each for each in _criteria(account) if each.outcome.state is State.GAP)


def _of_matter(matter: Matter, plan: Plan) -> _Entry:
    mark = f"{matter.late} {'day' if matter.late == 1 else 'days'} late" if matter.late else ""
    item = Item(_sentence(matter.words), matter.write, mark, "", plan.at(matter.key).line)
    return _Entry((0, -matter.late, 0) if matter.late else (2, 0, 0), matter.parties, matter.prime, item)


def _of_gap(gap: Criterion) -> _Entry:
    code = gap.rule.code
    prime, parties = _ROUTES.get(code) or _ROUTES.get(code[:3]) or (Prime.RETRIEVE, TEAM)
    vital = gap.rule.weight == VITAL and gap.severity is not Severity.ADVICE
    said = gap.outcome
    write = f"write {said.write}" if said.faults and said.write else said.write
    item = Item(_sentence(said.evidence), write, "vital" if vital else "", code, gap.line)
    return _Entry((1 if vital else 3, SEVERITIES.index(gap.severity), -gap.rule.weight), parties, prime, item)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _meeting(party: ReviewWith, plan: Plan, context: Context, entries: Sequence[_Entry]) -> Meeting:
    team = party is ReviewWith.TEAM
    every = context.cadences.team_review_every if team else context.cadences.client_review_every
    held = last_held(plan, party, context.as_of)
    planned = [
        review.date
        for review in plan.front.reviews
        if review.party is party and not review.cancelled and review.date > context.as_of
    ]
    last = held[1].date if held else None
    due = min(planned) if planned else every.after(last) if last else context.as_of
    people = _team(plan) if team else _clients(plan)
    return Meeting(party, last, due, bool(planned), str(every), people, tuple(_parts(party, entries)))


def _parts(party: ReviewWith, entries: Sequence[_Entry]) -> Iterator[Part]:
    for prime in PRIME:
        items = tuple(entry.item for entry in entries if party in entry.parties and entry.prime is prime)
        if items:
            yield Part(prime, items)


def _team(plan: Plan) -> tuple[str, ...]:
    names = [plan.front.owner, *(member.name for member in plan.front.team)]
    return tuple(dict.fromkeys(filter(None, names)))


def _clients(plan: Plan) -> tuple[str, ...]:
    """Those who have a say; all contacts when none of them is known to have one."""
    contacts = plan.front.contacts
    invited = [contact.name for contact in contacts if contact.role in _INVITED]
    return tuple(invited or [contact.name for contact in contacts])
