"""What has happened, whether it was lately enough, what is late, and when a thing is due again.

    day ─ as_of ─▶ happened, or still to come
    rows ─ newest that happened ─ cadence ─▶ within it, or lapsed ─▶ next time

Something done on a day counts up to and including ``cadence.after(day)``: what is due today is not late. What is dated
after the day judged has not happened yet: a review to come is planned, and counts as not yet held.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from kamgen.facts.accounts import is_lost, is_prospect
from kamgen.facts.entries import lacks_feedback, lacks_respondent, lacks_review
from kamgen.model.context import Context
from kamgen.model.enums import ReviewWith, Site
from kamgen.model.front_matter import Action, Feedback, Review
from kamgen.model.plan import Plan
from kamgen.model.rule import Repeated
from kamgen.model.values import Duration
from kamgen.text.words import counted


class Dated(Protocol):
    """A row with the day on which it happened."""

    @property
    def date(self) -> datetime.date:
        """The day."""


_Row = TypeVar("_Row", bound=Dated)


def happened(day: datetime.date | None, as_of: datetime.date) -> bool:
    """Whether a day is given and is not still to come."""
    return day is not None and day <= as_of


def within(day: datetime.date, cadence: Duration, as_of: datetime.date) -> bool:
    """Whether something done on ``day`` has happened and still counts on ``as_of``."""
    return day <= as_of <= cadence.after(day)


def has_lapsed(day: datetime.date, cadence: Duration, as_of: datetime.date) -> bool:
    """Whether the cadence has passed since ``day``."""
    return cadence.after(day) < as_of


def is_to_come(day: datetime.date | None, as_of: datetime.date) -> bool:
    """Whether a day is given and has not happened yet."""
    return day is not None and day > as_of


def is_over(last: datetime.date, as_of: datetime.date) -> bool:
    """Whether a last day is over; a thing still holds on its last day."""
    return last < as_of


def days_late(due: datetime.date | None, day: datetime.date) -> int:
    """Days that ``day`` lies behind ``due``; 0 when it does not, or nothing is due."""
    return max(0, (day - due).days) if due else 0


def newest(
    rows: Sequence[_Row], as_of: datetime.date, counts: Callable[[_Row], bool] | None = None
) -> tuple[int, _Row] | None:
    """The newest row on or before ``as_of`` that counts, with its place; the lower one of two on the same day."""
    found: tuple[int, _Row] | None = None
    for number, row in enumerate(rows):
        if row.date <= as_of and (found is None or row.date >= found[1].date) and (counts is None or counts(row)):
            found = number, row
    return found


def is_planned(review: Review, as_of: datetime.date) -> bool:
    """Whether a review is still to come."""
    return not review.cancelled and review.date > as_of


def newest_review(
    plan: Plan, context: Context, party: ReviewWith, site: Site | None = None
) -> tuple[int, Review] | None:
    """The newest review held with ``party`` that counts, at ``site`` if one is named, with its place."""

    def counts(review: Review) -> bool:
        return site in (None, review.site) and is_review(review, plan, context, party)

    return newest(plan.front.reviews, context.as_of, counts)


def is_review(row: Review, plan: Plan, context: Context, party: ReviewWith) -> bool:
    """Whether a row is a review with ``party`` that was not cancelled and lacks nothing."""
    return row.party is party and not row.cancelled and not lacks_review(row, plan, context.site)


def newest_written(
    plan: Plan, context: Context, party: ReviewWith, site: Site | None = None
) -> tuple[int, Review] | None:
    """The newest review with ``party`` (at ``site``) that was not cancelled, whatever it lacks, with its place."""

    def counts(review: Review) -> bool:
        return review.party is party and not review.cancelled and site in (None, review.site)

    return newest(plan.front.reviews, context.as_of, counts)


LATELY = Duration(12, "month")
"""The stretch in which cancelled meetings with the client are counted."""

_OFTEN, _SHARE = 2, 3
"""So many that were cancelled are too many, when they are one in so many."""


class Cancelled(NamedTuple):
    """Meetings with the client of the last 12 months."""

    times: int
    """How many were cancelled."""
    meetings: int
    """Of how many: those that count, and those that were cancelled."""

    @property
    def too_many(self) -> bool:
        """Whether it was one in three, or more."""
        return self.times >= _OFTEN and self.times * _SHARE >= self.meetings


def client_meetings(plan: Plan, context: Context) -> list[tuple[int, Review]]:
    """The meetings that were planned with the client up to the day, with their places; the newest last."""
    rows = [
        (number, row)
        for number, row in enumerate(plan.front.reviews)
        if row.party is ReviewWith.CLIENT and row.date <= context.as_of
    ]
    return sorted(rows, key=lambda pair: pair[1].date)


def cancelled(plan: Plan, context: Context) -> Cancelled:
    """How many meetings with the client were cancelled lately, of those that are written in full."""
    lately = [row for _, row in client_meetings(plan, context) if within(row.date, LATELY, context.as_of)]
    times = sum(row.cancelled for row in lately)
    held = sum(is_review(row, plan, context, ReviewWith.CLIENT) for row in lately)
    return Cancelled(times, times + held)


def feedback_given(plan: Plan, context: Context, in_words: bool = True) -> list[tuple[int, Feedback]]:
    """The feedback that was given and counts, with its places; the newest last.

    ``in_words`` false: with that of which only the score and who gave it is written.
    """
    rows = []
    for number, row in enumerate(plan.front.feedback):
        lacking = lacks_feedback(row, plan, context.site)
        if row.date <= context.as_of and not (lacking if in_words else lacks_respondent(lacking)):
            rows.append((number, row))
    return sorted(rows, key=lambda pair: pair[1].date)


def newest_feedback(plan: Plan, context: Context) -> tuple[int, Feedback] | None:
    """The newest feedback that was given and counts, with its place."""
    given = feedback_given(plan, context)
    return given[-1] if given else None


class ScoreGiven(NamedTuple):
    """What the client's newest feedback says of a score."""

    number: int
    """The place of the newest feedback that has one."""
    row: Feedback
    newer: Feedback | None
    """Feedback that is newer, and has none: then the score is no longer the client's last word."""


def newest_score(plan: Plan, context: Context) -> ScoreGiven | None:
    """The newest score the client gave; None when it never gave one."""
    given = feedback_given(plan, context, in_words=False)
    scored = [pair for pair in given if pair[1].score is not None]
    if not scored:
        return None
    (number, row), (_, last) = scored[-1], given[-1]
    return ScoreGiven(number, row, last if last.date > row.date and last.score is None else None)


class NextTime(NamedTuple):
    """When something that is done again and again is due."""

    day: datetime.date | None
    """None for what was never done and is not planned either: no day says since when it is due."""
    planned: bool
    """Whether the plan has a day for it."""
    last: datetime.date | None
    """When it last happened; None for never."""


def next_time(days: Iterable[datetime.date], cadence: Duration, as_of: datetime.date) -> NextTime:
    """A planned day is the next time, else the last one's cadence; what was never done has no day."""
    days = sorted(days)
    past = [day for day in days if day <= as_of]
    last = past[-1] if past else None
    if len(past) < len(days):
        return NextTime(days[len(past)], True, last)
    return NextTime(cadence.after(last) if last else None, False, last)


def next_review(plan: Plan, context: Context, party: ReviewWith) -> NextTime:
    """When the next review with ``party`` is due."""
    rows = [row for row in plan.front.reviews if row.party is party]
    days = [row.date for row in rows if is_planned(row, context.as_of) or is_review(row, plan, context, party)]
    return next_time(days, review_cadence(context, party), context.as_of)


def review_cadence(context: Context, party: ReviewWith) -> Duration:
    """How often a review with ``party`` is due."""
    cadences = context.cadences
    return cadences.client_review_every if party is ReviewWith.CLIENT else cadences.team_review_every


def next_times(plan: Plan, context: Context) -> dict[Repeated, NextTime]:
    """When reviews, feedback and assessment are due; feedback of a prospect only once there was any."""
    front, cadences, as_of = plan.front, context.cadences, context.as_of
    found = {
        Repeated.CLIENT_REVIEW: next_review(plan, context, ReviewWith.CLIENT),
        Repeated.TEAM_REVIEW: next_review(plan, context, ReviewWith.TEAM),
    }
    given = [row.date for _, row in feedback_given(plan, context)]
    if given or not is_prospect(front):
        found[Repeated.FEEDBACK] = next_time(given, cadences.feedback_every, as_of)
    assessed = [front.assessment.date] if front.assessment else []
    found[Repeated.ASSESSMENT] = next_time(assessed, cadences.assessment_every, as_of)
    return found


class ClientContact(NamedTuple):
    """One occasion on which somebody talked with the client."""

    day: datetime.date
    what: str
    """``Client review``, ``Feedback`` or ``Contact with Kari Dahl``."""


def last_word(plan: Plan, as_of: datetime.date) -> ClientContact | None:
    """The last talk with the client that the plan knows of; None for none."""
    front = plan.front
    words = [ClientContact(row.date, "Feedback") for row in front.feedback]
    words += [ClientContact(row.last_contact, f"Contact with {row.name}") for row in front.contacts if row.last_contact]
    reviews = [row for row in front.reviews if row.party is ReviewWith.CLIENT and not row.cancelled]
    words += [ClientContact(row.date, "Client review") for row in reviews]
    return max((word for word in words if word.day <= as_of), default=None)


class NextStep(NamedTuple):
    """An action of the plan on a day."""

    key: str
    """``actions[1]``, or ``@42:1`` for an item of a task list."""
    action: Action
    open: bool
    """Whether it is still to be done: not ticked, and done on no day up to ``as_of``."""
    late: int
    """Days an open one is late; 0 for all others, and for every action of a lost account."""

    @property
    def state(self) -> str:
        """``open``, ``10 days late``, ``done 2026-11-01``."""
        if self.open:
            return f"{counted(self.late, 'day')} late" if self.late else "open"
        return f"done {self.action.done or ''}".rstrip()


def next_steps(plan: Plan, as_of: datetime.date) -> list[NextStep]:
    """All actions: the front matter's, then the task lists'."""
    ticked = {f"@{found.line}:1" for found in plan.body.actions if found.ticked}
    gone = is_lost(plan.front)
    steps = []
    for key, action in plan.actions():
        is_open = key not in ticked and not happened(action.done, as_of)
        steps.append(NextStep(key, action, is_open, days_late(action.due, as_of) if is_open and not gone else 0))
    return steps


def open_actions(plan: Plan, as_of: datetime.date) -> list[NextStep]:
    """Those of `next_steps` that are still to be done."""
    return [step for step in next_steps(plan, as_of) if step.open]
