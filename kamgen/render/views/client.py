"""The client's side of an account's page: needs, promises, outcomes, how it rates its vendors."""

from __future__ import annotations

import posixpath
import unicodedata
from bisect import bisect_right
from datetime import date
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from kamgen.facts import dates, promises, results
from kamgen.facts.promises import PromiseFact, PromiseState
from kamgen.model.account import Account
from kamgen.model.enums import ReviewWith, Site
from kamgen.model.front_matter import ClientOutcome, EvaluationCriterion, Feedback, FrontMatter, Need, Review
from kamgen.model.plan import Plan
from kamgen.render.charts.small import Caption, bullet
from kamgen.render.links import attachment_url
from kamgen.render.site_context import Link, SiteContext
from kamgen.text.addresses import external
from kamgen.text.numbers import UNKNOWN
from kamgen.text.words import counted, iso


class NeedRow(Struct, frozen=True):
    """A need of the client."""

    need: str
    kind: str
    css: str
    """``pass`` when it was confirmed lately, else ``gap``."""
    confirmed: str
    """The day, ``planned for`` one to come, or ``not confirmed``."""
    met_by: str
    """The offering or opportunity that answers it."""


def need_rows(front: FrontMatter, as_of: date) -> tuple[NeedRow, ...]:
    """The needs as the plan lists them, each with whether the client confirmed it."""
    return tuple([_need(need, as_of) for need in front.needs])


def _need(need: Need, as_of: date) -> NeedRow:
    css, words = "gap", "not confirmed"
    if need.confirmed:
        words = iso(need.confirmed) if promises.is_confirmed(need, as_of) else f"planned for {iso(need.confirmed)}"
        css = "pass" if promises.is_confirmed_lately(need, as_of) else "gap"
    return NeedRow(need.need, need.kind.value if need.kind else UNKNOWN, css, words, need.met_by or UNKNOWN)


class PromiseRow(Struct, frozen=True):
    """A promise, and what became of it."""

    promise: str
    to: str
    """Whom of the client's people."""
    due: str
    css: str
    """``pass`` when it was kept in time, ``gap`` when it is late or broken; empty while it is open."""
    state: str
    """What became of it: a day, ``19 days late``, ``open``."""


def promise_rows(plan: Plan, as_of: date) -> tuple[PromiseRow, ...]:
    """The promise ledger."""
    return tuple([_promise(fact) for fact in promises.promises_of(plan, as_of)])


def _promise(fact: PromiseFact) -> PromiseRow:
    row, late = fact.row, f"{counted(fact.late, 'day')} late"
    css, state = "", "open"
    if fact.state is PromiseState.OVERDUE:
        css, state = "gap", late
    elif fact.state is PromiseState.BROKEN:
        css, state = "gap", f"broken {iso(fact.day)}"
    elif fact.state is PromiseState.KEPT:
        css, state = ("gap", f"{iso(fact.day)}, {late}") if fact.late else ("pass", iso(fact.day))
    return PromiseRow(row.promise, row.to or UNKNOWN, iso(row.due) or UNKNOWN, css, state)


def kept_words(plan: Plan, as_of: date) -> str:
    """``4 of 5 kept in time, last 12 months``: of the promises that count today (see `facts.promises.ledger`)."""
    found = promises.ledger(plan, as_of)
    if not found.settled:
        return ""
    return f"{found.on_time} of {found.settled} kept in time, last {promises.LEDGER}"


class OutcomeRow(Struct, frozen=True):
    """A result in the client's own metric."""

    metric: str
    note: str
    """How far it is: ``half way``, ``beyond target``."""
    date: str
    """When it was measured; empty when that is not known."""
    baseline: str
    actual: str
    target: str
    picture: Markup
    """From baseline to target; empty when a figure is missing."""


def outcome_rows(account: Account, context: SiteContext) -> tuple[OutcomeRow, ...]:
    """The outcomes as the plan lists them."""
    return tuple(_outcome(outcome, number, context) for number, outcome in enumerate(account.plan.front.outcomes))


def _outcome(outcome: ClientOutcome, number: int, context: SiteContext) -> OutcomeRow:
    baseline, actual, target = (_measure(value, outcome.unit, context) for value in _values(outcome))
    css, words = _progress(outcome)
    picture = _picture(outcome, number, css, f"From {baseline} to {actual}, target {target}: {words}")
    return OutcomeRow(outcome.metric, words, iso(outcome.as_of), baseline, actual, target, picture)


def _values(outcome: ClientOutcome) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return outcome.baseline, outcome.actual, outcome.target


def _measure(value: Decimal | None, unit: str | None, context: SiteContext) -> str:
    if value is None:
        return UNKNOWN
    space = "" if not unit or unit == "%" else "\u00a0"
    return f"{context.style.plain(value)}{space}{unit or ''}"


def _progress(outcome: ClientOutcome) -> tuple[str, str]:
    """How far the way from baseline to target is gone: class and words."""
    if results.is_reached(outcome):
        return "c-ok", "beyond target" if results.is_beyond(outcome) else "on target"
    lacking = results.lacking_figures(outcome)
    if lacking:
        return "c-na", _LACKING[lacking[-1]]
    if results.is_worse(outcome):
        return "c-act", "worse than before"
    done = results.progress(outcome) or Decimal(0)
    return _WAYS[bisect_right(_WAY_ENDS, done)] if done else ("c-act", "no change")


_LACKING = {"actual": "not measured", "target": "no target", "baseline": "no baseline"}
_WAY_ENDS = (Decimal("0.4"), Decimal("0.6"))
_WAYS = (("c-act", "under way"), ("c-watch", "half way"), ("c-watch", "nearly there"))
"""Class and words for a part of the way that ends at each of those fractions, and beyond the last."""


def _picture(outcome: ClientOutcome, number: int, css: str, said: str) -> Markup:
    baseline, actual, target = _values(outcome)
    if baseline is None or actual is None or target is None:
        return Markup()
    caption = Caption(f"o{number}", outcome.metric, said)
    return bullet(caption, float(baseline), float(actual), float(target), css)


class MarkRow(Struct, frozen=True):
    """One criterion by which the client rates its vendors."""

    name: str
    weight: str
    mark: str


def mark_rows(criteria: tuple[EvaluationCriterion, ...], context: SiteContext) -> tuple[MarkRow, ...]:
    """The client's criteria with our marks, as the plan lists them."""
    return tuple(
        MarkRow(
            criterion.name,
            UNKNOWN if criterion.weight is None else context.style.percent(criterion.weight),
            UNKNOWN if criterion.score is None else f"{criterion.score} of {criterion.scale}",
        )
        for criterion in criteria
    )


class MeetingRow(Struct, frozen=True):
    """A review or a feedback."""

    date: str
    css: str
    """``gap`` for a review that was cancelled."""
    what: str
    where: str
    """``at the client``; empty when that is not known."""
    who: tuple[str, ...]
    covered: str
    """The topics of a review, or the score that the client gave."""
    result: str
    document: Link
    """Minutes: a link when the file is there, its name when it is not."""


_PLACES = {Site.CLIENT: "at the client", Site.OURS: "with us", Site.REMOTE: "remote"}


def meeting_rows(account: Account, folder: str, as_of: date) -> tuple[MeetingRow, ...]:
    """Reviews and feedback, newest first; reviews that are planned stand above those that were held."""
    front = account.plan.front
    rows = [_review(review, account, folder, as_of) for review in front.reviews]
    rows += [_feedback(feedback, account, folder) for feedback in front.feedback]
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def _review(review: Review, account: Account, folder: str, as_of: date) -> MeetingRow:
    what = "Client review" if review.party is ReviewWith.CLIENT else "Team review"
    state = " cancelled" if review.cancelled else " planned" if dates.is_planned(review, as_of) else ""
    topics = len(review.covered)
    return MeetingRow(
        review.date.isoformat(),
        "gap" if review.cancelled else "",
        f"{what}{state}",
        _PLACES[review.site] if review.site else "",
        review.attendees,
        "all eight topics" if topics == 8 else ", ".join(topic.value for topic in review.covered) or UNKNOWN,
        review.outcome or UNKNOWN,
        document(review.document, "Minutes", account, folder),
    )


def _feedback(feedback: Feedback, account: Account, folder: str) -> MeetingRow:
    return MeetingRow(
        feedback.date.isoformat(),
        "",
        f"Feedback, {feedback.method.value}" if feedback.method else "Feedback",
        "",
        feedback.respondents,
        UNKNOWN if feedback.score is None else f"{feedback.score} of {feedback.scale}",
        feedback.summary or UNKNOWN,
        document(feedback.document, "Document", account, folder),
    )


def document(written: str | None, words: str, account: Account, folder: str) -> Link:
    """A file that the plan names: a link when it is there, its name when it is not, nothing when none is named."""
    if not written:
        return Link("")
    if address := external(written):
        return Link(words, address, True)
    path = _composed(posixpath.normpath(posixpath.join(posixpath.dirname(account.plan.path), written)))
    there = next((file for file in account.links.attachments if _composed(file) == path), None)
    return Link(words, attachment_url(there, folder)) if there else Link(written)


def _composed(path: str) -> str:
    """Accents composed: some disks keep them apart."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)
