"""What a plan says against itself, site.toml or the calendar: names that nothing defines, dates that cannot be.

    own_faults          values of the team's own fields that are not of their type (FMT003)
    unknown_references  categories, measures, offerings, and what answers a need (FMT006)
    impossible_dates    what has happened but lies in the future, and ends before their beginnings (FMT009)

Currencies without a rate are found by `kamgen.link`, waived codes that no rule has by `kamgen.check`. A review to come
is planned, and no mistake; what else belongs to the past (feedback, contacts) cannot lie ahead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from kamgen.facts.dates import is_over, is_to_come
from kamgen.facts.own import own_values
from kamgen.model.fields import folded
from kamgen.model.front_matter import Promise
from kamgen.model.places import join_key
from kamgen.model.values import Period
from kamgen.rules.declare import Context, Fault, Plan
from kamgen.text.suggestions import did_you_mean, one_of, slip_fix


def own_faults(plan: Plan, context: Context) -> Iterator[Fault]:
    """What stands in fields of the team's own and is not of their type."""
    for key, _, _, refused in own_values(plan.own, context.site):
        if refused:
            yield Fault(key, f"{key}: {refused.message}", str(refused.write), currency=refused.currency)


def unknown_references(plan: Plan, context: Context) -> Iterator[Fault]:
    """Everything the plan names that neither site.toml nor the plan itself defines.

    Measures and offerings are known once site.toml lists any. A need is met by an opportunity of the plan, or by an
    offering of the plan or the site.
    """
    front, site = plan.front, context.site
    if front.category:
        yield from _unless_known("category", "category", front.category, site.categories)
    for number, row in enumerate(front.service if site.measures else ()):
        yield from _unless_known(f"service[{number}].measure", "measure", row.measure, site.measures)
    known = site.portfolio.offerings
    for name in front.offerings if known else ():
        yield from _unless_known(join_key(("offerings", name)), "offering", name, known, on_key=True)
    for number, year in enumerate(front.financials if known else ()):
        for field in ("revenue_by_offering", "spend_by_offering"):
            for name in getattr(year, field):
                yield from _unless_known(join_key(("financials", number, field, name)), "offering", name, known, True)
    for number, rival in enumerate(front.competitors if known else ()):
        if rival.offering:
            yield from _unless_known(f"competitors[{number}].offering", "offering", rival.offering, known)
    for number, deal in enumerate(front.opportunities if known else ()):
        if deal.offering:
            yield from _unless_known(f"opportunities[{number}].offering", "offering", deal.offering, known)
    answers = [name for deal in front.opportunities for name in (deal.name, deal.offering) if name]
    answers += [*front.offerings, *known]
    for number, need in enumerate(front.needs):
        if need.met_by and folded(need.met_by) not in map(folded, answers):
            question = did_you_mean(need.met_by, answers)
            write = question or "the `name` of an opportunity of this plan, or one of our offerings"
            message = f"`{need.met_by}` is neither an opportunity nor an offering"
            yield Fault(f"needs[{number}].met_by", message, write, fix=slip_fix(need.met_by, answers))


def _unless_known(key: str, kind: str, name: str, known: Collection[str], on_key: bool = False) -> Iterator[Fault]:
    """Nothing for a name that is among the ``known`` ones, however it is written."""
    if folded(name) not in map(folded, known):
        question = did_you_mean(name, known)
        choice = f"{question} site.toml has {one_of(known)}" if question and len(known) > 1 else question
        message = f"site.toml has no {kind} `{name}`"
        yield Fault(key, message, choice or one_of(known), on_key, fix=slip_fix(name, known))


_PLANNED = "what is still to come under `actions`, with its `due`"
_SLIP = "the day it happened, or take it out until it has"

_UNCONFIRMED = "nobody can have confirmed it yet"

_ONCE = (
    ("crm", "synced", "the CRM cannot have been compared yet", _SLIP),
    ("assessment", "date", "the account cannot have been assessed yet", _PLANNED),
    ("vendor_evaluation", "date", "the client cannot have evaluated us yet", _PLANNED),
    ("continuity", "sponsor_contact", "the sponsor cannot have been in touch yet", _PLANNED),
    ("continuity", "confirmed", _UNCONFIRMED, _SLIP),
    ("handover", "confirmed", _UNCONFIRMED, _SLIP),
    (
        "lost",
        "date",
        "the account cannot have been lost yet",
        "the day it was lost, and the threat of it under `risks`",
    ),
)
_ROWS = (
    ("feedback", "date", "the client cannot have told us yet", _PLANNED),
    ("reviews", "confirmed", _UNCONFIRMED, _SLIP),
    ("contacts", "last_contact", "nobody can have talked yet", _PLANNED),
    ("contacts", "confirmed", _UNCONFIRMED, _SLIP),
    ("needs", "confirmed", "the client cannot have confirmed it yet", _SLIP),
    ("opportunities", "discussed", "it cannot have been discussed yet", _PLANNED),
    ("opportunities", "confirmed", _UNCONFIRMED, _SLIP),
    ("risks", "confirmed", _UNCONFIRMED, _SLIP),
    ("promises", "made", "it cannot have been promised yet", _SLIP),
    ("promises", "kept", "it cannot have been kept yet", "the day by which it is to be kept as `due`"),
    ("promises", "broken", "it cannot have been broken yet", _SLIP),
    ("promises", "confirmed", _UNCONFIRMED, _SLIP),
    ("outcomes", "as_of", "it cannot have been measured yet", _SLIP),
    ("references", "date", "it cannot have been given yet", _PLANNED),
    ("actions", "confirmed", _UNCONFIRMED, _SLIP),
)
"""Group, field, why not, what to write; in the order of a plan."""


def impossible_dates(plan: Plan, context: Context) -> Iterator[Fault]:
    """Every date of the plan that cannot be on the day it is judged."""
    front, as_of = plan.front, context.as_of
    yield from _since(plan, context)
    for key, day, why, write in past_events(plan):
        if is_to_come(day, as_of):
            yield Fault(key, f"`{day}` lies in the future: {why}", write)
    for number, row in enumerate(front.financials):
        if row.through is not None:
            yield from _through(f"financials[{number}].through", row.year, row.through, context)
    for number, actual in enumerate(front.service):
        if actual.period and is_to_come(context.calendar.start(actual.period), as_of):
            message = f"`{actual.period}` has not begun: there is no actual of it yet"
            yield Fault(f"service[{number}].period", message, "the period that was measured")
    for number, promise in enumerate(front.promises):
        yield from _promise(f"promises[{number}]", promise)


def past_events(plan: Plan) -> Iterator[tuple[str, date | None, str, str]]:
    """Key and day of everything that belongs to the past, why it cannot lie ahead, and what to write."""
    front = plan.front
    yield "targets_revised", front.targets_revised, "targets cannot have been revised yet", _PLANNED
    for group, field, why, write in _ONCE:
        yield f"{group}.{field}", getattr(getattr(front, group), field, None), why, write
    if front.handover and front.handover.complete:
        yield "handover.date", front.handover.date, "it cannot be complete yet", "`complete: false` until it is done"
    for group, field, why, write in _ROWS:
        for number, row in enumerate(getattr(front, group)):
            yield f"{group}[{number}].{field}", getattr(row, field), why, write
    for key, action in plan.actions():
        place = key if key.startswith("@") else f"{key}.done"
        yield place, action.done, "it cannot have been done yet", "the day by which it is to be done as `due`"


def _since(plan: Plan, context: Context) -> Iterator[Fault]:
    since, lost = plan.front.customer_since, plan.front.lost
    if since is None:
        return
    start = context.calendar.start(since)
    if is_to_come(start, context.as_of):
        message = f"`{since}` lies in the future: the client cannot have bought yet"
        yield Fault("customer_since", message, "`status: prospect` and no `customer_since` until the client buys")
    elif lost and lost.date and is_over(lost.date, start):
        message = f"lost on `{lost.date}`, before the client first bought (`{since}`)"
        yield Fault("lost.date", message, "the day it was lost, or an earlier `customer_since`")


def _through(key: str, year: int, through: Period, context: Context) -> Iterator[Fault]:
    calendar = context.calendar
    start, end = calendar.start(through), calendar.end(through)
    if end < calendar.first_day(year) or end > calendar.last_day(year):
        message = f"`{through}` does not end within fiscal year {year}"
        last = calendar.last_day(year)
        yield Fault(key, message, f"a month of that year, up to `{last:%Y-%m}`, or the `year` that is meant")
    elif is_to_come(start, context.as_of):
        message = f"`{through}` lies in the future: there are no figures up to then"
        yield Fault(key, message, "the last month that the figures cover")


def _promise(key: str, promise: Promise) -> Iterator[Fault]:
    for field, day in (("due", promise.due), ("kept", promise.kept), ("broken", promise.broken)):
        if promise.made and day and is_over(day, promise.made):
            message = f"{field} on `{day}`, before it was promised (`{promise.made}`)"
            yield Fault(f"{key}.{field}", message, "the day that is meant, or an earlier `made`")
    if promise.kept and promise.broken:
        message = f"kept on `{promise.kept}` and broken on `{promise.broken}`: it cannot be both"
        yield Fault(f"{key}.broken", message, "only the one that is true")
