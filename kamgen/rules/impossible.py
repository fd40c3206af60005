"""Dates that cannot be (FMT009): what has happened but lies in the future, and ends before their beginnings.

A review belongs to the past like feedback: one to come is an action. A meeting may be cancelled ahead of its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kamgen.model.context import Context
from kamgen.model.groups import Promise
from kamgen.model.plan import Fault, Plan
from kamgen.model.values import Period

_PLANNED = "what is still to come under `actions`, with its `due`"
_SLIP = "the day it happened, or take it out until it has"

_ONCE = (
    ("crm", "synced", "the CRM cannot have been compared yet", _SLIP),
    ("assessment", "date", "the account cannot have been assessed yet", _PLANNED),
    ("vendor_evaluation", "date", "the client cannot have evaluated us yet", _PLANNED),
    ("continuity", "sponsor_contact", "the sponsor cannot have been in touch yet", _PLANNED),
    (
        "lost",
        "date",
        "the account cannot have been lost yet",
        "the day it was lost, and the threat of it under `risks`",
    ),
)
_ROWS = (
    ("feedback", "date", "the client cannot have told us yet", _PLANNED),
    ("contacts", "last_contact", "nobody can have talked yet", _PLANNED),
    ("needs", "confirmed", "the client cannot have confirmed it yet", _SLIP),
    ("opportunities", "discussed", "it cannot have been discussed yet", _PLANNED),
    ("promises", "made", "it cannot have been promised yet", _SLIP),
    ("promises", "kept", "it cannot have been kept yet", "the day by which it is to be kept as `due`"),
    ("promises", "broken", "it cannot have been broken yet", _SLIP),
    ("outcomes", "as_of", "it cannot have been measured yet", _SLIP),
    ("references", "date", "it cannot have been given yet", _PLANNED),
)
"""Group, field, why not, what to write; in the order of a plan."""


def impossible_dates(plan: Plan, context: Context) -> list[Fault]:
    """Every date of the plan that cannot be on the day it is judged."""
    front, as_of = plan.front, context.as_of
    faults = [
        *_since(plan, context),
        *_future_single(plan, as_of),
        *_future_rows(plan, as_of),
        *_future_reviews(plan, as_of),
        *_future_actions(plan, as_of),
    ]
    for number, row in enumerate(front.financials):
        if row.through is not None:
            faults += _through(f"financials[{number}].through", row.year, row.through, context)
    for number, actual in enumerate(front.service):
        if actual.period and context.calendar.start(actual.period) > as_of:
            message = f"`{actual.period}` has not begun: there is no actual of it yet"
            faults.append(Fault(f"service[{number}].period", message, "the period that was measured"))
    for number, promise in enumerate(front.promises):
        faults += _promise(f"promises[{number}]", promise)
    return faults


def _not_yet(key: str, day: date, why: str, write: str) -> Fault:
    return Fault(key, f"`{day}` lies in the future: {why}", write)


def _future_single(plan: Plan, as_of: date) -> Iterator[Fault]:
    front = plan.front
    if front.targets_revised and front.targets_revised > as_of:
        yield _not_yet("targets_revised", front.targets_revised, "targets cannot have been revised yet", _PLANNED)
    for group, field, why, write in _ONCE:
        day = getattr(getattr(front, group), field, None)
        if day and day > as_of:
            yield _not_yet(f"{group}.{field}", day, why, write)
    handover = front.handover
    if handover and handover.complete and handover.date and handover.date > as_of:
        yield _not_yet(
            "handover.date", handover.date, "it cannot be complete yet", "`complete: false` until it is done"
        )


def _future_rows(plan: Plan, as_of: date) -> list[Fault]:
    front = plan.front
    return [
        _not_yet(f"{group}[{number}].{field}", day, why, write)
        for group, field, why, write in _ROWS
        for number, row in enumerate(getattr(front, group))
        if (day := getattr(row, field)) and day > as_of
    ]


def _future_reviews(plan: Plan, as_of: date) -> list[Fault]:
    return [
        _not_yet(f"reviews[{number}].date", review.date, "the review cannot have been held yet", _PLANNED)
        for number, review in enumerate(plan.front.reviews)
        if review.date > as_of and not review.cancelled
    ]


def _future_actions(plan: Plan, as_of: date) -> list[Fault]:
    done = [
        (f"actions[{number}].done", action.done)
        for number, action in enumerate(plan.front.actions)
        if action.done and action.done > as_of
    ]
    done += [
        (f"@{found.line}:1", found.action.done)
        for found in plan.body.actions
        if found.action.done and found.action.done > as_of
    ]
    write = "the day by which it is to be done as `due`"
    return [_not_yet(key, day, "it cannot have been done yet", write) for key, day in done]


def _since(plan: Plan, context: Context) -> Iterator[Fault]:
    since, lost = plan.front.customer_since, plan.front.lost
    if since is None:
        return
    start = context.calendar.start(since)
    if start > context.as_of:
        message = f"`{since}` lies in the future: the client cannot have bought yet"
        yield Fault("customer_since", message, "`status: prospect` and no `customer_since` until the client buys")
    elif lost and lost.date and lost.date < start:
        message = f"lost on `{lost.date}`, before the client first bought (`{since}`)"
        yield Fault("lost.date", message, "the day it was lost, or an earlier `customer_since`")


def _through(key: str, year: int, through: Period, context: Context) -> Iterator[Fault]:
    calendar = context.calendar
    start, end = calendar.start(through), calendar.end(through)
    if end < calendar.first_day(year) or end > calendar.last_day(year):
        message = f"`{through}` does not end within fiscal year {year}"
        last = calendar.last_day(year)
        yield Fault(key, message, f"a month of that year, up to `{last:%Y-%m}`, or the `year` that is meant")
    elif start > context.as_of:
        message = f"`{through}` lies in the future: there are no figures up to then"
        yield Fault(key, message, "the last month that the figures cover")


def _promise(key: str, promise: Promise) -> list[Fault]:
    made = promise.made
    faults = [
        Fault(
            f"{key}.{field}",
            f"{field} on `{day}`, before it was promised (`{made}`)",
            "the day that is meant, or an earlier `made`",
        )
        for field, day in (("due", promise.due), ("kept", promise.kept), ("broken", promise.broken))
        if made and day and day < made
    ]
    if promise.kept and promise.broken:
        message = f"kept on `{promise.kept}` and broken on `{promise.broken}`: it cannot be both"
        faults.append(Fault(f"{key}.broken", message, "only the one that is true"))
    return faults
