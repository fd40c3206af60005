"""Everything with a date: actions, promises, closes, and what falls due by cadence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from kamgen.model.account import Account
from kamgen.model.choices import ReviewWith, Stage, Status
from kamgen.model.values import Duration
from kamgen.render.site_context import SiteContext, account_url

SOON, LATER = 30, 90
"""Days that a seller looks ahead."""


class Deadline(NamedTuple):
    """One thing that is due."""

    date: str
    kind: str
    what: str
    account: str
    url: str
    """The part of the account's page that tells of it."""
    who: str
    days: int
    """From today; negative when overdue."""
    lateness: str
    """``12 late`` or ``in 3``."""
    row: str = ""
    """It as a row of a table, ready HTML, `ROOT_MARK` in the place of the way to the site's root."""


def deadlines_of(account: Account, context: SiteContext) -> tuple[Deadline, ...]:
    """What is due for one account, soonest first; nothing for one that is lost or unreadable."""
    if account.status is Status.LOST or not account.plan.readable:
        return ()
    found = [*_actions(account), *_promises(account), *_closes(account, context), *_cadences(account, context)]
    url = account_url(account.slug)
    rows = [
        Deadline(day.isoformat(), kind, what, account.name, f"{url}#{part}", who, days, _lateness(days))
        for day, kind, what, who, part in found
        for days in [(day - context.as_of).days]
    ]
    return tuple(sorted(rows))


def _lateness(days: int) -> str:
    return f"{-days} late" if days < 0 else f"in {days}" if days else "today"


Found = tuple[date, str, str, str, str]


def _actions(account: Account) -> Iterator[Found]:
    owner = account.owner
    unticked = [found.action for found in account.plan.body.actions if not found.ticked]
    for action in (*account.plan.front.actions, *unticked):
        if action.due and action.done is None:
            yield action.due, "Action", action.action, action.owner or owner, "s.actions"


def _promises(account: Account) -> Iterator[Found]:
    for promise in account.plan.front.promises:
        if promise.due and promise.kept is None and promise.broken is None:
            to = f", to {promise.to}" if promise.to else ""
            yield promise.due, "Promise", f"{promise.promise}{to}", account.owner, "s.promises"


def _closes(account: Account, context: SiteContext) -> Iterator[Found]:
    for opportunity in account.plan.front.opportunities:
        if opportunity.stage is not Stage.OPEN or opportunity.close is None:
            continue
        worth = ""
        if opportunity.value is not None:
            worth = f", {context.style.compact(opportunity.value)}"
            if opportunity.probability is not None:
                worth += f" at {context.style.percent(opportunity.probability)}"
        what = f"{opportunity.name}{worth}"
        yield context.calendar.end(opportunity.close), "Close", what, account.owner, "s.opportunities"


def _cadences(account: Account, context: SiteContext) -> Iterator[Found]:
    yield from next_reviews(account, context)
    front, every = account.plan.front, context.cadences[account.category]
    feedback = [each.date for each in front.feedback]
    if feedback or account.status is not Status.PROSPECT:
        asked = Repeated("Feedback", every.feedback_every, "s.reviews", "e.feedback", feedback)
        yield _next(asked, context.as_of, account.owner)
    assessed = [front.assessment.date] if front.assessment else []
    assessment = Repeated("Assessment", every.assessment_every, "s.assessment", "e.categorization", assessed)
    yield _next(assessment, context.as_of, account.owner)


def next_reviews(account: Account, context: SiteContext) -> Iterator[Found]:
    """The next review with the client and the next one with the team: day, kind, why then, owner, part of the page."""
    front, every = account.plan.front, context.cadences[account.category]
    for kind, party, cadence, element in (
        ("Client review", ReviewWith.CLIENT, every.client_review_every, "e.client-reviews"),
        ("Team review", ReviewWith.TEAM, every.team_review_every, "e.team-reviews"),
    ):
        days = [review.date for review in front.reviews if review.party is party and not review.cancelled]
        yield _next(Repeated(kind, cadence, "s.reviews", element, days), context.as_of, account.owner)


class Repeated(NamedTuple):
    """Something that is done again and again."""

    kind: str
    every: Duration
    part: str
    """The part of the account's page that tells of it."""
    element: str
    """The part that tells of it when it was never done."""
    days: list[date]


def _next(each: Repeated, as_of: date, owner: str) -> Found:
    """Its next time; a planned date is that, and what was never done is due now."""
    planned = [day for day in each.days if day > as_of]
    if planned:
        return min(planned), each.kind, "planned", owner, each.part
    if not each.days:
        return as_of, each.kind, f"due every {each.every}, none on record", owner, each.element
    last = max(each.days)
    return each.every.after(last), each.kind, f"due every {each.every}, last {last.isoformat()}", owner, each.part


class Span(NamedTuple):
    """What is due within one stretch of time."""

    title: str
    note: str
    rows: Markup


def spans(rows: list[Deadline], as_of: date, root: str) -> tuple[Span, ...]:
    """Overdue, the next 30 days, the days up to 90; empty ones left out. ``rows`` are sorted."""
    soon, later = as_of + timedelta(days=SOON), as_of + timedelta(days=LATER)
    groups = (
        ("Overdue", "", [row.row for row in rows if row.days < 0]),
        (f"Next {SOON} days", f"to {soon.isoformat()}", [row.row for row in rows if 0 <= row.days <= SOON]),
        (f"Next {LATER} days", f"to {later.isoformat()}", [row.row for row in rows if SOON < row.days <= LATER]),
    )
    return tuple(Span(title, note, joined(shown, root)) for title, note, shown in groups if shown)


ROOT_MARK = "\u0003"
"""Stands in rows that several pages show for the way from the page to the site's root; refused in plans."""


def joined(rows: Iterable[str], root: str = "") -> Markup:
    """Rows that are ready HTML as one piece, on a page that is ``root`` away from the site's root."""
    return Markup("".join(rows).replace(ROOT_MARK, root))


def overdue(rows: tuple[Deadline, ...] | list[Deadline]) -> int:
    """How many are late."""
    return sum(row.days < 0 for row in rows)


def soon(rows: tuple[Deadline, ...] | list[Deadline]) -> int:
    """How many fall due in the next 30 days."""
    return sum(0 <= row.days <= SOON for row in rows)


def summary(rows: list[Deadline]) -> str:
    """``5 overdue, 6 in the next 30 days, 4 more in the next 90``."""
    later = sum(SOON < row.days <= LATER for row in rows)
    return f"{overdue(rows)} overdue, {soon(rows)} in the next {SOON} days, {later} more in the next {LATER}"
