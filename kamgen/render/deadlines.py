"""Everything with a date: actions, promises, closes, and what falls due by cadence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from msgspec import Struct

from kamgen.facts import dates, pipeline
from kamgen.facts.accounts import is_lost
from kamgen.facts.contract import contract_end, last_notice
from kamgen.facts.promises import promises_of
from kamgen.model.account import Account
from kamgen.model.context import Context, context_of
from kamgen.model.fields import Doc
from kamgen.model.rule import Repeated
from kamgen.render.site_context import SiteContext, account_url
from kamgen.text.words import iso

SOON, LATER = 30, 90
"""Days that a seller looks ahead."""


class Deadline(Struct, frozen=True, order=True):
    """One thing that is due."""

    date: Annotated[str, Doc("Empty for what was never done.")]
    kind: str
    what: str
    account: str
    url: Annotated[str, Doc("The part of the account's page that tells of it.")]
    who: str
    days: Annotated[int, Doc("From today; negative when overdue; 0 for what was never done.")]
    lateness: Annotated[str, Doc("`12 late`, `in 3` or `never`.")]
    entry: Annotated[str, Doc("What tells it from others of its kind: the action, the promise, the deal.")]


class DatedRow(NamedTuple):
    """Something of a plan that has a day, or that was never done and should be."""

    day: date | None
    kind: str
    what: str
    who: str
    part: Annotated[str, Doc("The part of the account's page that tells of it.")]
    entry: str = ""


def deadlines_of(account: Account, context: SiteContext) -> tuple[Deadline, ...]:
    """What was never held for one account, then what is due, soonest first; nothing of a lost or unreadable one."""
    if is_lost(account) or not account.plan.readable:
        return ()
    found = []
    again = repeated(account, context_of(context.site, context.as_of, account.category))
    for due in (*_rows(account, context), *again):
        days = (due.day - context.as_of).days if due.day else 0
        lateness = f"{-days} late" if days < 0 else f"in {days}" if days else "today" if due.day else "never"
        url = f"{account_url(account.slug)}#{due.part}"
        found.append(Deadline(iso(due.day), due.kind, due.what, account.name, url, due.who, days, lateness, due.entry))
    return tuple(sorted(found))


def _rows(account: Account, context: SiteContext) -> Iterator[DatedRow]:
    """Open actions, promises and opportunities, the contract, and the sponsor's next call."""
    plan, owner, style = account.plan, account.owner, context.style
    for step in dates.open_actions(plan, context.as_of):
        if step.action.due:
            yield DatedRow(
                step.action.due,
                "Action",
                step.action.action,
                step.action.owner or owner,
                "s.actions",
                step.action.action,
            )
    for promise in promises_of(plan, context.as_of):
        if promise.open and promise.row.due:
            to = f", to {promise.row.to}" if promise.row.to else ""
            words = promise.row.promise
            yield DatedRow(promise.row.due, "Promise", f"{words}{to}", owner, "s.promises", words)
    for _, opportunity in pipeline.open_opportunities(plan):
        if closes := pipeline.closes_on(opportunity, context.calendar):
            worth = ""
            if opportunity.value is not None:
                worth = f", {style.compact(opportunity.value)} {plan.front.currency or context.currency}"
                if opportunity.probability is not None:
                    worth += f" at {style.percent(opportunity.probability)}"
            words = opportunity.name
            yield DatedRow(closes, "Close", f"{words}{worth}", owner, "s.opportunities", words)
    yield from _agreed(account, context)


def _agreed(account: Account, context: SiteContext) -> Iterator[DatedRow]:
    front, owner, calendar = account.plan.front, account.owner, context.calendar
    if end := contract_end(front, calendar):
        renews = ", renews by itself" if front.contract and front.contract.auto_renews else ""
        if (notice := last_notice(front, calendar)) and not dates.is_over(notice, context.as_of):
            yield DatedRow(notice, "Notice", f"last day to give notice{renews}", owner, "s.continuity")
        yield DatedRow(end, "Contract", f"ends{renews}", owner, "s.continuity")
    continuity = front.continuity
    if continuity and continuity.executive_sponsor:
        every, last = context.cadences[account.category].sponsor_every, continuity.sponsor_contact
        what = f"every {every}, {f'last {last}' if last else 'none on record'}"
        sponsor = continuity.executive_sponsor
        yield DatedRow(every.after(last) if last else None, "Sponsor call", what, sponsor, "s.continuity")


_PARTS = {
    Repeated.CLIENT_REVIEW: ("s.reviews", "e.client-reviews"),
    Repeated.TEAM_REVIEW: ("s.reviews", "e.team-reviews"),
    Repeated.FEEDBACK: ("s.reviews", "e.feedback"),
    Repeated.ASSESSMENT: ("s.assessment", "e.categorization"),
}
"""The part of the page that tells of it when it was done, and when never."""


def repeated(account: Account, context: Context) -> Iterator[DatedRow]:
    """The next review with the client and with the team, feedback and assessment."""
    for each, due in dates.next_times(account.plan, context).items():
        last = f"last {due.last}" if due.last else "none on record"
        what = "planned" if due.planned else f"every {getattr(context.cadences, each.key)}, {last}"
        yield DatedRow(due.day, each.words, what, account.owner, _PARTS[each][not (due.planned or due.last)])


class Span(Struct, frozen=True):
    """What is due within one stretch of time."""

    title: str
    note: str
    deadlines: tuple[Deadline, ...]


def spans(deadlines: Sequence[Deadline], never: Sequence[Deadline], as_of: date) -> tuple[Span, ...]:
    """Overdue, the next 30 days, the days up to 90, never held; empty ones left out. ``deadlines`` are sorted."""
    soon, later = as_of + timedelta(days=SOON), as_of + timedelta(days=LATER)
    groups = (
        ("Overdue", "", [each for each in deadlines if each.days < 0]),
        (f"Next {SOON} days", f"to {soon.isoformat()}", [each for each in deadlines if 0 <= each.days <= SOON]),
        (f"Next {LATER} days", f"to {later.isoformat()}", [each for each in deadlines if SOON < each.days <= LATER]),
        ("Never held", str(len(never)), list(never)),
    )
    return tuple(Span(title, note, tuple(found)) for title, note, found in groups if found)


def overdue(deadlines: Iterable[Deadline]) -> int:
    """How many are late."""
    return sum(each.days < 0 for each in deadlines)


def soon(deadlines: Iterable[Deadline]) -> int:
    """How many fall due in the next 30 days."""
    return sum(0 <= each.days <= SOON for each in deadlines)


def deadlines_summary(deadlines: Sequence[Deadline], never: Sequence[Deadline]) -> str:
    """``5 overdue, 6 in the next 30 days, 4 more in the next 90, 3 never held``."""
    later = sum(SOON < each.days <= LATER for each in deadlines)
    ahead = f"{soon(deadlines)} in the next {SOON} days, {later} more in the next {LATER}"
    return f"{overdue(deadlines)} overdue, {ahead}, {len(never)} never held"
