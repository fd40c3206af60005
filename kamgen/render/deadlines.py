"""Everything with a date: actions, promises, closes, and what falls due by cadence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from msgspec import Struct

from kamgen.facts import dates, pipeline
from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.promises import promises_of
from kamgen.model.account import Account
from kamgen.model.context import Context, context_of
from kamgen.model.enums import ReviewWith
from kamgen.model.fields import Doc
from kamgen.model.values import Duration
from kamgen.render.site_context import SiteContext, account_url
from kamgen.text.words import iso

SOON, LATER = 30, 90
"""Days that a seller looks ahead."""


class Deadline(Struct, frozen=True, order=True):
    """One thing that is due."""

    date: str
    kind: str
    what: str
    account: str
    url: Annotated[str, Doc("The part of the account's page that tells of it.")]
    who: str
    days: Annotated[int, Doc("From today; negative when overdue.")]
    lateness: Annotated[str, Doc("`12 late` or `in 3`.")]


class DatedRow(NamedTuple):
    """Something of a plan that has a day."""

    day: date
    kind: str
    what: str
    who: str
    part: Annotated[str, Doc("The part of the account's page that tells of it.")]


def deadlines_of(account: Account, context: SiteContext) -> tuple[Deadline, ...]:
    """What is due for one account, soonest first; nothing for one that is lost or unreadable."""
    if is_lost(account) or not account.plan.readable:
        return ()
    found = []
    for due in (*_rows(account, context), *_repeated(account, context)):
        days = (due.day - context.as_of).days
        lateness = f"{-days} late" if days < 0 else f"in {days}" if days else "today"
        url = f"{account_url(account.slug)}#{due.part}"
        found.append(Deadline(iso(due.day), due.kind, due.what, account.name, url, due.who, days, lateness))
    return tuple(sorted(found))


def _rows(account: Account, context: SiteContext) -> Iterator[DatedRow]:
    """Open actions, promises and opportunities."""
    plan, owner, style = account.plan, account.owner, context.style
    for step in dates.open_actions(plan, context.as_of):
        if step.action.due:
            yield DatedRow(step.action.due, "Action", step.action.action, step.action.owner or owner, "s.actions")
    for promise in promises_of(plan, context.as_of):
        if promise.open and promise.row.due:
            to = f", to {promise.row.to}" if promise.row.to else ""
            yield DatedRow(promise.row.due, "Promise", f"{promise.row.promise}{to}", owner, "s.promises")
    for _, opportunity in pipeline.open_opportunities(plan):
        if closes := pipeline.closes_on(opportunity, context.calendar):
            worth = ""
            if opportunity.value is not None:
                worth = f", {style.compact(opportunity.value)} {plan.front.currency or context.currency}"
                if opportunity.probability is not None:
                    worth += f" at {style.percent(opportunity.probability)}"
            yield DatedRow(closes, "Close", f"{opportunity.name}{worth}", owner, "s.opportunities")


def _repeated(account: Account, context: SiteContext) -> Iterator[DatedRow]:
    """The next reviews, feedback and assessment."""
    plan_context = context_of(context.site, context.as_of, account.category)
    yield from next_reviews(account, plan_context)
    front, every = account.plan.front, plan_context.cadences
    feedback = [each.date for each in front.feedback]
    if feedback or not is_prospect(account):
        due = dates.next_time(feedback, every.feedback_every, context.as_of)
        yield _again("Feedback", due, every.feedback_every, account.owner, ("s.reviews", "e.feedback"))
    assessed = [front.assessment.date] if front.assessment else []
    due = dates.next_time(assessed, every.assessment_every, context.as_of)
    yield _again("Assessment", due, every.assessment_every, account.owner, ("s.assessment", "e.categorization"))


def next_reviews(account: Account, context: Context) -> Iterator[DatedRow]:
    """The next review with the client and the next one with the team."""
    for kind, party, element in (
        ("Client review", ReviewWith.CLIENT, "e.client-reviews"),
        ("Team review", ReviewWith.TEAM, "e.team-reviews"),
    ):
        due = dates.next_review(account.plan, context, party)
        yield _again(kind, due, dates.review_cadence(context, party), account.owner, ("s.reviews", element))


def _again(kind: str, due: dates.NextTime, every: Duration, owner: str, parts: tuple[str, str]) -> DatedRow:
    """Something that is done again and again; ``parts`` of the page tell of it when it was done, and when never."""
    if due.planned:
        return DatedRow(due.day, kind, "planned", owner, parts[0])
    last = f"last {due.last}" if due.last else "none on record"
    return DatedRow(due.day, kind, f"due every {every}, {last}", owner, parts[0] if due.last else parts[1])


class Span(Struct, frozen=True):
    """What is due within one stretch of time."""

    title: str
    note: str
    deadlines: tuple[Deadline, ...]


def spans(deadlines: Sequence[Deadline], as_of: date) -> tuple[Span, ...]:
    """Overdue, the next 30 days, the days up to 90; empty ones left out. ``deadlines`` are sorted."""
    soon, later = as_of + timedelta(days=SOON), as_of + timedelta(days=LATER)
    groups = (
        ("Overdue", "", [each for each in deadlines if each.days < 0]),
        (f"Next {SOON} days", f"to {soon.isoformat()}", [each for each in deadlines if 0 <= each.days <= SOON]),
        (f"Next {LATER} days", f"to {later.isoformat()}", [each for each in deadlines if SOON < each.days <= LATER]),
    )
    return tuple(Span(title, note, tuple(found)) for title, note, found in groups if found)


def overdue(deadlines: Iterable[Deadline]) -> int:
    """How many are late."""
    return sum(each.days < 0 for each in deadlines)


def soon(deadlines: Iterable[Deadline]) -> int:
    """How many fall due in the next 30 days."""
    return sum(0 <= each.days <= SOON for each in deadlines)


def deadlines_summary(deadlines: Sequence[Deadline]) -> str:
    """``5 overdue, 6 in the next 30 days, 4 more in the next 90``."""
    later = sum(SOON < each.days <= LATER for each in deadlines)
    return f"{overdue(deadlines)} overdue, {soon(deadlines)} in the next {SOON} days, {later} more in the next {LATER}"
